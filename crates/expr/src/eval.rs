//! Runs a checked expression against one record. Never panics and never runs long: steps are counted, and what has no
//! value (division by zero, an amount too large) is null with a note that says where and why.

mod aggregate;
mod arithmetic;
mod call;
mod compare;
mod text;
mod time;

use std::fmt;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use meta::types::Currency;
use meta::{FieldType, Path, Value as Held};

use crate::node::{Node, NodeKind, Read, Typed};
use crate::value::Amount;
use crate::{Span, Type, Value};

/// Where the values of fields come from. Paths are those of [`Typed::reads`]; what is not known is null.
pub trait Scope {
    /// The value of a field of the record, perhaps through links.
    fn get(&self, path: &Path) -> Held;
}

impl<F: Fn(&Path) -> Held> Scope for F {
    fn get(&self, path: &Path) -> Held {
        self(path)
    }
}

/// What an expression may know besides the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The company's time zone, in which instants have their day.
    pub zone: Tz,
}

impl Context {
    /// For expressions that ask neither for the time nor the zone.
    pub fn timeless() -> Context {
        Context { now: DateTime::UNIX_EPOCH, zone: Tz::UTC }
    }
}

/// How much an expression may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Nodes and list elements visited, and each started kilobyte of text read or made.
    pub steps: u32,
    /// Nodes above each other.
    pub depth: u32,
}

impl Default for Budget {
    /// Enough for every expression that `parse` accepts on a record of usual size.
    fn default() -> Budget {
        Budget { steps: 100_000, depth: 250 }
    }
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// A number or amount beyond what 64 bits hold at its scale, or a day beyond the years 1 to 9999.
    Overflow,
    /// A division by zero.
    DivisionByZero,
    /// Amounts of different currencies were added or put in order.
    Currencies,
    /// A text is longer than [`MAX_TEXT`], or than the field that should hold it.
    TooLong,
    /// A text or three numbers that are no day or instant.
    NotATime,
    /// The budget is used up; the whole expression is null.
    Exhausted,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Overflow => "the result is too large",
            Fault::DivisionByZero => "division by zero",
            Fault::Currencies => "amounts of different currencies",
            Fault::TooLong => "the text is too long",
            Fault::NotATime => "this is not a date or an instant",
            Fault::Exhausted => "the expression takes too many steps",
        })
    }
}

/// A fault and the piece of the source where it arose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// The piece of the source.
    pub span: Span,
    /// What happened.
    pub fault: Fault,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// The value, of the type of the expression or null.
    pub value: Value,
    /// Why parts of it had no value, [`MAX_NOTES`] at most.
    pub notes: Vec<Note>,
}

/// The most notes of one run.
pub const MAX_NOTES: usize = 16;

/// The longest text in bytes that an expression makes.
pub const MAX_TEXT: usize = 1 << 20;

/// Runs an expression.
pub fn eval(typed: &Typed, scope: &dyn Scope, context: &Context, budget: Budget) -> Outcome {
    run(&typed.root, scope, context, budget)
}

impl Typed {
    /// Whether the condition is true for a record; null is not.
    pub fn holds(&self, scope: &dyn Scope, context: &Context) -> bool {
        eval(self, scope, context, Budget::default()).value.is_true()
    }

    /// The value of a formula field of type [`Type::field_type`]; `base` is the currency of amounts without one.
    pub fn field_value(
        &self,
        kind: &FieldType,
        scope: &dyn Scope,
        context: &Context,
        base: Currency,
    ) -> (Held, Vec<Note>) {
        let Outcome { value, mut notes } = eval(self, scope, context, Budget::default());
        let held = value.into_field(kind, base).unwrap_or_else(|| {
            notes.push(Note { span: self.root.span, fault: Fault::TooLong });
            Held::Null
        });
        (held, notes)
    }
}

/// Runs one node.
pub(crate) fn run(node: &Node, scope: &dyn Scope, context: &Context, budget: Budget) -> Outcome {
    let mut run = Run { scope, context, left: budget.steps, depth: budget.depth, exhausted: false, notes: Vec::new() };
    let value = run.value(node);
    if run.exhausted {
        return Outcome { value: Value::Null, notes: vec![Note { span: node.span, fault: Fault::Exhausted }] };
    }
    Outcome { value, notes: run.notes }
}

/// One run of one expression.
struct Run<'a> {
    scope: &'a dyn Scope,
    context: &'a Context,
    left: u32,
    depth: u32,
    exhausted: bool,
    notes: Vec<Note>,
}

impl Run<'_> {
    fn value(&mut self, node: &Node) -> Value {
        if self.depth == 0 || !self.spend(1) {
            self.exhausted = true;
            return Value::Null;
        }
        self.depth -= 1;
        let value = self.kind(node);
        self.depth += 1;
        if self.exhausted { Value::Null } else { value }
    }

    fn kind(&mut self, node: &Node) -> Value {
        match &node.kind {
            NodeKind::Constant(value) => value.clone(),
            NodeKind::Read(read) => self.read(read, node),
            NodeKind::Convert(of) => self.convert(of, node),
            NodeKind::Negate(of) => self.negate(of, node),
            NodeKind::Arithmetic(op, left, right) => self.arithmetic(node, *op, left, right),
            NodeKind::Compare { op, by, left, right } => {
                let (left, right) = (self.value(left), self.value(right));
                self.compare(node.span, *op, *by, &left, &right)
            }
            NodeKind::And(parts) => self.decide(parts, false),
            NodeKind::Or(parts) => self.decide(parts, true),
            NodeKind::Matches { value, tests } => self.matches(node.span, value, tests),
            NodeKind::If { condition, then, otherwise } => {
                let branch = if self.value(condition).is_true() { then } else { otherwise };
                self.value(branch)
            }
            NodeKind::Call(function, arguments) => self.call(node, *function, arguments),
            NodeKind::List(items) => Value::List(items.iter().map(|item| self.value(item)).collect()),
        }
    }

    fn read(&mut self, read: &Read, node: &Node) -> Value {
        let value = Value::of_field(self.scope.get(&read.field), read.part, &node.ty);
        match &value {
            Value::Text(text) => self.spend(text.len() as u32 / 1024),
            Value::List(items) => self.spend(items.len() as u32),
            _ => true,
        };
        value
    }

    fn convert(&mut self, of: &Node, node: &Node) -> Value {
        let widened = widen(self.value(of), &node.ty);
        self.or_fault(node, widened, Fault::Overflow)
    }

    /// `and` and `or`: decided by the first value that decides, null when one is null.
    fn decide(&mut self, parts: &[Node], deciding: bool) -> Value {
        let mut result = Value::Bool(!deciding);
        for part in parts {
            match self.value(part) {
                Value::Bool(value) if value == deciding => return Value::Bool(deciding),
                Value::Bool(_) => {}
                _ => result = Value::Null,
            }
        }
        result
    }

    /// Takes steps from the budget; false when it is used up.
    fn spend(&mut self, steps: u32) -> bool {
        match self.left.checked_sub(steps) {
            Some(left) => self.left = left,
            None => self.exhausted = true,
        }
        !self.exhausted
    }

    /// Null, with a note why.
    fn fault(&mut self, span: Span, fault: Fault) -> Value {
        let note = Note { span, fault };
        if self.notes.len() < MAX_NOTES && !self.notes.contains(&note) {
            self.notes.push(note);
        }
        Value::Null
    }

    /// A value, or null with a note why there is none.
    fn or_fault(&mut self, node: &Node, value: Option<Value>, fault: Fault) -> Value {
        value.unwrap_or_else(|| self.fault(node.span, fault))
    }
}

/// A value as one of a wider type; `None` when a number is too large for the places of the type.
fn widen(value: Value, ty: &Type) -> Option<Value> {
    Some(match (value, ty) {
        (Value::Number(number), Type::Number { scale }) => Value::Number(crate::number::round(number, *scale)?),
        (Value::Number(number), Type::Money) => {
            Value::Money(Amount { amount: crate::number::round(number, ty.scale())?, currency: None })
        }
        (Value::List(items), Type::List(of)) => {
            Value::List(items.into_iter().map(|item| widen(item, of)).collect::<Option<_>>()?)
        }
        (value, _) => value,
    })
}
