//! What a stage does when its outcome is set.

use meta::Value;
use rust_decimal::Decimal;

use crate::error::Result;
use crate::records::Draft;

/// A won stage is certain and a lost one hopeless unless a probability was given.
pub fn follow_outcome(draft: &mut Draft) -> Result<()> {
    if draft.gave("probability") || !draft.changed("outcome") {
        return Ok(());
    }
    match draft.get("outcome").text() {
        Some("won") => draft.set("probability", Value::Decimal(Decimal::ONE_HUNDRED)),
        Some("lost") => draft.set("probability", Value::Decimal(Decimal::ZERO)),
        _ => {}
    }
    Ok(())
}
