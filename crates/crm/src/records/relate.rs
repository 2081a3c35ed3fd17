//! Relating: putting a record into a relation of another, and taking it out.

use meta::record::Values;
use meta::relation::{Relation, RelationKind};
use meta::{Key, Module, Record, Value};
use uuid::Uuid;
use words::said;

use super::{bin, get, save, update};
use crate::error::{Error, Result};
use crate::work::Work;

/// Puts `other` into a relation of a record. Doing it twice changes nothing.
pub fn relate(work: &mut Work, module: &str, id: Uuid, relation: &str, other: Uuid) -> Result<()> {
    turn(work, module, id, relation, other, true)
}

/// Takes `other` out of a relation of a record. Refused when it is not there.
pub fn unrelate(work: &mut Work, module: &str, id: Uuid, relation: &str, other: Uuid) -> Result<()> {
    turn(work, module, id, relation, other, false)
}

/// A relation of a module, when the actor may know of the field that makes it and of what it leads to.
pub fn relation_of(work: &Work, module: &Module, name: &str) -> Result<Relation> {
    let catalogue = &work.snapshot.schema.catalogue;
    let rights = &work.actor.rights;
    let known = |relation: &&Relation| {
        let sees = match &relation.kind {
            RelationKind::Links { field } | RelationKind::Children { field, .. } => rights.sees(&module.key, field),
            RelationKind::Inverse { field }
            | RelationKind::ParentInverse { field }
            | RelationKind::LinksInverse { field } => rights.sees(&relation.target, field),
        };
        sees && rights.may_read(&relation.target)
    };
    let found = catalogue.relation(&module.key, name).filter(known);
    found.cloned().ok_or_else(|| Error::NotFound(said!("missing-relation", name = name, module = module.key.as_str())))
}

/// The error for a record that is not in the relation.
fn absent(record: Uuid) -> Error {
    Error::NotFound(said!("missing-related", id = record.to_string()))
}

fn turn(work: &mut Work, module: &str, id: Uuid, relation: &str, other: Uuid, on: bool) -> Result<()> {
    let module = work.module(module)?;
    get(work, &module.key, id, &[Key::of("id").into()])?;
    let relation = relation_of(work, &module, relation)?;
    let target = relation.target.clone();
    match &relation.kind {
        RelationKind::Links { field } => {
            get(work, &target, other, &[Key::of("id").into()])?;
            turn_list(work, &module.key, id, field, other, on)
        }
        RelationKind::Children { by, .. } if !on => part(work, &target, other, by, id),
        RelationKind::LinksInverse { field } => turn_list(work, &target, other, field, id, on),
        RelationKind::Inverse { field } | RelationKind::Children { by: field, .. } => {
            turn_link(work, &target, other, field, Value::Id(id), on)
        }
        RelationKind::ParentInverse { field } => {
            turn_link(work, &target, other, field, Value::Ref(module.key.clone(), id), on)
        }
    }
}

/// A record's field, locked, when the actor may change the record.
fn held(work: &mut Work, module: &Key, id: Uuid, field: &Key) -> Result<Record> {
    let module = work.module(module)?;
    store::rows::lock(work.tx, &module, &[id])?;
    let record = get(work, &module.key, id, &[field.clone().into(), Key::of("deleted_at").into()])?;
    save::may_edit(work, &module, id)?;
    Ok(record)
}

fn turn_list(work: &mut Work, module: &Key, id: Uuid, field: &Key, other: Uuid, on: bool) -> Result<()> {
    let record = held(work, module, id, field)?;
    let mut ids = match record.get(field) {
        Value::Ids(ids) => ids.clone(),
        _ => Vec::new(),
    };
    match (ids.iter().position(|known| *known == other), on) {
        (Some(_), true) => return Ok(()),
        (None, true) => ids.push(other),
        (Some(at), false) => drop(ids.remove(at)),
        (None, false) => return Err(absent(other)),
    }
    let values: Values = [(field.clone(), Value::Ids(ids))].into_iter().collect();
    update(work, module, id, values, None).map(drop)
}

/// A line taken from its record goes to the bin: it is nothing without it.
fn part(work: &mut Work, lines: &Key, line: Uuid, by: &Key, owner: Uuid) -> Result<()> {
    let record = held(work, lines, line, by)?;
    if record.get(by).id() != Some(owner) || !record.get("deleted_at").is_empty() {
        return Err(absent(line));
    }
    let lines = work.module(lines)?;
    bin::into_bin(work, &lines, line)
}

fn turn_link(work: &mut Work, module: &Key, id: Uuid, field: &Key, to: Value, on: bool) -> Result<()> {
    let record = held(work, module, id, field)?;
    let there = *record.get(field) == to;
    if !on && !there {
        return Err(absent(id));
    }
    if on && there {
        return Ok(());
    }
    if !on && work.module(module)?.field(field).is_some_and(|field| field.required) {
        return Err(Error::Conflict(said!("records-cannot-be-without", field = field.as_str())));
    }
    let values: Values = [(field.clone(), if on { to } else { Value::Null })].into_iter().collect();
    update(work, module, id, values, None).map(drop)
}
