//! `FieldType`: what a field holds, with the parameters its definition gives.

use rust_decimal::Decimal;

use crate::field::ExprText;
use crate::{Key, Path};

/// One choice of a select or multiselect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Stored and exchanged.
    pub key: String,
    /// Shown, in English.
    pub label: String,
    /// Hue 1 to 12 of its badge; 0 is neutral.
    pub hue: u8,
    /// No longer offered, still shown where it is held.
    pub retired: bool,
}

/// What happens to a record when the record its link names is deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnDelete {
    /// Deletion is refused while records point here.
    Restrict,
    /// The link stays and shows the binned record struck through.
    #[default]
    Keep,
    /// The record goes to the bin with it, and comes back with it.
    Cascade,
}

/// How a rollup sums up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RollupFunction {
    /// How many.
    Count,
    /// The sum; zero for none. Money is summed in the base currency.
    Sum,
    /// The smallest; null for none.
    Min,
    /// The largest; null for none.
    Max,
    /// The mean; null for none.
    Avg,
}

impl RollupFunction {
    /// The name in definitions: `sum`.
    pub fn name(self) -> &'static str {
        match self {
            RollupFunction::Count => "count",
            RollupFunction::Sum => "sum",
            RollupFunction::Min => "min",
            RollupFunction::Max => "max",
            RollupFunction::Avg => "avg",
        }
    }
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the sentence of each variant names its parameters")]
pub enum FieldType {
    /// The record's UUID (system).
    Id,
    /// One line of text; `max` characters.
    Text { max: u32 },
    /// Text of several lines; `max` characters.
    LongText { max: u32 },
    /// A whole number of 64 bits.
    Int { min: Option<i64>, max: Option<i64> },
    /// An exact decimal with `scale` places, 0 to 12.
    Decimal { scale: u32, min: Option<Decimal>, max: Option<Decimal> },
    /// A percentage, 50 meaning 50 %; otherwise as a decimal.
    Percent { scale: u32, min: Option<Decimal>, max: Option<Decimal> },
    /// An amount with its currency.
    Money { min: Option<Decimal>, max: Option<Decimal> },
    /// Yes or no.
    Bool,
    /// A day.
    Date,
    /// An instant.
    DateTime,
    /// A length of time in seconds.
    Duration,
    /// One of a list.
    Select { options: Vec<Choice> },
    /// Several of a list.
    MultiSelect { options: Vec<Choice> },
    /// A record of the stage module, of a pipeline made for this module.
    Stage,
    /// Free words.
    Tags,
    /// A person's name in parts.
    PersonName,
    /// E-mail addresses.
    Emails,
    /// Phone numbers.
    Phones,
    /// A web address.
    Url,
    /// A postal address.
    Address,
    /// A place on the globe.
    Geo,
    /// Stars, 0 to `max`.
    Rating { max: i64 },
    /// A record of another module; `inverse` names the relation on the other side.
    Link { to: Key, inverse: Option<Key>, on_delete: OnDelete },
    /// Many records of another module, each of which may hold many of these.
    Links { to: Key, inverse: Option<Key> },
    /// A record of any of several modules; empty means any module.
    Parent { to: Vec<Key>, inverse: Option<Key> },
    /// Lines of another module whose link `by` names this record; owned and edited in place.
    Children { to: Key, by: Key },
    /// A user.
    User,
    /// A team.
    Team,
    /// A number given once, in order: `format` such as `OPP-{00000}`.
    Autonumber { format: String },
    /// Computed from the record. `result` is inferred when the catalogue is checked.
    Formula { expr: ExprText, result: Box<FieldType> },
    /// Summed up over a relation. `result` is inferred when the catalogue is checked.
    Rollup { of: Key, function: RollupFunction, field: Option<Key>, filter: Option<ExprText>, result: Box<FieldType> },
    /// A value of a linked record, shown here. `result` is inferred when the catalogue is checked.
    Lookup { path: Path, result: Box<FieldType> },
}

impl FieldType {
    /// The result of a derived field before the catalogue is checked; no definition can give this type.
    pub const UNKNOWN: FieldType = FieldType::Text { max: 0 };

    /// The name in definitions: `money`.
    pub fn name(&self) -> &'static str {
        match self {
            FieldType::Id => "id",
            FieldType::Text { .. } => "text",
            FieldType::LongText { .. } => "longtext",
            FieldType::Int { .. } => "int",
            FieldType::Decimal { .. } => "decimal",
            FieldType::Percent { .. } => "percent",
            FieldType::Money { .. } => "money",
            FieldType::Bool => "bool",
            FieldType::Date => "date",
            FieldType::DateTime => "datetime",
            FieldType::Duration => "duration",
            FieldType::Select { .. } => "select",
            FieldType::MultiSelect { .. } => "multiselect",
            FieldType::Stage => "stage",
            FieldType::Tags => "tags",
            FieldType::PersonName => "person_name",
            FieldType::Emails => "emails",
            FieldType::Phones => "phones",
            FieldType::Url => "url",
            FieldType::Address => "address",
            FieldType::Geo => "geo",
            FieldType::Rating { .. } => "rating",
            FieldType::Link { .. } => "link",
            FieldType::Links { .. } => "links",
            FieldType::Parent { .. } => "parent",
            FieldType::Children { .. } => "children",
            FieldType::User => "user",
            FieldType::Team => "team",
            FieldType::Autonumber { .. } => "autonumber",
            FieldType::Formula { .. } => "formula",
            FieldType::Rollup { .. } => "rollup",
            FieldType::Lookup { .. } => "lookup",
        }
    }

    /// The module a single link leads to; `None` for other types and for parents, which lead to several.
    pub fn target(&self) -> Option<&str> {
        match self {
            FieldType::Link { to, .. } => Some(to),
            FieldType::User => Some("user"),
            FieldType::Team => Some("team"),
            FieldType::Stage => Some("stage"),
            _ => None,
        }
    }

    /// Whether the value is computed and never given.
    pub fn derived(&self) -> bool {
        matches!(
            self,
            FieldType::Id
                | FieldType::Autonumber { .. }
                | FieldType::Formula { .. }
                | FieldType::Rollup { .. }
                | FieldType::Lookup { .. }
        )
    }

    /// The type of the result of a formula, rollup or lookup; `None` for other types.
    pub fn result(&self) -> Option<&FieldType> {
        match self {
            FieldType::Formula { result, .. } | FieldType::Rollup { result, .. } | FieldType::Lookup { result, .. } => {
                Some(result)
            }
            _ => None,
        }
    }

    /// The type of the value itself: that of the result for derived fields.
    pub fn shown(&self) -> &FieldType {
        self.result().map_or(self, FieldType::shown)
    }
}
