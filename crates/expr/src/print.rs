//! `Expr` as text with no more parentheses than needed. Reading the text again gives an equal expression.

use std::fmt::{self, Display, Formatter};

use crate::ast::{Arithmetic, Expr, Kind, Range, UnaryTest};

/// How tightly a node binds; see `parse`.
fn binding(kind: &Kind) -> u32 {
    match kind {
        Kind::If { .. } => 0,
        Kind::Or(_) => 1,
        Kind::And(_) => 2,
        Kind::Compare(..) | Kind::Between { .. } | Kind::In { .. } => 3,
        Kind::Binary(Arithmetic::Add | Arithmetic::Subtract, ..) => 4,
        Kind::Binary(Arithmetic::Multiply | Arithmetic::Divide, ..) => 5,
        Kind::Binary(Arithmetic::Power, ..) => 6,
        Kind::Negate(_) => 7,
        _ => 8,
    }
}

/// A child that must bind at least so tightly, else stands in parentheses.
struct Within<'a>(&'a Expr, u32);

impl Display for Within<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if binding(self.0.kind()) < self.1 { write!(f, "({})", self.0) } else { write!(f, "{}", self.0) }
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let level = binding(self.kind());
        match self.kind() {
            Kind::Null => f.write_str("null"),
            Kind::Bool(value) => write!(f, "{value}"),
            Kind::Number(number) => write!(f, "{}", number.normalize()),
            Kind::Text(text) => quoted(f, text),
            Kind::At(text) => {
                f.write_str("@")?;
                quoted(f, text)
            }
            Kind::Path(steps) => separated(f, steps.iter().map(|step| &step.text), "."),
            Kind::Negate(of) => write!(f, "-{}", Within(of, level)),
            Kind::Binary(op, left, right) => {
                write!(f, "{} {} {}", Within(left, level), op.symbol(), Within(right, level + 1))
            }
            Kind::Compare(op, left, right) => {
                write!(f, "{} {} {}", Within(left, level + 1), op.symbol(), Within(right, level + 1))
            }
            Kind::And(parts) => separated(f, parts.iter().map(|part| Within(part, level + 1)), " and "),
            Kind::Or(parts) => separated(f, parts.iter().map(|part| Within(part, level + 1)), " or "),
            Kind::Between { value, low, high } => {
                write!(f, "{} between {} and {}", Within(value, 4), Within(low, 4), Within(high, 4))
            }
            Kind::In { value, tests } => {
                write!(f, "{} in (", Within(value, 4))?;
                separated(f, tests.iter(), ", ")?;
                f.write_str(")")
            }
            Kind::If { condition, then, otherwise } => write!(f, "if {condition} then {then} else {otherwise}"),
            Kind::Call(function, arguments) => {
                write!(f, "{}(", function.name())?;
                separated(f, arguments.iter(), ", ")?;
                f.write_str(")")
            }
            Kind::List(items) => {
                f.write_str("[")?;
                separated(f, items.iter(), ", ")?;
                f.write_str("]")
            }
        }
    }
}

impl Display for UnaryTest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            UnaryTest::Value(of) => Within(of, 4).fmt(f),
            UnaryTest::Compare(op, of) => write!(f, "{} {}", op.symbol(), Within(of, 4)),
            UnaryTest::Range(range) => range.fmt(f),
        }
    }
}

impl Display for Range {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(if self.low_closed { "[" } else { "(" })?;
        write!(f, "{}..{}", self.low, self.high)?;
        f.write_str(if self.high_closed { "]" } else { ")" })
    }
}

fn separated<T: Display>(f: &mut Formatter<'_>, items: impl Iterator<Item = T>, separator: &str) -> fmt::Result {
    for (at, item) in items.enumerate() {
        if at > 0 {
            f.write_str(separator)?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}
