//! Built-in functions. Unless said otherwise, a function of null is null.

use rust_decimal::Decimal;

use super::{Fault, Run};
use crate::node::Node;
use crate::value::Amount;
use crate::{Function, Type, Value, number};

impl Run<'_> {
    pub(super) fn call(&mut self, node: &Node, function: Function, arguments: &[Node]) -> Value {
        use Function as F;
        if function == F::Coalesce {
            let mut values = arguments.iter().map(|argument| self.value(argument));
            return values.find(|value| *value != Value::Null).unwrap_or_default();
        }
        let values: Vec<Value> = arguments.iter().map(|argument| self.value(argument)).collect();
        match function {
            F::IsEmpty => return Value::Bool(values.iter().all(Value::is_empty)),
            F::IsDefined => return Value::Bool(!values.iter().all(Value::is_empty)),
            F::Concat => return self.concat(node, &values),
            F::Min | F::Max | F::Sum | F::Mean => return self.aggregate(node, function, arguments, values),
            _ if values.contains(&Value::Null) => return Value::Null,
            _ => {}
        }
        match function {
            F::Not => match values[..] {
                [Value::Bool(value)] => Value::Bool(!value),
                _ => Value::Null,
            },
            F::Abs => self.abs(node, &values),
            F::Round | F::Floor | F::Ceiling => {
                let rounded = round(function, &arguments[0].ty, &values);
                self.or_fault(node, rounded, Fault::Overflow)
            }
            F::Modulo => self.modulo(node, arguments, &values),
            F::Count => match &values[..] {
                [Value::List(items)] => Value::Number(items.len().into()),
                _ => Value::Null,
            },
            F::Length
            | F::UpperCase
            | F::LowerCase
            | F::Trim
            | F::Contains
            | F::StartsWith
            | F::EndsWith
            | F::Substring
            | F::SubstringBefore
            | F::SubstringAfter
            | F::String
            | F::Number => self.text(node, function, &values),
            _ => self.time(node, function, &values),
        }
    }

    fn abs(&mut self, node: &Node, values: &[Value]) -> Value {
        let absolute = |number: Decimal| number::round(number.abs(), node.ty.scale());
        let value = match values {
            [Value::Number(number)] => absolute(*number).map(Value::Number),
            [Value::Money(Amount { amount, currency })] => {
                absolute(*amount).map(|amount| Value::Money(Amount { amount, currency: *currency }))
            }
            [Value::Duration(seconds)] => seconds.checked_abs().map(Value::Duration),
            [Value::Months(months)] => months.checked_abs().map(Value::Months),
            _ => Some(Value::Null),
        };
        self.or_fault(node, value, Fault::Overflow)
    }

    fn modulo(&mut self, node: &Node, arguments: &[Node], values: &[Value]) -> Value {
        let [Value::Number(a), Value::Number(b)] = values else { return Value::Null };
        let to = node.ty.scale();
        if b.is_zero() {
            return self.fault(node.span, Fault::DivisionByZero);
        }
        let at = |value, argument: &Node| {
            number::scaled(value, argument.ty.scale()).and_then(|n| number::rescale(n, argument.ty.scale(), to))
        };
        let pair = at(*a, &arguments[0]).zip(at(*b, &arguments[1]));
        let rest = pair.and_then(|(a, b)| number::modulo(a, b)).and_then(|rest| number::decimal(rest, to));
        self.or_fault(node, rest.map(Value::Number), Fault::Overflow)
    }
}

/// Rounds to the places of the second argument; a number of fewer places stays. `None` when the result does not fit.
fn round(function: Function, ty: &Type, values: &[Value]) -> Option<Value> {
    let [value, Value::Number(places)] = values else { return Some(Value::Null) };
    let places = u32::try_from(*places).unwrap_or(0);
    let scale = ty.scale();
    let rounded = |value| {
        if places >= scale {
            return Some(value);
        }
        let integer = number::scaled(value, scale)?;
        let unit = number::ten(scale - places);
        let integer = match function {
            Function::Floor => integer.div_euclid(unit),
            Function::Ceiling => -(-integer).div_euclid(unit),
            _ => number::divide_rounded(integer, unit),
        };
        number::decimal(integer, places)
    };
    Some(match value {
        Value::Number(number) => Value::Number(rounded(*number)?),
        Value::Money(Amount { amount, currency }) => {
            let amount = number::round(rounded(*amount)?, scale)?;
            Value::Money(Amount { amount, currency: *currency })
        }
        _ => Value::Null,
    })
}
