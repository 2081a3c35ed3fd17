//! Checking modules against each other: what each points to must be there and make sense, and nothing may clash.
//!
//! Works on what [`load`](super::load) made. Expressions are not looked into; `crm` types them with the catalogue made here.

mod derived;
mod modules;
mod names;
mod pages;
mod relations;
mod targets;

use indexmap::IndexMap;

use super::infer::Unresolved;
use super::problem::Problem;
use crate::{Catalogue, Key, Module};

/// Puts modules together into a catalogue: relations from both sides, results of lookups and rollups, related lists. The
/// results of formulas stay [`FieldType::UNKNOWN`](crate::FieldType::UNKNOWN), as do those that rest on them.
pub fn check(version: u64, modules: Vec<Module>) -> Result<Catalogue, Vec<Problem>> {
    let mut problems = Problems::default();
    names::check(&modules, &mut problems);
    problems.finish(())?;
    let mut problems = Problems::default();
    let mut modules: IndexMap<Key, Module> = modules.into_iter().map(|module| (module.key.clone(), module)).collect();
    targets::fill(&mut modules);
    targets::check(&modules, &mut problems);
    // A field that leads nowhere would be found again in every path through it.
    problems.finish(())?;
    let mut problems = Problems::default();
    let relations = relations::gather(&modules, &mut problems);
    relations::fill_related(&mut modules, &relations);
    let modules = modules.into_iter().map(|(key, module)| (key, module.into())).collect();
    let mut catalogue = Catalogue::new(version, modules, relations);
    derived::infer(&mut catalogue, &mut problems);
    each(&catalogue, &mut problems);
    problems.finish(catalogue)
}

/// Checks titles, search, layouts and views again, once the results of formulas are known.
pub fn check_results(catalogue: &Catalogue) -> Result<(), Vec<Problem>> {
    let mut problems = Problems::default();
    each(catalogue, &mut problems);
    problems.finish(())
}

fn each(catalogue: &Catalogue, problems: &mut Problems) {
    for module in catalogue.modules() {
        modules::check(catalogue, module, problems);
        pages::check(catalogue, module, problems);
    }
}

/// Problems as they are found.
#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, module: &Module, place: &str, message: impl Into<String>, help: impl Into<String>) {
        self.0.push(Problem::at(&module.source, place, message, help));
    }

    fn unresolved(&mut self, module: &Module, place: &str, why: Unresolved) {
        self.add(module, &super::read::join(place, why.place), why.message, why.help);
    }

    fn finish<T>(mut self, good: T) -> Result<T, Vec<Problem>> {
        self.0.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        self.0.dedup();
        if self.0.is_empty() { Ok(good) } else { Err(self.0) }
    }
}
