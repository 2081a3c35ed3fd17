//! `Filter`: which records. One type for lists, boards, the API, segments, access, workflows and reports.
//!
//! It is read from a query string or JSON ([`Reader`]), resolved for a moment and a user ([`resolve`]), and then compiled
//! to SQL by the store or decided in memory ([`eval`]); a property test proves that these agree. What a resolved filter
//! means is written here and nowhere else.
//!
//! **Two-valued.** Every test is true or false for every record. An empty field equals nothing, is not less or more than
//! anything, contains nothing: `eq`, `lt`, `lte`, `gt`, `gte`, `in`, `contains` and `starts` are false for it. `ne` is the
//! complement of `eq`, so it is true. `Not` is the plain complement. A field is empty when its [`Value`] is
//! ([`Value::is_empty`]), when a link on the way to it is empty, or when the record behind such a link is not there.
//! `empty` with `true` holds for exactly these. `in` holds when `eq` holds for one of its values, so never for none;
//! `And` of nothing holds, `Or` of nothing does not. A path that leads nowhere makes every test false.
//!
//! **A resolved filter** holds no `Period`, `Me`, `MyTeam`, `MyPeople`; its operands are as in this table. A test whose
//! operand is of another variant, or is `Null`, is false (`ne`: true).
//!
//! | Field ([`FieldType::shown`](crate::FieldType::shown)) | Operand | Compares |
//! |---|---|---|
//! | text, longtext, url, autonumber | Text | folded text ([`crate::fold`]); order by its bytes |
//! | person_name | Text | the folded full name ([`PersonName::full`](crate::types::PersonName::full)) |
//! | address | Text, only `contains` | the folded parts street, postal code, city, region, country, joined by spaces |
//! | int, rating; duration | Int; Duration | the number |
//! | decimal, percent | Decimal | the number |
//! | money | Decimal | its amount in base currency; where no rate gives one, nothing compares (`ne` is true) |
//! | bool; date; datetime | Bool; Date; Time | the value |
//! | select | Text | the key, byte for byte |
//! | link, user, team, stage, id | Id | the id |
//! | parent | Ref; Id; Text | module and id; the id alone; the module alone |
//! | links | Id | any of the ids |
//! | multiselect | Text | any of the keys, byte for byte |
//! | tags, emails | Text | any of the folded values |
//! | phones | Text | its digits ([`digits`](crate::types::digits)) with those of any of the numbers |
//! | `.amount` | Decimal | the amount in its own currency |
//! | `.currency`, `.country` | Text | the code, the operand in capitals |
//! | other parts | Text | the folded part |
//!
//! An operand that is text is folded as a whole before it is compared, so spaces at its ends do not count; folded to
//! nothing, it is contained in every value that is not empty. A record in the bin still stands behind a link to it; one
//! that the reader may not see does not. Relations hold neither.
//!
//! Lists: a test holds when any element satisfies it, so `ne` when none equals. geo and children have only `empty`.
//! Which operators a type has is [`FieldType::ops`](crate::FieldType::ops); others are refused when a filter is read,
//! and are false in `eval`.

mod describe;
mod error;
mod eval;
mod operand;
mod period;
mod read;
mod resolve;
mod write;

use crate::{Key, Path, Value};

pub use describe::{Names, describe};
pub use error::FilterError;
pub use eval::{Source, eval};
pub use period::{Period, Unit};
pub use read::Reader;
pub use resolve::{Moment, resolve};

/// A condition on records.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Every record (`true`) or none (`false`).
    Const(bool),
    /// All of these.
    And(Vec<Filter>),
    /// Any of these.
    Or(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// One field against one value.
    Test(Test),
    /// Has any related record that satisfies the filter, which speaks of the related module.
    Related {
        /// Relation name on the module the filter speaks of.
        relation: Key,
        /// What the related record must satisfy.
        filter: Box<Filter>,
    },
}

/// One field against one operand.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The field, through links, perhaps a part of it: `account.address.city`.
    pub path: Path,
    /// How to compare.
    pub op: Op,
    /// With what.
    pub operand: Operand,
}

/// How to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal, or empty.
    Ne,
    /// Less, earlier.
    Lt,
    /// Less or equal.
    Lte,
    /// More, later.
    Gt,
    /// More or equal.
    Gte,
    /// Equal to any of several.
    In,
    /// Text holds this text.
    Contains,
    /// Text starts with this text.
    Starts,
    /// Empty (`true`) or not (`false`).
    Empty,
}

impl Op {
    /// All operators.
    pub const ALL: [Op; 10] =
        [Op::Eq, Op::Ne, Op::Lt, Op::Lte, Op::Gt, Op::Gte, Op::In, Op::Contains, Op::Starts, Op::Empty];

    /// The name in the API: `gte`.
    pub fn name(self) -> &'static str {
        match self {
            Op::Eq => "eq",
            Op::Ne => "ne",
            Op::Lt => "lt",
            Op::Lte => "lte",
            Op::Gt => "gt",
            Op::Gte => "gte",
            Op::In => "in",
            Op::Contains => "contains",
            Op::Starts => "starts",
            Op::Empty => "empty",
        }
    }

    /// Reads a name of the API.
    pub fn parse(name: &str) -> Option<Op> {
        Op::ALL.into_iter().find(|op| op.name() == name)
    }
}

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// One value of the field's type (`Value::Bool` for `Empty`).
    One(Value),
    /// Several, for `In`.
    Many(Vec<Value>),
    /// A span of days relative to now, such as this quarter; for dates and datetimes. `Eq` means within, `Ne` not within,
    /// `Lt` before its start, `Gt` after its end, `Lte` before or within, `Gte` within or after. Resolved before use.
    Period(Period),
    /// The acting user.
    Me,
    /// The acting user and everybody in the same team.
    MyTeam,
    /// Everybody who reports to the acting user, and the user.
    MyPeople,
}

impl Filter {
    /// Both filters; keeps the result flat.
    pub fn and(self, other: Filter) -> Filter {
        match (self, other) {
            (Filter::Const(true), f) | (f, Filter::Const(true)) => f,
            (Filter::Const(false), _) | (_, Filter::Const(false)) => Filter::Const(false),
            (Filter::And(mut a), Filter::And(b)) => {
                a.extend(b);
                Filter::And(a)
            }
            (Filter::And(mut a), f) => {
                a.push(f);
                Filter::And(a)
            }
            (a, b) => Filter::And(vec![a, b]),
        }
    }

    /// Either filter; keeps the result flat.
    pub fn or(self, other: Filter) -> Filter {
        match (self, other) {
            (Filter::Const(false), f) | (f, Filter::Const(false)) => f,
            (Filter::Const(true), _) | (_, Filter::Const(true)) => Filter::Const(true),
            (Filter::Or(mut a), Filter::Or(b)) => {
                a.extend(b);
                Filter::Or(a)
            }
            (Filter::Or(mut a), f) => {
                a.push(f);
                Filter::Or(a)
            }
            (a, b) => Filter::Or(vec![a, b]),
        }
    }

    /// A test of one value.
    pub fn test(path: impl Into<Path>, op: Op, value: Value) -> Filter {
        Filter::Test(Test { path: path.into(), op, operand: Operand::One(value) })
    }

    /// Equal to any of several.
    pub fn any_of(path: impl Into<Path>, values: Vec<Value>) -> Filter {
        Filter::Test(Test { path: path.into(), op: Op::In, operand: Operand::Many(values) })
    }
}
