//! Links between tables: where they lead and how two modules are joined in a statement.

use std::sync::Arc;

use meta::relation::{Relation, RelationKind};
use meta::{FieldType, Key, Module};

use crate::Sql;
use crate::columns::side_table;
use crate::schema::Schema;

/// The modules a link or parent field may lead to.
pub fn targets<'a>(schema: &'a Schema, kind: &FieldType) -> Vec<&'a Arc<Module>> {
    match kind.shown() {
        FieldType::Parent { to, .. } if to.is_empty() => schema.catalogue.modules().collect(),
        FieldType::Parent { to, .. } => to.iter().filter_map(|key| schema.catalogue.module(key)).collect(),
        FieldType::Links { to, .. } => schema.catalogue.module(to).into_iter().collect(),
        other => other.target().and_then(|key| schema.catalogue.module(key)).into_iter().collect(),
    }
}

/// Writes the condition that joins the record at `here`, of module `from`, with that at `there` by a relation.
pub fn join(q: &mut Sql, from: &Key, relation: &Relation, here: &str, there: &str) {
    match &relation.kind {
        RelationKind::Inverse { field } | RelationKind::Children { by: field, .. } => {
            q.column(there, field).push(" = ").column(here, "id");
        }
        RelationKind::ParentInverse { field } => {
            q.column(there, field).push(" = ").column(here, "id").push(" AND ");
            q.column(there, &format!("{field}__module")).push(" = ").bind(from.as_str());
        }
        RelationKind::Links { field } => {
            q.column(there, "id").push(" IN (SELECT other FROM ").table(&side_table(from, field));
            q.push(" WHERE owner = ").column(here, "id").push(")");
        }
        RelationKind::LinksInverse { field } => {
            q.column(there, "id").push(" IN (SELECT owner FROM ").table(&side_table(&relation.target, field));
            q.push(" WHERE other = ").column(here, "id").push(")");
        }
    }
}
