//! Where new records begin, and how long records stand in each stage, for every stage field of every module.

use meta::{FieldType, Key, Value};
use store::stages::{self, Stay};

use crate::error::Result;
use crate::pipelines::Outcome;
use crate::records::Draft;
use crate::work::Work;

/// Puts a new record that must have a stage and was given none into the first open one of its module's default pipeline.
pub fn begin(work: &mut Work, draft: &mut Draft) -> Result<()> {
    let lacks = |key: &Key| draft.get(key).is_empty() && !draft.gave(key);
    let stages = draft.module.own_fields().filter(|field| field.required && matches!(field.kind, FieldType::Stage));
    let lacking: Vec<Key> = stages.map(|field| field.key.clone()).filter(lacks).collect();
    if !draft.is_new() || lacking.is_empty() {
        return Ok(());
    }
    let module = draft.module.key.clone();
    let usual = work.snapshot.pipelines_of(&module).find(|pipeline| pipeline.active && pipeline.is_default);
    let first = usual.and_then(|usual| usual.stages.iter().find(|stage| stage.outcome == Outcome::Open));
    if let Some(first) = first {
        lacking.iter().for_each(|key| draft.set(key, Value::Id(first.id)));
    }
    Ok(())
}

/// Closes the time in the stage a record left and opens that in the one it entered.
pub fn keep_time(work: &mut Work, draft: &Draft) -> Result<()> {
    let fields: Vec<Key> = draft
        .module
        .own_fields()
        .filter(|field| matches!(field.kind, FieldType::Stage) && draft.changed(&field.key))
        .map(|field| field.key.clone())
        .collect();
    for field in fields {
        let entered = draft.get(&field).id();
        let stay = entered.map(|stage| Stay { stage, since: work.now, until: None, by: work.actor.user });
        if !draft.is_new() {
            stages::leave(work.tx, draft.id, &field, work.now)?;
        }
        match stay {
            Some(stay) if draft.is_new() => stages::begin(work.tx, draft.id, &field, &stay)?,
            Some(stay) => stages::enter(work.tx, draft.id, &field, &stay)?,
            None => {}
        }
    }
    Ok(())
}
