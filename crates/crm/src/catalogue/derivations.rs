//! `Derivations`: for every module what is computed, when, and whose values must follow a change of its records.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use expr::Typed;
use meta::definition::{FieldId, Problem};
use meta::field_type::RollupFunction;
use meta::{Catalogue, FieldType, Key, Module, Path, RelationKind};

use super::conditions::Conditions;
use super::feeds;
use super::results::Expressions;
use super::sources;
use super::texts::id;

/// What follows from what in a workspace.
#[derive(Debug, Clone, Default)]
pub struct Derivations {
    modules: HashMap<Key, Derived>,
    sources: BTreeMap<FieldId, Vec<FieldId>>,
}

/// What is derived in, or from, the records of one module.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// Formulas kept in a column: they read only columns of the record itself and no clock. In the order in which to
    /// compute them.
    pub stored: Vec<Formula>,
    /// Formulas that statements compute: through links, or of the clock.
    pub computed: Vec<Formula>,
    /// Rollups of this module, each kept in a column.
    pub rollups: Vec<Rollup>,
    /// Rollups, of whatever module, that must follow when records of this module change.
    pub feeds: Vec<Feed>,
    /// When fields are shown; a field that is not here is always shown.
    pub visible: HashMap<Key, Arc<Typed>>,
    /// When fields are required, besides those that always are.
    pub required: HashMap<Key, Arc<Typed>>,
    /// When the sections of the layout are shown, in their order; `None` is always.
    pub sections: Vec<Option<Arc<Typed>>>,
}

/// A formula of a module.
#[derive(Debug, Clone)]
pub struct Formula {
    /// Its field.
    pub field: Key,
    /// What it computes.
    pub typed: Arc<Typed>,
}

/// A rollup of a module.
#[derive(Debug, Clone)]
pub struct Rollup {
    /// Its field.
    pub field: Key,
    /// The relation it sums up.
    pub relation: Key,
    /// The module whose records it sums up.
    pub target: Key,
    /// How the two are joined.
    pub kind: RelationKind,
    /// How it sums up.
    pub function: RollupFunction,
    /// The field it sums up; `None` counts.
    pub of: Option<Key>,
    /// Which of the related records count, as an expression about the target.
    pub filter: Option<Arc<Typed>>,
}

/// A rollup that must follow when a record changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The module that has the rollup.
    pub holder: Key,
    /// The rollup's field there.
    pub rollup: Key,
    /// How the changed record stands to the holder.
    pub via: Via,
    /// The columns whose change matters; a new, binned or restored record changes all.
    pub reads: Vec<Key>,
}

/// How a changed record stands to the record that holds a rollup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// It is the holder, and its own list of links changed.
    Holder,
    /// It is one of the records summed up.
    Summed,
    /// The records summed up reach it over these links.
    Links(Path),
}

impl Derivations {
    /// What is derived in and from a module.
    pub fn module(&self, key: &str) -> Option<&Derived> {
        self.modules.get(key)
    }

    /// Derived fields with the fields they are made from, the links on the way included.
    pub fn sources(&self) -> impl Iterator<Item = (&FieldId, &Vec<FieldId>)> {
        self.sources.iter()
    }

    /// The formulas that statements compute, by module and field.
    pub(super) fn computed(&self) -> HashMap<FieldId, Arc<Typed>> {
        let computed = self.modules.iter().flat_map(|(module, derived)| {
            derived.computed.iter().map(|formula| ((module.clone(), formula.field.clone()), formula.typed.clone()))
        });
        computed.collect()
    }
}

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
        rollups(&kept, module, &mut derived);
        derivations.modules.insert(module.key.clone(), derived);
        for field in module.own_fields().filter(|field| field.kind.shown() != &field.kind) {
            derivations.sources.insert(id(module, &field.key), sources::of_field(catalogue, &module.key, field));
        }
    }
    for (module, feed) in feeds::all(&kept, &derivations, &mut problems) {
        if let Some(derived) = derivations.modules.get_mut(&module) {
            derived.feeds.push(feed);
        }
    }
    if problems.is_empty() { Ok(derivations) } else { Err(problems) }
}

/// How the values of fields are kept.
pub(super) struct Kept<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) expressions: &'a Expressions,
}

impl Kept<'_> {
    /// Whether a field's value stands in columns of the record's own table.
    pub(super) fn in_column(&self, module: &Module, key: &str) -> bool {
        match module.field(key).map(|field| &field.kind) {
            Some(FieldType::Formula { .. }) => {
                self.formula(module, key).is_some_and(|typed| self.storable(module, typed))
            }
            Some(FieldType::Lookup { .. }) | None => false,
            Some(_) => true,
        }
    }

    /// The typed formula of a field.
    pub(super) fn formula(&self, module: &Module, key: &str) -> Option<&Arc<Typed>> {
        let (_, field) = module.fields.get_key_value(key)?;
        self.expressions.formulas.get(&id(module, &field.key))
    }

    fn storable(&self, module: &Module, typed: &Typed) -> bool {
        let own = |path: &Path| path.single().is_some_and(|key| self.in_column(module, key));
        !typed.clock && !typed.zone && typed.reads.iter().all(own)
    }
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

fn rollups(kept: &Kept<'_>, module: &Module, derived: &mut Derived) {
    for field in module.own_fields() {
        let FieldType::Rollup { of, function, field: summed, .. } = &field.kind else { continue };
        let Some(relation) = kept.catalogue.relation(&module.key, of) else { continue };
        derived.rollups.push(Rollup {
            field: field.key.clone(),
            relation: of.clone(),
            target: relation.target.clone(),
            kind: relation.kind.clone(),
            function: *function,
            of: summed.clone(),
            filter: kept.expressions.filters.get(&id(module, &field.key)).cloned(),
        });
    }
}
