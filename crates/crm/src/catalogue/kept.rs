//! `Kept`: which values stand in columns and which are computed when they are read.

use std::sync::Arc;

use expr::Typed;
use meta::definition::Problem;
use meta::{Catalogue, FieldType, Module, Path};

use super::results::Expressions;
use super::texts::id;

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

/// What is written beside a record, its title and its words for search, must be known when the record is saved.
pub(super) fn check(kept: &Kept<'_>, module: &Module, problems: &mut Vec<Problem>) {
    let help = "name a field that is kept in a record";
    if !kept.in_column(module, &module.title) {
        let message = format!("`{}` is computed whenever it is read and cannot name a record", module.title);
        problems.push(Problem::at(&module.source, "title", message, help));
    }
    for (path, at) in module.search.iter().zip(0..) {
        let Some(end) = kept.catalogue.resolve(&module.key, path) else { continue };
        if !kept.in_column(end.module, &end.field.key) {
            let message = format!("`{path}` is computed whenever it is read and cannot be searched");
            problems.push(Problem::at(&module.source, &format!("search.{at}"), message, help));
        }
    }
}
