//! Tests of a field that one expression yields.

use meta::catalogue::Part;
use meta::fold::fold;
use meta::{Field, FieldType, Op, Operand, Test, Value};

use super::bound::{Bound, bound};
use crate::columns::comparable;
use crate::{Error, Param, Sql};

/// A test of a stored column.
pub fn column(q: &mut Sql, alias: &str, field: &Field, part: Option<Part>, test: &Test) -> Result<(), Error> {
    let mut left = q.fresh();
    let by = match (field.kind.shown(), part, &test.operand) {
        // An operand with a currency compares the amounts in that currency.
        (FieldType::Money { .. }, None, Operand::One(Value::Money(money))) if test.op != Op::Empty => {
            return in_currency(q, alias, field, money.currency.as_str(), test);
        }
        (FieldType::Money { .. }, None, Operand::One(_)) if test.op == Op::Empty => field.key.to_string(),
        _ => comparable(field, part).ok_or_else(|| unfit(field, test))?.name,
    };
    left.column(alias, &by);
    compare(q, &left, field, part, test)
}

fn in_currency(q: &mut Sql, alias: &str, field: &Field, currency: &str, test: &Test) -> Result<(), Error> {
    let ne = test.op == Op::Ne;
    let op = if ne { Op::Eq } else { test.op };
    let mut left = q.fresh();
    left.column(alias, &field.key);
    q.push(if ne { "((" } else { "(" });
    q.column(alias, &format!("{}__currency", field.key)).push(" = ").bind(currency).push(" AND ");
    compare(q, &left, field, Some(Part::Amount), &Test { op, ..test.clone() })?;
    q.push(if ne { ") IS NOT TRUE)" } else { ")" });
    Ok(())
}

/// A test of whatever `left` yields, which is of the field's type.
pub fn compare(q: &mut Sql, left: &Sql, field: &Field, part: Option<Part>, test: &Test) -> Result<(), Error> {
    let textual = textual(field, part);
    match (&test.operand, test.op) {
        (Operand::One(Value::Bool(empty)), Op::Empty) => {
            q.push("(").append(left).push(if *empty { " IS NULL)" } else { " IS NOT NULL)" });
            Ok(())
        }
        (Operand::Many(values), Op::In) => any(q, left, field, part, values, test),
        (Operand::One(value), op) if textual => text(q, left, part, op, value).ok_or_else(|| unfit(field, test)),
        (Operand::One(value), op) => {
            let bound = match part {
                Some(Part::Amount) => bound(&FieldType::Money { min: None, max: None }, op, value),
                _ => bound(field.kind.shown(), op, value),
            };
            write(q, left, bound.ok_or_else(|| unfit(field, test))?);
            Ok(())
        }
        _ => Err(unfit(field, test)),
    }
}

/// A parent by module and id, by id alone, or by module alone.
pub fn parent(q: &mut Sql, alias: &str, field: &Field, test: &Test) -> Result<(), Error> {
    let values = match (&test.operand, test.op) {
        (Operand::One(value), Op::Eq | Op::Ne) => std::slice::from_ref(value),
        (Operand::Many(values), Op::In) => values.as_slice(),
        _ => return column(q, alias, field, None, test),
    };
    let module = format!("{}__module", field.key);
    if values.is_empty() {
        q.push("FALSE");
        return Ok(());
    }
    q.push("((");
    for (at, value) in values.iter().enumerate() {
        q.push(if at > 0 { " OR " } else { "" });
        match value {
            Value::Id(id) => q.column(alias, &field.key).push(" = ").bind(*id),
            Value::Text(key) => q.column(alias, &module).push(" = ").bind(key.as_str()),
            Value::Ref(key, id) => {
                q.push("(").column(alias, &field.key).push(" = ").bind(*id);
                q.push(" AND ").column(alias, &module).push(" = ").bind(key.as_str()).push(")")
            }
            _ => return Err(unfit(field, test)),
        };
    }
    q.push(if test.op == Op::Ne { ") IS NOT TRUE)" } else { "))" });
    Ok(())
}

fn any(q: &mut Sql, left: &Sql, field: &Field, part: Option<Part>, values: &[Value], test: &Test) -> Result<(), Error> {
    let mut params = Vec::with_capacity(values.len());
    for value in values {
        if textual(field, part) {
            params.push(Param::from(folded(part, value.text().ok_or_else(|| unfit(field, test))?)));
            continue;
        }
        match bound(field.kind.shown(), Op::Eq, value).ok_or_else(|| unfit(field, test))? {
            Bound::With(_, param) => params.push(param),
            Bound::Any | Bound::Never => {}
        }
    }
    if params.is_empty() {
        q.push("FALSE");
    } else {
        q.push("(").append(left).push(" IN (").binds(params).push("))");
    }
    Ok(())
}

fn text(q: &mut Sql, left: &Sql, part: Option<Part>, op: Op, value: &Value) -> Option<()> {
    let key = folded(part, value.text()?);
    match op {
        Op::Contains => {
            q.push("(").append(left).push(" LIKE ").bind(format!("%{}%", escaped(&key))).push(" ESCAPE '\\')");
        }
        Op::Starts => {
            q.push("(").append(left).push(" >= ").bind(key.clone());
            if let Some(next) = successor(&key) {
                q.push(" AND ").append(left).push(" < ").bind(next);
            }
            q.push(")");
        }
        _ => write(q, left, Bound::With(op, Param::from(key))),
    }
    Some(())
}

/// Writes a comparison.
pub fn write(q: &mut Sql, left: &Sql, bound: Bound) {
    match bound {
        Bound::Any => q.push("(").append(left).push(" IS NOT NULL)"),
        Bound::Never => q.push("FALSE"),
        Bound::With(op, param) => {
            let sign = match op {
                Op::Ne => " IS DISTINCT FROM ",
                Op::Lt => " < ",
                Op::Lte => " <= ",
                Op::Gt => " > ",
                Op::Gte => " >= ",
                _ => " = ",
            };
            q.push("(").append(left).push(sign).bind(param).push(")")
        }
    };
}

/// Whether the field or part compares by folded text.
fn textual(field: &Field, part: Option<Part>) -> bool {
    match part {
        Some(Part::Amount) => false,
        Some(_) => true,
        None => matches!(
            field.kind.shown(),
            FieldType::Text { .. }
                | FieldType::LongText { .. }
                | FieldType::Url
                | FieldType::Autonumber { .. }
                | FieldType::PersonName
                | FieldType::Address
        ),
    }
}

/// The key a text compares by: codes in capitals, the rest folded.
fn folded(part: Option<Part>, text: &str) -> String {
    match part {
        Some(Part::Currency | Part::Country) => text.trim().to_ascii_uppercase(),
        _ => fold(text),
    }
}

/// A text as a pattern that matches itself alone.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The first text, bytewise, after every text that starts with `prefix`.
pub fn successor(prefix: &str) -> Option<String> {
    let mut chars: Vec<char> = prefix.chars().collect();
    while let Some(last) = chars.pop() {
        let next = match u32::from(last) + 1 {
            0xD800 => Some('\u{E000}'),
            code => char::from_u32(code),
        };
        if let Some(next) = next {
            chars.push(next);
            return Some(chars.into_iter().collect());
        }
    }
    None
}

fn unfit(field: &Field, test: &Test) -> Error {
    Error::Missing(format!("comparison {} of {} with {:?}", test.op.name(), field.key, test.operand))
}
