//! What the actor may do with a single record, so that pages offer only that.

use std::collections::HashMap;

use meta::Key;
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
