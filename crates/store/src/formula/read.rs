//! Fields that a formula reads: their columns in the forms that formulas compute with.

use expr::node::Read;
use expr::{Node, NodeKind, Typed};
use meta::catalogue::Part;
use meta::{FieldType, Filter, Op, Value};

use super::{Writer, Written, text};
use crate::columns::comparable;
use crate::value::{self, End};
use crate::{Error, Sql};

/// What is wanted of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Its value; of money the amount.
    Value,
    /// The folded key of a text.
    Key,
    /// The currency of an amount.
    Currency,
}

impl Writer<'_> {
    pub(super) fn read(&self, read: &Read, how: How) -> Written {
        let mut q = self.sql();
        value::at(&mut q, self.scope, self.module, self.alias, &read.path, &mut |q, end| {
            q.append(&self.end(end, how)?);
            Ok(())
        })?;
        Ok(q)
    }

    fn end(&self, end: &End, how: How) -> Written {
        if let Some(typed) = end.computed {
            let there = Writer::new(&self.blank, self.scope, end.module, end.alias, typed);
            return there.computed(typed, end, how);
        }
        let amount = if self.in_base { "__base" } else { "" };
        Ok(match (end.field.kind.shown(), end.part, how) {
            (FieldType::Money { .. }, None, How::Currency) | (FieldType::Money { .. }, Some(Part::Currency), _)
                if self.in_base =>
            {
                self.base_currency(&self.number(end, "__base"), how)
            }
            (FieldType::Money { .. }, None, How::Currency) => self.column(end, "__currency"),
            (FieldType::Money { .. }, None | Some(Part::Amount), _) => self.number(end, amount),
            (kind, None, How::Key) if text::is_choice(kind) => self.option_key(kind, &self.column(end, "")),
            (_, part, How::Key) => self.key_column(end, part)?,
            (_, Some(part), _) => self.column(end, &format!("__{}", part.name())),
            (FieldType::PersonName, ..) => self.full_name(end),
            (FieldType::Date, ..) => self.days(end),
            (FieldType::DateTime, ..) => self.micros(end),
            (kind, ..) if is_number(kind) => self.number(end, ""),
            _ => self.column(end, ""),
        })
    }

    /// A computed field, or a part of it.
    pub(super) fn computed(&self, typed: &Typed, end: &End, how: How) -> Written {
        let value = self.result(typed, &end.field.kind)?;
        Ok(match (end.part, how) {
            (Some(Part::Currency), _) | (None, How::Currency) => self.base_currency(&value, how),
            (_, How::Key) => self.result_key(typed, &end.field.kind)?,
            _ => value,
        })
    }

    /// The base currency where there is an amount.
    fn base_currency(&self, amount: &Sql, how: How) -> Sql {
        let code = self.scope.schema.base_currency();
        let code = if how == How::Key { meta::fold::fold(code) } else { code.to_string() };
        let mut q = self.sql();
        q.push("(CASE WHEN ").append(amount).push(" IS NOT NULL THEN ").bind_as(code, crate::ColumnType::Text);
        q.push(" END)");
        q
    }

    pub(super) fn column(&self, end: &End, suffix: &str) -> Sql {
        let mut q = self.sql();
        q.column(end.alias, &format!("{}{suffix}", end.field.key));
        q
    }

    fn number(&self, end: &End, suffix: &str) -> Sql {
        let mut q = self.sql();
        q.pick("", "CAST(").append(&self.column(end, suffix)).pick("", " AS numeric)");
        q
    }

    fn days(&self, end: &End) -> Sql {
        let mut q = self.sql();
        q.pick("", "CAST(").append(&self.column(end, "")).pick("", " - DATE '1970-01-01' AS numeric)");
        q
    }

    fn micros(&self, end: &End) -> Sql {
        let mut q = self.sql();
        q.pick("", "(extract(epoch FROM ").append(&self.column(end, "")).pick("", ") * 1000000)");
        q
    }

    fn key_column(&self, end: &End, part: Option<Part>) -> Written {
        let unfit = || Error::Missing(format!("a key of {}.{}", end.module.key, end.field.key));
        let column = comparable(end.field, part).ok_or_else(unfit)?;
        let mut q = self.sql();
        match part {
            Some(Part::Currency | Part::Country) => {
                q.push("lower(").column(end.alias, &column.name).pick(")", " COLLATE \"C\")")
            }
            _ => q.column(end.alias, &column.name),
        };
        Ok(q)
    }

    fn full_name(&self, end: &End) -> Sql {
        let mut q = self.sql();
        q.push("nullif(concat_ws(' '").join(["__prefix", "__given", "__family", "__suffix"], "", |q, part| {
            q.push(", ").append(&self.column(end, part));
        });
        q.push("), '')");
        q
    }

    /// Whether a node is empty, or is not: any field may be asked, lists and addresses too.
    pub(super) fn empty(&self, node: &Node, wanted: bool) -> Written {
        let mut q = self.sql();
        match &node.kind {
            NodeKind::Constant(value) => {
                q.push(if value.is_empty() == wanted { "TRUE" } else { "FALSE" });
            }
            NodeKind::Read(read) if !(self.in_base && matches!(read.kind, FieldType::Money { .. })) => {
                let filter = Filter::test(read.path.clone(), Op::Empty, Value::Bool(wanted));
                q.push("(");
                crate::filter::condition(&mut q, self.scope, self.module, self.alias, &filter)?;
                q.push(" IS TRUE)");
            }
            _ => {
                let value = self.node(node)?;
                q.push("(");
                if node.ty.is_text() {
                    q.push("nullif(").append(&value).push(", '')")
                } else {
                    q.append(&value)
                };
                q.push(if wanted { " IS NULL)" } else { " IS NOT NULL)" });
            }
        }
        Ok(q)
    }
}

fn is_number(kind: &FieldType) -> bool {
    matches!(
        kind,
        FieldType::Int { .. }
            | FieldType::Rating { .. }
            | FieldType::Decimal { .. }
            | FieldType::Percent { .. }
            | FieldType::Duration
    )
}
