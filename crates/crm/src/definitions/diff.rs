//! What leads from one catalogue to another: steps, and what must hold of the records for them. Pure: no count, no table.

mod derived;
mod fields;
mod indexes;

use std::collections::BTreeSet;

use meta::definition::{FieldId, Problem};
use meta::{Key, Module};

use super::conversion::Check;
use super::hints::Hints;
use super::side::Side;
use super::step::Step;

/// What leads from one catalogue to another.
#[derive(Debug, Default)]
pub(super) struct Diff {
    /// In the order in which they are done.
    pub(super) steps: Vec<Step>,
    /// What cannot be done whatever the records hold.
    pub(super) problems: Vec<Problem>,
    /// What must hold of the records.
    pub(super) asks: Vec<Ask>,
}

/// A condition on the records there are.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    /// The module and field as they are before; for a field that is new, as it shall be.
    pub(super) before: FieldId,
    /// As they shall be.
    pub(super) after: FieldId,
    pub(super) what: Must,
}

/// What must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Must {
    /// Of the values.
    Hold(Check),
    /// No two records hold the same.
    BeUnique,
    /// No record is without a value.
    BeFilled,
    /// There is no record.
    HaveNoRecords,
}

/// Works out what leads from `before` to `after`. Tombstones are named after the application's version.
pub(super) fn diff(before: &Side, after: &Side, hints: &Hints, version: i64) -> Diff {
    let mut work = Working { before, after, hints, version, stones: 0, diff: Diff::default(), fresh: BTreeSet::new() };
    let mut met = BTreeSet::new();
    for module in after.catalogue().modules() {
        let key = hints.module(&module.key);
        match before.catalogue().module(key) {
            Some(had) => {
                met.insert(key.clone());
                work.changed(had, module);
            }
            None => match hints.module_stones.get(&module.key) {
                Some(stone) => work.step(Step::ReviveModule { module: module.key.clone(), stone: stone.clone() }),
                None => work.step(Step::AddModule { module: module.key.clone() }),
            },
        }
    }
    for module in before.catalogue().modules().filter(|module| !met.contains(&module.key)) {
        let stone = work.stone();
        indexes::dropped(&mut work, module);
        work.step(Step::DropModule { module: module.key.clone(), stone });
    }
    derived::recompute(&mut work);
    work.diff.steps.sort_by_key(Step::rank);
    work.diff
}

/// A diff being worked out.
struct Working<'a> {
    before: &'a Side,
    after: &'a Side,
    hints: &'a Hints,
    version: i64,
    stones: usize,
    diff: Diff,
    /// Fields whose values are others afterwards, and kept derived fields that must be computed.
    fresh: BTreeSet<FieldId>,
}

impl Working<'_> {
    fn step(&mut self, step: Step) {
        self.diff.steps.push(step);
    }

    fn stone(&mut self) -> Key {
        self.stones += 1;
        store::tombstone::key(self.version, self.stones)
    }

    fn problem(&mut self, module: &Module, place: &str, message: String, help: &str) {
        self.diff.problems.push(Problem::at(&module.source, place, message, help));
    }

    /// A module that is there before and after.
    fn changed(&mut self, had: &Module, module: &Module) {
        let steps = self.diff.steps.len();
        if had.key != module.key {
            self.step(Step::RenameModule { module: module.key.clone(), from: had.key.clone() });
        }
        fields::compare(self, had, module);
        indexes::compare(self, had, module);
        if self.diff.steps.len() == steps && had != module {
            let what = "labels, pages, rights and checks".to_string();
            self.step(Step::Define { module: module.key.clone(), what });
        }
    }
}
