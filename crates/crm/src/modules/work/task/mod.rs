//! What a task does when it is done.

use meta::Value;

use crate::error::Result;
use crate::records::Draft;
use crate::work::Work;

/// Notes when a task was done; forgets it when it is opened again.
pub fn note_completion(work: &mut Work, draft: &mut Draft) -> Result<()> {
    if !draft.changed("status") || draft.gave("done_at") {
        return Ok(());
    }
    let done = draft.get("status").text() == Some("done");
    draft.set("done_at", if done { Value::Time(work.now) } else { Value::Null });
    Ok(())
}
