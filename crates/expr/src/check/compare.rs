//! `= != < <= > >=`, `between` and `in`: by which measure two values compare, and the keys of options.

use meta::FieldType;
use meta::field_type::Choice;

use super::{Checked, Checker, boolean};
use crate::ast::{Comparison, Expr, Kind, Range, UnaryTest};
use crate::node::{By, Node, NodeKind, Test};
use crate::{Span, Type, Value, suggest};

/// Two nodes and their common measure.
type Measured = Option<(By, Node, Node)>;

impl Checker<'_> {
    pub(super) fn compare(&mut self, span: Span, op: Comparison, left: &Expr, right: &Expr) -> Checked {
        let (left, right) = (self.node(left), self.node(right));
        let (by, left, right) = self.measure(op, left?, right?)?;
        Some(boolean(span, NodeKind::Compare { op, by, left: Box::new(left), right: Box::new(right) }))
    }

    pub(super) fn between(&mut self, span: Span, value: &Expr, low: &Expr, high: &Expr) -> Checked {
        let value = self.node(value);
        let ends = (self.node(low), self.node(high));
        let (value, low, high) = (value?, ends.0?, ends.1?);
        let (value, test) = self.range(value, (low, true), (high, true))?;
        Some(boolean(span, NodeKind::Matches { value: Box::new(value), tests: vec![test] }))
    }

    pub(super) fn membership(&mut self, span: Span, value: &Expr, tests: &[UnaryTest]) -> Checked {
        let mut value = self.node(value)?;
        let asked = value.ty.clone();
        let mut checked = Vec::new();
        for test in tests {
            let before = self.errors.len();
            value = match test {
                UnaryTest::Value(of) => self.equal_tests(value, of, &mut checked),
                UnaryTest::Compare(op, of) => self.compare_test(value, *op, of, &mut checked),
                UnaryTest::Range(range) => self.range_test(value, range, &mut checked),
            };
            if self.errors.len() > before {
                return None;
            }
        }
        if value.ty != asked && !one_measure(&checked) {
            return self.refuse(span, "the values to the right of `in` are of different types", "split them with `or`");
        }
        Some(boolean(span, NodeKind::Matches { value: Box::new(value), tests: checked }))
    }

    /// A value to be equal to, the values of a written list, or a list to be an element of.
    fn equal_tests(&mut self, value: Node, of: &Expr, tests: &mut Vec<Test>) -> Node {
        if let Kind::List(items) = of.kind() {
            return items.iter().fold(value, |value, item| self.compare_test(value, Comparison::Equal, item, tests));
        }
        let Some(of) = self.node(of) else { return value };
        let Type::List(element) = &of.ty else { return self.compare_node(value, Comparison::Equal, of, tests) };
        let like = Node { span: of.span, ty: (**element).clone(), kind: NodeKind::Constant(Value::Null) };
        match self.measure(Comparison::Equal, value.clone(), like) {
            Some((by, measured, _)) => {
                tests.push(Test::Member { by: in_list(by, &of), list: of });
                measured
            }
            None => value,
        }
    }

    fn compare_test(&mut self, value: Node, op: Comparison, of: &Expr, tests: &mut Vec<Test>) -> Node {
        match self.node(of) {
            Some(of) => self.compare_node(value, op, of, tests),
            None => value,
        }
    }

    fn compare_node(&mut self, value: Node, op: Comparison, of: Node, tests: &mut Vec<Test>) -> Node {
        match self.measure(op, value.clone(), of) {
            Some((by, value, to)) => {
                tests.push(Test::Compare { op, by, to });
                value
            }
            None => value,
        }
    }

    fn range_test(&mut self, value: Node, range: &Range, tests: &mut Vec<Test>) -> Node {
        let ends = (self.node(&range.low), self.node(&range.high));
        let (Some(low), Some(high)) = ends else { return value };
        match self.range(value.clone(), (low, range.low_closed), (high, range.high_closed)) {
            Some((value, test)) => {
                tests.push(test);
                value
            }
            None => value,
        }
    }

    fn range(&mut self, value: Node, low: (Node, bool), high: (Node, bool)) -> Option<(Node, Test)> {
        let (by, value, lower) = self.measure(Comparison::GreaterOrEqual, value, low.0)?;
        let (by_high, value, upper) = self.measure(Comparison::LessOrEqual, value, high.0)?;
        if by != by_high {
            return self.refuse(upper.span, format!("this is {}, the lower end is {}", upper.ty, lower.ty), "");
        }
        Some((value, Test::Range { by, low: lower, low_closed: low.1, high: upper, high_closed: high.1 }))
    }

    /// The measure of two nodes, with what it converts: instants beside days, links beside keys, `""` to null.
    pub(super) fn measure(&mut self, op: Comparison, left: Node, right: Node) -> Measured {
        let (left, right) = (empty_text_as_null(left), empty_text_as_null(right));
        let by = match (&left.ty, &right.ty) {
            (Type::Link(_), other) if other.is_text() && self.by_key(&left).is_some() => {
                let left = self.by_key(&left)?;
                return self.measure(op, left, right);
            }
            (other, Type::Link(_)) if other.is_text() && self.by_key(&right).is_some() => {
                let right = self.by_key(&right)?;
                return self.measure(op, left, right);
            }
            (Type::Date, Type::DateTime) => return Some((By::Date, left, self.day_of(right))),
            (Type::DateTime, Type::Date) => return Some((By::Date, self.day_of(left), right)),
            (a, b) => measure_of(a, b, left.constant().is_some() || right.constant().is_some()),
        };
        self.check_options(&left, &right)?;
        self.check_options(&right, &left)?;
        match by {
            Some(by) if op.is_equality() || ordered(by, &left, &right) => Some((by, left, right)),
            Some(_) => self.no_order(op, &left, &right),
            None => {
                let message = format!("{} cannot be compared with {}", left.ty, right.ty);
                let help = advice(&left.ty, &right.ty);
                self.refuse(left.span.to(right.span), message, help)
            }
        }
    }

    fn no_order(&mut self, op: Comparison, left: &Node, right: &Node) -> Measured {
        if left.ty == Type::Null || right.ty == Type::Null {
            return self.refuse(left.span.to(right.span), "nothing is less or more than null", "ask `… = null`");
        }
        let message = format!("`{}` needs values with an order, this is {}", op.symbol(), left.ty);
        self.refuse(left.span, message, "compare with `=` or `!=`")
    }

    /// A written text beside an option must be the key of one.
    fn check_options(&mut self, text: &Node, option: &Node) -> Option<()> {
        let (Some(Value::Text(key)), Type::Choice(options)) = (text.constant(), &option.ty) else { return Some(()) };
        if text.ty != Type::Text || options.iter().any(|option| option.key == *key) {
            return Some(());
        }
        self.refuse(text.span, format!("there is no option `{key}`"), &name_options(key, options))
    }
}

/// By what a value is found in a list: phone numbers by their digits, as in filters.
pub(super) fn in_list(by: By, list: &Node) -> By {
    match list.read().map(|read| &read.kind) {
        Some(FieldType::Phones) if by == By::Text => By::Digits,
        _ => by,
    }
}

/// Whether all tests that look at the value use the same measure.
fn one_measure(tests: &[Test]) -> bool {
    let measures = tests.iter().map(|test| match test {
        Test::Compare { by, .. } | Test::Range { by, .. } | Test::Member { by, .. } => *by,
    });
    let mut measures = measures.filter(|by| *by != By::Empty);
    measures.next().is_none_or(|first| measures.all(|by| by == first))
}

fn name_options(key: &str, options: &[Choice]) -> String {
    match suggest::nearest(key, options.iter().map(|option| option.key.as_str())) {
        Some(known) => format!("did you mean `{known}`?"),
        None => {
            let keys: Vec<&str> = options.iter().map(|option| option.key.as_str()).collect();
            format!("the options are {}", keys.join(", "))
        }
    }
}

/// By what values of two types compare; a written text beside an option is its key.
fn measure_of(left: &Type, right: &Type, constant: bool) -> Option<By> {
    use Type::{AnyLink, Bool, Choice, Date, DateTime, Duration, Link, List, Money, Months, Null, Number};
    Some(match (left, right) {
        (Null, _) | (_, Null) => By::Empty,
        (List(a), List(b)) if **a == Null || **b == Null => By::Empty,
        (Money, Money) => By::Money,
        (Number { .. } | Money, Number { .. } | Money) => By::Number,
        (Choice(_), Choice(_)) => By::Key,
        (a, b) if a.is_text() && b.is_text() => {
            let option = matches!(a, Choice(_)) || matches!(b, Choice(_));
            if option && constant { By::Key } else { By::Text }
        }
        (Bool, Bool) => By::Bool,
        (Date, Date) => By::Date,
        (DateTime, DateTime) => By::Time,
        (Duration, Duration) => By::Duration,
        (Months, Months) => By::Months,
        (Link(a), Link(b)) if a != b => return None,
        (Link(_) | AnyLink, Link(_) | AnyLink) => By::Id,
        _ => return None,
    })
}

/// Whether values of a measure have an order that `<` may ask for. Options have none.
fn ordered(by: By, left: &Node, right: &Node) -> bool {
    let option = |node: &Node| matches!(node.ty, Type::Choice(_));
    !matches!(by, By::Empty | By::Bool | By::Id | By::Key) && !option(left) && !option(right)
}

/// The written text `""` stands for null.
fn empty_text_as_null(node: Node) -> Node {
    match node.constant() {
        Some(Value::Text(text)) if text.is_empty() => {
            Node { span: node.span, ty: Type::Null, kind: NodeKind::Constant(Value::Null) }
        }
        _ => node,
    }
}

fn advice(left: &Type, right: &Type) -> &'static str {
    let pair = |fits: fn(&Type) -> bool| (fits(left) && right.is_text()) || (fits(right) && left.is_text());
    match (left, right) {
        _ if pair(|ty| matches!(ty, Type::Date | Type::DateTime)) => "a day is written `date(\"2026-01-31\")`",
        _ if pair(|ty| *ty == Type::Duration) => "a duration is written `duration(\"P1DT2H\")`",
        _ if pair(|ty| matches!(ty, Type::Number { .. } | Type::Money)) => "numbers stand without quotes",
        _ if pair(|ty| *ty == Type::Bool) => "write `true` or `false` without quotes",
        (Type::List(_), _) | (_, Type::List(_)) => "to look into a list, write `value in list`",
        _ if pair(|ty| matches!(ty, Type::Link(_) | Type::AnyLink)) => "compare a field of the linked record",
        _ => "",
    }
}
