//! Operands at the scale a column stores, exactly: a value between two stored ones turns into the bound that means the
//! same, and one beyond the column's range into a constant.

use meta::{FieldType, Op, Value};
use rust_decimal::Decimal;

use crate::Param;

/// A comparison as the column can make it.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// Compare with this.
    With(Op, Param),
    /// Holds for every value that is not empty.
    Filled,
    /// Holds for every record.
    Always,
    /// Holds for none.
    Never,
}

/// The comparison of a stored integer at `scale` with an exact decimal.
fn scaled(op: Op, value: Decimal, scale: u32) -> Bound {
    let Some((floor, whole)) = steps(value, scale) else {
        return beyond(op, value.is_sign_positive());
    };
    let step = match op {
        Op::Eq | Op::Ne | Op::In if !whole => return if op == Op::Ne { Bound::Always } else { Bound::Never },
        Op::Lt | Op::Gte if !whole => floor + 1,
        _ => floor,
    };
    match i64::try_from(step) {
        Ok(step) => Bound::With(op, Param::Int(step)),
        Err(_) => beyond(op, step > 0),
    }
}

/// How many whole steps of 10⁻ˢ a number holds, downwards, and whether it holds nothing more; `None` when they are too
/// many to count.
fn steps(value: Decimal, scale: u32) -> Option<(i128, bool)> {
    let plain = value.normalize();
    match scale.checked_sub(plain.scale()) {
        Some(missing) => Some((plain.mantissa().checked_mul(10i128.pow(missing))?, true)),
        None => Some((plain.mantissa().div_euclid(10i128.pow(plain.scale() - scale)), false)),
    }
}

/// A comparison with something past one end of the column's range.
fn beyond(op: Op, above: bool) -> Bound {
    match op {
        Op::Lt | Op::Lte if above => Bound::Filled,
        Op::Gt | Op::Gte if !above => Bound::Filled,
        Op::Ne => Bound::Always,
        _ => Bound::Never,
    }
}

/// The comparison of a stored value of a type with an operand; `None` when the operand is not one of the type.
pub fn bound(kind: &FieldType, op: Op, value: &Value) -> Option<Bound> {
    let param = match (kind, value) {
        (FieldType::Int { .. } | FieldType::Rating { .. }, Value::Int(number)) => Param::Int(*number),
        (FieldType::Duration, Value::Duration(seconds)) => Param::Int(*seconds),
        (FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. }, Value::Decimal(number)) => {
            return Some(scaled(op, *number, *scale));
        }
        (FieldType::Money { .. }, Value::Decimal(amount)) => {
            return Some(scaled(op, *amount, meta::types::MONEY_SCALE));
        }
        (FieldType::Bool, Value::Bool(yes)) => Param::Bool(*yes),
        (FieldType::Date, Value::Date(day)) => Param::Date(*day),
        (FieldType::DateTime, Value::Time(at)) => Param::Time(*at),
        (FieldType::Select { .. }, Value::Text(key)) => Param::from(key.as_str()),
        (FieldType::Id, Value::Id(id)) => Param::Uuid(*id),
        (kind, Value::Id(id)) if kind.target().is_some() => Param::Uuid(*id),
        _ => return None,
    };
    Some(Bound::With(op, param))
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
        assert_eq!(scaled(Op::Ne, dec("1.5"), 0), Bound::Always);
        assert_eq!(scaled(Op::Eq, dec("1.5"), 4), Bound::With(Op::Eq, Param::Int(15000)));
    }

    #[test]
    fn a_bound_of_many_digits_is_not_rounded() {
        let just_below_two = dec("1.999999999999999999999999999");
        assert_eq!(scaled(Op::Eq, just_below_two, 12), Bound::Never);
        assert_eq!(scaled(Op::Lte, just_below_two, 4), Bound::With(Op::Lte, Param::Int(19999)));
        assert_eq!(scaled(Op::Gte, just_below_two, 4), Bound::With(Op::Gte, Param::Int(20000)));
    }

    #[test]
    fn bounds_beyond_the_range_are_constants() {
        let huge = dec("99999999999999999999");
        assert_eq!(scaled(Op::Lt, huge, 4), Bound::Filled);
        assert_eq!(scaled(Op::Gt, huge, 4), Bound::Never);
        assert_eq!(scaled(Op::Gt, -huge, 4), Bound::Filled);
        assert_eq!(scaled(Op::Eq, huge, 4), Bound::Never);
        assert_eq!(scaled(Op::Ne, huge, 4), Bound::Always);
        assert_eq!(scaled(Op::Lt, Decimal::MAX, 12), Bound::Filled);
    }
}
