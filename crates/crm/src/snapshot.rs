//! `Snapshot`: everything a request needs to know that changes rarely: definitions, company, people, roles, rates,
//! pipelines.
//! Read once, shared by all, replaced whole when the workspace's version moves.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use meta::filter::Reader;
use meta::fold::fold;
use meta::{Field, FieldLevel, Key, Module, Rights};
use store::Schema;
pub use store::company::Role;
use uuid::Uuid;
use words::Language;

use crate::access;
use crate::catalogue::Derivations;
use crate::company::Company;
use crate::definitions::Names;
use crate::modules::labels;
use crate::people::People;
use crate::pipelines::Pipeline;
use crate::rates::Rates;
use crate::settings::labels as labels_given;

/// What rarely changes.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The workspace's version when this was read.
    pub version: i64,
    /// Modules, and the formulas that statements compute.
    pub schema: Schema,
    /// What follows from what.
    pub derivations: Derivations,
    /// What earlier keys of modules and fields mean now.
    pub names: Arc<Names>,
    /// The company's settings.
    pub company: Company,
    /// Users and their hierarchy.
    pub people: People,
    /// Currencies and their rates.
    pub rates: Rates,
    /// Pipelines with their stages, in order.
    pub pipelines: Vec<Pipeline>,
    /// Roles by key.
    pub roles: BTreeMap<Key, Role>,
    /// Rights set in the pages, by role and module.
    pub role_rights: HashMap<(Key, Key), Rights>,
    /// Field levels set in the pages, by role, then by module and field.
    pub role_fields: HashMap<Key, HashMap<(Key, Key), FieldLevel>>,
    /// What the company calls things in other languages than English.
    pub labels: labels_given::Given,
    /// The same for those who read in another language than English, made when the first comes.
    pub translated: Translated,
}

/// A snapshot in each of the other languages.
pub type Translated = [OnceLock<Arc<Snapshot>>; Language::ALL.len() - 1];

impl Snapshot {
    /// The same with modules, fields and choices called as a language calls them.
    pub fn read_in(self: &Arc<Snapshot>, language: Language) -> Arc<Snapshot> {
        let Some(at) = (language as usize).checked_sub(1) else { return self.clone() };
        let translate = || {
            let shipped = labels::put(&self.schema.catalogue, language);
            let catalogue = Arc::new(self.labels.put(shipped, &self.schema.catalogue, language));
            let schema = self.schema.called(catalogue);
            Arc::new(Snapshot { schema, translated: Translated::default(), ..Snapshot::clone(self) })
        };
        self.translated[at].get_or_init(translate).clone()
    }

    /// What a role may do in a module: all for administrators, what was set in the pages, else what the definition says.
    pub fn granted(&self, role: &Key, module: &Module) -> Rights {
        if *role == "administrator" {
            return Rights::FULL;
        }
        match self.role_rights.get(&(role.clone(), module.key.clone())) {
            Some(rights) => *rights,
            None => module.access.get(role).copied().unwrap_or_default(),
        }
    }

    /// Field levels of a role that were set in the pages.
    pub fn field_levels(&self, role: &Key) -> impl Iterator<Item = (&(Key, Key), &FieldLevel)> {
        self.role_fields.get(role).into_iter().flatten()
    }

    /// The pipelines made for a module, in order.
    pub fn pipelines_of<'s>(&'s self, module: &'s str) -> impl Iterator<Item = &'s Pipeline> + Clone {
        self.pipelines.iter().filter(move |pipeline| pipeline.module == module)
    }

    /// The stages of any pipeline that a key names, as texts compare.
    pub fn stages(&self, key: &str) -> Vec<Uuid> {
        let key = fold(key);
        let stages = self.pipelines.iter().flat_map(|pipeline| &pipeline.stages);
        stages.filter(|stage| fold(&stage.key) == key).map(|stage| stage.id).collect()
    }

    /// Reads filters, sorts and paths as somebody with these rights may know them.
    pub fn reader<'s, T>(&'s self, rights: &access::Rights, read: impl FnOnce(&Reader<'s, '_>) -> T) -> T {
        let visible = |module: &Module, field: &Field| rights.knows(module, field);
        let stage = |module: &Module, key: &str| {
            self.pipelines_of(&module.key).flat_map(|pipeline| &pipeline.stages).any(|stage| stage.key == key)
        };
        read(&Reader { catalogue: &self.schema.catalogue, visible: &visible, stage: &stage })
    }

    /// A module by key.
    pub fn module(&self, key: &str) -> Option<&Arc<Module>> {
        self.schema.catalogue.module(key)
    }
}
