//! Tests of fields kept in side tables and of owned lines: any element decides; `ne` means that none equals.

use meta::catalogue::Resolved;
use meta::fold::fold;
use meta::{FieldType, Key, Op, Operand, Test, Value};

use super::scalar::{escaped, successor};
use crate::columns::{SideKind, side_table};
use crate::scope::Scope;
use crate::{Error, Param, Sql};

/// A test of a field with a side table.
pub fn test(
    q: &mut Sql,
    scope: &Scope,
    alias: &str,
    found: &Resolved,
    kind: SideKind,
    test: &Test,
) -> Result<(), Error> {
    let negative = matches!((test.op, &test.operand), (Op::Ne, _) | (Op::Empty, Operand::One(Value::Bool(true))));
    let there = scope.alias();
    q.push(if negative { "NOT EXISTS (SELECT 1 FROM " } else { "EXISTS (SELECT 1 FROM " });
    q.table(&side_table(&found.module.key, &found.field.key)).push(" ").ident(&there);
    q.push(" WHERE ").column(&there, "owner").push(" = ").column(alias, "id");
    if test.op != Op::Empty {
        q.push(" AND ");
        element(q, &there, found, kind, test)?;
    }
    q.push(")");
    Ok(())
}

fn element(q: &mut Sql, there: &str, found: &Resolved, kind: SideKind, test: &Test) -> Result<(), Error> {
    let values: Vec<&Value> = match &test.operand {
        Operand::One(value) => vec![value],
        Operand::Many(values) => values.iter().collect(),
        _ => return Err(unfit(found, test)),
    };
    let by = if kind == SideKind::Links { "other" } else { "value__key" };
    let params: Option<Vec<Param>> = values.iter().map(|value| param(&found.field.kind, kind, value)).collect();
    let params = params.ok_or_else(|| unfit(found, test))?;
    match (test.op, params.first()) {
        (Op::Eq | Op::Ne | Op::In, None) => q.push("FALSE"),
        (Op::Eq | Op::Ne | Op::In, Some(_)) => q.column(there, by).push(" IN (").binds(params).push(")"),
        (Op::Contains, Some(Param::Text(key))) => {
            q.column(there, by).push(" LIKE ").bind(format!("%{}%", escaped(key))).push(" ESCAPE '\\'")
        }
        (Op::Starts, Some(Param::Text(key))) => {
            q.column(there, by).push(" >= ").bind(key.as_str());
            match successor(key) {
                Some(next) => q.push(" AND ").column(there, by).push(" < ").bind(next),
                None => q,
            }
        }
        _ => return Err(unfit(found, test)),
    };
    Ok(())
}

fn param(kind: &FieldType, side: SideKind, value: &Value) -> Option<Param> {
    match side {
        SideKind::Links => value.id().map(Param::Uuid),
        SideKind::Points | SideKind::Words => value.text().map(|text| Param::from(element_key(kind, text))),
    }
}

/// The key by which an element of a list compares: phone numbers by their digits, options as they are, the rest folded.
pub fn element_key(kind: &FieldType, text: &str) -> String {
    match kind {
        FieldType::Phones => meta::types::digits(text),
        FieldType::MultiSelect { .. } => text.to_string(),
        _ => fold(text),
    }
}

/// Whether a record has owned lines.
pub fn lines(q: &mut Sql, alias: &str, to: &Key, by: &Key, test: &Test) -> Result<(), Error> {
    let (Op::Empty, Operand::One(Value::Bool(empty))) = (test.op, &test.operand) else {
        return Err(Error::Missing(format!("comparison {} of lines", test.op.name())));
    };
    q.push(if *empty { "NOT EXISTS (SELECT 1 FROM " } else { "EXISTS (SELECT 1 FROM " });
    q.table(to).push(" line WHERE line.").ident(by).push(" = ").column(alias, "id");
    q.push(" AND line.deleted_at IS NULL)");
    Ok(())
}

fn unfit(found: &Resolved, test: &Test) -> Error {
    Error::Missing(format!("comparison {} of {} with {:?}", test.op.name(), found.field.key, test.operand))
}
