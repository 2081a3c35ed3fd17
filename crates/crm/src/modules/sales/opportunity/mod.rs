//! What an opportunity does when it moves to another stage.

use meta::{Path, Value};

use crate::error::Result;
use crate::records::{Draft, follow};
use crate::work::Work;

/// The probability follows the stage unless it was set by hand; setting it by hand keeps it, emptying it lets it follow
/// again. The time of entering the stage is noted.
pub fn follow_stage(work: &mut Work, draft: &mut Draft) -> Result<()> {
    let given = draft.gave("probability") && !draft.goes_back;
    if given && !draft.gave("probability_manual") && draft.changed("probability") {
        let manual = !draft.get("probability").is_empty();
        draft.set("probability_manual", Value::Bool(manual));
    }
    if draft.changed("stage") {
        draft.set("stage_since", Value::Time(work.now));
    }
    let manual = *draft.get("probability_manual") == Value::Bool(true);
    if !manual && (draft.changed("stage") || draft.get("probability").is_empty()) {
        let path = Path::parse("stage.probability").expect("a path");
        let probability = follow(work, draft, &path)?;
        draft.set("probability", probability);
    }
    Ok(())
}
