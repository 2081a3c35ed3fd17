//! Filters to WHERE clauses, one text for both engines. The meaning is that of `meta::filter`: every test is true or
//! false, so `Not` closes over NULL with `IS NOT TRUE`. Following a link applies the reader's access to what it leads
//! to: a filter cannot feel out what its user may not see.

mod bound;
mod list;
mod scalar;

pub use list::element_key;
pub use scalar::successor;

use meta::catalogue::Resolved;
use meta::{FieldType, Filter, Key, Module, Op, Operand, Path, Test, Value};

use crate::columns::side;
use crate::schema::Origin;
use crate::scope::Scope;
use crate::value::{self, End};
use crate::{Error, Sql, links};

/// Most conditions side by side: SQLite counts each as one deeper, and goes no deeper than 1,000.
const CHAIN: usize = 128;

/// Writes the condition of a filter for the record at `alias`. Periods and `me` must have been resolved.
pub fn condition(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, filter: &Filter) -> Result<(), Error> {
    match filter {
        Filter::Const(true) => q.push("TRUE"),
        Filter::Const(false) => q.push("FALSE"),
        Filter::And(parts) => return joined(q, scope, module, alias, parts, " AND ", "TRUE"),
        Filter::Or(parts) => return joined(q, scope, module, alias, parts, " OR ", "FALSE"),
        Filter::Not(inner) => {
            q.push("((");
            condition(q, scope, module, alias, inner)?;
            q.push(") IS NOT TRUE)")
        }
        Filter::Test(test) => return self::test(q, scope, module, alias, test),
        Filter::Related { relation, filter } => return related(q, scope, module, alias, relation, filter),
    };
    Ok(())
}

fn joined(
    q: &mut Sql,
    scope: &Scope,
    module: &Module,
    alias: &str,
    parts: &[Filter],
    between: &'static str,
    none: &'static str,
) -> Result<(), Error> {
    if parts.is_empty() {
        q.push(none);
        return Ok(());
    }
    q.push("(");
    for (index, part) in parts.iter().enumerate() {
        match index {
            0 => q.push("("),
            _ if index.is_multiple_of(CHAIN) => q.push(")").push(between).push("("),
            _ => q.push(between),
        };
        condition(q, scope, module, alias, part)?;
    }
    q.push("))");
    Ok(())
}

fn related(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, name: &Key, filter: &Filter) -> Result<(), Error> {
    let Some(relation) = scope.schema.catalogue.relation(&module.key, name) else {
        q.push("FALSE");
        return Ok(());
    };
    let target = scope.schema.module(&relation.target)?;
    let there = scope.alias();
    q.push("EXISTS (SELECT 1 FROM ").table(&target.key).push(" ").ident(&there).push(" WHERE ");
    links::join(q, &module.key, relation, alias, &there);
    q.push(" AND ").column(&there, "deleted_at").push(" IS NULL AND ");
    scope.visible(q, target, &there)?;
    q.push(" AND ");
    condition(q, scope, target, &there, filter)?;
    q.push(")");
    Ok(())
}

fn test(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, test: &Test) -> Result<(), Error> {
    let Some(found) = scope.schema.catalogue.resolve(&module.key, &test.path) else {
        q.push("FALSE");
        return Ok(());
    };
    if !found.ops().contains(&test.op) {
        q.push("FALSE");
        return Ok(());
    }
    let Some((link, target)) = found.hops.first() else {
        return own(q, scope, alias, &found, test);
    };
    // Through a link: "not equal" and "empty" also hold where there is nothing behind the link.
    let turned = match (test.op, &test.operand) {
        (Op::Ne, operand) => Some((Op::Eq, operand.clone())),
        (Op::Empty, Operand::One(Value::Bool(true))) => Some((Op::Empty, Operand::One(Value::Bool(false)))),
        _ => None,
    };
    let negative = turned.is_some();
    let there = scope.alias();
    let rest = Path::join(&test.path.steps()[1..]);
    // Where records are tested one after the other, what is behind the link of each is looked at; otherwise all that
    // satisfies the rest may lead to the records.
    if q.only_tests(alias) {
        q.push(if negative { "((EXISTS (SELECT 1 FROM " } else { "(EXISTS (SELECT 1 FROM " });
        q.table(&target.key).push(" ").ident(&there).push(" WHERE ").column(&there, "id").push(" = ");
        q.column(alias, &link.key).push(" AND ");
    } else {
        q.push(if negative { "((" } else { "(" }).column(alias, &link.key);
        q.push(" IN (SELECT ").column(&there, "id").push(" FROM ").table(&target.key).push(" ").ident(&there);
        q.push(" WHERE ");
    }
    scope.visible(q, target, &there)?;
    q.push(" AND ");
    let (op, operand) = turned.unwrap_or_else(|| (test.op, test.operand.clone()));
    self::test(q, scope, target, &there, &Test { path: rest, op, operand })?;
    q.push(if negative { ")) IS NOT TRUE)" } else { "))" });
    Ok(())
}

fn own(q: &mut Sql, scope: &Scope, alias: &str, found: &Resolved, test: &Test) -> Result<(), Error> {
    let field = found.field;
    match scope.schema.origin(&found.module.key, field) {
        Origin::Path(path) => {
            let path = value::within(&path, found.part);
            self::test(q, scope, found.module, alias, &Test { path, ..test.clone() })
        }
        Origin::Computed(typed) => {
            let end = End { module: found.module, alias, field, part: found.part, computed: Some(&typed) };
            let mut left = q.fresh();
            value::compared(&mut left, scope, &end)?;
            scalar::compare(q, &left, field, found.part, test);
            Ok(())
        }
        Origin::Stored => match (side(&field.kind), &field.kind) {
            (Some(kind), _) => {
                list::test(q, scope, alias, found, kind, test);
                Ok(())
            }
            (None, FieldType::Children { to, by }) => list::lines(q, scope, alias, (to, by), test),
            (None, _) => {
                scalar::column(q, alias, field, found.part, test);
                Ok(())
            }
        },
    }
}

/// Writes what a test comes to whose operand is not one of its field: false, and for `ne` true.
fn unfit(q: &mut Sql, op: Op) {
    q.push(if op == Op::Ne { "TRUE" } else { "FALSE" });
}
