//! `Derivations`: for every module what is computed, when, and whose values must follow a change of its records.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use expr::Typed;
use meta::definition::FieldId;
use meta::field_type::RollupFunction;
use meta::{Catalogue, Key, Module, Path, RelationKind};

/// What follows from what in a workspace.
#[derive(Debug, Clone, Default)]
pub struct Derivations {
    pub(super) modules: HashMap<Key, Derived>,
    pub(super) sources: BTreeMap<FieldId, Vec<FieldId>>,
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
    /// Search texts of records, of whatever module, that must follow when records of this module change.
    pub words: Vec<Words>,
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

/// A search text that reads a field through links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The module whose records are found by it.
    pub module: Key,
    /// The links from there to the record read.
    pub through: Path,
    /// What is read there.
    pub reads: Key,
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

    /// The first module whose records are called by a field, itself or what their title is made of, by its name.
    pub fn named_by(&self, catalogue: &Catalogue, module: &Key, field: &Key) -> Option<String> {
        let id = (module.clone(), field.clone());
        let named = |other: &&Arc<Module>| {
            let title = (other.key.clone(), other.title.clone());
            title == id || self.sources.get(&title).is_some_and(|sources| sources.contains(&id))
        };
        catalogue.modules().find(named).map(|other| other.label.many.to_lowercase())
    }

    /// The formulas that statements compute, by module and field.
    pub(super) fn computed(&self) -> HashMap<FieldId, Arc<Typed>> {
        let computed = self.modules.iter().flat_map(|(module, derived)| {
            derived.computed.iter().map(|formula| ((module.clone(), formula.field.clone()), formula.typed.clone()))
        });
        computed.collect()
    }
}
