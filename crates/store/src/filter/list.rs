//! Tests of fields kept in side tables and of owned lines: any element decides; `ne` means that none equals.

use meta::catalogue::Resolved;
use meta::fold::fold;
use meta::{FieldType, Key, Op, Operand, Test, Value};

use super::scalar::{escaped, successor};
use super::unfit;
use crate::columns::{SideKind, side_table};
use crate::scope::Scope;
use crate::{Error, Param, Sql};

/// A test of a field with a side table.
pub fn test(q: &mut Sql, scope: &Scope, alias: &str, found: &Resolved, kind: SideKind, test: &Test) {
    let there = scope.alias();
    let mut element = q.fresh();
    if match_element(&mut element, &there, found, kind, test).is_none() {
        return unfit(q, test.op);
    }
    let negative = matches!((test.op, &test.operand), (Op::Ne, _) | (Op::Empty, Operand::One(Value::Bool(true))));
    q.push(if negative { "NOT EXISTS (SELECT 1 FROM " } else { "EXISTS (SELECT 1 FROM " });
    q.table(&side_table(&found.module.key, &found.field.key)).push(" ").ident(&there);
    q.push(" WHERE ").column(&there, "owner").push(" = ").column(alias, "id").append(&element).push(")");
}

/// Writes what is asked of an element, if anything; `None` when the operand is not one of the field.
fn match_element(q: &mut Sql, there: &str, found: &Resolved, kind: SideKind, test: &Test) -> Option<()> {
    let by = if kind == SideKind::Links { "other" } else { "value__key" };
    let param = |value: &Value| match kind {
        SideKind::Links => value.id().map(Param::Uuid),
        SideKind::Points | SideKind::Words => value.text().map(|text| element_key(&found.field.kind, text).into()),
    };
    match (test.op, &test.operand) {
        (Op::Empty, Operand::One(Value::Bool(_))) => {}
        (Op::Eq | Op::Ne, Operand::One(value)) => {
            q.push(" AND ").column(there, by).push(" = ").bind(param(value)?);
        }
        (Op::In, Operand::Many(values)) => match values.iter().filter_map(param).collect::<Vec<_>>() {
            none if none.is_empty() => return None,
            params => {
                q.push(" AND ").column(there, by).in_list(params);
            }
        },
        (Op::Contains, Operand::One(Value::Text(text))) => {
            let key = element_key(&found.field.kind, text);
            q.push(" AND ").column(there, by).push(" LIKE ").bind(format!("%{}%", escaped(&key))).push(" ESCAPE '\\'");
        }
        (Op::Starts, Operand::One(Value::Text(text))) => {
            let key = element_key(&found.field.kind, text);
            q.push(" AND ").column(there, by).push(" >= ").bind(key.as_str());
            if let Some(next) = successor(&key) {
                q.push(" AND ").column(there, by).push(" < ").bind(next);
            }
        }
        _ => return None,
    }
    Some(())
}

/// The key by which an element of a list compares: phone numbers by their digits, options as they are, the rest folded.
pub fn element_key(kind: &FieldType, text: &str) -> String {
    match kind {
        FieldType::Phones => meta::types::digits(text),
        FieldType::MultiSelect { .. } => text.to_string(),
        _ => fold(text),
    }
}

/// Whether a record has owned lines that the reader sees.
pub fn lines(q: &mut Sql, scope: &Scope, alias: &str, (to, by): (&Key, &Key), test: &Test) -> Result<(), Error> {
    let Operand::One(Value::Bool(empty)) = test.operand else {
        unfit(q, test.op);
        return Ok(());
    };
    let there = scope.alias();
    q.push(if empty { "NOT EXISTS (SELECT 1 FROM " } else { "EXISTS (SELECT 1 FROM " }).table(to).push(" ");
    q.ident(&there).push(" WHERE ").column(&there, by).push(" = ").column(alias, "id").push(" AND ");
    q.column(&there, "deleted_at").push(" IS NULL AND ");
    scope.visible(q, scope.schema.module(to)?, &there)?;
    q.push(")");
    Ok(())
}
