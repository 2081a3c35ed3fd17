//! Which types become which, and how a value does. A conversion that would lose something of a value refuses that
//! value; a change of type that cannot be a conversion is refused as a whole.

use chrono_tz::Tz;
use meta::{FieldType, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::company;

/// What a changed type asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// Nothing that is kept changes.
    Nothing,
    /// Values stay as they are if these hold.
    Checked(Vec<Check>),
    /// Every value is converted.
    Convert,
    /// Cannot be: what to do instead.
    Never(&'static str),
}

/// What must hold of the values there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Check {
    /// No text is longer.
    Longest(u32),
    /// No record holds one of these options.
    NoOption(Vec<String>),
    /// No record hangs on a record of another module than these.
    NoModule(Vec<String>),
    /// Every value is one of the new type.
    Fits,
}

/// What a change of type asks for. Module keys in `from` are those after renames.
pub(super) fn between(from: &FieldType, to: &FieldType) -> Change {
    use FieldType as T;
    match (from, to) {
        (T::Text { max: had } | T::LongText { max: had }, T::Text { max } | T::LongText { max }) => {
            let block_to_line = matches!((from, to), (T::LongText { .. }, T::Text { .. }));
            match (block_to_line, max < had) {
                (true, _) => Change::Checked(vec![Check::Fits]),
                (false, true) => Change::Checked(vec![Check::Longest(*max)]),
                (false, false) => Change::Nothing,
            }
        }
        (T::Url, T::Text { max } | T::LongText { max }) => Change::Checked(vec![Check::Longest(*max)]),
        (T::Select { options: had }, T::Select { options })
        | (T::MultiSelect { options: had }, T::MultiSelect { options }) => {
            let gone = had.iter().filter(|choice| !options.iter().any(|now| now.key == choice.key));
            let gone: Vec<String> = gone.map(|choice| choice.key.clone()).collect();
            if gone.is_empty() { Change::Nothing } else { Change::Checked(vec![Check::NoOption(gone)]) }
        }
        (T::Rating { max: had }, T::Rating { max }) if max < had => Change::Checked(vec![Check::Fits]),
        (T::Decimal { scale: had, .. }, T::Decimal { scale, .. })
        | (T::Percent { scale: had, .. }, T::Percent { scale, .. })
        | (T::Decimal { scale: had, .. }, T::Percent { scale, .. })
        | (T::Percent { scale: had, .. }, T::Decimal { scale, .. }) => {
            if had == scale {
                Change::Nothing
            } else {
                Change::Convert
            }
        }
        (T::Link { to: had, .. }, T::Link { to, .. }) | (T::Links { to: had, .. }, T::Links { to, .. })
            if had != to =>
        {
            Change::Never("a link leads where it was made for: add a link of its own to the other module")
        }
        (T::Parent { to: had, .. }, T::Parent { to, .. }) => {
            let narrower = !to.is_empty() && (had.is_empty() || had.iter().any(|key| !to.contains(key)));
            let kept = to.iter().map(ToString::to_string).collect();
            if narrower { Change::Checked(vec![Check::NoModule(kept)]) } else { Change::Nothing }
        }
        _ if from.name() == to.name() => Change::Nothing,
        _ if converts(from, to) => Change::Convert,
        _ => Change::Never("add a field of the new type beside it, move the values, then drop the old one"),
    }
}

/// Whether values of one type become values of another.
fn converts(from: &FieldType, to: &FieldType) -> bool {
    use FieldType as T;
    matches!(
        (from, to),
        (T::Int { .. }, T::Decimal { .. } | T::Percent { .. } | T::Rating { .. } | T::Bool | T::Text { .. })
            | (T::Decimal { .. } | T::Percent { .. } | T::Rating { .. } | T::Bool, T::Int { .. })
            | (T::Text { .. }, T::Int { .. } | T::Select { .. } | T::Url)
            | (T::Rating { .. }, T::Decimal { .. })
            | (T::Select { .. }, T::MultiSelect { .. } | T::Text { .. })
            | (T::MultiSelect { .. }, T::Select { .. })
            | (T::Date, T::DateTime)
            | (T::DateTime, T::Date)
            | (T::Autonumber { .. }, T::Text { .. })
    )
}

/// The value as one of the other type; `None` when it is none without losing something.
pub(super) fn convert(value: &Value, from: &FieldType, to: &FieldType, zone: Tz) -> Option<Value> {
    use FieldType as T;
    if value.is_empty() {
        return Some(Value::Null);
    }
    let converted = match (value, from, to) {
        (Value::Int(n), _, T::Decimal { .. } | T::Percent { .. }) => Value::Decimal(Decimal::from(*n)),
        (Value::Int(n @ (0 | 1)), _, T::Bool) => Value::Bool(*n == 1),
        (Value::Int(_), _, T::Bool) => return None,
        (Value::Int(n), _, T::Text { .. }) => Value::Text(n.to_string()),
        (Value::Decimal(d), _, T::Int { .. }) if d.fract().is_zero() => Value::Int(d.to_i64()?),
        (Value::Decimal(_), _, T::Int { .. }) => return None,
        (Value::Bool(yes), _, T::Int { .. }) => Value::Int(i64::from(*yes)),
        (Value::Text(text), T::Text { .. }, T::Int { .. }) => Value::Int(text.parse().ok()?),
        (Value::Text(_), T::Text { .. }, T::Select { options }) => {
            let text = from.show(value);
            let folded = meta::fold::fold(&text);
            let found =
                options.iter().find(|choice| choice.key == text || meta::fold::fold(&choice.label) == folded)?;
            Value::Text(found.key.clone())
        }
        (Value::Text(key), T::Select { .. }, T::MultiSelect { .. }) => Value::Keys(vec![key.clone()]),
        (Value::Keys(keys), _, T::Select { .. }) if keys.len() == 1 => Value::Text(keys[0].clone()),
        (Value::Keys(_), ..) => return None,
        (Value::Text(_), T::Select { .. }, T::Text { .. }) => Value::Text(from.show(value)),
        (Value::Date(day), _, T::DateTime) => Value::Time(company::day_start(zone, *day)),
        (Value::Time(at), _, T::Date) => {
            let day = at.with_timezone(&zone).date_naive();
            if company::day_start(zone, day) != *at {
                return None;
            }
            Value::Date(day)
        }
        (same, ..) => same.clone(),
    };
    let checked = to.check(converted.clone()).ok()?;
    // What the new type would cut or round is lost.
    match (&checked, &converted) {
        (Value::Decimal(is), Value::Decimal(was)) => (is == was).then_some(checked),
        (Value::Text(is), Value::Text(was)) if matches!(from, T::LongText { .. }) => (is == was).then_some(checked),
        _ => Some(checked),
    }
}
