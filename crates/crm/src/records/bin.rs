//! The recycle bin: records go in with what they own, come back with it, and are purged for good.

use std::sync::Arc;

use meta::field_type::OnDelete;
use meta::{FieldType, Filter, Key, Module, Op, Value};
use serde_json::Map;
use store::audit::Action;
use store::page::{self, Bin, Query};
use uuid::Uuid;

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
    if !draft.was("deleted_at").is_empty() {
        return Ok(());
    }
    into_bin(work, draft)
}

/// Moves a line to the bin, by its parent's right.
pub(super) fn bin_line(work: &mut Work, module: &Arc<Module>, id: Uuid) -> Result<()> {
    let draft = save::open_any(work, module, id)?;
    into_bin(work, draft)
}

fn may_delete(work: &mut Work, module: &Arc<Module>, id: Uuid) -> Result<()> {
    let scope = store::Scope::of(&work.snapshot.schema, work.now, &work.actor.rights.delete);
    match read::load(work, &scope, module, id, &[])? {
        Some(_) => Ok(()),
        None => {
            Err(Error::Forbidden(format!("you may see this {} but not delete it", module.label.one.to_lowercase())))
        }
    }
}

fn into_bin(work: &mut Work, mut draft: Draft) -> Result<()> {
    let module = draft.module.clone();
    for (target, by, on_delete) in dependents(work, &module) {
        if on_delete == OnDelete::Keep {
            continue;
        }
        let hanging = hanging(work, &target, &by, draft.id, Bin::Out)?;
        match (on_delete, hanging.len()) {
            (_, 0) => {}
            (OnDelete::Restrict, _) => {
                return Err(Error::Conflict(format!(
                    "{} point at it: move or delete them first",
                    target.label.many.to_lowercase()
                )));
            }
            _ => {
                for id in hanging {
                    let owned = save::open_any(work, &target, id)?;
                    into_bin(work, owned)?;
                }
            }
        }
    }
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
    let draft = save::open(work, &module, id)?;
    may_delete(work, &module, id)?;
    if draft.was("deleted_at").is_empty() {
        return Ok(());
    }
    let act = store::rows::binned_by(work.tx, &module, id)?;
    out_of_bin(work, draft, act)
}

fn out_of_bin(work: &mut Work, mut draft: Draft, act: Option<Uuid>) -> Result<()> {
    let module = draft.module.clone();
    draft.set("deleted_at", Value::Null);
    let shares = rollups::shares(work, &draft, false)?;
    store::rows::bin(work.tx, &module, draft.id, None).map_err(|error| super::check::duplicate(&draft, error))?;
    let rid = store::rows::rid(work.tx, &module, draft.id)?;
    let text = super::title::search_text(work, &draft)?;
    store::search::index(work.tx, &module, rid, &text)?;
    audit::happened(work, &draft, Action::Restore, Map::new())?;
    for (target, by, on_delete) in dependents(work, &module) {
        if on_delete != OnDelete::Cascade {
            continue;
        }
        for id in hanging(work, &target, &by, draft.id, Bin::In)? {
            if store::rows::binned_by(work.tx, &target, id)? == act {
                let owned = save::open_any(work, &target, id)?;
                out_of_bin(work, owned, act)?;
            }
        }
    }
    behaviour::after_bin(work, &draft)?;
    rollups::follow(work, &draft, shares)
}

/// Removes a record in the bin for good. Its trail stays.
pub fn purge(work: &mut Work, module: &str, id: Uuid) -> Result<()> {
    let module = work.module(module)?;
    let draft = save::open(work, &module, id)?;
    may_delete(work, &module, id)?;
    if draft.was("deleted_at").is_empty() {
        return Err(Error::Conflict("it is not in the bin: delete it first".into()));
    }
    audit::happened(work, &draft, Action::Purge, Map::new())?;
    store::rows::purge(work.tx, &module, id)?;
    Ok(())
}

/// The link fields of all modules that lead to this one: module, field, what deletion does. Lines cascade.
fn dependents(work: &Work, module: &Module) -> Vec<(Arc<Module>, Key, OnDelete)> {
    let mut found = Vec::new();
    let catalogue = &work.snapshot.schema.catalogue;
    let owned: Vec<(&Key, &Key)> = module
        .own_fields()
        .filter_map(|field| match &field.kind {
            FieldType::Children { to, by } => Some((to, by)),
            _ => None,
        })
        .collect();
    for other in catalogue.modules() {
        for field in other.own_fields() {
            if let FieldType::Link { to, on_delete, .. } = &field.kind
                && *to == module.key
            {
                let line = owned.contains(&(&other.key, &field.key));
                found.push((other.clone(), field.key.clone(), if line { OnDelete::Cascade } else { *on_delete }));
            }
        }
    }
    found
}

fn hanging(work: &mut Work, target: &Arc<Module>, by: &Key, id: Uuid, bin: Bin) -> Result<Vec<Uuid>> {
    let query = Query {
        filter: Filter::test(by.clone(), Op::Eq, Value::Id(id)),
        sort: Vec::new(),
        fields: Vec::new(),
        limit: MAX_OWNED,
        after: None,
        bin,
    };
    let scope = work.system();
    let page = page::page(work.tx, &scope, target, &query)?;
    if page.next.is_some() {
        let many = target.label.many.to_lowercase();
        return Err(Error::Conflict(format!("more than {MAX_OWNED} {many} hang on it: move or delete some first")));
    }
    Ok(page.records.into_iter().map(|record| record.id).collect())
}
