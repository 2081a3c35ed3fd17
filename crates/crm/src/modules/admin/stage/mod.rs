//! What a stage does when it is saved: it has a key of its own in its pipeline, and a probability that fits its outcome.

mod key;

use meta::Value;
use rust_decimal::Decimal;

use crate::error::Result;
use crate::records::Draft;
use crate::work::Work;

pub use key::check_key;

/// Before it is saved.
pub fn check(work: &mut Work, draft: &mut Draft) -> Result<()> {
    key::give_key(work, draft)?;
    follow_outcome(draft);
    Ok(())
}

/// A won stage is certain and a lost one hopeless unless a probability was given.
fn follow_outcome(draft: &mut Draft) {
    if draft.gave("probability") || !draft.changed("outcome") {
        return;
    }
    match draft.get("outcome").text() {
        Some("won") => draft.set("probability", Value::Decimal(Decimal::ONE_HUNDRED)),
        Some("lost") => draft.set("probability", Value::Decimal(Decimal::ZERO)),
        _ => {}
    }
}
