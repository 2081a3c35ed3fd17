//! The currency of an amount inside a formula: amounts of two currencies are neither added nor put in order, and one
//! without a currency goes with any.

use expr::ast::Arithmetic;
use expr::{Function, Node, NodeKind, Type};

use super::read::How;
use super::{Writer, Written};
use crate::{Error, Sql};

impl Writer<'_> {
    /// The currency of a node; `None` where it has none or all are in base currency. Where the amount is null it may be
    /// anything.
    pub(super) fn currency(&self, node: &Node) -> Result<Option<Sql>, Error> {
        if self.in_base || node.ty != Type::Money {
            return Ok(None);
        }
        match &node.kind {
            NodeKind::Read(read) => self.read(read, How::Currency).map(Some),
            NodeKind::Negate(of) => self.currency(of),
            NodeKind::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, left, right) => {
                self.any_currency([&**left, &**right])
            }
            NodeKind::Arithmetic(_, left, _) => self.currency(left),
            NodeKind::If { condition, then, otherwise } => {
                let branches = [self.currency(then)?, self.currency(otherwise)?];
                let [then, otherwise] = branches.map(|one| one.unwrap_or_else(|| self.null(&Type::Text)));
                self.choice(condition, then, otherwise).map(Some)
            }
            NodeKind::Call(Function::Coalesce, arguments) => self.first_currency(arguments).map(Some),
            NodeKind::Call(function @ (Function::Min | Function::Max), arguments) => {
                self.extreme_currency(*function, arguments).map(Some)
            }
            NodeKind::Call(_, arguments) => self.any_currency(arguments.iter()),
            _ => Ok(None),
        }
    }

    /// The currency that several amounts have in common.
    fn any_currency<'n>(&self, nodes: impl IntoIterator<Item = &'n Node>) -> Result<Option<Sql>, Error> {
        let known: Vec<Sql> =
            nodes.into_iter().filter_map(|node| self.currency(node).transpose()).collect::<Result<_, _>>()?;
        Ok((!known.is_empty()).then(|| self.coalesce(&known)))
    }

    /// That of the first amount there is.
    fn first_currency(&self, arguments: &[Node]) -> Written {
        let mut q = self.sql();
        q.push("(SELECT currency FROM ").append(&self.amounts(arguments)?);
        q.push(" WHERE item IS NOT NULL ORDER BY place LIMIT 1)");
        Ok(q)
    }

    /// That of the smallest or largest amount, of the first of those where they are equal.
    fn extreme_currency(&self, function: Function, arguments: &[Node]) -> Written {
        let mut q = self.sql();
        q.push("(SELECT currency FROM ").append(&self.amounts(arguments)?).push(" ORDER BY item");
        q.push(if function == Function::Max { " DESC" } else { "" }).push(", place LIMIT 1)");
        Ok(q)
    }

    /// A result of two amounts, null when their currencies differ.
    pub(super) fn of_one_currency(&self, left: &Node, right: &Node, result: Sql) -> Written {
        let (Some(left), Some(right)) = (self.currency(left)?, self.currency(right)?) else { return Ok(result) };
        let mut q = self.sql();
        q.push("(CASE WHEN ").append(&left).push(" <> ").append(&right).push(" THEN NULL ELSE ").append(&result);
        q.push(" END)");
        Ok(q)
    }
}
