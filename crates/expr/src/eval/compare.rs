//! Comparisons and membership. Equality is two-valued: null equals null alone. Order with null is null.

use std::borrow::Cow;
use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{Fault, Run};
use crate::ast::Comparison;
use crate::node::{By, Node, Test};
use crate::{Span, Value};

impl Run<'_> {
    pub(super) fn compare(&mut self, span: Span, op: Comparison, by: By, left: &Value, right: &Value) -> Value {
        if by == By::Empty {
            let equal = left.is_empty() && right.is_empty();
            return Value::Bool(equal == (op == Comparison::Equal));
        }
        let order = match (measure(by, left), measure(by, right)) {
            (None, None) if op.is_equality() => Ordering::Equal,
            (None, Some(_)) | (Some(_), None) if op.is_equality() => Ordering::Less,
            (None, _) | (_, None) => return Value::Null,
            (Some(_), Some(_)) if by == By::Money && other_currency(left, right) => match op.is_equality() {
                true => Ordering::Less,
                false => return self.fault(span, Fault::Currencies),
            },
            (Some(left), Some(right)) => left.cmp(&right),
        };
        Value::Bool(op.holds(order))
    }

    pub(super) fn matches(&mut self, span: Span, value: &Node, tests: &[Test]) -> Value {
        let value = self.value(value);
        let mut result = Value::Bool(false);
        for test in tests {
            match self.test(span, &value, test) {
                Value::Bool(true) => return Value::Bool(true),
                Value::Bool(false) => {}
                _ => result = Value::Null,
            }
        }
        result
    }

    fn test(&mut self, span: Span, value: &Value, test: &Test) -> Value {
        match test {
            Test::Compare { op, by, to } => {
                let to = self.value(to);
                self.compare(span, *op, *by, value, &to)
            }
            Test::Range { by, low, low_closed, high, high_closed } => {
                let (low, high) = (self.value(low), self.value(high));
                let lower = if *low_closed { Comparison::GreaterOrEqual } else { Comparison::Greater };
                let upper = if *high_closed { Comparison::LessOrEqual } else { Comparison::Less };
                let ends = [self.compare(span, lower, *by, value, &low), self.compare(span, upper, *by, value, &high)];
                match ends {
                    [Value::Bool(false), _] | [_, Value::Bool(false)] => Value::Bool(false),
                    [Value::Bool(true), Value::Bool(true)] => Value::Bool(true),
                    _ => Value::Null,
                }
            }
            Test::Member { by, list } => {
                let Value::List(items) = self.value(list) else { return Value::Null };
                self.spend(items.len() as u32);
                let found = items.iter().any(|item| self.compare(span, Comparison::Equal, *by, value, item).is_true());
                Value::Bool(found)
            }
        }
    }
}

/// What of a value is compared. All of one measure are of one variant.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Measure<'a> {
    Number(Decimal),
    Text(Cow<'a, str>),
    Bool(bool),
    Date(chrono::NaiveDate),
    Time(chrono::DateTime<chrono::Utc>),
    Length(i64),
    Id(uuid::Uuid),
}

/// `None` for null and for an empty text.
fn measure(by: By, value: &Value) -> Option<Measure<'_>> {
    Some(match (by, value) {
        (_, Value::Text(text)) if text.is_empty() => return None,
        (By::Number, Value::Number(number)) => Measure::Number(*number),
        (By::Number | By::Money, Value::Money(money)) => Measure::Number(money.amount),
        (By::Text, Value::Text(text)) => Measure::Text(Cow::Owned(meta::fold::fold(text))),
        (By::Digits, Value::Text(number)) => Measure::Text(Cow::Owned(meta::types::digits(number))),
        (By::Key, Value::Text(text)) => Measure::Text(Cow::Borrowed(text)),
        (By::Bool, Value::Bool(value)) => Measure::Bool(*value),
        (By::Date, Value::Date(day)) => Measure::Date(*day),
        (By::Time, Value::Time(time)) => Measure::Time(*time),
        (By::Duration, Value::Duration(length)) | (By::Months, Value::Months(length)) => Measure::Length(*length),
        (By::Id, Value::Id(id)) => Measure::Id(*id),
        _ => return None,
    })
}

fn other_currency(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Money(left), Value::Money(right)) => {
            left.currency.is_some() && right.currency.is_some() && left.currency != right.currency
        }
        _ => false,
    }
}
