//! `TypeName`: the names of field types in definitions, and which parameters each takes.

use serde::{Deserialize, Serialize};

/// A field type as named in a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TypeName {
    /// One line of text.
    Text,
    /// Text of several lines.
    LongText,
    /// A whole number.
    Int,
    /// An exact number with a fixed count of decimal places.
    Decimal,
    /// A percentage, 50 meaning 50 %.
    Percent,
    /// An amount with its currency.
    Money,
    /// Yes or no.
    Bool,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// A length of time.
    Duration,
    /// One of a list of options.
    Select,
    /// Several of a list of options.
    MultiSelect,
    /// A stage of a pipeline made for this module.
    Stage,
    /// Free words.
    Tags,
    /// A person's name in parts.
    #[serde(rename = "person_name")]
    PersonName,
    /// E-mail addresses with their marks.
    Emails,
    /// Phone numbers with their marks.
    Phones,
    /// A web address.
    Url,
    /// A postal address in parts.
    Address,
    /// A place on the globe.
    Geo,
    /// Stars.
    Rating,
    /// A record of another module.
    Link,
    /// Many records of another module, each of which may hold many of these.
    Links,
    /// A record of any of several modules; without `to`, of every module that uses activities.
    Parent,
    /// Lines of another module, owned by this record and edited in it.
    Children,
    /// A user.
    User,
    /// A team.
    Team,
    /// A number given once, in order.
    Autonumber,
    /// Computed from an expression.
    Formula,
    /// Summed up over a relation.
    Rollup,
    /// A value of a linked record, shown here.
    Lookup,
}

impl TypeName {
    /// Every type, in the order of the reference.
    pub const ALL: [TypeName; 31] = [
        TypeName::Text,
        TypeName::LongText,
        TypeName::Int,
        TypeName::Decimal,
        TypeName::Percent,
        TypeName::Money,
        TypeName::Bool,
        TypeName::Date,
        TypeName::DateTime,
        TypeName::Duration,
        TypeName::Select,
        TypeName::MultiSelect,
        TypeName::Stage,
        TypeName::Tags,
        TypeName::PersonName,
        TypeName::Emails,
        TypeName::Phones,
        TypeName::Url,
        TypeName::Address,
        TypeName::Geo,
        TypeName::Rating,
        TypeName::Link,
        TypeName::Links,
        TypeName::Parent,
        TypeName::Children,
        TypeName::User,
        TypeName::Team,
        TypeName::Autonumber,
        TypeName::Formula,
        TypeName::Rollup,
        TypeName::Lookup,
    ];

    /// The name as written: `person_name`.
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => unreachable!("a unit variant is a string"),
        }
    }

    /// The parameters the type must have.
    pub fn needs(self) -> &'static [&'static str] {
        match self {
            TypeName::Select | TypeName::MultiSelect => &["options"],
            TypeName::Link | TypeName::Links => &["to"],
            TypeName::Children => &["to", "by"],
            TypeName::Autonumber => &["format"],
            TypeName::Formula => &["expr"],
            TypeName::Rollup => &["of", "function"],
            TypeName::Lookup => &["path"],
            _ => &[],
        }
    }

    /// The parameters the type may have besides.
    pub fn may(self) -> &'static [&'static str] {
        match self {
            TypeName::Text | TypeName::LongText | TypeName::Rating => &["max"],
            TypeName::Int | TypeName::Money => &["min", "max"],
            TypeName::Decimal | TypeName::Percent => &["scale", "min", "max"],
            TypeName::Link => &["inverse", "on_delete"],
            TypeName::Links => &["inverse"],
            TypeName::Parent => &["to", "inverse"],
            TypeName::Rollup => &["field", "filter"],
            _ => &[],
        }
    }

    /// Whether values are computed, so that nobody gives them.
    pub fn derived(self) -> bool {
        matches!(self, TypeName::Autonumber | TypeName::Formula | TypeName::Rollup | TypeName::Lookup)
    }
}
