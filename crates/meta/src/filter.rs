//! `Filter`: which records. One type for lists, boards, the API, segments, access, workflows and reports.
//!
//! **Two-valued.** Every test is true or false for every record. An empty field equals nothing, is not less or more
//! than anything, contains nothing: `eq`, `lt`, `lte`, `gt`, `gte`, `in`, `contains` and `starts` are false for it and
//! `ne` is true. `Not` is the plain complement. The store compiles this to SQL; `eval` decides it in memory; a property
//! test proves that they agree.
//!
//! Text compares by its folded key ([`crate::fold`]). Money compares by its amount in base currency when the operand
//! names no currency or another one, else by its amount. Lists (tags, multiselect, emails, phones, links): a test holds
//! when any element satisfies it, `ne` when none equals.

use crate::{Key, Path, Value};

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
    /// A span of days relative to now, such as this quarter; for dates and datetimes. `Eq` means within, `Lt` before its
    /// start, `Gt` after its end, `Lte` before its end, `Gte` from its start on. Resolved to values before use.
    Period(Period),
    /// The acting user.
    Me,
    /// The acting user and everybody in the same team.
    MyTeam,
    /// Everybody who reports to the acting user, and the user.
    MyPeople,
}

/// A span of days relative to now in the company's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// Its length.
    pub unit: Unit,
    /// 0 this one, −1 the last, 1 the next.
    pub offset: i32,
}

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A day in the company's time zone.
    Day,
    /// A week from the company's first day of the week.
    Week,
    /// A calendar month.
    Month,
    /// A quarter of the company's fiscal year.
    Quarter,
    /// The company's fiscal year.
    Year,
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

    /// A test of one value.
    pub fn test(path: impl Into<Path>, op: Op, value: Value) -> Filter {
        Filter::Test(Test { path: path.into(), op, operand: Operand::One(value) })
    }

    /// Equal to any of several.
    pub fn any_of(path: impl Into<Path>, values: Vec<Value>) -> Filter {
        Filter::Test(Test { path: path.into(), op: Op::In, operand: Operand::Many(values) })
    }
}
