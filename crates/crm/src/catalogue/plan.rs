//! Working out the derivations: which formulas are kept, in which order, and what each rollup sums up.

use std::collections::HashMap;

use meta::definition::Problem;
use meta::{Catalogue, FieldLevel, FieldType, Key, Module, Path};

use super::conditions::Conditions;
use super::derivations::{Derivations, Derived, Formula, Rollup, Words};
use super::kept::{self, Kept};
use super::results::Expressions;
use super::texts::id;
use super::{feeds, sources};

/// Sorts derived fields by how their values are kept, and finds what each rests on.
pub(super) fn work_out(
    catalogue: &Catalogue,
    expressions: &Expressions,
    mut conditions: HashMap<Key, Conditions>,
) -> Result<Derivations, Vec<Problem>> {
    let mut derivations = Derivations::default();
    let kept = Kept { catalogue, expressions };
    let mut problems = Vec::new();
    for module in catalogue.modules() {
        let mut derived = Derived::default();
        let Conditions { visible, required, sections } = conditions.remove(&module.key).unwrap_or_default();
        (derived.visible, derived.required, derived.sections) = (visible, required, sections);
        formulas(&kept, module, &mut derived, &mut problems);
        rollups(&kept, module, &mut derived, &mut problems);
        kept::check(&kept, module, &mut problems);
        derivations.modules.insert(module.key.clone(), derived);
        for field in module.own_fields().filter(|field| field.kind.result().is_some()) {
            derivations.sources.insert(id(module, &field.key), sources::of_field(catalogue, &module.key, field));
        }
    }
    for (module, feed) in feeds::all(&kept, &derivations, &mut problems) {
        if let Some(derived) = derivations.modules.get_mut(&module) {
            derived.feeds.push(feed);
        }
    }
    for module in catalogue.modules() {
        for (target, words) in words(catalogue, module) {
            if let Some(derived) = derivations.modules.get_mut(&target) {
                derived.words.push(words);
            }
        }
    }
    for module in catalogue.modules() {
        titles_stay_seen(catalogue, &derivations, module, &mut problems);
    }
    if problems.is_empty() { Ok(derivations) } else { Err(problems) }
}

/// What records are called is seen by whoever sees them, so what that is made of cannot be hidden.
fn titles_stay_seen(catalogue: &Catalogue, derivations: &Derivations, module: &Module, problems: &mut Vec<Problem>) {
    for (field, roles) in &module.field_access {
        let Some(named) = derivations.named_by(catalogue, &module.key, field) else { continue };
        for (role, _) in roles.iter().filter(|(_, level)| **level == FieldLevel::Hidden) {
            let message = format!("`{field}` cannot be hidden: {named} are called by it");
            let place = format!("field_access.{field}.{role}");
            problems.push(Problem::at(&module.source, &place, message, "narrow `read` in [access] instead"));
        }
    }
}

/// What a module's search text reads through links, with the modules where that stands.
fn words(catalogue: &Catalogue, module: &Module) -> Vec<(Key, Words)> {
    let mut all = Vec::new();
    for path in &module.search {
        let Some(end) = catalogue.resolve(&module.key, path) else { continue };
        let steps = path.steps();
        for (at, (_, target)) in end.hops.iter().enumerate() {
            let Some(reads) = steps.get(at + 1).cloned() else { continue };
            let words = Words { module: module.key.clone(), through: Path::join(&steps[..=at]), reads };
            all.push((target.key.clone(), words));
        }
    }
    all
}

fn formulas(kept: &Kept<'_>, module: &Module, derived: &mut Derived, problems: &mut Vec<Problem>) {
    for field in module.own_fields() {
        let Some(typed) = kept.formula(module, &field.key) else { continue };
        let formula = Formula { field: field.key.clone(), typed: typed.clone() };
        if kept.in_column(module, &field.key) {
            derived.stored.push(formula);
            continue;
        }
        if !typed.sql_safe() {
            let message = "this is computed whenever it is shown, and the database cannot compute it exactly";
            let help = "read only fields of the record itself, without the time, or make the expression simpler";
            problems.push(Problem::at(&module.source, &format!("fields.{}.expr", field.key), message, help));
        }
        derived.computed.push(formula);
    }
    order(&mut derived.stored);
}

/// Puts each formula after those it reads; there are no circles by now.
fn order(stored: &mut Vec<Formula>) {
    let mut ordered: Vec<Formula> = Vec::with_capacity(stored.len());
    while !stored.is_empty() {
        let waits = |formula: &Formula| {
            let reads = formula.typed.reads.iter();
            reads.filter_map(Path::single).any(|read| stored.iter().any(|other| other.field == *read))
        };
        let ready = stored.iter().position(|formula| !waits(formula)).unwrap_or(0);
        ordered.push(stored.remove(ready));
    }
    *stored = ordered;
}

fn rollups(kept: &Kept<'_>, module: &Module, derived: &mut Derived, problems: &mut Vec<Problem>) {
    for field in module.own_fields() {
        let FieldType::Rollup { of, function, field: summed, .. } = &field.kind else { continue };
        let Some(relation) = kept.catalogue.relation(&module.key, of) else { continue };
        let filter = kept.expressions.filters.get(&id(module, &field.key)).cloned();
        if filter.as_ref().is_some_and(|filter| !store::formula::can_ask(filter)) {
            let help = "compare fields with values, or keep what it works out in a formula of the related records";
            let place = format!("fields.{}.filter", field.key);
            problems.push(Problem::at(&module.source, &place, "the database cannot ask this exactly", help));
        }
        derived.rollups.push(Rollup {
            field: field.key.clone(),
            relation: of.clone(),
            target: relation.target.clone(),
            kind: relation.kind.clone(),
            function: *function,
            of: summed.clone(),
            filter,
        });
    }
}
