//! The shape of a record: which of its fields and sections are shown, and which must be filled, as its values say.

use std::collections::HashSet;
use std::sync::Arc;

use meta::record::Values;
use meta::{Key, Module, Path};
use uuid::Uuid;

use super::draft::Draft;
use super::{derive, read, save};
use crate::catalogue::Derived;
use crate::error::Result;
use crate::snapshot::Snapshot;
use crate::work::Work;

/// What the conditions of a module say of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// Fields not shown.
    pub hidden: HashSet<Key>,
    /// Fields that must be filled, beside those that always must.
    pub required: HashSet<Key>,
    /// Sections of the layout not shown, by their place.
    pub folded: HashSet<usize>,
}

/// The shape of a saved record: one statement, none where the module has no conditions.
pub fn shape(work: &mut Work, module: &str, id: Uuid) -> Result<Shape> {
    let module = work.module(module)?;
    let snapshot = work.snapshot.clone();
    let Some(derived) = snapshot.derivations.module(&module.key).filter(|derived| conditional(derived)) else {
        return Ok(Shape::default());
    };
    let conditions = derived.visible.values().chain(derived.required.values()).chain(derived.sections.iter().flatten());
    let mut paths: Vec<Path> = conditions.flat_map(|condition| condition.reads.iter().cloned()).collect();
    paths.sort();
    paths.dedup();
    let scope = work.system();
    let record = read::load(work, &scope, &module, id, &paths)?.ok_or_else(|| read::missing(&module, id))?;
    let context = expr::Context { now: work.now, zone: work.snapshot.company.zone() };
    judged(derived, |condition| Ok(condition.holds(&|path: &Path| record.at(path).clone(), &context)))
}

/// The shape of a record in the making: the values given laid over the saved record, or over a new one.
pub fn shape_of(work: &mut Work, module: &str, id: Option<Uuid>, given: &Values) -> Result<Shape> {
    let module = work.module(module)?;
    let snapshot = work.snapshot.clone();
    let Some(derived) = snapshot.derivations.module(&module.key).filter(|derived| conditional(derived)) else {
        return Ok(Shape::default());
    };
    let mut draft = begun(work, &module, id)?;
    for (key, value) in given.iter() {
        draft.give(key.clone(), value.clone());
    }
    derive::formulas(work, &mut draft)?;
    judged(derived, |condition| derive::holds(work, &draft, condition))
}

fn begun(work: &mut Work, module: &Arc<Module>, id: Option<Uuid>) -> Result<Draft> {
    let Some(id) = id else { return Ok(Draft::new(module.clone(), Uuid::nil())) };
    let visible = work.scope();
    read::load(work, &visible, module, id, &[])?.ok_or_else(|| read::missing(module, id))?;
    let scope = work.system();
    let record = read::load(work, &scope, module, id, &save::stored(module))?;
    Ok(Draft::of(module.clone(), record.ok_or_else(|| read::missing(module, id))?))
}

fn conditional(derived: &Derived) -> bool {
    !derived.visible.is_empty() || !derived.required.is_empty() || derived.sections.iter().any(Option::is_some)
}

fn judged(derived: &Derived, mut holds: impl FnMut(&expr::Typed) -> Result<bool>) -> Result<Shape> {
    let mut shape = Shape::default();
    for (key, condition) in &derived.visible {
        if !holds(condition)? {
            shape.hidden.insert(key.clone());
        }
    }
    for (key, condition) in &derived.required {
        if holds(condition)? {
            shape.required.insert(key.clone());
        }
    }
    for (at, condition) in derived.sections.iter().enumerate() {
        let Some(condition) = condition else { continue };
        if !holds(condition)? {
            shape.folded.insert(at);
        }
    }
    Ok(shape)
}

/// The fields of a module that decide about others: when one of them changes, the shape may change.
pub fn deciding(snapshot: &Snapshot, module: &str) -> HashSet<Key> {
    let Some(derived) = snapshot.derivations.module(module) else { return HashSet::new() };
    let conditions = derived.visible.values().chain(derived.required.values()).chain(derived.sections.iter().flatten());
    conditions.flat_map(|condition| condition.reads.iter().map(|path| path.first().clone())).collect()
}
