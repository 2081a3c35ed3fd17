//! `Rank`: where a value stands in a sorted list, in memory, exactly as the store sorts.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use crate::fold::fold;
use crate::{FieldType, Value};

/// What a value sorts by. Compares by [`Rank::compare`]; the variants of one field are always the same.
#[derive(Debug, Clone, PartialEq)]
pub enum Rank {
    /// Empty, or of a type that does not sort: last in both directions.
    None,
    /// No before yes.
    Bool(bool),
    /// int, rating, duration
    Int(i64),
    /// decimal, percent; money by its amount in base currency
    Decimal(Decimal),
    /// Folded text, bytewise; select by the bytes of its key
    Text(String),
    /// date
    Date(NaiveDate),
    /// datetime
    Time(DateTime<Utc>),
    /// links by the bytes of the id
    Id([u8; 16]),
}

impl Rank {
    /// The rank of a value. `base` is the amount of a money value in base currency.
    pub fn of(kind: &FieldType, value: &Value, base: Option<Decimal>) -> Rank {
        if value.is_empty() {
            return Rank::None;
        }
        match value {
            Value::Bool(yes) => Rank::Bool(*yes),
            Value::Int(number) | Value::Duration(number) => Rank::Int(*number),
            Value::Decimal(number) => Rank::Decimal(*number),
            Value::Money(_) => base.map_or(Rank::None, Rank::Decimal),
            Value::Text(key) if matches!(kind.shown(), FieldType::Select { .. }) => Rank::Text(key.clone()),
            Value::Text(text) => Rank::Text(fold(text)),
            Value::Name(name) => Rank::Text(fold(&name.full())),
            Value::Date(day) => Rank::Date(*day),
            Value::Time(instant) => Rank::Time(*instant),
            Value::Id(id) => Rank::Id(*id.as_bytes()),
            _ => Rank::None,
        }
    }

    /// The order of two ranks of one field; empty ones come last in both directions.
    pub fn compare(&self, other: &Rank, descending: bool) -> Ordering {
        let order = match (self, other) {
            (Rank::None, Rank::None) => return Ordering::Equal,
            (Rank::None, _) => return Ordering::Greater,
            (_, Rank::None) => return Ordering::Less,
            (Rank::Bool(a), Rank::Bool(b)) => a.cmp(b),
            (Rank::Int(a), Rank::Int(b)) => a.cmp(b),
            (Rank::Decimal(a), Rank::Decimal(b)) => a.cmp(b),
            (Rank::Text(a), Rank::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
            (Rank::Date(a), Rank::Date(b)) => a.cmp(b),
            (Rank::Time(a), Rank::Time(b)) => a.cmp(b),
            (Rank::Id(a), Rank::Id(b)) => a.cmp(b),
            _ => Ordering::Equal,
        };
        if descending { order.reverse() } else { order }
    }
}
