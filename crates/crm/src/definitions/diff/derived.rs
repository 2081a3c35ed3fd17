//! What must be computed again: kept formulas and rollups that are new or rest on something that changed, then titles
//! and search texts.

use std::collections::{BTreeMap, BTreeSet};

use meta::definition::{self, FieldId};
use meta::{Key, Module, Path};

use super::super::side::Kept;
use super::super::step::Step;
use super::Working;

pub(super) fn recompute(work: &mut Working) {
    let rests: BTreeMap<FieldId, Vec<FieldId>> =
        work.after.snapshot.derivations.sources().map(|(id, sources)| (id.clone(), sources.clone())).collect();
    // There are no circles: the catalogue was checked.
    let order = definition::order(&rests).unwrap_or_default();
    let new: BTreeSet<Key> = work
        .diff
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::AddModule { module } => Some(module.clone()),
            _ => None,
        })
        .collect();
    for id in order {
        if rests[&id].iter().any(|source| work.fresh.contains(source)) {
            work.fresh.insert(id.clone());
        }
        let Some(module) = work.after.catalogue().module(&id.0) else { continue };
        let Some(field) = module.field(&id.1) else { continue };
        if work.fresh.contains(&id) && !new.contains(&id.0) && work.after.kept(&id.0, field) != Kept::No {
            work.step(Step::Compute { module: id.0, field: id.1 });
        }
    }
    let after = work.after;
    for module in after.catalogue().modules().filter(|module| !new.contains(&module.key)) {
        let Some(had) = work.before.catalogue().module(work.hints.module(&module.key)) else { continue };
        words(work, had, module);
    }
}

/// Titles and search texts that say something else now.
fn words(work: &mut Working, had: &Module, module: &Module) {
    let title_moved = work.hints.field(&module.key, &module.title) != had.title;
    let shown = |module: &Module, key: &str| module.field(key).map(|field| field.kind.shown().clone());
    let relabelled = shown(had, &had.title) != shown(module, &module.title)
        && module.field(&module.title).is_some_and(|field| field.kind.shown().name() == "select");
    if title_moved || relabelled || work.fresh.contains(&(module.key.clone(), module.title.clone())) {
        work.step(Step::Titles { module: module.key.clone() });
    }
    let was: Vec<String> = had.search.iter().map(ToString::to_string).collect();
    let is: Vec<String> = module.search.iter().map(|path| earlier(work, module, path)).collect();
    let fresh = |path: &Path| {
        let end = work.after.catalogue().resolve(&module.key, path);
        end.is_some_and(|end| work.fresh.contains(&(end.module.key.clone(), end.field.key.clone())))
    };
    if was != is || module.search.iter().any(fresh) {
        work.step(Step::Search { module: module.key.clone() });
    }
}

/// A path as it was written before renames.
fn earlier(work: &Working, module: &Module, path: &Path) -> String {
    let mut at = module.key.clone();
    let mut steps = Vec::new();
    for step in path.steps() {
        steps.push(work.hints.field(&at, step).to_string());
        let target = work.after.catalogue().module(&at).and_then(|module| module.field(step)?.kind.target());
        if let Some(target) = target.and_then(|target| work.after.catalogue().module(target)) {
            at = target.key.clone();
        }
    }
    steps.join(".")
}
