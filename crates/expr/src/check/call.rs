//! What each built-in function takes and gives.

mod argument;
mod temporal;

use argument::Want;

use super::compare::in_list;
use super::{Checked, Checker, boolean, convert};
use crate::ast::{Expr, Kind};
use crate::node::{Node, NodeKind, Test};
use crate::number::{MAX_SCALE, QUOTIENT_SCALE, quotient_scale};
use crate::{Function, Span, Type, Value, number};

/// A call that is being checked.
#[derive(Clone, Copy)]
struct Call {
    function: Function,
    span: Span,
}

impl Call {
    fn of(self, ty: Type, arguments: Vec<Node>) -> Checked {
        Some(Node { span: self.span, ty, kind: NodeKind::Call(self.function, arguments) })
    }
}

impl Checker<'_> {
    pub(super) fn call(&mut self, span: Span, function: Function, arguments: &[Expr]) -> Checked {
        use Function as F;
        let call = Call { function, span };
        let arguments = match (function, arguments) {
            (F::Min | F::Max | F::Sum | F::Mean, [list]) => match list.kind() {
                Kind::List(items) => items,
                _ => arguments,
            },
            _ => arguments,
        };
        let nodes = self.nodes(arguments)?;
        match function {
            F::Not => self.typed(call, nodes, &[Want::Bool], Type::Bool),
            F::Coalesce => self.coalesce(call, nodes),
            F::IsEmpty | F::IsDefined => self.typed(call, nodes, &[Want::Anything], Type::Bool),
            F::Abs => self.abs(call, nodes),
            F::Round | F::Floor | F::Ceiling => self.round(call, nodes),
            F::Modulo => self.modulo(call, nodes),
            F::Min | F::Max | F::Sum | F::Mean => self.aggregate(call, nodes),
            F::Count => self.typed(call, nodes, &[Want::List], WHOLE),
            F::ListContains => self.list_contains(call, nodes),
            F::Length => self.typed(call, nodes, &[Want::Text], WHOLE),
            F::UpperCase | F::LowerCase | F::Trim => self.typed(call, nodes, &[Want::Text], Type::Text),
            F::Contains => match nodes.first().map(|node| &node.ty) {
                Some(Type::List(_)) => self.list_contains(call, nodes),
                _ => self.typed(call, nodes, &[Want::Text, Want::Text], Type::Bool),
            },
            F::StartsWith | F::EndsWith => self.typed(call, nodes, &[Want::Text, Want::Text], Type::Bool),
            F::Substring => {
                let wants = [Want::Text, Want::Number, Want::Number];
                self.typed(call, nodes, &wants[..arguments.len().clamp(2, 3)], Type::Text)
            }
            F::SubstringBefore | F::SubstringAfter => self.typed(call, nodes, &[Want::Text, Want::Text], Type::Text),
            F::Concat => {
                let wants = vec![Want::Text; nodes.len().max(1)];
                self.typed(call, nodes, &wants, Type::Text)
            }
            F::String => self.typed(call, nodes, &[Want::Writable], Type::Text),
            F::Number => self.number(call, nodes),
            _ => self.temporal(call, nodes),
        }
    }

    /// A call whose arguments are of fixed types.
    fn typed(&mut self, call: Call, nodes: Vec<Node>, wants: &[Want], ty: Type) -> Checked {
        let arguments = self.arguments(call, nodes, wants)?;
        call.of(ty, arguments)
    }

    fn coalesce(&mut self, call: Call, nodes: Vec<Node>) -> Checked {
        if nodes.is_empty() {
            return self.misused(call);
        }
        let ty = self.join_all(&nodes)?;
        let nodes = nodes.into_iter().map(|node| convert(node, &ty)).collect();
        call.of(ty, nodes)
    }

    fn abs(&mut self, call: Call, nodes: Vec<Node>) -> Checked {
        let nodes = self.arguments(call, nodes, &[Want::Quantity])?;
        call.of(quantity(&nodes[0].ty), nodes)
    }

    /// The places are written out, so that the scale of the result is known; the node always has both arguments.
    fn round(&mut self, call: Call, mut nodes: Vec<Node>) -> Checked {
        let places = self.places(call, &mut nodes, 0)?;
        let mut nodes = self.arguments(call, nodes, &[Want::Amount])?;
        let ty = match nodes[0].ty {
            Type::Money => Type::Money,
            ref other => Type::Number { scale: places.min(other.scale()) },
        };
        nodes.push(whole_constant(call.span, places));
        call.of(ty, nodes)
    }

    fn number(&mut self, call: Call, mut nodes: Vec<Node>) -> Checked {
        let scale = self.places(call, &mut nodes, QUOTIENT_SCALE)?;
        self.typed(call, nodes, &[Want::Text], Type::Number { scale })
    }

    /// Takes the second argument, a number of places written out.
    fn places(&mut self, call: Call, nodes: &mut Vec<Node>, otherwise: u32) -> Option<u32> {
        if nodes.len() != 2 {
            return Some(otherwise);
        }
        let node = nodes.pop()?;
        let places = match node.constant() {
            Some(Value::Number(places)) if places.is_integer() => number::scaled(*places, 0),
            _ => None,
        };
        match places.and_then(|places| u32::try_from(places).ok()).filter(|places| *places <= MAX_SCALE) {
            Some(places) => Some(places),
            None => {
                let message = format!("the places must be a whole number from 0 to {MAX_SCALE}, written out");
                self.refuse(node.span, message, call.function.usage())
            }
        }
    }

    fn modulo(&mut self, call: Call, nodes: Vec<Node>) -> Checked {
        let nodes = self.arguments(call, nodes, &[Want::Number, Want::Number])?;
        let scale = nodes[0].ty.scale().max(nodes[1].ty.scale());
        call.of(Type::Number { scale }, nodes)
    }

    /// min, max, sum and mean, of one list or of several values.
    fn aggregate(&mut self, call: Call, nodes: Vec<Node>) -> Checked {
        let joined = match nodes.as_slice() {
            [] => return self.misused(call),
            [Node { ty: Type::List(element), .. }] => (**element).clone(),
            several => self.join_all(several)?,
        };
        let extreme = matches!(call.function, Function::Min | Function::Max);
        let ty = match joined {
            Type::Number { scale } if call.function == Function::Mean => Type::Number { scale: quotient_scale(scale) },
            Type::Number { .. } | Type::Money | Type::Duration => joined.clone(),
            Type::Null => WHOLE,
            Type::Date | Type::DateTime | Type::Months if extreme => joined.clone(),
            other => {
                let message = format!("`{}` does not take {other}", call.function.name());
                return self.refuse(call.span, message, call.function.usage());
            }
        };
        let of_list = matches!(nodes.as_slice(), [Node { ty: Type::List(_), .. }]);
        let convert_all = |nodes: Vec<Node>| nodes.into_iter().map(|node| convert(node, &joined)).collect();
        call.of(ty, if of_list { nodes } else { convert_all(nodes) })
    }

    /// `list contains(list, value)` is `value in list`.
    fn list_contains(&mut self, call: Call, nodes: Vec<Node>) -> Checked {
        let [list, value]: [Node; 2] = match nodes.try_into() {
            Ok(two) => two,
            Err(_) => return self.misused(call),
        };
        let list = self.argument(call, list, Want::List)?;
        let Type::List(element) = &list.ty else { return self.misused(call) };
        let like = Node { span: list.span, ty: (**element).clone(), kind: NodeKind::Constant(Value::Null) };
        let (by, value, _) = self.measure(crate::ast::Comparison::Equal, value, like)?;
        let tests = vec![Test::Member { by: in_list(by, &list), list }];
        Some(boolean(call.span, NodeKind::Matches { value: Box::new(value), tests }))
    }
}

/// A whole number.
const WHOLE: Type = Type::Number { scale: 0 };

fn whole_constant(span: Span, value: u32) -> Node {
    Node { span, ty: WHOLE, kind: NodeKind::Constant(Value::Number(value.into())) }
}

/// The type of what a function of quantities gives; null is taken for a number.
fn quantity(ty: &Type) -> Type {
    if *ty == Type::Null { WHOLE } else { ty.clone() }
}
