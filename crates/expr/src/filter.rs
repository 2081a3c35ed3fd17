//! Conditions as filters: comparisons of a field with a constant, joined by `and`, `or` and `not`.
//!
//! A condition has three values, a filter two. `holds` makes the filter of the records for which a condition is true,
//! `fails` of those for which it is false; records for which it is null are in neither.

use meta::filter::{Filter, Op, Operand, Period, Test as FieldTest, Unit};
use meta::{Path, Value as Held};
use rust_decimal::Decimal;

use crate::ast::Comparison;
use crate::node::{By, Node, NodeKind, Test, Typed};
use crate::{Function, Type, Value, number};

/// The filter of the records for which a condition is true; `None` when it is more than a filter can say.
pub fn to_filter(typed: &Typed) -> Option<Filter> {
    holds(&typed.root)
}

fn holds(node: &Node) -> Option<Filter> {
    match &node.kind {
        NodeKind::Constant(value) => Some(Filter::Const(value.is_true())),
        NodeKind::Read(_) => Some(flag(node, true)?),
        NodeKind::And(parts) => Some(Filter::And(parts.iter().map(holds).collect::<Option<_>>()?)),
        NodeKind::Or(parts) => Some(Filter::Or(parts.iter().map(holds).collect::<Option<_>>()?)),
        NodeKind::Compare { op, by, left, right } => compare(*op, *by, left, right),
        NodeKind::Matches { value, tests } => any(tests.iter().map(|test| test_holds(value, test))),
        NodeKind::If { condition, then, otherwise } => {
            let condition = holds(condition)?;
            let then = condition.clone().and(holds(then)?);
            let otherwise = Filter::Not(Box::new(condition)).and(holds(otherwise)?);
            Some(Filter::Or(vec![then, otherwise]))
        }
        NodeKind::Call(function, arguments) => call(*function, arguments, true),
        _ => None,
    }
}

fn fails(node: &Node) -> Option<Filter> {
    match &node.kind {
        NodeKind::Constant(value) => Some(Filter::Const(*value == Value::Bool(false))),
        NodeKind::Read(_) => Some(flag(node, false)?),
        NodeKind::And(parts) => Some(Filter::Or(parts.iter().map(fails).collect::<Option<_>>()?)),
        NodeKind::Or(parts) => Some(Filter::And(parts.iter().map(fails).collect::<Option<_>>()?)),
        NodeKind::Compare { op, by, left, right } => compare(op.negated(), *by, left, right),
        NodeKind::Matches { value, tests } => all(tests.iter().map(|test| test_fails(value, test))),
        NodeKind::If { condition, then, otherwise } => {
            let condition = holds(condition)?;
            let then = condition.clone().and(fails(then)?);
            let otherwise = Filter::Not(Box::new(condition)).and(fails(otherwise)?);
            Some(Filter::Or(vec![then, otherwise]))
        }
        NodeKind::Call(function, arguments) => call(*function, arguments, false),
        _ => None,
    }
}

fn any(filters: impl Iterator<Item = Option<Filter>>) -> Option<Filter> {
    let filters: Vec<Filter> = filters.collect::<Option<_>>()?;
    Some(if filters.is_empty() { Filter::Const(false) } else { Filter::Or(filters) })
}

fn all(filters: impl Iterator<Item = Option<Filter>>) -> Option<Filter> {
    let filters: Vec<Filter> = filters.collect::<Option<_>>()?;
    Some(if filters.is_empty() { Filter::Const(true) } else { Filter::And(filters) })
}

/// A field of yes or no as a condition.
fn flag(node: &Node, value: bool) -> Option<Filter> {
    (node.ty == Type::Bool).then_some(())?;
    Some(Filter::test(node.read()?.path.clone(), Op::Eq, Held::Bool(value)))
}

fn call(function: Function, arguments: &[Node], wanted: bool) -> Option<Filter> {
    match (function, arguments) {
        (Function::Not, [of]) => {
            if wanted {
                fails(of)
            } else {
                holds(of)
            }
        }
        (Function::IsEmpty, [of]) => Some(empty(&of.read()?.path, wanted)),
        (Function::IsDefined, [of]) => Some(empty(&of.read()?.path, !wanted)),
        (Function::Contains | Function::StartsWith, [of, part]) => {
            let Value::Text(text) = part.constant()? else { return None };
            if meta::fold::fold(text).is_empty() || of.ty != Type::Text {
                return None;
            }
            let op = if function == Function::Contains { Op::Contains } else { Op::Starts };
            let path = &of.read()?.path;
            let test = Filter::test(path.clone(), op, Held::Text(text.clone()));
            Some(if wanted { test } else { Filter::Not(Box::new(test)).and(empty(path, false)) })
        }
        _ => None,
    }
}

fn empty(path: &Path, wanted: bool) -> Filter {
    Filter::test(path.clone(), Op::Empty, Held::Bool(wanted))
}

fn test_holds(value: &Node, test: &Test) -> Option<Filter> {
    match test {
        Test::Compare { op, by, to } => compare(*op, *by, value, to),
        Test::Range { by, low, low_closed, high, high_closed } => {
            let lower = if *low_closed { Comparison::GreaterOrEqual } else { Comparison::Greater };
            let upper = if *high_closed { Comparison::LessOrEqual } else { Comparison::Less };
            Some(Filter::And(vec![compare(lower, *by, value, low)?, compare(upper, *by, value, high)?]))
        }
        Test::Member { by, list } => member(*by, value, list, Op::Eq),
    }
}

fn test_fails(value: &Node, test: &Test) -> Option<Filter> {
    match test {
        Test::Compare { op, by, to } => compare(op.negated(), *by, value, to),
        Test::Range { by, low, low_closed, high, high_closed } => {
            let lower = if *low_closed { Comparison::Less } else { Comparison::LessOrEqual };
            let upper = if *high_closed { Comparison::Greater } else { Comparison::GreaterOrEqual };
            Some(Filter::Or(vec![compare(lower, *by, value, low)?, compare(upper, *by, value, high)?]))
        }
        Test::Member { by, list } => member(*by, value, list, Op::Ne),
    }
}

/// `"x" in tags`: a test of a list holds when any element satisfies it, `ne` when none equals.
fn member(by: By, value: &Node, list: &Node, op: Op) -> Option<Filter> {
    match (by, value.constant()?) {
        (By::Text | By::Key, Value::Text(text)) => {
            Some(Filter::test(list.read()?.path.clone(), op, Held::Text(text.clone())))
        }
        _ => None,
    }
}

fn compare(op: Comparison, by: By, left: &Node, right: &Node) -> Option<Filter> {
    let (op, field, other) = if left.read().is_some() { (op, left, right) } else { (op.flipped(), right, left) };
    if let Some((path, period)) = day_beside_today(by, field, other) {
        let test = FieldTest { path, op: op_of(op), operand: Operand::Period(period) };
        return Some(Filter::Test(test));
    }
    let field = day_of(field).unwrap_or(field);
    let read = field.read()?;
    match (by, other.constant()?) {
        (By::Empty, _) => Some(empty(&read.path, op == Comparison::Equal)),
        (_, Value::Null) => match op.is_equality() {
            true => Some(empty(&read.path, op == Comparison::Equal)),
            false => Some(Filter::Const(false)),
        },
        (By::Number, value) if field.ty == Type::Money => {
            let path = Path::parse(&format!("{}.amount", read.path))?;
            Some(Filter::test(path, op_of(op), operand(value, &Type::Number { scale: field.ty.scale() })?))
        }
        (_, value) => Some(Filter::test(read.path.clone(), op_of(op), operand(value, &field.ty)?)),
    }
}

/// The instant whose day a node is.
fn day_of(node: &Node) -> Option<&Node> {
    match &node.kind {
        NodeKind::Call(Function::Date, arguments) if arguments.len() == 1 && arguments[0].ty == Type::DateTime => {
            arguments.first()
        }
        _ => None,
    }
}

/// `close_date < today()` is a test against this day.
fn day_beside_today(by: By, field: &Node, other: &Node) -> Option<(Path, Period)> {
    let today = matches!(other.kind, NodeKind::Call(Function::Today, _));
    let field = day_of(field).unwrap_or(field);
    (today && by == By::Date).then_some(())?;
    Some((field.read()?.path.clone(), Period { unit: Unit::Day, offset: 0 }))
}

fn op_of(op: Comparison) -> Op {
    match op {
        Comparison::Equal => Op::Eq,
        Comparison::NotEqual => Op::Ne,
        Comparison::Less => Op::Lt,
        Comparison::LessOrEqual => Op::Lte,
        Comparison::Greater => Op::Gt,
        Comparison::GreaterOrEqual => Op::Gte,
    }
}

/// A constant as a field of a type holds it; `None` when it cannot, such as 2.5 in whole numbers.
fn operand(value: &Value, ty: &Type) -> Option<Held> {
    Some(match (value, ty) {
        (Value::Bool(value), _) => Held::Bool(*value),
        (Value::Number(number), Type::Number { scale: 0 }) if number.is_integer() => {
            Held::Int(i64::try_from(number::scaled(*number, 0)?).ok()?)
        }
        (Value::Number(number), Type::Number { scale }) if *scale > 0 => exact(*number, *scale).map(Held::Decimal)?,
        (Value::Text(text), _) => Held::Text(text.clone()),
        (Value::Date(day), _) => Held::Date(*day),
        (Value::Time(time), _) => Held::Time(*time),
        (Value::Duration(seconds), _) => Held::Duration(*seconds),
        _ => return None,
    })
}

fn exact(value: Decimal, scale: u32) -> Option<Decimal> {
    number::round(value, scale).filter(|rounded| *rounded == value)
}
