//! min, max, sum and mean, of several values or of one list. Null when any is null, and of nothing.

use super::{Fault, Run};
use crate::node::Node;
use crate::value::Amount;
use crate::{Function, Type, Value, number};

impl Run<'_> {
    pub(super) fn aggregate(
        &mut self,
        node: &Node,
        function: Function,
        arguments: &[Node],
        values: Vec<Value>,
    ) -> Value {
        let (values, ty) = match (values.as_slice(), &arguments[0].ty) {
            ([Value::List(items)], Type::List(element)) => (items.clone(), (**element).clone()),
            (_, ty) => (values, ty.clone()),
        };
        if values.is_empty() || values.contains(&Value::Null) {
            return Value::Null;
        }
        self.spend(values.len() as u32);
        if one_currency(&values).is_err() {
            return self.fault(node.span, Fault::Currencies);
        }
        let widest = arguments.iter().map(|argument| argument.ty.scale()).max().unwrap_or(0).max(ty.scale());
        let result = match function {
            Function::Min => values.into_iter().reduce(|a, b| if less(&b, &a) { b } else { a }),
            Function::Max => values.into_iter().reduce(|a, b| if less(&a, &b) { b } else { a }),
            Function::Sum => total(&values, widest).and_then(|sum| like(&values, sum, widest)),
            _ => total(&values, widest).and_then(|sum| {
                let to = node.ty.scale();
                let mean = number::divide((sum, widest), (values.len() as i128, 0), to)?;
                like(&values, mean, to)
            }),
        };
        self.or_fault(node, result, Fault::Overflow)
    }
}

/// The one currency of amounts, `None` when none has one; an error when there are two.
fn one_currency(values: &[Value]) -> Result<Option<meta::types::Currency>, ()> {
    let mut known = None;
    for value in values {
        if let Value::Money(Amount { currency: Some(currency), .. }) = value {
            match known {
                Some(other) if other != *currency => return Err(()),
                _ => known = Some(*currency),
            }
        }
    }
    Ok(known)
}

fn less(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a < b,
        (Value::Money(a), Value::Money(b)) => a.amount < b.amount,
        (Value::Date(a), Value::Date(b)) => a < b,
        (Value::Time(a), Value::Time(b)) => a < b,
        (Value::Duration(a), Value::Duration(b)) | (Value::Months(a), Value::Months(b)) => a < b,
        _ => false,
    }
}

/// The exact sum as an integer at a scale.
fn total(values: &[Value], scale: u32) -> Option<i128> {
    values.iter().try_fold(0i128, |sum, value| {
        let next = match value {
            Value::Number(number) => number::scaled(*number, number.scale().min(scale))
                .and_then(|n| number::rescale(n, number.scale().min(scale), scale))?,
            Value::Money(money) => number::scaled(money.amount, scale)?,
            Value::Duration(seconds) => i128::from(*seconds),
            _ => return None,
        };
        sum.checked_add(next)
    })
}

/// An integer at a scale as a value of the kind of the given ones.
fn like(values: &[Value], integer: i128, scale: u32) -> Option<Value> {
    match values.first()? {
        Value::Number(_) => number::decimal(integer, scale).map(Value::Number),
        Value::Money(_) => {
            let currency = one_currency(values).ok()?;
            number::decimal(integer, scale).map(|amount| Value::Money(Amount { amount, currency }))
        }
        Value::Duration(_) => i64::try_from(integer).ok().map(Value::Duration),
        _ => None,
    }
}
