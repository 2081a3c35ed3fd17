//! Records shared by hand with a user or a team, to read or to change. Whoever may change a record may share it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use meta::{Filter, Key, Module, Op, Value};
use serde_json::json;
use store::audit::Action;
use store::{Scope, shares as rows};
use uuid::Uuid;
use words::said;

use crate::error::{Error, Result};
use crate::records;
use crate::reports::named;
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
    let shares = rows::list(work.tx, id)?;
    let named = grantees(work, shares.iter().map(|share| share.grantee))?;
    let shared = |row: rows::Share| {
        let (kind, name) =
            named.get(&row.grantee).cloned().unwrap_or(("user", work.actor.language.text("sharing-gone").into()));
        let (may_edit, at, by) = (row.may_edit, row.at, row.by);
        Shared { kind, grantee: row.grantee, name, may_edit, at, by }
    };
    Ok(shares.into_iter().map(shared).collect())
}

/// Shares a record with a user or a team, or changes how it is shared.
pub fn add(work: &mut Work, module: &str, id: Uuid, with: Uuid, may_edit: bool) -> Result<()> {
    let module = changeable(work, module, id)?;
    let kind =
        active(work, with)?.ok_or_else(|| Error::invalid("grantee", "missing", said!("sharing-grantee-gone")))?;
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
    let before = rows::remove(work.tx, id, with)?.ok_or_else(|| Error::NotFound(said!("missing-share")))?;
    let kind = grantees(work, [with])?.get(&with).map_or("user", |(kind, _)| kind);
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
        None => Err(Error::Forbidden(said!("sharing-forbidden"))),
    }
}

/// The kind of an active user, or of a team outside the bin.
fn active(work: &mut Work, id: Uuid) -> Result<Option<&'static str>> {
    if let Some(person) = work.snapshot.people.get(id) {
        return Ok(person.active.then_some("user"));
    }
    let scope = work.system();
    let Some(module) = work.snapshot.module("team").cloned() else { return Ok(None) };
    let this = Filter::test(Key::of("id"), Op::Eq, Value::Id(id));
    Ok(records::find(work, &scope, &module, this, &[], 1)?.pop().map(|_| "team"))
}

/// Users and teams by id, those that are gone too: kind and name. One statement, however many there are.
fn grantees(work: &mut Work, ids: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, (&'static str, String)>> {
    let people = &work.snapshot.people;
    let (users, others): (Vec<Uuid>, Vec<Uuid>) = ids.into_iter().partition(|id| people.get(*id).is_some());
    let users = users.iter().filter_map(|id| people.get(*id));
    let mut found: HashMap<_, _> = users.map(|person| (person.id, ("user", person.name.clone()))).collect();
    let scope = work.system();
    let teams = named::records(work, &scope, "team", others, &[])?;
    found.extend(teams.into_values().map(|team| (team.id, ("team", team.title))));
    Ok(found)
}
