//! `Expr`: an expression as it was written, with the place of every piece. It knows no types and no modules.

use rust_decimal::Decimal;

use crate::{Function, Span};

/// One node of an expression. Two are equal when they say the same, wherever they stand.
#[derive(Debug, Clone)]
pub struct Expr {
    span: Span,
    depth: u32,
    kind: Kind,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, never negative: `-5` is a negation.
    Number(Decimal),
    /// A text, escapes resolved.
    Text(String),
    /// `@"2026-01-31"`: a date, an instant or a duration.
    At(String),
    /// A name or a dotted path of names.
    Path(Vec<Name>),
    /// `-a`
    Negate(Box<Expr>),
    /// `a + b` and its like.
    Binary(Arithmetic, Box<Expr>, Box<Expr>),
    /// `a = b` and its like.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `a and b and c`: two at least.
    And(Vec<Expr>),
    /// `a or b or c`: two at least.
    Or(Vec<Expr>),
    /// `value between low and high`, both ends included.
    Between {
        /// What is tested.
        value: Box<Expr>,
        /// The lower end.
        low: Box<Expr>,
        /// The upper end.
        high: Box<Expr>,
    },
    /// `value in (test, test)`: true when any test holds; one at least.
    In {
        /// What is tested.
        value: Box<Expr>,
        /// The tests.
        tests: Vec<UnaryTest>,
    },
    /// `if condition then a else b`; `b` also when the condition is null.
    If {
        /// What decides.
        condition: Box<Expr>,
        /// The value when it is true.
        then: Box<Expr>,
        /// The value otherwise.
        otherwise: Box<Expr>,
    },
    /// A function with its arguments.
    Call(Function, Vec<Expr>),
    /// `[a, b, c]`
    List(Vec<Expr>),
}

/// One step of a path.
#[derive(Debug, Clone)]
pub struct Name {
    /// The step as written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        self.text == other.text
    }
}

/// A test of the value to the left of `in`; a cell of a decision table is a list of these.
#[derive(Debug, Clone, PartialEq)]
pub enum UnaryTest {
    /// Equal to a value, or an element of a list.
    Value(Expr),
    /// `< 5`
    Compare(Comparison, Expr),
    /// `[1..5]`
    Range(Box<Range>),
}

/// A span of values: `[low..high]`, `(low..high)`, `]low..high[`.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// The lower end.
    pub low: Expr,
    /// Whether the lower end belongs to it.
    pub low_closed: bool,
    /// The upper end.
    pub high: Expr,
    /// Whether the upper end belongs to it.
    pub high_closed: bool,
}

/// An operator of arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `**`
    Power,
}

impl Arithmetic {
    /// The operator as written.
    pub fn symbol(self) -> &'static str {
        match self {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide => "/",
            Arithmetic::Power => "**",
        }
    }
}

/// An operator of comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// The operator as written.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        }
    }

    /// The operator with its sides exchanged: `a < b` is `b > a`.
    pub fn flipped(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
            same => same,
        }
    }

    /// The operator that is false where this is true and true where it is false (null stays null).
    pub fn negated(self) -> Comparison {
        match self {
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::GreaterOrEqual => Comparison::Less,
        }
    }

    /// Whether it asks for equality alone, which values without an order have too.
    pub fn is_equality(self) -> bool {
        matches!(self, Comparison::Equal | Comparison::NotEqual)
    }

    /// Whether it holds for two values that stand in this order.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }
}

impl Expr {
    /// A node over its children.
    pub fn new(span: Span, kind: Kind) -> Expr {
        let mut depth = 0;
        kind.children(&mut |child| depth = depth.max(child.depth));
        Expr { span, depth: depth + 1, kind }
    }

    /// Where it stands in its source.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What it is.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// How many nodes stand above each other, itself included.
    pub fn depth(&self) -> u32 {
        self.depth
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.kind == other.kind
    }
}

impl Kind {
    /// Visits the expressions directly below, in the order of the source.
    pub fn children<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match self {
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) | Kind::At(_) | Kind::Path(_) => {}
            Kind::Negate(of) => visit(of),
            Kind::Binary(_, left, right) | Kind::Compare(_, left, right) => {
                visit(left);
                visit(right);
            }
            Kind::And(parts) | Kind::Or(parts) | Kind::Call(_, parts) | Kind::List(parts) => {
                parts.iter().for_each(visit)
            }
            Kind::Between { value, low, high } => [value, low, high].into_iter().for_each(|child| visit(child)),
            Kind::If { condition, then, otherwise } => {
                [condition, then, otherwise].into_iter().for_each(|child| visit(child))
            }
            Kind::In { value, tests } => {
                visit(value);
                for test in tests {
                    match test {
                        UnaryTest::Value(of) | UnaryTest::Compare(_, of) => visit(of),
                        UnaryTest::Range(range) => {
                            visit(&range.low);
                            visit(&range.high);
                        }
                    }
                }
            }
        }
    }
}
