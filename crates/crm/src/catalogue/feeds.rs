//! Which changes move which rollups: the columns a rollup rests on, followed through lookups, formulas and links to the
//! records that hold them.

use std::collections::{BTreeMap, BTreeSet};

use meta::definition::Problem;
use meta::{Catalogue, FieldType, Key, Module, Path, RelationKind};

use super::derivations::{Derivations, Feed, Rollup, Via};
use super::kept::Kept;

/// Every feed with the module whose changes it follows.
pub(super) fn all(kept: &Kept<'_>, derivations: &Derivations, problems: &mut Vec<Problem>) -> Vec<(Key, Feed)> {
    let mut feeds = Vec::new();
    for holder in kept.catalogue.modules() {
        let rollups = derivations.module(&holder.key).map(|derived| derived.rollups.as_slice()).unwrap_or_default();
        for rollup in rollups {
            match columns(kept, rollup) {
                Ok(columns) => feeds.extend(of_rollup(kept.catalogue, holder, rollup, &columns)),
                Err(TimeBound) => problems.push(time_bound(holder, rollup)),
            }
        }
    }
    feeds
}

/// The value changes by itself as time goes by.
struct TimeBound;

fn time_bound(holder: &Module, rollup: &Rollup) -> Problem {
    let place = format!("fields.{}", rollup.field);
    let help = "sum up what is kept in the records; a report can do the rest";
    Problem::at(&holder.source, &place, "a rollup cannot rest on the time of day or the date", help)
}

/// The columns a rollup rests on, as paths from the summed records.
fn columns(kept: &Kept<'_>, rollup: &Rollup) -> Result<BTreeSet<Path>, TimeBound> {
    let mut columns = BTreeSet::new();
    let mut open: Vec<Path> = rollup.of.iter().cloned().map(Path::of).collect();
    if let Some(filter) = &rollup.filter {
        if filter.clock || filter.zone {
            return Err(TimeBound);
        }
        open.extend(filter.reads.iter().cloned());
    }
    while let Some(path) = open.pop() {
        let Some(end) = kept.catalogue.resolve(&rollup.target, &path) else { continue };
        let before = &path.steps()[..end.hops.len()];
        let inner: Vec<Path> = match &end.field.kind {
            FieldType::Lookup { path, .. } => vec![path.clone()],
            FieldType::Formula { .. } if !kept.in_column(end.module, &end.field.key) => {
                match kept.formula(end.module, &end.field.key) {
                    Some(typed) if typed.clock || typed.zone => return Err(TimeBound),
                    Some(typed) => typed.reads.clone(),
                    None => Vec::new(),
                }
            }
            _ => {
                columns.insert(path);
                continue;
            }
        };
        open.extend(inner.iter().map(|path| Path::join(&[before, path.steps()].concat())));
    }
    Ok(columns)
}

fn of_rollup(catalogue: &Catalogue, holder: &Module, rollup: &Rollup, columns: &BTreeSet<Path>) -> Vec<(Key, Feed)> {
    let mut summed: BTreeSet<Key> = BTreeSet::from([Key::of("deleted_at")]);
    let mut far: BTreeMap<Path, (Key, BTreeSet<Key>)> = BTreeMap::new();
    for path in columns {
        summed.insert(path.first().clone());
        let Some(end) = catalogue.resolve(&rollup.target, path) else { continue };
        let steps = path.steps();
        for (at, (_, target)) in end.hops.iter().enumerate() {
            let via = Path::join(&steps[..=at]);
            let (_, reads) = far.entry(via).or_insert_with(|| (target.key.clone(), BTreeSet::new()));
            reads.extend(steps.get(at + 1).cloned());
        }
    }
    let mut feeds = Vec::new();
    let feed = |via: Via, reads: BTreeSet<Key>| Feed {
        holder: holder.key.clone(),
        rollup: rollup.field.clone(),
        via,
        reads: reads.into_iter().collect(),
    };
    match &rollup.kind {
        RelationKind::Links { field } => {
            feeds.push((holder.key.clone(), feed(Via::Holder, BTreeSet::from([field.clone()]))));
        }
        RelationKind::Inverse { field }
        | RelationKind::ParentInverse { field }
        | RelationKind::LinksInverse { field } => {
            summed.insert(field.clone());
        }
        RelationKind::Children { by, .. } => {
            summed.insert(by.clone());
        }
    }
    feeds.push((rollup.target.clone(), feed(Via::Summed, summed)));
    feeds.extend(far.into_iter().map(|(via, (module, reads))| (module, feed(Via::Links(via), reads))));
    feeds
}
