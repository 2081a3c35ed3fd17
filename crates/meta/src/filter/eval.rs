//! `eval`: decides a resolved filter for one record in memory, to the letter of [`crate::filter`].

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Filter, Op, Operand, Test};
use crate::catalogue::{Part, Resolved};
use crate::fold::fold;
use crate::types::digits;
use crate::{Catalogue, FieldType, Key, Value};

/// A record and what it is tied to.
pub trait Source {
    /// The value of a field.
    fn value(&self, field: &Key) -> Value;
    /// The amount of a money field in base currency, at the scale of money; `None` when it is empty or has no rate.
    fn base_amount(&self, field: &Key) -> Option<Decimal>;
    /// The record behind a link; `None` when the link is empty or the record is not there.
    fn follow(&self, link: &Key) -> Option<Box<dyn Source + '_>>;
    /// The records of a relation.
    fn related(&self, relation: &Key) -> Vec<Box<dyn Source + '_>>;
}

/// Whether a record of a module satisfies a resolved filter.
pub fn eval(filter: &Filter, catalogue: &Catalogue, module: &str, source: &dyn Source) -> bool {
    match filter {
        Filter::Const(holds) => *holds,
        Filter::And(all) => all.iter().all(|one| eval(one, catalogue, module, source)),
        Filter::Or(any) => any.iter().any(|one| eval(one, catalogue, module, source)),
        Filter::Not(inner) => !eval(inner, catalogue, module, source),
        Filter::Test(test) => {
            let resolved = catalogue.resolve(module, &test.path);
            resolved.is_some_and(|end| end.ops().contains(&test.op) && at_end(test, &end, 0, source))
        }
        Filter::Related { relation, filter } => catalogue.relation(module, relation).is_some_and(|found| {
            source.related(relation).iter().any(|other| eval(filter, catalogue, &found.target, other.as_ref()))
        }),
    }
}

/// Walks the links of the path from hop `at` on, then tests the value at its end.
fn at_end(test: &Test, resolved: &Resolved<'_>, at: usize, source: &dyn Source) -> bool {
    let Some((link, _)) = resolved.hops.get(at) else {
        let value = source.value(&resolved.field.key);
        return holds(test, elements(resolved, &value, || source.base_amount(&resolved.field.key)));
    };
    match source.follow(&link.key) {
        Some(next) => at_end(test, resolved, at + 1, next.as_ref()),
        None => holds(test, Vec::new()),
    }
}

/// What a test compares its operand with: one for a plain value, several for a list, none for an empty one.
#[derive(Debug, PartialEq)]
enum Element {
    Folded(String),
    Digits(String),
    Code(String),
    Exact(String),
    Whole(i64),
    Seconds(i64),
    Number(Decimal),
    Bool(bool),
    Day(NaiveDate),
    Instant(DateTime<Utc>),
    Id(Uuid),
    Ref(Key, Uuid),
    /// Only `empty` can be asked of it.
    Opaque,
}

fn elements(resolved: &Resolved<'_>, value: &Value, base: impl Fn() -> Option<Decimal>) -> Vec<Element> {
    if let Some(part) = resolved.part {
        return one(match part.value(value) {
            Value::Null => return Vec::new(),
            Value::Decimal(number) => Element::Number(number),
            Value::Text(code) if matches!(part, Part::Currency | Part::Country) => Element::Code(code),
            Value::Text(text) => Element::Folded(fold(&text)),
            _ => Element::Opaque,
        });
    }
    if value.is_empty() {
        return Vec::new();
    }
    let exact = matches!(resolved.field.kind.shown(), FieldType::Select { .. } | FieldType::MultiSelect { .. });
    let word = |text: &String| if exact { Element::Exact(text.clone()) } else { Element::Folded(fold(text)) };
    match value {
        Value::Text(text) => one(word(text)),
        Value::Keys(words) => words.iter().map(word).collect(),
        Value::Emails(emails) => emails.iter().map(|email| Element::Folded(fold(&email.value))).collect(),
        Value::Phones(phones) => phones.iter().map(|phone| Element::Digits(digits(&phone.value))).collect(),
        Value::Name(name) => one(Element::Folded(fold(&name.full()))),
        Value::Address(address) => one(Element::Folded(fold(&address.joined(" ")))),
        Value::Int(number) => one(Element::Whole(*number)),
        Value::Duration(seconds) => one(Element::Seconds(*seconds)),
        Value::Decimal(number) => one(Element::Number(*number)),
        Value::Money(_) => one(base().map_or(Element::Opaque, Element::Number)),
        Value::Bool(yes) => one(Element::Bool(*yes)),
        Value::Date(day) => one(Element::Day(*day)),
        Value::Time(instant) => one(Element::Instant(*instant)),
        Value::Id(id) => one(Element::Id(*id)),
        Value::Ref(module, id) => one(Element::Ref(module.clone(), *id)),
        Value::Ids(ids) => ids.iter().map(|id| Element::Id(*id)).collect(),
        Value::Null | Value::Geo(_) | Value::Lines(_) => one(Element::Opaque),
    }
}

fn one(element: Element) -> Vec<Element> {
    vec![element]
}

fn holds(test: &Test, elements: Vec<Element>) -> bool {
    let any = |op: Op, value: &Value| elements.iter().any(|element| element.satisfies(op, value));
    match (test.op, &test.operand) {
        (Op::Empty, Operand::One(Value::Bool(empty))) => elements.is_empty() == *empty,
        (Op::Ne, Operand::One(value)) => !any(Op::Eq, value),
        (Op::In, Operand::Many(values)) => values.iter().any(|value| any(Op::Eq, value)),
        (Op::Empty | Op::In, _) => false,
        (Op::Ne, _) => true,
        (op, Operand::One(value)) => any(op, value),
        _ => false,
    }
}

impl Element {
    fn satisfies(&self, op: Op, operand: &Value) -> bool {
        let order = match (self, operand) {
            (Element::Folded(text), Value::Text(other)) => return text_satisfies(text, op, &fold(other)),
            (Element::Digits(number), Value::Text(other)) => return text_satisfies(number, op, &digits(other)),
            (Element::Code(code), Value::Text(other)) => {
                return op == Op::Eq && *code == other.trim().to_ascii_uppercase();
            }
            (Element::Exact(key), Value::Text(other)) => return op == Op::Eq && key == other,
            (Element::Bool(yes), Value::Bool(other)) => return op == Op::Eq && yes == other,
            (Element::Id(id), Value::Id(other)) => return op == Op::Eq && id == other,
            (Element::Ref(_, id), Value::Id(other)) => return op == Op::Eq && id == other,
            (Element::Ref(module, _), Value::Text(other)) => return op == Op::Eq && module == other.as_str(),
            (Element::Ref(module, id), Value::Ref(other, wanted)) => {
                return op == Op::Eq && (module, id) == (other, wanted);
            }
            (Element::Whole(number), Value::Int(other)) => number.cmp(other),
            (Element::Seconds(number), Value::Duration(other)) => number.cmp(other),
            (Element::Number(number), Value::Decimal(other)) => number.cmp(other),
            (Element::Day(day), Value::Date(other)) => day.cmp(other),
            (Element::Instant(instant), Value::Time(other)) => instant.cmp(other),
            _ => return false,
        };
        ordered(op, order)
    }
}

fn text_satisfies(text: &str, op: Op, other: &str) -> bool {
    match op {
        Op::Contains => text.contains(other),
        Op::Starts => text.starts_with(other),
        op => ordered(op, text.as_bytes().cmp(other.as_bytes())),
    }
}

fn ordered(op: Op, order: Ordering) -> bool {
    match op {
        Op::Eq => order.is_eq(),
        Op::Lt => order.is_lt(),
        Op::Lte => order.is_le(),
        Op::Gt => order.is_gt(),
        Op::Gte => order.is_ge(),
        _ => false,
    }
}
