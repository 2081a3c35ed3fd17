//! Signs and `+ - * / **`.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use rust_decimal::{Decimal, MathematicalOps};

use super::{Fault, MAX_TEXT, Run};
use crate::ast::Arithmetic;
use crate::node::Node;
use crate::value::Amount;
use crate::{Value, number, temporal};

/// What an operation gives.
type Result<T = Value> = std::result::Result<T, Fault>;

impl Run<'_> {
    pub(super) fn negate(&mut self, of: &Node, node: &Node) -> Value {
        let negated = match self.value(of) {
            Value::Number(number) => number::round(-number, node.ty.scale()).map(Value::Number),
            Value::Money(Amount { amount, currency }) => {
                number::round(-amount, node.ty.scale()).map(|amount| Value::Money(Amount { amount, currency }))
            }
            Value::Duration(seconds) => seconds.checked_neg().map(Value::Duration),
            Value::Months(months) => months.checked_neg().map(Value::Months),
            _ => return Value::Null,
        };
        self.or_fault(node, negated, Fault::Overflow)
    }

    pub(super) fn arithmetic(&mut self, node: &Node, op: Arithmetic, left: &Node, right: &Node) -> Value {
        let (a, b) = (self.value(left), self.value(right));
        if a == Value::Null || b == Value::Null {
            return Value::Null;
        }
        let scales = Scales { left: left.ty.scale(), right: right.ty.scale(), to: node.ty.scale() };
        let result = match (a, b) {
            (Value::Number(a), Value::Number(b)) => numbers(op, a, b, scales).map(Value::Number),
            (Value::Money(a), Value::Money(b)) => amounts(op, a, b, scales),
            (Value::Money(a), Value::Number(b)) => {
                numbers(op, a.amount, b, scales).map(|amount| Value::Money(Amount { amount, currency: a.currency }))
            }
            (Value::Text(a), Value::Text(b)) if a.len() + b.len() > MAX_TEXT => Err(Fault::TooLong),
            (Value::Text(a), Value::Text(b)) => Ok(Value::Text(a + &b)),
            (Value::Duration(a), Value::Duration(b)) => lengths(op, a, b, Value::Duration),
            (Value::Months(a), Value::Months(b)) => lengths(op, a, b, Value::Months),
            (Value::Duration(a), Value::Number(b)) => scaled_length(op, a, b, scales).map(Value::Duration),
            (Value::Months(a), Value::Number(b)) => scaled_length(op, a, b, scales).map(Value::Months),
            (a, b) => self.times(op, a, b),
        };
        if let Ok(Value::Text(text)) = &result {
            self.spend(text.len() as u32 / 1024);
        }
        result.unwrap_or_else(|fault| self.fault(node.span, fault))
    }

    /// Days and instants, with durations or with each other.
    fn times(&self, op: Arithmetic, a: Value, b: Value) -> Result {
        let signed = |length: i64| match op {
            Arithmetic::Subtract => length.checked_neg(),
            _ => Some(length),
        };
        let value = match (a, b) {
            (Value::Date(a), Value::Date(b)) => Some(Value::Duration(temporal::days_between(b, a) * 86_400)),
            (Value::Time(a), Value::Time(b)) => Some(Value::Duration((a - b).num_seconds())),
            (Value::Date(day), Value::Duration(seconds)) => {
                signed(seconds).and_then(|seconds| temporal::date_plus_seconds(day, seconds)).map(Value::Date)
            }
            (Value::Date(day), Value::Months(months)) => {
                signed(months).and_then(|months| temporal::date_plus_months(day, months)).map(Value::Date)
            }
            (Value::Time(time), Value::Duration(seconds)) => {
                signed(seconds).and_then(|seconds| temporal::time_plus_seconds(time, seconds)).map(Value::Time)
            }
            (Value::Time(time), Value::Months(months)) => {
                signed(months).and_then(|months| self.time_plus_months(time, months)).map(Value::Time)
            }
            _ => Some(Value::Null),
        };
        value.ok_or(Fault::Overflow)
    }

    /// The same wall clock in the company's zone so many months later; an hour later where the clock skips it.
    fn time_plus_months(&self, time: DateTime<Utc>, months: i64) -> Option<DateTime<Utc>> {
        let zone = self.context.zone;
        let wall = temporal::wall_plus_months(time.with_timezone(&zone).naive_local(), months)?;
        let local = zone.from_local_datetime(&wall).earliest();
        let local = local.or_else(|| zone.from_local_datetime(&(wall + TimeDelta::hours(1))).earliest());
        local.map(|local| local.with_timezone(&Utc))
    }
}

#[derive(Clone, Copy)]
struct Scales {
    left: u32,
    right: u32,
    to: u32,
}

fn numbers(op: Arithmetic, a: Decimal, b: Decimal, scales: Scales) -> Result<Decimal> {
    if op == Arithmetic::Power {
        return power(a, b, scales.to);
    }
    let left = number::scaled(a, scales.left).ok_or(Fault::Overflow)?;
    let right = number::scaled(b, scales.right).ok_or(Fault::Overflow)?;
    let to = scales.to;
    let result = match op {
        Arithmetic::Divide if right == 0 => return Err(Fault::DivisionByZero),
        Arithmetic::Divide => number::divide((left, scales.left), (right, scales.right), to),
        Arithmetic::Multiply => number::multiply((left, scales.left), (right, scales.right), to),
        _ => {
            let pair = number::rescale(left, scales.left, to).zip(number::rescale(right, scales.right, to));
            pair.map(|(a, b)| if op == Arithmetic::Add { a + b } else { a - b })
        }
    };
    result.and_then(|integer| number::decimal(integer, to)).ok_or(Fault::Overflow)
}

/// A power, computed to 28 digits and rounded once.
fn power(base: Decimal, exponent: Decimal, to: u32) -> Result<Decimal> {
    if base.is_zero() && exponent.is_sign_negative() && !exponent.is_zero() {
        return Err(Fault::DivisionByZero);
    }
    let whole = if exponent.is_integer() { number::scaled(exponent, 0) } else { None };
    let power = match whole.and_then(|n| i64::try_from(n).ok()) {
        Some(n) if n < 0 => Decimal::ONE.checked_div(base).and_then(|part| part.checked_powu(n.unsigned_abs())),
        Some(n) => base.checked_powu(n.unsigned_abs()),
        None if base.is_sign_negative() => None,
        None => base.checked_powd(exponent),
    };
    power.and_then(|power| number::round(power, to)).ok_or(Fault::Overflow)
}

/// Amounts of one currency; one without a currency takes that of the other.
fn amounts(op: Arithmetic, a: Amount, b: Amount, scales: Scales) -> Result {
    if let (Some(one), Some(other)) = (a.currency, b.currency)
        && one != other
    {
        return Err(Fault::Currencies);
    }
    let result = numbers(op, a.amount, b.amount, scales)?;
    Ok(match op {
        Arithmetic::Divide => Value::Number(result),
        _ => Value::Money(Amount { amount: result, currency: a.currency.or(b.currency) }),
    })
}

/// Two durations of one kind.
fn lengths(op: Arithmetic, a: i64, b: i64, of: fn(i64) -> Value) -> Result {
    match op {
        Arithmetic::Add => a.checked_add(b).map(of).ok_or(Fault::Overflow),
        Arithmetic::Subtract => a.checked_sub(b).map(of).ok_or(Fault::Overflow),
        _ if b == 0 => Err(Fault::DivisionByZero),
        _ => {
            let to = number::QUOTIENT_SCALE;
            let quotient = number::divide((a.into(), 0), (b.into(), 0), to);
            quotient.and_then(|q| number::decimal(q, to)).map(Value::Number).ok_or(Fault::Overflow)
        }
    }
}

/// A duration by a number, to whole seconds or months.
fn scaled_length(op: Arithmetic, length: i64, by: Decimal, scales: Scales) -> Result<i64> {
    let by = (number::scaled(by, scales.right).ok_or(Fault::Overflow)?, scales.right);
    let result = match op {
        Arithmetic::Divide if by.0 == 0 => return Err(Fault::DivisionByZero),
        Arithmetic::Divide => number::divide((length.into(), 0), by, 0),
        _ => number::multiply((length.into(), 0), by, 0),
    };
    result.and_then(|n| i64::try_from(n).ok()).ok_or(Fault::Overflow)
}
