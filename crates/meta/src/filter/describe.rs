//! `describe`: a filter in words that a person reads back: `Amount is at least 50,000 and Stage is won`.

use uuid::Uuid;

use super::{Filter, Op, Operand, Test};
use crate::catalogue::Resolved;
use crate::{Catalogue, FieldType, Value};

/// What a record of a module is called; `None` when that is not known or may not be.
pub type Names<'a> = &'a dyn Fn(&str, Uuid) -> Option<String>;

/// The filter in English; every record is `everything`.
pub fn describe(filter: &Filter, catalogue: &Catalogue, module: &str, names: Names<'_>) -> String {
    let inner = |one: &Filter| match one {
        Filter::And(list) | Filter::Or(list) if list.len() > 1 => {
            format!("({})", describe(one, catalogue, module, names))
        }
        one => describe(one, catalogue, module, names),
    };
    let list = |all: &[Filter], joint: &str| all.iter().map(inner).collect::<Vec<_>>().join(joint);
    match filter {
        Filter::Const(true) => "everything".to_string(),
        Filter::Const(false) => "nothing".to_string(),
        Filter::And(all) if all.is_empty() => "everything".to_string(),
        Filter::Or(any) if any.is_empty() => "nothing".to_string(),
        Filter::And(all) => list(all, " and "),
        Filter::Or(any) => list(any, " or "),
        Filter::Not(one) => format!("not ({})", describe(one, catalogue, module, names)),
        Filter::Related { relation, filter } => related(relation, filter, catalogue, module, names),
        Filter::Test(test) => match catalogue.resolve(module, &test.path) {
            Some(end) => format!("{} {}", end.label(), predicate(test, &end, names)),
            None => format!("{} is not known", test.path),
        },
    }
}

fn related(relation: &str, filter: &Filter, catalogue: &Catalogue, module: &str, names: Names<'_>) -> String {
    let called = relation.replace('_', " ");
    match (catalogue.relation(module, relation), filter) {
        (Some(_), Filter::Const(true)) => format!("has {called}"),
        (Some(found), filter) => {
            format!("has {called} with ({})", describe(filter, catalogue, &found.target, names))
        }
        (None, _) => format!("{called} is not known"),
    }
}

fn predicate(test: &Test, end: &Resolved<'_>, names: Names<'_>) -> String {
    let kind = end.operand(test.op);
    let value = match &test.operand {
        Operand::One(Value::Bool(empty)) if test.op == Op::Empty => {
            return if *empty { "is empty" } else { "is not empty" }.to_string();
        }
        Operand::One(value) => show(&kind, value, names),
        Operand::Many(values) => either(values.iter().map(|value| show(&kind, value, names)).collect()),
        Operand::Period(period) => period.words(),
        Operand::Me => "me".to_string(),
        Operand::MyTeam => "somebody of my team".to_string(),
        Operand::MyPeople => "me or somebody who reports to me".to_string(),
    };
    let dated = matches!(kind, FieldType::Date | FieldType::DateTime);
    let words = match test.op {
        Op::Eq | Op::In | Op::Empty => "is",
        Op::Ne => "is not",
        Op::Lt if dated => "is before",
        Op::Lte if dated => "is not after",
        Op::Gt if dated => "is after",
        Op::Gte if dated => "is not before",
        Op::Lt => "is less than",
        Op::Lte => "is at most",
        Op::Gt => "is more than",
        Op::Gte => "is at least",
        Op::Contains => "contains",
        Op::Starts => "starts with",
    };
    format!("{words} {value}")
}

fn either(mut values: Vec<String>) -> String {
    match values.pop() {
        None => "nothing".to_string(),
        Some(last) if values.is_empty() => last,
        Some(last) => format!("{} or {last}", values.join(", ")),
    }
}

fn show(kind: &FieldType, value: &Value, names: Names<'_>) -> String {
    let named = |module: &str, id: Uuid| names(module, id).unwrap_or_else(|| id.to_string());
    match (kind, value) {
        (kind, Value::Id(id)) => named(kind.target().unwrap_or_default(), *id),
        (_, Value::Ref(module, id)) => named(module, *id),
        (FieldType::Text { .. }, Value::Text(text)) => format!("“{text}”"),
        (_, Value::Int(_) | Value::Decimal(_) | Value::Money(_)) => grouped(&kind.show(value)),
        (kind, value) => kind.show(value),
    }
}

/// Sets thousands apart: `-1234567.5 EUR` becomes `-1,234,567.5 EUR`.
fn grouped(text: &str) -> String {
    let start = usize::from(text.starts_with('-'));
    let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |at| start + at);
    let digits = &text[start..end];
    let mut out = text[..start].to_string();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + &text[end..]
}
