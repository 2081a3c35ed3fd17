//! Conditions as filters: comparisons of a field with a constant, joined by `and`, `or` and `not`.
//!
//! A condition has three values, a filter two. `holds` makes the filter of the records for which a condition is true,
//! `fails` of those for which it is false; records for which it is null are in neither.

use meta::catalogue::Part;
use meta::filter::{Filter, Op, Operand, Period, Test as FieldTest, Unit};
use meta::{FieldType, Path, Value as Held};
use rust_decimal::Decimal;

use crate::ast::Comparison;
use crate::node::{By, Node, NodeKind, Read, Test, Typed};
use crate::{Function, Type, Value, number};

/// The filter of the records for which a condition is true; `None` when it is more than a filter can say.
pub fn to_filter(typed: &Typed) -> Option<Filter> {
    holds(&typed.root)
}

fn holds(node: &Node) -> Option<Filter> {
    match &node.kind {
        NodeKind::Constant(value) => Some(Filter::Const(value.is_true())),
        NodeKind::Read(_) => flag(node, true),
        NodeKind::And(parts) => all(parts.iter().map(holds)),
        NodeKind::Or(parts) => any(parts.iter().map(holds)),
        NodeKind::Compare { op, by, left, right } => compare(*op, *by, left, right),
        NodeKind::Matches { value, tests } => {
            any_of(value, tests).or_else(|| any(tests.iter().map(|test| test_holds(value, test))))
        }
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
        NodeKind::Read(_) => flag(node, false),
        NodeKind::And(parts) => any(parts.iter().map(fails)),
        NodeKind::Or(parts) => all(parts.iter().map(fails)),
        NodeKind::Compare { op, by, left, right } => compare(op.negated(), *by, left, right),
        NodeKind::Matches { value, tests } => match any_of(value, tests) {
            Some(filter) => Some(Filter::Not(Box::new(filter))),
            None => all(tests.iter().map(|test| test_fails(value, test))),
        },
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
    let mut filters: Vec<Filter> = filters.collect::<Option<_>>()?;
    Some(if filters.len() == 1 { filters.remove(0) } else { Filter::Or(filters) })
}

fn all(filters: impl Iterator<Item = Option<Filter>>) -> Option<Filter> {
    let mut filters: Vec<Filter> = filters.collect::<Option<_>>()?;
    Some(if filters.len() == 1 { filters.remove(0) } else { Filter::And(filters) })
}

/// `in ("a", "b")` as one test.
fn any_of(value: &Node, tests: &[Test]) -> Option<Filter> {
    let equal = |test: &Test| match test {
        Test::Compare { op: Comparison::Equal, by, to } => match compare(Comparison::Equal, *by, value, to)? {
            Filter::Test(FieldTest { path, op: Op::Eq, operand: Operand::One(value) }) => Some((path, value)),
            _ => None,
        },
        _ => None,
    };
    let (paths, values): (Vec<Path>, Vec<Held>) = tests.iter().map(equal).collect::<Option<_>>()?;
    let one_field = paths.windows(2).all(|pair| pair[0] == pair[1]);
    (values.len() > 1 && one_field).then(|| Filter::any_of(paths[0].clone(), values))
}

/// A field of yes or no as a condition.
fn flag(node: &Node, value: bool) -> Option<Filter> {
    test(node.read()?, Op::Eq, Held::Bool(value))
}

/// A test that filters offer for the field.
fn test(read: &Read, op: Op, value: Held) -> Option<Filter> {
    let ops = read.part.map_or_else(|| read.kind.ops(), Part::ops);
    ops.contains(&op).then(|| Filter::test(read.path.clone(), op, value))
}

fn empty(read: &Read, wanted: bool) -> Option<Filter> {
    test(read, Op::Empty, Held::Bool(wanted))
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
        (Function::IsEmpty, [of]) => empty(of.read()?, wanted),
        (Function::IsDefined, [of]) => empty(of.read()?, !wanted),
        (Function::Contains | Function::StartsWith, [of, part]) => {
            let (read, Value::Text(text), Type::Text) = (of.read()?, part.constant()?, &of.ty) else { return None };
            let op = if function == Function::Contains { Op::Contains } else { Op::Starts };
            let found = test(read, op, Held::Text(text.clone()))?;
            Some(if wanted { found } else { Filter::Not(Box::new(found)).and(empty(read, false)?) })
        }
        _ => None,
    }
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
    match (by, value.constant()?, list.read()?) {
        (By::Text | By::Key | By::Digits, Value::Text(text), read) => test(read, op, Held::Text(text.clone())),
        _ => None,
    }
}

fn compare(op: Comparison, by: By, left: &Node, right: &Node) -> Option<Filter> {
    let left_is_field = day_of(left).unwrap_or(left).read().is_some();
    let (op, field, other) = if left_is_field { (op, left, right) } else { (op.flipped(), right, left) };
    let read = day_of(field).unwrap_or(field).read()?;
    if matches!(other.kind, NodeKind::Call(Function::Today, _)) && by == By::Date {
        let operand = Operand::Period(Period { unit: Unit::Day, offset: 0 });
        return Some(Filter::Test(FieldTest { path: read.path.clone(), op: op_of(op), operand }));
    }
    match (by, other.constant()?) {
        (By::Empty, _) | (_, Value::Null) if op.is_equality() => empty(read, op == Comparison::Equal),
        (_, Value::Null) => Some(Filter::Const(false)),
        (By::Number, Value::Number(number)) if field.ty == Type::Money => {
            let path = Path::parse(&format!("{}.amount", read.path))?;
            Some(Filter::test(path, op_of(op), Held::Decimal(exact(*number, field.ty.scale())?)))
        }
        (_, value) => test(read, op_of(op), operand(value, &read.kind, &field.ty)?),
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

/// A constant as filters give it for a field; `None` when the field holds no such value, such as 2.5 in whole numbers.
fn operand(value: &Value, kind: &FieldType, ty: &Type) -> Option<Held> {
    Some(match value {
        Value::Bool(value) => Held::Bool(*value),
        Value::Number(number) => match kind {
            FieldType::Int { .. } | FieldType::Rating { .. } => Held::Int(i64::try_from(exact(*number, 0)?).ok()?),
            _ => Held::Decimal(exact(*number, ty.scale())?),
        },
        Value::Text(text) => Held::Text(text.clone()),
        Value::Date(day) => Held::Date(*day),
        Value::Time(time) => Held::Time(*time),
        Value::Duration(seconds) => Held::Duration(*seconds),
        _ => return None,
    })
}

fn exact(value: Decimal, scale: u32) -> Option<Decimal> {
    number::round(value, scale).filter(|rounded| *rounded == value)
}
