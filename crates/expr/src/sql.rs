//! Which expressions SQL on both engines can compute to the same last digit. Writing the SQL is the store's.

use crate::ast::Arithmetic;
use crate::node::{By, Node, NodeKind, Test};
use crate::{Function, Type};

/// Whether a node and everything below it has an exact equal in SQL; `SEMANTICS.md` says what it is.
pub fn safe(node: &Node) -> bool {
    let mut below = true;
    node.children(&mut |child| below &= safe(child));
    below && alone(node)
}

fn alone(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Constant(_) => !matches!(node.ty, Type::List(_)),
        NodeKind::Read(_) => !matches!(node.ty, Type::Opaque(_)),
        NodeKind::Arithmetic(op, left, right) => {
            *op != Arithmetic::Power && !matches!((&left.ty, &right.ty), (Type::Date | Type::DateTime, Type::Months))
        }
        NodeKind::Compare { by, left, right, .. } => *by != By::Text || (has_key(left) && has_key(right)),
        NodeKind::Matches { value, tests } => tests.iter().all(|test| testable(value, test)),
        NodeKind::Call(function, arguments) => call(*function, arguments),
        NodeKind::List(_) => false,
        NodeKind::Convert(_) | NodeKind::Negate(_) | NodeKind::And(_) | NodeKind::Or(_) | NodeKind::If { .. } => true,
    }
}

fn testable(value: &Node, test: &Test) -> bool {
    match test {
        Test::Compare { by, to, .. } => *by != By::Text || (has_key(value) && has_key(to)),
        Test::Range { by, low, high, .. } => *by != By::Text || [value, low, high].into_iter().all(has_key),
        Test::Member { list, .. } => list.read().is_some() && has_key(value),
    }
}

/// A folded key is stored for fields and computed here for constants; SQL itself cannot fold.
fn has_key(node: &Node) -> bool {
    node.read().is_some() || node.constant().is_some()
}

fn call(function: Function, arguments: &[Node]) -> bool {
    use Function as F;
    match function {
        F::Contains | F::StartsWith | F::EndsWith => arguments.iter().all(has_key),
        F::Min | F::Max | F::Sum => arguments.iter().all(|argument| !matches!(argument.ty, Type::List(_))),
        F::DaysBetween => true,
        F::Not | F::Coalesce | F::IsEmpty | F::IsDefined | F::Abs | F::Round | F::Floor | F::Ceiling => true,
        F::Now | F::Today | F::Concat | F::Days | F::Hours | F::Minutes => true,
        _ => false,
    }
}
