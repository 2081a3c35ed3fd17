//! Which types `+ - * / **` and the sign take, and the scale of what they give.

use super::{Checked, Checker, convert};
use crate::ast::{Arithmetic, Expr};
use crate::node::{Node, NodeKind};
use crate::number::{MAX_SCALE, QUOTIENT_SCALE, product_scale, quotient_scale};
use crate::{Function, Span, Type, Value, number};

impl Checker<'_> {
    pub(super) fn negate(&mut self, span: Span, of: &Expr) -> Checked {
        let of = self.node(of)?;
        match of.ty {
            Type::Number { .. } | Type::Money | Type::Duration | Type::Months | Type::Null => {
                Some(Node { span, ty: of.ty.clone(), kind: NodeKind::Negate(Box::new(of)) })
            }
            _ => self.refuse(of.span, format!("{} cannot be negated", of.ty), ""),
        }
    }

    pub(super) fn binary(&mut self, span: Span, op: Arithmetic, left: &Expr, right: &Expr) -> Checked {
        let (left, right) = (self.node(left), self.node(right));
        let (left, right) = self.align(op, left?, right?);
        match result(op, &left, &right) {
            Some(ty) => {
                self.zone |= left.ty == Type::DateTime && right.ty == Type::Months;
                Some(Node { span, ty, kind: NodeKind::Arithmetic(op, Box::new(left), Box::new(right)) })
            }
            None => {
                let message = format!("`{}` does not take {} and {}", op.symbol(), left.ty, right.ty);
                self.refuse(span, message, advice(op, &left.ty, &right.ty))
            }
        }
    }

    /// Brings operands to the forms that `result` knows: the time first, money on both sides, days on both sides.
    fn align(&mut self, op: Arithmetic, left: Node, right: Node) -> (Node, Node) {
        use Type::{Date, DateTime, Duration, Money, Months, Number};
        let additive = matches!(op, Arithmetic::Add | Arithmetic::Subtract);
        match (&left.ty, &right.ty) {
            (Duration | Months, Date | DateTime) if op == Arithmetic::Add => (right, left),
            (Number { .. }, Money | Duration | Months) if op == Arithmetic::Multiply => (right, left),
            (Money, Number { .. }) if additive => (left, convert(right, &Money)),
            (Number { .. }, Money) if additive => (convert(left, &Money), right),
            (Date, DateTime) if op == Arithmetic::Subtract => (left, self.day_of(right)),
            (DateTime, Date) if op == Arithmetic::Subtract => (self.day_of(left), right),
            _ => (left, right),
        }
    }

    /// The day of an instant in the company's zone.
    pub(super) fn day_of(&mut self, node: Node) -> Node {
        self.zone = true;
        Node { span: node.span, ty: Type::Date, kind: NodeKind::Call(Function::Date, vec![node]) }
    }
}

/// The type of the result; `None` when the operator does not take the operands.
fn result(op: Arithmetic, left: &Node, right: &Node) -> Option<Type> {
    use Arithmetic::{Add, Divide, Multiply, Power, Subtract};
    use Type::{Date, DateTime, Duration, Money, Months, Number};
    Some(match (op, &left.ty, &right.ty) {
        (_, Type::Null, other) | (_, other, Type::Null) => of_null(op, other)?,
        (Add, a, b) if a.is_text() && b.is_text() => Type::Text,
        (Add | Subtract, Number { .. }, Number { .. }) => left.ty.join(&right.ty)?,
        (Add | Subtract, Money, Money) => Money,
        (Add | Subtract, Date, Duration | Months) => Date,
        (Add | Subtract, DateTime, Duration | Months) => DateTime,
        (Subtract, Date, Date) | (Subtract, DateTime, DateTime) => Duration,
        (Add | Subtract, Duration, Duration) => Duration,
        (Add | Subtract, Months, Months) => Months,
        (Multiply, Number { scale: a }, Number { scale: b }) => Number { scale: product_scale(*a, *b) },
        (Divide, Number { scale }, Number { .. }) => Number { scale: quotient_scale(*scale) },
        (Multiply | Divide, Money | Duration | Months, Number { .. }) => left.ty.clone(),
        (Divide, Money, Money) | (Divide, Duration, Duration) | (Divide, Months, Months) => {
            Number { scale: QUOTIENT_SCALE }
        }
        (Power, Number { scale }, Number { .. }) => Number { scale: power_scale(*scale, right.constant()) },
        _ => return None,
    })
}

/// An operand that is always null: the result is null, of a type that the other operand allows.
fn of_null(op: Arithmetic, other: &Type) -> Option<Type> {
    match other {
        Type::Number { .. } | Type::Money | Type::Duration | Type::Months | Type::Null => Some(other.clone()),
        Type::Date | Type::DateTime if matches!(op, Arithmetic::Add | Arithmetic::Subtract) => Some(other.clone()),
        other if other.is_text() && op == Arithmetic::Add => Some(Type::Text),
        _ => None,
    }
}

/// A written whole exponent keeps the places of the exact power, six at most or as many as the base has.
fn power_scale(base: u32, exponent: Option<&Value>) -> u32 {
    let whole = match exponent {
        Some(Value::Number(n)) if n.is_integer() && !n.is_sign_negative() => number::scaled(*n, 0),
        _ => None,
    };
    match whole {
        Some(n) => {
            let exact = u32::try_from(n).unwrap_or(MAX_SCALE).saturating_mul(base);
            exact.min(base.max(QUOTIENT_SCALE))
        }
        None => base.max(QUOTIENT_SCALE),
    }
}

fn advice(op: Arithmetic, left: &Type, right: &Type) -> &'static str {
    let either = |fits: fn(&Type) -> bool| fits(left) || fits(right);
    match op {
        Arithmetic::Add if either(Type::is_text) => "turn the other into a text with `string(…)`",
        _ if either(Type::is_text) => "turn the text into a number with `number(…)`",
        _ if either(|ty| matches!(ty, Type::Date | Type::DateTime))
            && either(|ty| matches!(ty, Type::Number { .. })) =>
        {
            "a number of days is `days(…)`, of months `months(…)`"
        }
        _ if either(|ty| *ty == Type::Months) && either(|ty| *ty == Type::Duration) => "months have no fixed length",
        _ => "",
    }
}
