//! How long records stand in each stage, kept for every stage field of every module.

use meta::{FieldType, Key};

use crate::error::Result;
use crate::records::Draft;
use crate::work::Work;

/// Closes the time in the stage a record left and opens that in the one it entered.
pub fn keep_time(work: &mut Work, draft: &Draft) -> Result<()> {
    let fields: Vec<Key> = draft
        .module
        .own_fields()
        .filter(|field| matches!(field.kind, FieldType::Stage) && draft.changed(&field.key))
        .map(|field| field.key.clone())
        .collect();
    for field in fields {
        store::stages::leave(work.tx, draft.id, &field, work.now)?;
        if let Some(stage) = draft.get(&field).id() {
            store::stages::enter(work.tx, draft.id, &field, stage, work.now, work.actor.user)?;
        }
    }
    Ok(())
}
