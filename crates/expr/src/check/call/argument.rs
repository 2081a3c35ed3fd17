//! Arguments: how many a function takes and of which kind.

use super::super::{Checked, Checker};
use super::Call;
use crate::Type;
use crate::node::Node;

/// What an argument must be. Null is taken everywhere but for a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Anything,
    Bool,
    Number,
    /// A number or money.
    Amount,
    /// A number, money or a duration.
    Quantity,
    Text,
    /// Anything that can be written as a text.
    Writable,
    /// A day; an instant is taken for its day in the company's zone.
    Day,
    List,
}

impl Want {
    fn takes(self, ty: &Type) -> bool {
        let number = matches!(ty, Type::Number { .. });
        match self {
            Want::List => matches!(ty, Type::List(_)),
            Want::Anything => true,
            _ if *ty == Type::Null => true,
            Want::Bool => *ty == Type::Bool,
            Want::Number => number,
            Want::Amount => number || *ty == Type::Money,
            Want::Quantity => number || matches!(ty, Type::Money | Type::Duration | Type::Months),
            Want::Text => ty.is_text(),
            Want::Writable => !matches!(ty, Type::List(_) | Type::Opaque(_) | Type::Link(_) | Type::AnyLink),
            Want::Day => matches!(ty, Type::Date | Type::DateTime),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Want::Anything => "a value",
            Want::Bool => "true or false",
            Want::Number => "a number",
            Want::Amount => "a number or money",
            Want::Quantity => "a number, money or a duration",
            Want::Text => "a text",
            Want::Writable => "a single value",
            Want::Day => "a date",
            Want::List => "a list",
        }
    }
}

impl Checker<'_> {
    /// Checks arguments against what is wanted, one for one.
    pub(super) fn arguments(&mut self, call: Call, nodes: Vec<Node>, wants: &[Want]) -> Option<Vec<Node>> {
        if nodes.len() != wants.len() {
            return self.misused(call);
        }
        let checked: Vec<Checked> =
            nodes.into_iter().zip(wants).map(|(node, want)| self.argument(call, node, *want)).collect();
        checked.into_iter().collect()
    }

    pub(super) fn argument(&mut self, call: Call, node: Node, want: Want) -> Checked {
        if want.takes(&node.ty) {
            let instant = want == Want::Day && node.ty == Type::DateTime;
            return Some(if instant { self.day_of(node) } else { node });
        }
        let help = match (want, &node.ty) {
            (Want::Text, Type::Number { .. } | Type::Money | Type::Date | Type::DateTime | Type::Bool) => {
                "turn it into a text with `string(…)`".to_string()
            }
            (Want::Number, Type::Money) => "its number is `….amount`".to_string(),
            _ => format!("it is called as {}", call.function.usage()),
        };
        let message = format!("`{}` takes {} here, this is {}", call.function.name(), want.words(), node.ty);
        self.refuse(node.span, message, &help)
    }

    /// The wrong number of arguments.
    pub(super) fn misused<T>(&mut self, call: Call) -> Option<T> {
        let message = format!("`{}` does not take this number of arguments", call.function.name());
        self.refuse(call.span, message, &format!("it is called as {}", call.function.usage()))
    }
}
