//! Comparisons and membership. Equality has two values, null equals null alone; order with null is null.

use expr::ast::Comparison;
use expr::node::{By, NodeKind, Test};
use expr::{Node, Type, Value};

use super::{Writer, Written, unsafe_here};
use crate::columns::{SideKind, side, side_table};
use crate::{Error, Sql, value};

impl Writer<'_> {
    pub(super) fn compare(&self, op: Comparison, by: By, left: &Node, right: &Node) -> Written {
        match by {
            By::Empty => self.both_empty(op, left, right),
            By::Money if op.is_equality() => self.same_money(op, left, right),
            By::Money => {
                let order = self.sides(op, &self.node(left)?, &self.node(right)?);
                self.of_one_currency(left, right, order)
            }
            By::Number if left.ty.scale() != right.ty.scale() => self.of_scales(op, left, right),
            _ => Ok(self.sides(op, &self.measure(by, left)?, &self.measure(by, right)?)),
        }
    }

    /// Beside what is empty by its type.
    fn both_empty(&self, op: Comparison, left: &Node, right: &Node) -> Written {
        let mut q = self.sql();
        q.push(if op == Comparison::Equal { "(" } else { "(NOT " });
        q.push("(").append(&self.empty(left, true)?).push(" AND ").append(&self.empty(right, true)?).push("))");
        Ok(q)
    }

    /// By what a node compares; an empty text is null.
    fn measure(&self, by: By, node: &Node) -> Written {
        match (by, node.constant()) {
            (By::Text | By::Key | By::Digits, Some(Value::Text(text))) if text.is_empty() => Ok(self.null(&Type::Text)),
            (By::Text, _) => self.key(node),
            (By::Digits, Some(Value::Text(number))) => Ok(self.text(&meta::types::digits(number))),
            (By::Key, None) if node.read().is_none() => {
                let mut q = self.sql();
                q.push("nullif(").append(&self.node(node)?).push(", '')");
                Ok(q)
            }
            _ => self.node(node),
        }
    }

    fn sides(&self, op: Comparison, left: &Sql, right: &Sql) -> Sql {
        let mut q = self.sql();
        q.push("(").append(left).push(sign(op)).append(right).push(")");
        q
    }

    /// Numbers of different scales, exactly.
    fn of_scales(&self, op: Comparison, left: &Node, right: &Node) -> Written {
        let (a, b) = (self.node(left)?, self.node(right)?);
        let (places, other) = (left.ty.scale(), right.ty.scale());
        let mut q = self.sql();
        if !q.dialect().is_sqlite() {
            let widest = places.max(other);
            let widened = |number: &Sql, from: u32| {
                let mut q = self.sql();
                q.push("(").append(number).push(" * ").int(crate::dialect::ten(widest - from)).push(")");
                q
            };
            return Ok(self.sides(op, &widened(&a, places), &widened(&b, other)));
        }
        let mut order = self.sql();
        order.push("exact_order(").append(&a).push(", ").int(places.into()).push(", ").append(&b);
        order.push(", ").int(other.into()).push(")");
        if !op.is_equality() {
            return Ok(self.sides(op, &order, &q.dialect().whole(0)));
        }
        q.push(if op == Comparison::Equal { "(coalesce(" } else { "(NOT coalesce(" });
        q.append(&order).push(" = 0, ").append(&a).push(" IS NULL AND ").append(&b).push(" IS NULL))");
        Ok(q)
    }

    /// Whether two amounts are the same, in the same currency.
    fn same_money(&self, op: Comparison, left: &Node, right: &Node) -> Written {
        let (a, b) = (self.node(left)?, self.node(right)?);
        let mut q = self.sql();
        q.push(if op == Comparison::Equal { "((" } else { "(NOT (" });
        q.append(&self.sides(Comparison::Equal, &a, &b));
        if let (Some(left), Some(right)) = (self.currency(left)?, self.currency(right)?) {
            q.push(" AND coalesce(").append(&a).push(" IS NULL OR ").append(&left).push(" = ").append(&right);
            q.push(", TRUE)");
        }
        q.push("))");
        Ok(q)
    }

    /// Whether any test holds, else null when one is null.
    pub(super) fn matches(&self, value: &Node, tests: &[Test]) -> Written {
        let mut q = self.sql();
        q.push("(FALSE");
        for test in tests {
            q.push(" OR ").append(&self.test(value, test)?);
        }
        q.push(")");
        Ok(q)
    }

    fn test(&self, value: &Node, test: &Test) -> Written {
        match test {
            Test::Compare { op, by, to } => self.compare(*op, *by, value, to),
            Test::Range { by, low, low_closed, high, high_closed } => {
                let lower = if *low_closed { Comparison::GreaterOrEqual } else { Comparison::Greater };
                let upper = if *high_closed { Comparison::LessOrEqual } else { Comparison::Less };
                let mut q = self.sql();
                q.push("(").append(&self.compare(lower, *by, value, low)?).push(" AND ");
                q.append(&self.compare(upper, *by, value, high)?).push(")");
                Ok(q)
            }
            Test::Member { by, list } => self.member(*by, value, list),
        }
    }

    /// Whether a list of a field holds a value.
    fn member(&self, by: By, value: &Node, list: &Node) -> Written {
        let NodeKind::Read(read) = &list.kind else { return Err(unsafe_here("a list")) };
        let wanted = self.measure(by, value)?;
        let mut q = self.sql();
        q.push("coalesce(");
        value::at(&mut q, self.scope, self.module, self.alias, &read.path, &mut |q, end| {
            let kind = side(&end.field.kind).ok_or_else(|| unsafe_here("a list"))?;
            let there = self.scope.alias();
            q.push("EXISTS (SELECT 1 FROM ")
                .table(&side_table(&end.module.key, &end.field.key))
                .push(" ")
                .ident(&there);
            q.push(" WHERE ").column(&there, "owner").push(" = ").column(end.alias, "id").push(" AND ");
            match kind {
                SideKind::Links => q.column(&there, "other"),
                SideKind::Points | SideKind::Words => q.column(&there, "value__key"),
            };
            q.push(sign(Comparison::Equal)).append(&wanted).push(")");
            Ok::<(), Error>(())
        })?;
        q.push(", FALSE)");
        Ok(q)
    }
}

fn sign(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => " IS NOT DISTINCT FROM ",
        Comparison::NotEqual => " IS DISTINCT FROM ",
        Comparison::Less => " < ",
        Comparison::LessOrEqual => " <= ",
        Comparison::Greater => " > ",
        Comparison::GreaterOrEqual => " >= ",
    }
}
