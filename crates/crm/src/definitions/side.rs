//! One side of a change: a checked workspace as it is, or as it shall be, and how its fields are kept.

use meta::{Catalogue, Field, FieldType, Key, Module};
use store::columns::{SideKind, side};
use store::tables::{Index, indexes};
use store::{Origin, Schema};

use crate::catalogue::Built;
use crate::snapshot::Snapshot;

/// How a field is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// Nowhere: computed when read, or lines of another module.
    No,
    /// In columns of the module's table.
    Columns,
    /// In a table of its own.
    Side(SideKind),
}

/// A checked workspace.
pub(super) struct Side {
    pub(super) snapshot: Snapshot,
}

impl Side {
    /// The workspace as it would be with these definitions.
    pub(super) fn with(snapshot: &Snapshot, built: Built) -> Side {
        let catalogue = crate::catalogue::offer_roles(built.catalogue.into(), snapshot.roles.values());
        let schema = Schema::new(catalogue, built.computed, snapshot.company.base_currency.to_string())
            .in_zone(snapshot.company.zone());
        Side { snapshot: Snapshot { schema, derivations: built.derivations, ..snapshot.clone() } }
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.snapshot.schema
    }

    pub(super) fn catalogue(&self) -> &Catalogue {
        &self.snapshot.schema.catalogue
    }

    /// How a field of a module is kept.
    pub(super) fn kept(&self, module: &Key, field: &Field) -> Kept {
        let stored = matches!(self.schema().origin(module, field), Origin::Stored);
        if !stored || matches!(field.kind, FieldType::Children { .. }) {
            return Kept::No;
        }
        side(&field.kind).map_or(Kept::Columns, Kept::Side)
    }

    /// The fields of a module that have tables of their own.
    pub(super) fn sides(&self, module: &Module) -> Vec<(Key, SideKind)> {
        let kept = |field: &Field| match self.kept(&module.key, field) {
            Kept::Side(kind) => Some((field.key.clone(), kind)),
            _ => None,
        };
        module.fields.values().filter_map(|field| kept(field)).collect()
    }

    /// The indexes of a module's own table.
    pub(super) fn indexes(&self, module: &Module) -> Vec<Index> {
        indexes(module, |field| matches!(self.schema().origin(&module.key, field), Origin::Stored))
    }
}
