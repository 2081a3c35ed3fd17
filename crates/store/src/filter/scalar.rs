//! Tests of a field that one expression yields.

use std::collections::BTreeMap;

use meta::catalogue::Part;
use meta::fold::fold;
use meta::{Field, FieldType, Op, Operand, Test, Value};
use uuid::Uuid;

use super::bound::{Bound, bound};
use super::unfit;
use crate::columns::comparable;
use crate::{Param, Sql};

/// A test of a stored column.
pub fn column(q: &mut Sql, alias: &str, field: &Field, part: Option<Part>, test: &Test) {
    let mut left = q.fresh();
    match (field.kind.shown(), part, test.op) {
        (FieldType::Parent { .. }, ..) if test.op != Op::Empty => return parent(q, alias, field, test),
        // An amount without a rate is there, though it has no worth to compare.
        (FieldType::Money { .. }, None, Op::Empty) => left.column(alias, &field.key),
        _ => match comparable(field, part) {
            Some(column) => left.column(alias, &column.name),
            None => return unfit(q, test.op),
        },
    };
    compare(q, &left, field, part, test);
}

/// A test of whatever `left` yields, which is of the field's type.
pub fn compare(q: &mut Sql, left: &Sql, field: &Field, part: Option<Part>, test: &Test) {
    let bound = |op, value: &Value| {
        let folded = |value: &Value| value.text().map(|text| Param::from(folded(part, text)));
        match textual(field, part) {
            true => folded(value).map(|key| Bound::With(op, key)),
            false => bound(&part.map_or_else(|| field.kind.shown().clone(), Part::kind), op, value),
        }
    };
    match (&test.operand, test.op) {
        (Operand::One(Value::Bool(empty)), Op::Empty) => {
            q.push("(").append(left).push(if *empty { " IS NULL)" } else { " IS NOT NULL)" });
        }
        (Operand::Many(values), Op::In) => any(q, left, values.iter().filter_map(|value| bound(Op::Eq, value))),
        (_, Op::Empty | Op::In) => unfit(q, test.op),
        (Operand::One(value), op) => match bound(op, value) {
            Some(bound) => write(q, left, bound),
            None => unfit(q, op),
        },
        _ => unfit(q, test.op),
    }
}

/// Equal to any of several.
fn any(q: &mut Sql, left: &Sql, bounds: impl Iterator<Item = Bound>) {
    let params = bounds.filter_map(|bound| if let Bound::With(_, param) = bound { Some(param) } else { None });
    match params.collect::<Vec<_>>() {
        none if none.is_empty() => q.push("FALSE"),
        params => q.push("(").append(left).in_list(params).push(")"),
    };
}

/// A test of a link to one of several modules: by module and id, or by either alone.
fn parent(q: &mut Sql, alias: &str, field: &Field, test: &Test) {
    let one = |q: &mut Sql, value: &Value| {
        let module = format!("{}__module", field.key);
        match value {
            Value::Id(id) => q.column(alias, &field.key).push(" = ").bind(*id),
            Value::Text(key) => q.column(alias, &module).push(" = ").bind(key.as_str()),
            Value::Ref(key, id) => {
                q.push("(").column(alias, &field.key).push(" = ").bind(*id).push(" AND ");
                q.column(alias, &module).push(" = ").bind(key.as_str()).push(")")
            }
            _ => q.push("FALSE"),
        };
    };
    match (test.op, &test.operand) {
        (Op::Eq, Operand::One(value)) => one(q, value),
        (Op::Ne, Operand::One(value)) => {
            q.push("((");
            one(q, value);
            q.push(") IS NOT TRUE)");
        }
        (Op::In, Operand::Many(values)) => parents(q, alias, field, values),
        _ => unfit(q, test.op),
    }
}

/// One of several parents: by id, by module, or by both, one list for each module.
fn parents(q: &mut Sql, alias: &str, field: &Field, values: &[Value]) {
    let module = format!("{}__module", field.key);
    let (mut ids, mut keys, mut both) = (Vec::new(), Vec::new(), BTreeMap::<&str, Vec<Uuid>>::new());
    for value in values {
        match value {
            Value::Id(id) => ids.push(*id),
            Value::Text(key) => keys.push(key.as_str()),
            Value::Ref(key, id) => both.entry(key.as_str()).or_default().push(*id),
            _ => {}
        }
    }
    q.push("(FALSE");
    if !ids.is_empty() {
        q.push(" OR ").column(alias, &field.key).in_list(ids);
    }
    if !keys.is_empty() {
        q.push(" OR ").column(alias, &module).in_list(keys);
    }
    for (key, ids) in both {
        q.push(" OR (").column(alias, &module).push(" = ").bind(key).push(" AND ");
        q.column(alias, &field.key).in_list(ids).push(")");
    }
    q.push(")");
}

/// Writes a comparison.
fn write(q: &mut Sql, left: &Sql, bound: Bound) {
    match bound {
        Bound::Filled => q.push("(").append(left).push(" IS NOT NULL)"),
        Bound::Always => q.push("TRUE"),
        Bound::Never => q.push("FALSE"),
        Bound::With(Op::Contains, Param::Text(key)) => {
            q.push("(").append(left).push(" LIKE ").bind(format!("%{}%", escaped(&key))).push(" ESCAPE '\\')")
        }
        Bound::With(Op::Starts, Param::Text(key)) => {
            q.push("(").append(left).push(" >= ").bind(key.as_str());
            if let Some(next) = successor(&key) {
                q.push(" AND ").append(left).push(" < ").bind(next);
            }
            q.push(")")
        }
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

#[cfg(test)]
mod tests {
    use super::successor;

    #[test]
    fn the_successor_is_past_every_text_with_the_prefix_and_nothing_else() {
        for (prefix, next) in [
            ("a", Some("b")),
            ("a\u{7f}", Some("a\u{80}")),
            ("a\u{d7ff}", Some("a\u{e000}")),
            ("a\u{10ffff}", Some("b")),
            ("\u{10ffff}\u{10ffff}", None),
            ("", None),
        ] {
            assert_eq!(successor(prefix).as_deref(), next, "{prefix:?}");
        }
    }
}
