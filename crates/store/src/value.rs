//! The value at the end of a path as one SQL expression: by which it compares and sorts.

use meta::catalogue::Part;
use meta::{Field, FieldType, Key, Module, Path};

use crate::columns::{Column, TITLE_KEY, comparable};
use crate::dialect::ColumnType;
use crate::schema::Origin;
use crate::scope::Scope;
use crate::{Error, Sql, formula};

/// Where a path leads inside a statement, lookups followed.
pub struct End<'e> {
    /// The module of the record.
    pub module: &'e Module,
    /// The alias of its row.
    pub alias: &'e str,
    /// The field; never a lookup.
    pub field: &'e Field,
    /// A part of its value.
    pub part: Option<Part>,
    /// What computes it, when it has no columns.
    pub computed: Option<&'e expr::Typed>,
}

/// Writes what `write` makes of the end of a path: inside scalar subqueries when it leads through links, so that it is
/// null where the reader may not follow.
pub fn at<T>(
    q: &mut Sql,
    scope: &Scope,
    module: &Module,
    alias: &str,
    path: &Path,
    write: &mut dyn FnMut(&mut Sql, &End<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let found = scope
        .schema
        .catalogue
        .resolve(&module.key, path)
        .ok_or_else(|| Error::Missing(format!("field {}.{path}", module.key)))?;
    if let Some((link, target)) = found.hops.first() {
        let rest = Path::join(&path.steps()[1..]);
        let mut from = q.fresh();
        from.column(alias, &link.key);
        return behind(q, scope, &from, target, |q, there| at(q, scope, target, there, &rest, write));
    }
    let (field, part) = (&**found.field, found.part);
    match scope.schema.origin(&module.key, field) {
        Origin::Path(inner) => at(q, scope, module, alias, &within(&inner, part), write),
        Origin::Computed(typed) => write(q, &End { module, alias, field, part, computed: Some(&typed) }),
        Origin::Stored => write(q, &End { module, alias, field, part, computed: None }),
    }
}

/// The path of a part of what a path leads to.
pub fn within(path: &Path, part: Option<Part>) -> Path {
    let part = part.map(|part| Key::of(part.name()));
    Path::join(&path.steps().iter().cloned().chain(part).collect::<Vec<_>>())
}

/// Writes the expression by which the value at `path` compares; for links their id.
pub fn scalar(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, path: &Path) -> Result<(), Error> {
    at(q, scope, module, alias, path, &mut |q, end| compared(q, scope, end).map(drop))
}

/// Writes the expression by which the value at `path` sorts: links by what they are called, stages by their position.
pub fn sorted(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, path: &Path) -> Result<ColumnType, Error> {
    at(q, scope, module, alias, path, &mut |q, end| match (end.part, end.field.kind.shown().target()) {
        (None, Some(target)) => named(q, scope, end, target),
        _ => compared(q, scope, end),
    })
}

/// Writes the expression by which what stands at the end of a path compares.
pub fn compared(q: &mut Sql, scope: &Scope, end: &End) -> Result<ColumnType, Error> {
    let unordered = || Error::Missing(format!("an order of {}.{}", end.module.key, end.field.key));
    let Column { name, kind } = comparable(end.field, end.part).ok_or_else(unordered)?;
    match end.computed {
        Some(typed) => formula::compared(q, scope, end, typed)?,
        None => {
            q.column(end.alias, &name);
        }
    }
    Ok(kind)
}

fn named(q: &mut Sql, scope: &Scope, end: &End, target: &str) -> Result<ColumnType, Error> {
    let mut id = q.fresh();
    compared(&mut id, scope, end)?;
    let stage = matches!(end.field.kind.shown(), FieldType::Stage);
    behind(q, scope, &id, scope.schema.module(target)?, |q, there| {
        q.column(there, if stage { "position" } else { TITLE_KEY });
        Ok(if stage { ColumnType::Int } else { ColumnType::Text })
    })
}

/// Writes a scalar subquery of the record with an id, null where the reader may not see it.
fn behind<T>(
    q: &mut Sql,
    scope: &Scope,
    id: &Sql,
    target: &Module,
    select: impl FnOnce(&mut Sql, &str) -> Result<T, Error>,
) -> Result<T, Error> {
    let there = scope.alias();
    q.push("(SELECT ");
    let made = select(q, &there)?;
    q.push(" FROM ").table(&target.key).push(" ").ident(&there).push(" WHERE ").column(&there, "id").push(" = ");
    q.append(id).push(" AND ");
    scope.visible(q, target, &there)?;
    q.push(")");
    Ok(made)
}
