//! Records shared by hand with a user or a team, to read or to change. Whoever may change a record may share it.

use chrono::{DateTime, Utc};
use meta::{Key, Module};
use serde_json::json;
use std::sync::Arc;
use store::audit::Action;
use store::{Scope, shares as rows};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::records;
use crate::trail;
use crate::work::Work;

/// With whom a record is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// `user` or `team`.
    pub kind: &'static str,
    /// The user or team.
    pub grantee: Uuid,
    /// What they are called.
    pub name: String,
    /// May change it too.
    pub may_edit: bool,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Who shared it.
    pub by: Option<Uuid>,
}

/// With whom a record is shared, oldest first; for everybody who sees the record.
pub fn list(work: &mut Work, module: &str, id: Uuid) -> Result<Vec<Shared>> {
    records::get(work, module, id, &[meta::Path::of(Key::of("id"))])?;
    let mut shared = Vec::new();
    for row in rows::list(work.tx, id)? {
        let (kind, name) = grantee(work, row.grantee)?.unwrap_or(("user", "somebody who is gone".into()));
        let (may_edit, at, by) = (row.may_edit, row.at, row.by);
        shared.push(Shared { kind, grantee: row.grantee, name, may_edit, at, by });
    }
    Ok(shared)
}

/// Shares a record with a user or a team, or changes how it is shared.
pub fn add(work: &mut Work, module: &str, id: Uuid, with: Uuid, may_edit: bool) -> Result<()> {
    let module = changeable(work, module, id)?;
    let (kind, _) =
        grantee(work, with)?.ok_or_else(|| Error::invalid("grantee", "missing", "is not there any more"))?;
    let before = rows::list(work.tx, id)?.into_iter().find(|row| row.grantee == with);
    if before.as_ref().is_some_and(|row| row.may_edit == may_edit) {
        return Ok(());
    }
    let row = rows::Share { grantee: with, may_edit, at: work.now, by: work.actor.user };
    rows::put(work.tx, &module.key, id, &row)?;
    let changes = json!({ "share": [before.map(|row| told(kind, &row)), told(kind, &row)] });
    trail::note(work, Action::Share, &module.key, id, &changes)
}

/// Ends a share.
pub fn remove(work: &mut Work, module: &str, id: Uuid, with: Uuid) -> Result<()> {
    let module = changeable(work, module, id)?;
    let before = rows::remove(work.tx, id, with)?.ok_or_else(|| Error::NotFound("share".into()))?;
    let kind = grantee(work, with)?.map_or("user", |(kind, _)| kind);
    trail::note(work, Action::Unshare, &module.key, id, &json!({ "share": [told(kind, &before), null] }))
}

fn told(kind: &str, row: &rows::Share) -> serde_json::Value {
    json!({ "kind": kind, "id": row.grantee, "may_edit": row.may_edit })
}

/// The module of a record that the actor may change.
fn changeable(work: &mut Work, module: &str, id: Uuid) -> Result<Arc<Module>> {
    records::get(work, module, id, &[meta::Path::of(Key::of("id"))])?;
    let module = work.module(module)?;
    let scope = Scope::of(&work.snapshot.schema, work.now, &work.actor.rights.edit);
    match records::load(work, &scope, &module, id, &[])? {
        Some(_) => Ok(module),
        None => Err(Error::Forbidden("only who may change a record may share it".into())),
    }
}

/// An active user or a team by id: kind and name.
fn grantee(work: &mut Work, id: Uuid) -> Result<Option<(&'static str, String)>> {
    if let Some(person) = work.snapshot.people.get(id) {
        return Ok(Some(("user", person.name.clone())));
    }
    let scope = work.system();
    let Some(module) = work.snapshot.module("team").cloned() else { return Ok(None) };
    let team = records::load(work, &scope, &module, id, &[])?;
    Ok(team.map(|team| ("team", team.title)))
}
