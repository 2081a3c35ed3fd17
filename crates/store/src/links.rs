//! Links between tables: where they lead and how two modules are joined in a statement.

use std::sync::Arc;

use meta::relation::{Relation, RelationKind};
use meta::{Field, FieldType, Key, Module};
use uuid::Uuid;

use crate::columns::{columns, side_table};
use crate::schema::Schema;
use crate::{Error, Sql, Tx};

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

/// Empties every link to records of a module that are gone for good.
pub fn forget(tx: &mut Tx, schema: &Schema, gone: &Module, ids: &[Uuid]) -> Result<(), Error> {
    for module in schema.catalogue.modules() {
        for field in module.own_fields() {
            let kept = matches!(
                field.kind,
                FieldType::Link { .. } | FieldType::Stage | FieldType::Parent { .. } | FieldType::Links { .. }
            );
            if kept && targets(schema, &field.kind).iter().any(|target| target.key == gone.key) {
                let q = forgetting(tx, module, field, &gone.key, ids);
                tx.execute(&q)?;
            }
        }
    }
    Ok(())
}

fn forgetting(tx: &Tx, module: &Module, field: &Field, gone: &Key, ids: &[Uuid]) -> Sql {
    let mut q = tx.sql();
    if matches!(field.kind, FieldType::Links { .. }) {
        q.push("DELETE FROM ").table(&side_table(&module.key, &field.key)).push(" WHERE other");
        q.in_list(ids.iter().copied());
        return q;
    }
    let columns = columns(field);
    q.push("UPDATE ").table(&module.key).push(" SET ");
    q.join(&columns, ", ", |q, column| {
        q.ident(&column.name).push(" = NULL");
    });
    q.push(" WHERE ").ident(&field.key).in_list(ids.iter().copied());
    if matches!(field.kind, FieldType::Parent { .. }) {
        q.push(" AND ").ident(&format!("{}__module", field.key)).push(" = ").bind(gone.as_str());
    }
    q
}
