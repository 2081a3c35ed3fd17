//! `Value`: what an expression gives when it runs, and its way from and to the values of fields.

use chrono::{DateTime, NaiveDate, Utc};
use meta::catalogue::Part;
use meta::types::{Currency, Money};
use meta::{FieldType, Value as Held};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::number;
use crate::ty::{MAX_RESULT, Type};

/// What an expression gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing, or not known.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A number with no more places than its type says.
    Number(Decimal),
    /// An amount.
    Money(Amount),
    /// A text, or the key of an option.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// An instant.
    Time(DateTime<Utc>),
    /// Seconds.
    Duration(i64),
    /// Months.
    Months(i64),
    /// A record.
    Id(Uuid),
    /// Several values.
    List(Vec<Value>),
    /// A composite value that is not empty.
    Opaque,
}

/// An amount of money. Without a currency it is a plain number that takes the currency of what it meets.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// At most four places.
    pub amount: Decimal,
    /// The currency, unless none is known yet.
    pub currency: Option<Currency>,
}

impl Value {
    /// Whether it is null, an empty text or an empty list.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text.is_empty(),
            Value::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// Whether it is true; null and everything else is not.
    pub fn is_true(&self) -> bool {
        *self == Value::Bool(true)
    }

    /// The value of a field, or of a part of it, as the type that the field has. A value of another type is null.
    pub fn of_field(held: Held, part: Option<Part>, ty: &Type) -> Value {
        match part {
            Some(part) => of_whole(part.value(&held), ty),
            None => of_whole(held, ty),
        }
    }

    /// The value for a formula field of a type, which is [`Type::field_type`] of the expression; amounts without a
    /// currency are in the base currency, texts are trimmed as in every field. `None` when the field cannot hold it: the
    /// text is too long.
    pub fn into_field(self, kind: &FieldType, base: Currency) -> Option<Held> {
        Some(match (self, kind.shown()) {
            (Value::Bool(value), _) => Held::Bool(value),
            (Value::Number(value), FieldType::Int { .. } | FieldType::Rating { .. }) => {
                Held::Int(i64::try_from(number::scaled(value, 0)?).ok()?)
            }
            (Value::Number(value), FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. }) => {
                Held::Decimal(number::round(value, *scale)?)
            }
            (Value::Number(amount), FieldType::Money { .. }) => {
                Held::Money(Money { amount: number::round(amount, meta::types::MONEY_SCALE)?, currency: base })
            }
            (Value::Money(Amount { amount, currency }), _) => {
                Held::Money(Money { amount, currency: currency.unwrap_or(base) })
            }
            (Value::Text(text), _) => match text.trim() {
                "" => Held::Null,
                long if long.chars().nth(MAX_RESULT as usize).is_some() => return None,
                text => Held::Text(text.to_string()),
            },
            (Value::Date(day), _) => Held::Date(day),
            (Value::Time(time), _) => Held::Time(time),
            (Value::Duration(seconds), _) => Held::Duration(seconds),
            (Value::Id(id), _) => Held::Id(id),
            (Value::List(items), _) => match distinct_texts(items) {
                none if none.is_empty() => Held::Null,
                keys => Held::Keys(keys),
            },
            (Value::Null | Value::Number(_) | Value::Months(_) | Value::Opaque, _) => Held::Null,
        })
    }
}

fn of_whole(held: Held, ty: &Type) -> Value {
    match (held, ty) {
        (Held::Null, Type::List(_)) => Value::List(Vec::new()),
        (held, Type::Text | Type::Choice(_) | Type::Opaque(_)) if held.is_empty() => Value::Null,
        (Held::Bool(value), Type::Bool) => Value::Bool(value),
        (Held::Int(value), Type::Number { .. }) => Value::Number(value.into()),
        (Held::Decimal(value), Type::Number { scale }) => {
            number::round(value, *scale).map_or(Value::Null, Value::Number)
        }
        (Held::Money(Money { amount, currency }), Type::Money) => number::round(amount, meta::types::MONEY_SCALE)
            .map_or(Value::Null, |amount| Value::Money(Amount { amount, currency: Some(currency) })),
        (Held::Text(text), Type::Text | Type::Choice(_)) => Value::Text(text),
        (Held::Name(name), Type::Text) => Value::Text(name.full()),
        (Held::Date(day), Type::Date) => Value::Date(day),
        (Held::Time(time), Type::DateTime) => Value::Time(time),
        (Held::Duration(seconds), Type::Duration) => Value::Duration(seconds),
        (Held::Id(id) | Held::Ref(_, id), Type::Link(_) | Type::AnyLink) => Value::Id(id),
        (Held::Ids(ids), Type::List(_)) => Value::List(ids.into_iter().map(Value::Id).collect()),
        (Held::Keys(keys), Type::List(_)) => texts(keys),
        (Held::Emails(emails), Type::List(_)) => texts(emails.into_iter().map(|email| email.value)),
        (Held::Phones(phones), Type::List(_)) => texts(phones.into_iter().map(|phone| phone.value)),
        (Held::Lines(lines), Type::List(_)) => Value::List(lines.iter().map(|_| Value::Opaque).collect()),
        (Held::Address(_) | Held::Geo(_), Type::Opaque(_)) => Value::Opaque,
        _ => Value::Null,
    }
}

fn texts(texts: impl IntoIterator<Item = String>) -> Value {
    Value::List(texts.into_iter().map(Value::Text).collect())
}

fn distinct_texts(items: Vec<Value>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for item in items {
        if let Value::Text(text) = item
            && !text.is_empty()
            && !keys.contains(&text)
        {
            keys.push(text);
        }
    }
    keys
}
