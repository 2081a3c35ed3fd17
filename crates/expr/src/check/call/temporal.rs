//! Functions of days, instants and durations.

use super::argument::Want;
use super::{Call, Checked, Checker, WHOLE};
use crate::node::{Node, NodeKind};
use crate::{Function, Type, Value, temporal};

impl Checker<'_> {
    pub(super) fn temporal(&mut self, call: Call, nodes: Vec<Node>) -> Checked {
        use Function as F;
        match call.function {
            F::Now | F::Today => {
                self.clock = true;
                self.zone |= call.function == F::Today;
                let ty = if call.function == F::Now { Type::DateTime } else { Type::Date };
                self.typed(call, nodes, &[], ty)
            }
            F::Date => self.date(call, nodes),
            F::DateTime => {
                self.refuse_bad_text(&nodes, |text| temporal::time(text).is_some(), call.function)?;
                self.typed(call, nodes, &[Want::Text], Type::DateTime)
            }
            F::Duration => self.duration(call, nodes),
            F::Year | F::Month | F::Day => self.typed(call, nodes, &[Want::Day], WHOLE),
            F::DayOfWeek => self.typed(call, nodes, &[Want::Day], Type::Text),
            F::Days | F::Hours | F::Minutes => self.typed(call, nodes, &[Want::Number], Type::Duration),
            F::Months | F::Years => self.typed(call, nodes, &[Want::Number], Type::Months),
            _ => self.typed(call, nodes, &[Want::Day, Want::Day], WHOLE),
        }
    }

    fn date(&mut self, call: Call, nodes: Vec<Node>) -> Checked {
        match nodes.as_slice() {
            [of] if of.ty == Type::DateTime => {
                self.zone = true;
                call.of(Type::Date, nodes)
            }
            [of] if of.ty == Type::Date => nodes.into_iter().next(),
            [_] => {
                self.refuse_bad_text(&nodes, |text| temporal::date(text).is_some(), call.function)?;
                self.typed(call, nodes, &[Want::Text], Type::Date)
            }
            _ => self.typed(call, nodes, &[Want::Number; 3], Type::Date),
        }
    }

    /// The text is written out, since it tells whether the duration is one of seconds or of months.
    fn duration(&mut self, call: Call, nodes: Vec<Node>) -> Checked {
        self.refuse_bad_text(&nodes, |text| temporal::duration(text).is_some(), call.function)?;
        let nodes = self.arguments(call, nodes, &[Want::Text])?;
        let read = match nodes[0].constant() {
            Some(Value::Text(text)) => temporal::duration(text),
            _ => None,
        };
        match read {
            Some((value, ty)) => Some(Node { span: call.span, ty, kind: NodeKind::Constant(value) }),
            None => {
                let help =
                    "of a number that is computed, use `days(…)`, `hours(…)`, `minutes(…)`, `months(…)` or `years(…)`";
                self.refuse(nodes[0].span, "the text of `duration` must be written out", help)
            }
        }
    }

    /// A text that is written out is tested at once.
    fn refuse_bad_text(&mut self, nodes: &[Node], good: fn(&str) -> bool, function: Function) -> Option<()> {
        match nodes {
            [Node { kind: NodeKind::Constant(Value::Text(text)), span, .. }] if !good(text) => {
                let message = format!("`{text}` is not what `{}` reads", function.name());
                self.refuse(*span, message, &format!("write {}", function.usage()))
            }
            _ => Some(()),
        }
    }
}
