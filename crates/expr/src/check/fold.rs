//! Constant folding: a node whose operands are constants becomes one. What would fault stays, to fault when it runs.

use meta::{Path, Value as Held};

use crate::eval::{Budget, Context, run};
use crate::node::{Node, NodeKind};
use crate::{Function, Value};

/// The constant that a node always is, or the node.
pub fn fold(node: Node) -> Node {
    if node.constant().is_some() || node.read().is_some() || depends_on_context(&node) {
        return node;
    }
    let mut constant = true;
    node.children(&mut |child| constant &= child.constant().is_some());
    if !constant {
        return node;
    }
    let nothing = |_: &Path| Held::Null;
    let outcome = run(&node, &nothing, &Context::timeless(), Budget::default());
    match outcome.notes.is_empty() {
        true => Node { span: node.span, ty: node.ty, kind: NodeKind::Constant(outcome.value) },
        false => node,
    }
}

/// Whether the node itself asks for the time, the zone, or mixes amounts of no currency.
fn depends_on_context(node: &Node) -> bool {
    let mut zoned = false;
    node.children(&mut |child| zoned |= matches!(child.constant(), Some(Value::Time(_))));
    match &node.kind {
        NodeKind::Call(Function::Now | Function::Today, _) => true,
        NodeKind::Call(..) | NodeKind::Arithmetic(..) => zoned,
        _ => false,
    }
}
