//! `Catalogue`: all modules of a workspace, checked against each other, with their relations seen from both sides.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use words::Language;

use crate::field_type::{Choice, FieldType};
use crate::relation::Relation;
use crate::{Field, Key, Module, Path};

/// All modules of a workspace.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// Counts applied definitions; stands in cursors and SQL texts.
    pub version: u64,
    modules: IndexMap<Key, Arc<Module>>,
    relations: BTreeMap<Key, Vec<Relation>>,
}

/// Where a path leads.
#[derive(Debug, Clone)]
pub struct Resolved<'a> {
    /// The links walked, each with the module it leads to.
    pub hops: Vec<(&'a Arc<Field>, &'a Arc<Module>)>,
    /// The module the field belongs to.
    pub module: &'a Arc<Module>,
    /// The field at the end.
    pub field: &'a Arc<Field>,
    /// A part of a composite field: `city` of an address.
    pub part: Option<Part>,
}

/// A part of a composite value that can be filtered and sorted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// money: the number alone
    Amount,
    /// money: the currency code
    Currency,
    /// person_name
    Given,
    /// person_name
    Family,
    /// address
    Street,
    /// address
    PostalCode,
    /// address
    City,
    /// address
    Region,
    /// address
    Country,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 9] = [
        Part::Amount,
        Part::Currency,
        Part::Given,
        Part::Family,
        Part::Street,
        Part::PostalCode,
        Part::City,
        Part::Region,
        Part::Country,
    ];

    /// The name in paths: `postal_code`.
    pub fn name(self) -> &'static str {
        match self {
            Part::Amount => "amount",
            Part::Currency => "currency",
            Part::Given => "given",
            Part::Family => "family",
            Part::Street => "street",
            Part::PostalCode => "postal_code",
            Part::City => "city",
            Part::Region => "region",
            Part::Country => "country",
        }
    }

    /// What people call it: `postal code`.
    pub fn label(self, lang: Language) -> &'static str {
        lang.text(match self {
            Part::Amount => "part-amount",
            Part::Currency => "part-currency",
            Part::Given => "part-given",
            Part::Family => "part-family",
            Part::Street => "part-street",
            Part::PostalCode => "part-postal-code",
            Part::City => "part-city",
            Part::Region => "part-region",
            Part::Country => "part-country",
        })
    }

    /// The part of a type by name.
    pub fn of(kind: &FieldType, name: &str) -> Option<Part> {
        match (kind.shown(), name) {
            (FieldType::Money { .. }, "amount") => Some(Part::Amount),
            (FieldType::Money { .. }, "currency") => Some(Part::Currency),
            (FieldType::PersonName, "given") => Some(Part::Given),
            (FieldType::PersonName, "family") => Some(Part::Family),
            (FieldType::Address, "street") => Some(Part::Street),
            (FieldType::Address, "postal_code") => Some(Part::PostalCode),
            (FieldType::Address, "city") => Some(Part::City),
            (FieldType::Address, "region") => Some(Part::Region),
            (FieldType::Address, "country") => Some(Part::Country),
            _ => None,
        }
    }
}

impl Catalogue {
    /// Puts checked modules and their relations together; `definition::check` is what makes them.
    pub fn new(
        version: u64,
        modules: IndexMap<Key, Arc<Module>>,
        relations: BTreeMap<Key, Vec<Relation>>,
    ) -> Catalogue {
        Catalogue { version, modules, relations }
    }

    /// A module by key.
    pub fn module(&self, key: &str) -> Option<&Arc<Module>> {
        self.modules.get(key)
    }

    /// All modules, in the order of the register and then of what was added.
    pub fn modules(&self) -> impl Iterator<Item = &Arc<Module>> {
        self.modules.values()
    }

    /// The relations of a module, by the order of the definitions.
    pub fn relations(&self, module: &str) -> &[Relation] {
        self.relations.get(module).map_or(&[], Vec::as_slice)
    }

    /// A relation of a module by name.
    pub fn relation(&self, module: &str, name: &str) -> Option<&Relation> {
        self.relations(module).iter().find(|relation| relation.name == *name)
    }

    /// The same with other names for people: `rename` is given each module; fields that show another's choices follow.
    pub fn renamed(&self, rename: impl Fn(&mut Module)) -> Catalogue {
        let mut renamed = self.clone();
        renamed.modules.values_mut().for_each(|module| rename(Arc::make_mut(module)));
        let mut shown = Vec::new();
        for module in renamed.modules() {
            for field in module.fields.values() {
                let FieldType::Lookup { path, .. } = &field.kind else { continue };
                let end = renamed.resolve(&module.key, path);
                shown.extend(end.map(|end| (module.key.clone(), field.key.clone(), end.field.kind.clone())));
            }
        }
        for (module, field, kind) in shown.into_iter().filter(|(.., kind)| matches!(kind, FieldType::Select { .. })) {
            renamed.set_result(&module, &field, kind);
        }
        renamed
    }

    /// Sets the inferred type of a derived field; anything else is left alone.
    pub fn set_result(&mut self, module: &str, field: &str, inferred: FieldType) {
        let Some(module) = self.modules.get_mut(module) else { return };
        let Some(field) = Arc::make_mut(module).fields.get_mut(field) else { return };
        match &mut Arc::make_mut(field).kind {
            FieldType::Formula { result, .. } | FieldType::Rollup { result, .. } | FieldType::Lookup { result, .. } => {
                **result = inferred;
            }
            _ => {}
        }
    }

    /// Sets the choices of a select field; anything else is left alone.
    pub fn set_options(&mut self, module: &str, field: &str, choices: Vec<Choice>) {
        let Some(module) = self.modules.get_mut(module) else { return };
        let Some(field) = Arc::make_mut(module).fields.get_mut(field) else { return };
        if let FieldType::Select { options } = &mut Arc::make_mut(field).kind {
            *options = choices;
        }
    }

    /// Follows a path from a module; `None` when a step does not exist, is not a link, or is not a part.
    pub fn resolve<'a>(&'a self, module: &str, path: &Path) -> Option<Resolved<'a>> {
        let mut at = self.module(module)?;
        let mut hops = Vec::new();
        let steps = path.steps();
        for (index, step) in steps.iter().enumerate() {
            let field = at.field(step)?;
            let rest = &steps[index + 1..];
            if rest.is_empty() {
                return Some(Resolved { hops, module: at, field, part: None });
            }
            if let Some(target) = field.kind.target() {
                let target = self.module(target)?;
                hops.push((field, target));
                at = target;
            } else {
                let part = Part::of(&field.kind, &rest[0])?;
                return (rest.len() == 1).then_some(Resolved { hops, module: at, field, part: Some(part) });
            }
        }
        None
    }
    /// The path with the lookups on the way written as the paths they stand for: of an opportunity `pipeline.name` is
    /// `stage.pipeline.name`. Lookups at the end stay.
    pub fn spelled_out(&self, module: &str, path: &Path) -> Path {
        let [first, rest @ ..] = path.steps() else { return path.clone() };
        let Some(field) = self.module(module).and_then(|module| module.field(first)) else { return path.clone() };
        match &field.kind {
            _ if rest.is_empty() => path.clone(),
            FieldType::Lookup { path: way, result } if result.target().is_some() => {
                self.spelled_out(module, &Path::join(&[way.steps(), rest].concat()))
            }
            kind => match kind.target() {
                Some(target) => {
                    let rest = self.spelled_out(target, &Path::join(rest));
                    Path::join(&[std::slice::from_ref(first), rest.steps()].concat())
                }
                None => path.clone(),
            },
        }
    }
}
