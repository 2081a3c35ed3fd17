//! The value at the end of a path as one SQL expression: by which it compares and sorts, or as it is read.

use meta::{Field, FieldType, Module, Path};

use crate::columns::{Column, TITLE_KEY, comparable};
use crate::dialect::ColumnType;
use crate::schema::Origin;
use crate::scope::Scope;
use crate::{Error, Sql, formula};

/// Writes the expression by which the value at `path` compares; for links their id.
pub fn scalar(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, path: &Path) -> Result<(), Error> {
    ordered(q, scope, module, alias, path, false).map(drop)
}

/// Writes the expression by which the value at `path` sorts: links by what they are called, stages by their position.
pub fn sorted(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, path: &Path) -> Result<ColumnType, Error> {
    ordered(q, scope, module, alias, path, true)
}

fn ordered(
    q: &mut Sql,
    scope: &Scope,
    module: &Module,
    alias: &str,
    path: &Path,
    sorting: bool,
) -> Result<ColumnType, Error> {
    let found = scope
        .schema
        .catalogue
        .resolve(&module.key, path)
        .ok_or_else(|| Error::Missing(format!("field {}.{path}", module.key)))?;
    if let Some((link, target)) = found.hops.first() {
        let rest = Path::join(&path.steps()[1..]);
        return behind(q, scope, module, alias, link, target, |q, there| {
            ordered(q, scope, target, there, &rest, sorting)
        });
    }
    let field = found.field;
    match scope.schema.origin(&module.key, field) {
        Origin::Path(inner) => {
            let inner = found.part.map_or(Some(inner.clone()), |part| inner.then(part.name()));
            let inner = inner.ok_or_else(|| Error::Missing(format!("path {path}")))?;
            ordered(q, scope, module, alias, &inner, sorting)
        }
        Origin::Computed(typed) => {
            formula::value(q, scope, module, alias, &typed, &field.kind)?;
            Ok(crate::columns::columns(field).first().map_or(ColumnType::Int, |column| column.kind))
        }
        Origin::Stored if sorting && field.kind.target().is_some() => named(q, scope, module, alias, field),
        Origin::Stored => {
            let Column { name, kind } = comparable(field, found.part)
                .ok_or_else(|| Error::Missing(format!("an order of {}.{path}", module.key)))?;
            q.column(alias, &name);
            Ok(kind)
        }
    }
}

fn named(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, field: &Field) -> Result<ColumnType, Error> {
    let target = scope.schema.module(field.kind.target().unwrap_or_default())?;
    let stage = matches!(field.kind, FieldType::Stage);
    behind(q, scope, module, alias, field, target, |q, there| {
        q.column(there, if stage { "position" } else { TITLE_KEY });
        Ok(if stage { ColumnType::Int } else { ColumnType::Text })
    })
}

/// Writes a scalar subquery of the record behind a link, null where the reader may not follow it.
pub fn behind<T>(
    q: &mut Sql,
    scope: &Scope,
    module: &Module,
    alias: &str,
    link: &Field,
    target: &Module,
    select: impl FnOnce(&mut Sql, &str) -> Result<T, Error>,
) -> Result<T, Error> {
    let there = scope.alias();
    q.push("(SELECT ");
    let made = select(q, &there)?;
    q.push(" FROM ").table(&target.key).push(" ").ident(&there).push(" WHERE ").column(&there, "id").push(" = ");
    match scope.schema.origin(&module.key, link) {
        Origin::Path(path) => scalar(q, scope, module, alias, &path)?,
        _ => {
            q.column(alias, &link.key);
        }
    }
    q.push(" AND ");
    scope.visible(q, target, &there)?;
    q.push(")");
    Ok(made)
}
