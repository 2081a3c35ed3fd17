//! What is checked when a pipeline is saved: records of its module go through stages.

use meta::{FieldType, Module};
use words::said;

use crate::error::{Error, Result};
use crate::records::Draft;
use crate::work::Work;

/// Before it is saved.
pub fn check(work: &mut Work, draft: &mut Draft) -> Result<()> {
    if !draft.changed("module") {
        return Ok(());
    }
    let staged = |module: &Module| module.own_fields().any(|field| matches!(field.kind, FieldType::Stage));
    let named = draft.get("module").text().unwrap_or_default();
    match work.snapshot.module(named).is_some_and(|module| staged(module)) {
        true => Ok(()),
        false => Err(Error::invalid("module", "invalid", said!("stages-none-in-module", module = named))),
    }
}
