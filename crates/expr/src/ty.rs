//! `Type`: what an expression gives, and which field would hold it.

use std::fmt;

use meta::catalogue::Part;
use meta::field_type::{Choice, OnDelete};
use meta::{FieldType, Key};

use crate::number::MAX_SCALE;

/// Longest text a formula field holds, in characters.
pub const MAX_RESULT: u32 = 4_000;

/// What an expression gives. Every type includes null.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// Nothing but null.
    Null,
    /// True or false.
    Bool,
    /// An exact number with so many decimal places, 0 to 12.
    Number {
        /// Decimal places.
        scale: u32,
    },
    /// An amount of four places with its currency.
    Money,
    /// A text, compared by its folded key.
    Text,
    /// The key of one of several options, compared exactly.
    Choice(Vec<Choice>),
    /// A day.
    Date,
    /// An instant.
    DateTime,
    /// Days and smaller, in seconds.
    Duration,
    /// Years and months, in months.
    Months,
    /// A record of a module.
    Link(Key),
    /// A record of any of several modules.
    AnyLink,
    /// Several values of a type.
    List(Box<Type>),
    /// A value that can only be asked whether it is empty: an address, a place.
    Opaque(&'static str),
}

impl Type {
    /// What a field of a type gives, or a part of it.
    pub fn of_field(kind: &FieldType, part: Option<Part>, module: &Key) -> Type {
        match part {
            Some(Part::Amount) => return Type::Number { scale: meta::types::MONEY_SCALE },
            Some(_) => return Type::Text,
            None => {}
        }
        match kind.shown() {
            FieldType::Id => Type::Link(module.clone()),
            FieldType::Int { .. } | FieldType::Rating { .. } => Type::Number { scale: 0 },
            FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => {
                Type::Number { scale: (*scale).min(MAX_SCALE) }
            }
            FieldType::Money { .. } => Type::Money,
            FieldType::Bool => Type::Bool,
            FieldType::Date => Type::Date,
            FieldType::DateTime => Type::DateTime,
            FieldType::Duration => Type::Duration,
            FieldType::Select { options } => Type::Choice(options.clone()),
            FieldType::Link { to, .. } => Type::Link(to.clone()),
            FieldType::Stage => Type::Link(Key::of("stage")),
            FieldType::User => Type::Link(Key::of("user")),
            FieldType::Team => Type::Link(Key::of("team")),
            FieldType::Parent { .. } => Type::AnyLink,
            FieldType::Links { to, .. } => Type::List(Box::new(Type::Link(to.clone()))),
            FieldType::MultiSelect { options } => Type::List(Box::new(Type::Choice(options.clone()))),
            FieldType::Tags | FieldType::Emails | FieldType::Phones => Type::List(Box::new(Type::Text)),
            FieldType::Children { .. } => Type::List(Box::new(Type::Opaque("line"))),
            FieldType::Address => Type::Opaque("address"),
            FieldType::Geo => Type::Opaque("place"),
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::PersonName
            | FieldType::Url
            | FieldType::Autonumber { .. } => Type::Text,
            FieldType::Formula { .. } | FieldType::Rollup { .. } | FieldType::Lookup { .. } => Type::Null,
        }
    }

    /// The type of a formula field that holds such values; `None` when no field does.
    pub fn field_type(&self) -> Option<FieldType> {
        Some(match self {
            Type::Bool => FieldType::Bool,
            Type::Number { scale: 0 } => FieldType::Int { min: None, max: None },
            Type::Number { scale } => FieldType::Decimal { scale: *scale, min: None, max: None },
            Type::Money => FieldType::Money { min: None, max: None },
            Type::Text => FieldType::Text { max: MAX_RESULT },
            Type::Choice(options) => FieldType::Select { options: options.clone() },
            Type::Date => FieldType::Date,
            Type::DateTime => FieldType::DateTime,
            Type::Duration => FieldType::Duration,
            Type::Link(to) => match to.as_str() {
                "user" => FieldType::User,
                "team" => FieldType::Team,
                "stage" => FieldType::Stage,
                _ => FieldType::Link { to: to.clone(), inverse: None, on_delete: OnDelete::Keep },
            },
            Type::List(of) if of.is_text() => FieldType::Tags,
            Type::Null | Type::Months | Type::AnyLink | Type::List(_) | Type::Opaque(_) => return None,
        })
    }

    /// The narrowest type that holds values of both; `None` when there is none.
    pub fn join(&self, other: &Type) -> Option<Type> {
        Some(match (self, other) {
            (a, b) if a == b => a.clone(),
            (Type::Null, one) | (one, Type::Null) => one.clone(),
            (Type::Number { scale: a }, Type::Number { scale: b }) => Type::Number { scale: *a.max(b) },
            (Type::Number { .. }, Type::Money) | (Type::Money, Type::Number { .. }) => Type::Money,
            (a, b) if a.is_text() && b.is_text() => Type::Text,
            (Type::List(a), Type::List(b)) => Type::List(Box::new(a.join(b)?)),
            (Type::Link(_) | Type::AnyLink, Type::Link(_) | Type::AnyLink) => Type::AnyLink,
            _ => return None,
        })
    }

    /// A text or the key of an option.
    pub fn is_text(&self) -> bool {
        matches!(self, Type::Text | Type::Choice(_))
    }

    /// The decimal places of a number or an amount; 0 for other types.
    pub fn scale(&self) -> u32 {
        match self {
            Type::Number { scale } => *scale,
            Type::Money => meta::types::MONEY_SCALE,
            _ => 0,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Null => f.write_str("null"),
            Type::Bool => f.write_str("true or false"),
            Type::Number { .. } => f.write_str("a number"),
            Type::Money => f.write_str("money"),
            Type::Text => f.write_str("a text"),
            Type::Choice(_) => f.write_str("an option"),
            Type::Date => f.write_str("a date"),
            Type::DateTime => f.write_str("a date and time"),
            Type::Duration => f.write_str("a duration"),
            Type::Months => f.write_str("a duration in months"),
            Type::Link(to) => write!(f, "a link to {to}"),
            Type::AnyLink => f.write_str("a link"),
            Type::List(_) => f.write_str("a list"),
            Type::Opaque(name) => write!(f, "the {name}"),
        }
    }
}
