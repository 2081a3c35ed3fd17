//! `Value`: what a field of a record holds in memory.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::Key;
use crate::record::Values;
use crate::types::{Address, Email, Geo, Money, PersonName, Phone};

/// The value of one field. Which variant a field holds is fixed by its type; `Null` means empty for every type.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Empty.
    #[default]
    Null,
    /// bool
    Bool(bool),
    /// int, rating
    Int(i64),
    /// decimal, percent: exact, at the scale of the definition
    Decimal(Decimal),
    /// text, longtext, url, select (the option's key), autonumber
    Text(String),
    /// date
    Date(NaiveDate),
    /// datetime, to the microsecond
    Time(DateTime<Utc>),
    /// duration in whole seconds
    Duration(i64),
    /// money
    Money(Money),
    /// link, user, team, stage
    Id(Uuid),
    /// parent: a record of one of several modules
    Ref(Key, Uuid),
    /// links
    Ids(Vec<Uuid>),
    /// multiselect (option keys), tags; without repeats, in the order given
    Keys(Vec<String>),
    /// person_name
    Name(PersonName),
    /// emails
    Emails(Vec<Email>),
    /// phones
    Phones(Vec<Phone>),
    /// address
    Address(Box<Address>),
    /// geo
    Geo(Geo),
    /// children: owned lines in order
    Lines(Vec<Line>),
}

/// One owned line within its parent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Its identity; `None` for a line yet to be made.
    pub id: Option<Uuid>,
    /// Its values.
    pub values: Values,
}

impl Value {
    /// Whether the value counts as empty: null, or a text, list or composite with nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text.is_empty(),
            Value::Ids(ids) => ids.is_empty(),
            Value::Keys(keys) => keys.is_empty(),
            Value::Emails(emails) => emails.is_empty(),
            Value::Phones(phones) => phones.is_empty(),
            Value::Lines(lines) => lines.is_empty(),
            Value::Name(name) => name.is_empty(),
            Value::Address(address) => address.is_empty(),
            _ => false,
        }
    }

    /// The id of a link or parent.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Value::Id(id) | Value::Ref(_, id) => Some(*id),
            _ => None,
        }
    }

    /// The text of a text-like value.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}
