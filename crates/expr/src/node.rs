//! `Typed`: a checked expression, every node with its type. The store walks it to write SQL, `eval` to run it.
//!
//! What each node means, to the last digit, is in `SEMANTICS.md`.

use meta::catalogue::Part;
use meta::{FieldType, Key, Path};

use crate::ast::{Arithmetic, Comparison};
use crate::{Function, Span, Type, Value};

/// A checked expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// The module it speaks of.
    pub module: Key,
    /// What it computes.
    pub root: Node,
    /// The fields it reads, without parts (`amount`, not `amount.currency`), sorted, each once.
    pub reads: Vec<Path>,
    /// It reads fields of the record itself alone, none through a link. (Such a field may itself be derived.)
    pub own_only: bool,
    /// Its value changes with the time of day or the date.
    pub clock: bool,
    /// Its value depends on the company's time zone.
    pub zone: bool,
}

impl Typed {
    /// What it gives.
    pub fn ty(&self) -> &Type {
        &self.root.ty
    }

    /// Whether SQL on both engines can give the very same value. Otherwise it is evaluated here alone.
    pub fn sql_safe(&self) -> bool {
        crate::sql::safe(&self.root)
    }
}

/// One node of a checked expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its place in the source.
    pub span: Span,
    /// What it gives.
    pub ty: Type,
    /// What it does.
    pub kind: NodeKind,
}

/// What a node does.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// A value known beforehand.
    Constant(Value),
    /// The value of a field.
    Read(Read),
    /// The value as one of the wider `ty`: a number with more places, or as an amount without a currency yet.
    Convert(Box<Node>),
    /// `-a` for numbers, money and durations.
    Negate(Box<Node>),
    /// Numbers, money, days, instants, durations and, for `+`, texts; the types of the operands tell which.
    Arithmetic(Arithmetic, Box<Node>, Box<Node>),
    /// A comparison of two values by a common measure.
    Compare {
        /// The operator.
        op: Comparison,
        /// The measure.
        by: By,
        /// Left of the operator.
        left: Box<Node>,
        /// Right of it.
        right: Box<Node>,
    },
    /// False when any is false, else null when any is null.
    And(Vec<Node>),
    /// True when any is true, else null when any is null.
    Or(Vec<Node>),
    /// True when any test holds, else null when any is null, else false; of no tests, false. The value is computed once.
    Matches {
        /// What is tested.
        value: Box<Node>,
        /// The tests.
        tests: Vec<Test>,
    },
    /// `then` when the condition is true, else `otherwise`.
    If {
        /// What decides.
        condition: Box<Node>,
        /// The value when it is true.
        then: Box<Node>,
        /// The value when it is false or null.
        otherwise: Box<Node>,
    },
    /// A function.
    Call(Function, Vec<Node>),
    /// A list of values.
    List(Vec<Node>),
}

/// A field that is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The path as written, part included: `amount.currency`. The way filters name it.
    pub path: Path,
    /// The path of the field: `amount`. The way a scope is asked.
    pub field: Path,
    /// The part of the field's value.
    pub part: Option<Part>,
    /// The type of the field's value; of a derived field, what it gives.
    pub kind: FieldType,
}

/// By what measure two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// One side is null by its type: only `=` and `!=`, which ask whether the other side is empty.
    Empty,
    /// Numbers; of money beside a number, its amount.
    Number,
    /// Money with money: by amount, in one currency.
    Money,
    /// Texts by their folded key; an empty text is null.
    Text,
    /// Phone numbers in a list by their digits; without any it is null.
    Digits,
    /// Options by their key, exactly.
    Key,
    /// True and false: only equality.
    Bool,
    /// Days. An instant is its day in the company's zone.
    Date,
    /// Instants.
    Time,
    /// Durations in seconds.
    Duration,
    /// Durations in months.
    Months,
    /// Records: only equality.
    Id,
}

/// One test of [`NodeKind::Matches`].
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// The value stands so to another.
    Compare {
        /// The operator; the value is its left side.
        op: Comparison,
        /// The measure.
        by: By,
        /// The right side.
        to: Node,
    },
    /// The value is between two others.
    Range {
        /// The measure.
        by: By,
        /// The lower end.
        low: Node,
        /// Whether the lower end belongs to it.
        low_closed: bool,
        /// The upper end.
        high: Node,
        /// Whether the upper end belongs to it.
        high_closed: bool,
    },
    /// The value equals an element of a list.
    Member {
        /// The measure.
        by: By,
        /// The list.
        list: Node,
    },
}

impl Node {
    /// The constant it is.
    pub fn constant(&self) -> Option<&Value> {
        match &self.kind {
            NodeKind::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// The field it reads.
    pub fn read(&self) -> Option<&Read> {
        match &self.kind {
            NodeKind::Read(read) => Some(read),
            _ => None,
        }
    }

    /// Visits the nodes directly below, in the order of the source.
    pub fn children<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        match &self.kind {
            NodeKind::Constant(_) | NodeKind::Read(_) => {}
            NodeKind::Convert(of) | NodeKind::Negate(of) => visit(of),
            NodeKind::Arithmetic(_, left, right) | NodeKind::Compare { left, right, .. } => {
                visit(left);
                visit(right);
            }
            NodeKind::And(parts) | NodeKind::Or(parts) | NodeKind::Call(_, parts) | NodeKind::List(parts) => {
                parts.iter().for_each(visit)
            }
            NodeKind::If { condition, then, otherwise } => {
                [condition, then, otherwise].into_iter().for_each(|node| visit(node))
            }
            NodeKind::Matches { value, tests } => {
                visit(value);
                for test in tests {
                    match test {
                        Test::Compare { to, .. } => visit(to),
                        Test::Member { list, .. } => visit(list),
                        Test::Range { low, high, .. } => {
                            visit(low);
                            visit(high);
                        }
                    }
                }
            }
        }
    }
}
