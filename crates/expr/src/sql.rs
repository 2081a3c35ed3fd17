//! Which expressions SQL on both engines can compute to the same last digit. Writing the SQL is the store's.

use crate::ast::Arithmetic;
use crate::node::{By, Node, NodeKind, Test};
use crate::{Function, Type};

/// Whether a node and everything below it has an exact equal in SQL; `SEMANTICS.md` says what it is.
pub fn safe(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Constant(_) | NodeKind::Read(_) => !matches!(node.ty, Type::List(_) | Type::Opaque(_)),
        NodeKind::List(_) => false,
        NodeKind::Call(Function::IsEmpty | Function::IsDefined, of) if of.iter().all(is_read) => true,
        NodeKind::Compare { by: By::Empty, left, right, .. } if is_read(left) || is_read(right) => true,
        NodeKind::Matches { value, tests } => safe(value) && tests.iter().all(|test| testable(value, test)),
        NodeKind::Call(function, arguments) => call(*function, arguments),
        NodeKind::Compare { by: By::Text, left, right, .. } => has_key(left) && has_key(right),
        NodeKind::Arithmetic(op, left, right) => {
            let calendar = left.ty == Type::Months || right.ty == Type::Months;
            *op != Arithmetic::Power && !calendar && safe(left) && safe(right)
        }
        _ => {
            let mut below = true;
            node.children(&mut |child| below &= safe(child));
            below
        }
    }
}

fn is_read(node: &Node) -> bool {
    node.read().is_some()
}

/// A folded key is stored for fields and computed here for constants; SQL itself cannot fold.
fn has_key(node: &Node) -> bool {
    is_read(node) || node.constant().is_some()
}

fn testable(value: &Node, test: &Test) -> bool {
    match test {
        Test::Compare { by: By::Text, to, .. } => has_key(value) && has_key(to),
        Test::Range { by: By::Text, low, high, .. } => [value, low, high].into_iter().all(has_key),
        Test::Member { list, .. } => is_read(list) && value.constant().is_some(),
        Test::Compare { to, .. } => safe(to),
        Test::Range { low, high, .. } => safe(low) && safe(high),
    }
}

fn call(function: Function, arguments: &[Node]) -> bool {
    use Function as F;
    let below = arguments.iter().all(safe);
    match function {
        F::Contains | F::StartsWith | F::EndsWith => arguments.iter().all(has_key),
        F::Year | F::Month | F::Day | F::DaysBetween => below,
        F::Not | F::Coalesce | F::IsEmpty | F::IsDefined | F::Min | F::Max | F::Sum => below,
        F::Abs | F::Round | F::Floor | F::Ceiling => below,
        F::Now | F::Today | F::Concat | F::Length | F::Days | F::Hours | F::Minutes => below,
        _ => false,
    }
}
