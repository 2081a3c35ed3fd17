//! Operands at the scale a column stores, exactly: a value between two stored ones turns into the bound that means the
//! same, and one beyond the column's range into a constant.

use meta::{FieldType, Op, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::Param;

/// A comparison as the column can make it.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// Compare with this.
    With(Op, Param),
    /// Holds for every value that is not empty.
    Any,
    /// Holds for no value.
    Never,
}

/// The comparison of a stored integer at `scale` with an exact decimal.
pub fn scaled(op: Op, value: Decimal, scale: u32) -> Bound {
    let factor = Decimal::from(10i64.pow(scale));
    let Some(exact) = value.checked_mul(factor) else {
        return beyond(op, value.is_sign_positive());
    };
    let whole = exact.trunc() == exact;
    let (op, rounded) = match op {
        Op::Eq | Op::Ne | Op::In if !whole => return if op == Op::Ne { Bound::Any } else { Bound::Never },
        Op::Lt | Op::Gte => (op, exact.ceil()),
        Op::Lte | Op::Gt => (op, exact.floor()),
        _ => (op, exact),
    };
    match rounded.to_i64() {
        Some(n) => Bound::With(op, Param::Int(n)),
        None => beyond(op, rounded.is_sign_positive()),
    }
}

/// A comparison with something past one end of the column's range.
fn beyond(op: Op, above: bool) -> Bound {
    match op {
        Op::Lt | Op::Lte if above => Bound::Any,
        Op::Gt | Op::Gte if !above => Bound::Any,
        Op::Ne => Bound::Any,
        _ => Bound::Never,
    }
}

/// The comparison of a stored value of a type with an operand of it.
pub fn bound(kind: &FieldType, op: Op, value: &Value) -> Option<Bound> {
    let with = |param: Param| Some(Bound::With(op, param));
    match (kind, value) {
        (
            FieldType::Int { .. } | FieldType::Rating { .. } | FieldType::Duration,
            Value::Int(n) | Value::Duration(n),
        ) => with(Param::Int(*n)),
        (FieldType::Int { .. } | FieldType::Rating { .. } | FieldType::Duration, Value::Decimal(d)) => {
            Some(scaled(op, *d, 0))
        }
        (FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. }, value) => {
            Some(scaled(op, number(value)?, *scale))
        }
        (FieldType::Money { .. }, value) => Some(scaled(op, number(value)?, meta::types::MONEY_SCALE)),
        (FieldType::Bool, Value::Bool(yes)) => with(Param::Bool(*yes)),
        (FieldType::Date, Value::Date(day)) => with(Param::Date(*day)),
        (FieldType::DateTime, Value::Time(at)) => with(Param::Time(*at)),
        (FieldType::Select { .. }, Value::Text(key)) => with(Param::from(key.as_str())),
        (FieldType::Id, Value::Id(id)) => with(Param::Uuid(*id)),
        (kind, value) if kind.target().is_some() || matches!(kind, FieldType::Parent { .. }) => {
            with(Param::Uuid(value.id()?))
        }
        _ => None,
    }
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Decimal(d) => Some(*d),
        Value::Int(n) => Some(Decimal::from(*n)),
        Value::Money(money) => Some(money.amount),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, scaled};
    use crate::Param;
    use meta::Op;
    use rust_decimal::Decimal;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn bounds_between_stored_values_keep_their_meaning() {
        assert_eq!(scaled(Op::Lt, dec("1.5"), 0), Bound::With(Op::Lt, Param::Int(2)));
        assert_eq!(scaled(Op::Lte, dec("1.5"), 0), Bound::With(Op::Lte, Param::Int(1)));
        assert_eq!(scaled(Op::Gt, dec("-1.5"), 0), Bound::With(Op::Gt, Param::Int(-2)));
        assert_eq!(scaled(Op::Gte, dec("-1.5"), 0), Bound::With(Op::Gte, Param::Int(-1)));
        assert_eq!(scaled(Op::Eq, dec("1.5"), 0), Bound::Never);
        assert_eq!(scaled(Op::Ne, dec("1.5"), 0), Bound::Any);
        assert_eq!(scaled(Op::Eq, dec("1.5"), 4), Bound::With(Op::Eq, Param::Int(15000)));
    }

    #[test]
    fn bounds_beyond_the_range_are_constants() {
        let huge = dec("99999999999999999999");
        assert_eq!(scaled(Op::Lt, huge, 4), Bound::Any);
        assert_eq!(scaled(Op::Gt, huge, 4), Bound::Never);
        assert_eq!(scaled(Op::Gt, -huge, 4), Bound::Any);
        assert_eq!(scaled(Op::Eq, huge, 4), Bound::Never);
        assert_eq!(scaled(Op::Ne, huge, 4), Bound::Any);
    }
}
