//! The recycle bin: records go in with what they own, come back with it, and are purged for good.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use meta::field_type::OnDelete;
use meta::{Field, FieldType, Filter, Key, Module, Value};
use serde_json::Map;
use store::audit::Action;
use store::page::{self, Bin, Query};
use uuid::Uuid;
use words::said;

use super::draft::Draft;
use super::{audit, read, rollups, save};
use crate::behaviour;
use crate::error::{Error, Result};
use crate::work::Work;

/// Most records that go to the bin with another one.
const MAX_OWNED: usize = 10_000;

/// Moves a record to the bin, with its lines and what cascades. Refused while something restricts it.
pub fn delete(work: &mut Work, module: &str, id: Uuid, expected: Option<i64>) -> Result<()> {
    let module = work.module(module)?;
    let draft = save::open(work, &module, id)?;
    let current = draft.before.as_ref().map_or(0, |record| record.version);
    if let Some(given) = expected.filter(|given| *given != current) {
        return Err(Error::Stale { current, given });
    }
    may_delete(work, &module, id)?;
    into_bin(work, &module, id)
}

fn may_delete(work: &mut Work, module: &Arc<Module>, id: Uuid) -> Result<()> {
    let scope = store::Scope::of(&work.snapshot.schema, work.now, &work.actor.rights.delete);
    match read::load(work, &scope, module, id, &[])? {
        Some(_) => Ok(()),
        None => Err(Error::Forbidden(said!("records-may-not-delete", module = module.label.one.to_lowercase()))),
    }
}

/// Bins a record and what cascades from it, whatever the actor's right to delete. Nothing that stays outside the bin may
/// restrict any of it.
pub(super) fn into_bin(work: &mut Work, module: &Arc<Module>, id: Uuid) -> Result<()> {
    for (module, ids) in spread(work, module, id, None, put_in)? {
        for (target, by) in dependents(work, &module, OnDelete::Restrict) {
            if !hanging(work, &target, &by, &ids, None, 1)?.is_empty() {
                let many = target.label.many.to_lowercase();
                return Err(Error::Conflict(match module.key == "user" {
                    true => said!("records-point-at-user", modules = many),
                    false => said!("records-point-at", modules = many),
                }));
            }
        }
    }
    Ok(())
}

fn put_in(work: &mut Work, mut draft: Draft) -> Result<()> {
    let module = draft.module.clone();
    draft.set("deleted_at", Value::Time(work.now));
    let shares = rollups::shares(work, &draft, false)?;
    store::rows::bin(work.tx, &module, draft.id, Some((work.now, work.act)))?;
    let rid = store::rows::rid(work.tx, &module, draft.id)?;
    store::search::remove(work.tx, &module, rid)?;
    audit::happened(work, &draft, Action::Delete, Map::new())?;
    behaviour::after_bin(work, &draft)?;
    rollups::follow(work, &draft, shares)
}

/// Brings a record back from the bin, with everything the same act put there.
pub fn restore(work: &mut Work, module: &str, id: Uuid) -> Result<()> {
    let module = work.module(module)?;
    save::open(work, &module, id)?;
    may_delete(work, &module, id)?;
    let Some(act) = store::rows::binned_by(work.tx, &module, id)? else { return Ok(()) };
    spread(work, &module, id, Some(act), take_out).map(drop)
}

fn take_out(work: &mut Work, mut draft: Draft) -> Result<()> {
    let module = draft.module.clone();
    draft.set("deleted_at", Value::Null);
    let shares = rollups::shares(work, &draft, false)?;
    store::rows::bin(work.tx, &module, draft.id, None).map_err(|error| taken(&draft, error))?;
    let rid = store::rows::rid(work.tx, &module, draft.id)?;
    let text = super::title::search_text(work, &draft)?;
    store::search::index(work.tx, &module, rid, &text)?;
    audit::happened(work, &draft, Action::Restore, Map::new())?;
    behaviour::after_bin(work, &draft)?;
    rollups::follow(work, &draft, shares)
}

/// What a record in the bin was called uniquely may belong to another one by now.
fn taken(draft: &Draft, error: store::Error) -> Error {
    match super::check::duplicate(draft, error) {
        refused @ Error::Invalid(_) => Error::Conflict(refused.said()),
        other => other,
    }
}

/// Removes a record in the bin for good, with everything the same act put there. Its trail stays; what led to it leads
/// nowhere.
pub fn purge(work: &mut Work, module: &str, id: Uuid) -> Result<()> {
    let module = work.module(module)?;
    save::open(work, &module, id)?;
    may_delete(work, &module, id)?;
    let Some(act) = store::rows::binned_by(work.tx, &module, id)? else {
        return Err(Error::Conflict(said!("records-not-in-bin")));
    };
    let gone = spread(work, &module, id, Some(act), |work, draft| {
        audit::happened(work, &draft, Action::Purge, Map::new())?;
        Ok(store::rows::purge(work.tx, &draft.module, draft.id)?)
    })?;
    for (module, ids) in gone {
        store::links::forget(work.tx, &work.snapshot.schema, &module, &ids)?;
    }
    Ok(())
}

/// Does something to a record, then, level by level, to what cascades from it: to what is outside the bin, or to what an
/// act put there. Gives all it was done to; a circle is walked once.
fn spread(
    work: &mut Work,
    module: &Arc<Module>,
    id: Uuid,
    act: Option<Uuid>,
    each: impl Fn(&mut Work, Draft) -> Result<()>,
) -> Result<Vec<(Arc<Module>, Vec<Uuid>)>> {
    let (mut seen, mut done) = (HashSet::from([id]), Vec::new());
    let mut waiting = VecDeque::from([(module.clone(), vec![id])]);
    while let Some((module, ids)) = waiting.pop_front() {
        for id in &ids {
            let draft = save::open_any(work, &module, *id)?;
            each(work, draft)?;
        }
        for (target, by) in dependents(work, &module, OnDelete::Cascade) {
            let mut owned = hanging(work, &target, &by, &ids, act, MAX_OWNED + 1)?;
            owned.retain(|id| seen.insert(*id));
            if seen.len() > MAX_OWNED {
                return Err(Error::Conflict(said!("records-most-owned", most = MAX_OWNED)));
            }
            if !owned.is_empty() {
                waiting.push_back((target, owned));
            }
        }
        done.push((module, ids));
    }
    Ok(done)
}

/// The link fields of all modules that lead to this one and do this when it is deleted. Lines cascade; a stage stays while
/// records are in it, a team while users are in it, a user while anything is theirs.
fn dependents(work: &Work, module: &Module, rule: OnDelete) -> Vec<(Arc<Module>, Key)> {
    let line = |other: &Module, field: &Field| {
        module.own_fields().any(|own| match &own.kind {
            FieldType::Children { to, by } => *to == other.key && *by == field.key,
            _ => false,
        })
    };
    let follows = |other: &Module, field: &Field| match &field.kind {
        FieldType::Link { to, .. } if *to != module.key => false,
        FieldType::Link { .. } if line(other, field) => rule == OnDelete::Cascade,
        FieldType::Stage if module.key == "stage" => rule == OnDelete::Restrict,
        FieldType::Team if module.key == "team" => rule == OnDelete::Restrict && other.key == "user",
        FieldType::User if module.key == "user" => rule == OnDelete::Restrict && field.key == "owner",
        FieldType::Link { on_delete, .. } => *on_delete == rule,
        _ => false,
    };
    let modules = work.snapshot.schema.catalogue.modules();
    modules
        .flat_map(|other| {
            other.fields.values().filter(|field| follows(other, field)).map(|field| (other.clone(), field.key.clone()))
        })
        .collect()
}

/// The records that hang on any of these by a link, at most `limit`: outside the bin, or in it by an act.
fn hanging(
    work: &mut Work,
    target: &Arc<Module>,
    by: &Key,
    ids: &[Uuid],
    act: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Uuid>> {
    let query = Query {
        filter: Filter::any_of(by.clone(), ids.iter().copied().map(Value::Id).collect()),
        sort: Vec::new(),
        fields: Vec::new(),
        limit,
        after: None,
        bin: if act.is_some() { Bin::In } else { Bin::Out },
    };
    let scope = work.system();
    let found = page::page(work.tx, &scope, target, &query)?.records.into_iter().map(|record| record.id).collect();
    match act {
        Some(act) => Ok(store::rows::binned_with(work.tx, target, found, act)?),
        None => Ok(found),
    }
}
