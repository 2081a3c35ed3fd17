//! Signs, `+ - * /`, rounding and sums. Money is its amount here; `money` tells its currency.

use expr::ast::Arithmetic;
use expr::{Function, Node, NodeKind, Type, Value, number};
use rust_decimal::Decimal;

use super::{Writer, Written, unsafe_here};
use crate::Sql;
use crate::dialect::ten;

impl Writer<'_> {
    /// A number at the scale of a type; null when it does not fit.
    pub(super) fn scaled(&self, value: Decimal, ty: &Type) -> Written {
        let integer = number::scaled(value, ty.scale()).and_then(|integer| i64::try_from(integer).ok());
        Ok(integer.map_or_else(|| self.null(ty), |integer| self.blank.dialect().whole(integer)))
    }

    pub(super) fn arithmetic(&self, node: &Node, op: Arithmetic, left: &Node, right: &Node) -> Written {
        use Type::{Date, DateTime, Duration, Money, Months, Number};
        match (&left.ty, &right.ty) {
            (Type::Null, _) | (_, Type::Null) => Ok(self.null(&node.ty)),
            (a, b) if a.is_text() && b.is_text() => self.concat(node),
            (Date | DateTime, _) => self.moved(node, op, left, right),
            (Money, Money) => self.of_one_currency(left, right, self.numbers(node, op, left, right)?),
            (Number { .. } | Money | Duration | Months, Number { .. } | Duration | Months) => {
                self.numbers(node, op, left, right)
            }
            _ => Err(unsafe_here(op.symbol())),
        }
    }

    fn numbers(&self, node: &Node, op: Arithmetic, left: &Node, right: &Node) -> Written {
        let (a, b) = (self.node(left)?, self.node(right)?);
        let (from, by, to) = (left.ty.scale(), right.ty.scale(), node.ty.scale());
        let exact = self.blank.dialect();
        Ok(match op {
            Arithmetic::Add => exact.sum(&[(a, ten(to - from)), (b, ten(to - by))]),
            Arithmetic::Subtract => exact.sum(&[(a, ten(to - from)), (b, -ten(to - by))]),
            Arithmetic::Multiply => exact.ratio(&a, &b, &exact.whole(ten(from + by - to))),
            Arithmetic::Divide => exact.ratio(&a, &exact.whole(ten(to + by - from)), &b),
            Arithmetic::Power => return Err(unsafe_here("a power")),
        })
    }

    /// `round`, `floor` and `ceiling` to the places that the second argument says.
    pub(super) fn rounded(&self, node: &Node, function: Function, arguments: &[Node]) -> Written {
        let places = match arguments[1].constant() {
            Some(Value::Number(places)) => u32::try_from(*places).unwrap_or(0),
            _ => return Err(unsafe_here(function.name())),
        };
        let (value, scale) = (self.node(&arguments[0])?, arguments[0].ty.scale());
        let exact = self.blank.dialect();
        if places >= scale {
            return Ok(exact.rescaled(&value, scale, node.ty.scale()));
        }
        let unit = ten(scale - places);
        let rounded = match function {
            Function::Floor => exact.floor(&value, unit),
            Function::Ceiling => exact.ceiling(&value, unit),
            _ => exact.rescaled(&value, scale, places),
        };
        Ok(exact.rescaled(&rounded, places, node.ty.scale()))
    }

    /// The smallest or largest of several values.
    pub(super) fn extreme(&self, function: Function, arguments: &[Node]) -> Written {
        let pick = if function == Function::Min { "min(item)" } else { "max(item)" };
        self.over_all(arguments, pick)
    }

    /// The sum of several values, exact before it is measured against 64 bits.
    pub(super) fn total(&self, arguments: &[Node]) -> Written {
        let terms: Vec<(Sql, i64)> = self.nodes(arguments)?.into_iter().map(|term| (term, 1)).collect();
        let sum = self.blank.dialect().sum(&terms);
        let (Some(first), true) = (arguments.first(), arguments.len() > 1) else { return Ok(sum) };
        if first.ty != Type::Money || self.in_base {
            return Ok(sum);
        }
        let mut q = self.sql();
        q.push("(CASE WHEN ").append(&self.over_all(arguments, "TRUE")?).push(" THEN ").append(&sum).push(" END)");
        Ok(q)
    }

    /// `pick` over the values, null when one of them is or when they are amounts of several currencies.
    fn over_all(&self, arguments: &[Node], pick: &'static str) -> Written {
        let mut q = self.sql();
        q.push("(SELECT CASE WHEN count(item) = count(*) AND count(DISTINCT currency) < 2 THEN ").push(pick);
        q.push(" END FROM ").append(&self.amounts(arguments)?).push(")");
        Ok(q)
    }

    /// The values and their currencies as the rows of a table: `item`, `currency`, and their order as `place`.
    pub(super) fn amounts(&self, arguments: &[Node]) -> Written {
        let mut q = self.sql();
        q.push("(");
        for (place, argument) in (0..).zip(arguments) {
            q.push(if place > 0 { " UNION ALL SELECT " } else { "SELECT " }).append(&self.node(argument)?);
            let currency = self.currency(argument)?.unwrap_or_else(|| self.null(&Type::Text));
            q.push(" AS item, ").append(&currency).push(" AS currency, ").int(place).push(" AS place");
        }
        q.push(") AS items");
        Ok(q)
    }

    /// Whether a node is a sum of texts or a call of `concat`.
    pub(super) fn is_text_sum(node: &Node) -> bool {
        matches!(&node.kind, NodeKind::Arithmetic(Arithmetic::Add, ..)) && node.ty == Type::Text
    }
}
