//! Functions of texts, and values as texts. Finding is by folded key, as in filters; cutting is exact.

use std::str::FromStr;

use meta::fold::fold;
use rust_decimal::Decimal;

use super::{Fault, MAX_TEXT, Run};
use crate::node::Node;
use crate::{Function, Value, number, temporal};

impl Run<'_> {
    /// Nulls are left out; of nulls alone it is null.
    pub(super) fn concat(&mut self, node: &Node, values: &[Value]) -> Value {
        let texts = || values.iter().filter_map(|value| if let Value::Text(text) = value { Some(text) } else { None });
        let length: usize = texts().map(String::len).sum();
        match length {
            _ if texts().next().is_none() => Value::Null,
            too_long if too_long > MAX_TEXT => self.fault(node.span, Fault::TooLong),
            length => {
                self.spend(length as u32 / 1024);
                Value::Text(texts().map(String::as_str).collect())
            }
        }
    }

    pub(super) fn text(&mut self, node: &Node, function: Function, values: &[Value]) -> Value {
        use Function as F;
        let length: usize = values.iter().map(|v| if let Value::Text(text) = v { text.len() } else { 0 }).sum();
        if !self.spend(length as u32 / 1024) {
            return Value::Null;
        }
        match (function, values) {
            (F::String, [value]) => written(value),
            (F::Number, [Value::Text(text)]) => self.read_number(node, text),
            (F::Length, [Value::Text(text)]) => Value::Number(text.chars().count().into()),
            (F::UpperCase, [Value::Text(text)]) => Value::Text(text.to_uppercase()),
            (F::LowerCase, [Value::Text(text)]) => Value::Text(text.to_lowercase()),
            (F::Trim, [Value::Text(text)]) => Value::Text(text.trim().to_string()),
            (F::Contains, [Value::Text(text), Value::Text(part)]) => Value::Bool(fold(text).contains(&fold(part))),
            (F::StartsWith, [Value::Text(text), Value::Text(start)]) => {
                Value::Bool(fold(text).starts_with(&fold(start)))
            }
            (F::EndsWith, [Value::Text(text), Value::Text(end)]) => Value::Bool(fold(text).ends_with(&fold(end))),
            (F::Substring, [Value::Text(text), Value::Number(start)]) => substring(text, *start, None),
            (F::Substring, [Value::Text(text), Value::Number(start), Value::Number(length)]) => {
                substring(text, *start, Some(*length))
            }
            (F::SubstringBefore, [Value::Text(text), Value::Text(mark)]) => {
                Value::Text(text.split_once(mark.as_str()).map_or("", |(before, _)| before).to_string())
            }
            (F::SubstringAfter, [Value::Text(text), Value::Text(mark)]) => {
                Value::Text(text.split_once(mark.as_str()).map_or("", |(_, after)| after).to_string())
            }
            _ => Value::Null,
        }
    }

    /// A number as written in the language, perhaps with a sign; anything else is null.
    fn read_number(&mut self, node: &Node, text: &str) -> Value {
        let text = text.trim();
        let plain = text.strip_prefix('-').unwrap_or(text);
        let shaped = plain.starts_with(|c: char| c.is_ascii_digit())
            && plain.ends_with(|c: char| c.is_ascii_digit())
            && plain.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        match shaped.then(|| Decimal::from_str(text)) {
            Some(Ok(value)) => {
                self.or_fault(node, number::round(value, node.ty.scale()).map(Value::Number), Fault::Overflow)
            }
            _ => Value::Null,
        }
    }
}

/// From the character `start`, counted from 1, or from the end when negative. Null from 0 or beyond the text.
fn substring(text: &str, start: Decimal, length: Option<Decimal>) -> Value {
    let whole = |number: Decimal| i64::try_from(number.trunc()).ok();
    let count = text.chars().count() as i64;
    let from = match whole(start) {
        Some(from @ 1..) if from <= count => from - 1,
        Some(from @ ..=-1) if from >= -count => count + from,
        _ => return Value::Null,
    };
    let length = match length.map(whole) {
        None => count,
        Some(Some(length @ 0..)) => length,
        Some(_) => return Value::Null,
    };
    Value::Text(text.chars().skip(from as usize).take(length as usize).collect())
}

/// A value as `string` writes it.
fn written(value: &Value) -> Value {
    Value::Text(match value {
        Value::Text(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Money(money) => {
            let mut amount = money.amount.normalize();
            if amount.scale() < 2 {
                amount.rescale(2);
            }
            match money.currency {
                Some(currency) => format!("{amount} {currency}"),
                None => amount.to_string(),
            }
        }
        Value::Date(day) => day.to_string(),
        Value::Time(time) => temporal::write_time(*time),
        Value::Duration(seconds) => temporal::write_duration(*seconds),
        Value::Months(months) => temporal::write_months(*months),
        Value::Null | Value::Id(_) | Value::List(_) | Value::Opaque => return Value::Null,
    })
}
