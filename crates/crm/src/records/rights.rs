//! What the actor may do with a single record, so that pages offer only that.

use std::collections::{HashMap, HashSet};

use meta::{Filter, Key, Value};
use store::{Access, Scope};
use uuid::Uuid;

use super::read;
use crate::error::Result;
use crate::work::Work;

/// What the actor may do with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// May change it.
    pub edit: bool,
    /// May move it to the bin and back.
    pub delete: bool,
}

/// What the actor may do with a record: two statements at most.
pub fn allowed(work: &mut Work, module: &str, id: Uuid) -> Result<Allowed> {
    let rights = work.actor.rights.clone();
    Ok(Allowed { edit: covers(work, &rights.edit, module, id)?, delete: covers(work, &rights.delete, module, id)? })
}

fn covers(work: &mut Work, right: &HashMap<Key, Access>, module: &str, id: Uuid) -> Result<bool> {
    match right.get(module) {
        None => return Ok(false),
        Some(access) if access.is_all() => return Ok(true),
        Some(_) => {}
    }
    let module = work.module(module)?;
    let scope = Scope::of(&work.snapshot.schema, work.now, right);
    Ok(read::load(work, &scope, &module, id, &[])?.is_some())
}

/// Which of some records the actor may change: one statement at most.
pub fn editable(work: &mut Work, module: &str, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let rights = work.actor.rights.clone();
    match rights.edit.get(module) {
        Some(access) if access.is_all() => return Ok(ids.iter().copied().collect()),
        Some(_) if !ids.is_empty() => {}
        _ => return Ok(HashSet::new()),
    }
    let module = work.module(module)?;
    let scope = Scope::of(&work.snapshot.schema, work.now, &rights.edit);
    let these = Filter::any_of(Key::of("id"), ids.iter().copied().map(Value::Id).collect());
    let found = read::find(work, &scope, &module, these, &[], ids.len())?;
    Ok(found.into_iter().map(|record| record.id).collect())
}
