//! Formulas as SQL: the value that `expr::eval` gives, computed by the statement, the same to the last digit.
//!
//! What [`expr::Typed::sql_safe`] refuses has no such text and is an error here. Inside a formula dates are days and
//! instants microseconds since 1970, and every quantity is an integer at the scale of its type, a `numeric` on
//! PostgreSQL: so one text serves both engines, but for the arithmetic in `dialect/exact`.
//!
//! A formula that gives money is computed in base currency: every amount it reads counts as what it is worth there. All
//! others see amounts in their own currency, as in memory.

mod compare;
mod money;
mod number;
mod read;
mod result;
mod text;
mod time;

use expr::node::NodeKind;
use expr::{Function, Node, Type, Typed, Value};
use meta::{FieldType, Module};

use crate::value::End;
use crate::{Error, Scope, Sql};

/// Writes the value of a formula for the record at `alias`, as a column of `kind` holds it. Of money it is the amount in
/// base currency.
pub fn value(
    q: &mut Sql,
    scope: &Scope,
    module: &Module,
    alias: &str,
    typed: &Typed,
    kind: &FieldType,
) -> Result<(), Error> {
    let writer = Writer::new(q, scope, module, alias, typed);
    let value = writer.result(typed, kind)?;
    q.append(&result::stored(&value, kind));
    Ok(())
}

/// Writes by what a computed field, or a part of it, compares: texts by their folded key.
pub(crate) fn compared(q: &mut Sql, scope: &Scope, end: &End, typed: &Typed) -> Result<(), Error> {
    let writer = Writer::new(q, scope, end.module, end.alias, typed);
    let compared =
        writer.computed(typed, end, if text::is_textual(end) { read::How::Key } else { read::How::Value })?;
    q.append(&match end.part {
        None => result::stored(&compared, &end.field.kind),
        Some(part) => result::stored(&compared, &part.kind()),
    });
    Ok(())
}

/// Writes whether a condition is true for the record at `alias`; null is not.
pub fn condition(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, typed: &Typed) -> Result<(), Error> {
    if let Some(filter) = plain_filter(typed) {
        return crate::filter::condition(q, scope, module, alias, &filter);
    }
    let holds = Writer::new(q, scope, module, alias, typed).node(&typed.root)?;
    q.push("(").append(&holds).push(" IS TRUE)");
    Ok(())
}

/// Whether a statement can ask for a condition.
pub fn can_ask(typed: &Typed) -> bool {
    typed.sql_safe() || plain_filter(typed).is_some()
}

/// The condition as a filter, which indexes serve; none when it must be resolved for a moment first.
fn plain_filter(typed: &Typed) -> Option<meta::Filter> {
    if typed.clock || typed.zone { None } else { expr::to_filter(typed) }
}

/// Writes one formula for the record at one alias.
struct Writer<'w> {
    scope: &'w Scope<'w>,
    module: &'w Module,
    alias: &'w str,
    /// Amounts are read in base currency.
    in_base: bool,
    blank: Sql,
}

type Written = Result<Sql, Error>;

impl<'w> Writer<'w> {
    fn new(q: &Sql, scope: &'w Scope<'w>, module: &'w Module, alias: &'w str, typed: &Typed) -> Writer<'w> {
        Writer { scope, module, alias, in_base: *typed.ty() == Type::Money, blank: q.fresh() }
    }

    fn sql(&self) -> Sql {
        self.blank.clone()
    }

    /// The value of a node; texts as they are.
    fn node(&self, node: &Node) -> Written {
        match &node.kind {
            NodeKind::Constant(value) => self.constant(value, &node.ty),
            NodeKind::Read(read) => self.read(read, read::How::Value),
            NodeKind::Convert(of) => self.convert(of, node),
            NodeKind::Negate(of) => Ok(self.blank.dialect().sum(&[(self.node(of)?, -1)])),
            NodeKind::Arithmetic(op, left, right) => self.arithmetic(node, *op, left, right),
            NodeKind::Compare { op, by, left, right } => self.compare(*op, *by, left, right),
            NodeKind::And(parts) => self.joined(parts, " AND "),
            NodeKind::Or(parts) => self.joined(parts, " OR "),
            NodeKind::Matches { value, tests } => self.matches(value, tests),
            NodeKind::If { condition, then, otherwise } => {
                self.choice(condition, self.node(then)?, self.node(otherwise)?)
            }
            NodeKind::Call(function, arguments) => self.call(node, *function, arguments),
            NodeKind::List(_) => Err(unsafe_here("a list")),
        }
    }

    /// A constant; null with its type said, which PostgreSQL cannot always tell.
    fn constant(&self, value: &Value, ty: &Type) -> Written {
        let mut q = self.sql();
        match value {
            Value::Null => return Ok(self.null(ty)),
            Value::Bool(yes) => q.push(if *yes { "TRUE" } else { "FALSE" }),
            Value::Number(number) => return self.scaled(*number, ty),
            Value::Money(money) => return self.scaled(money.amount, ty),
            Value::Text(text) => q.bind_as(text.as_str(), crate::ColumnType::Text),
            Value::Date(day) => return Ok(q.dialect().whole(time::days(*day))),
            Value::Time(instant) => return Ok(q.dialect().whole(instant.timestamp_micros())),
            Value::Duration(length) | Value::Months(length) => return Ok(q.dialect().whole(*length)),
            Value::Id(id) => q.bind_as(*id, crate::ColumnType::Uuid),
            Value::List(_) | Value::Opaque => return Err(unsafe_here("a list")),
        };
        Ok(q)
    }

    fn null(&self, ty: &Type) -> Sql {
        let mut q = self.sql();
        if q.dialect().is_sqlite() {
            q.push("NULL");
            return q;
        }
        q.push(match ty {
            Type::Bool => "NULL::boolean",
            Type::Text | Type::Choice(_) => "NULL::text",
            Type::Link(_) | Type::AnyLink => "NULL::uuid",
            Type::Null | Type::List(_) | Type::Opaque(_) => "NULL",
            _ => "NULL::numeric",
        });
        q
    }

    fn convert(&self, of: &Node, node: &Node) -> Written {
        let value = self.node(of)?;
        Ok(match (&of.ty, &node.ty) {
            (Type::Null, ty) => self.null(ty),
            (Type::Number { scale }, Type::Number { .. } | Type::Money) => {
                self.blank.dialect().rescaled(&value, *scale, node.ty.scale())
            }
            _ => value,
        })
    }

    /// `and`, `or`: SQL's own three values are those of the language.
    fn joined(&self, parts: &[Node], between: &'static str) -> Written {
        let parts = self.nodes(parts)?;
        let mut q = self.sql();
        q.push("(").join(&parts, between, |q, part| {
            q.append(part);
        });
        q.push(")");
        Ok(q)
    }

    fn nodes(&self, nodes: &[Node]) -> Result<Vec<Sql>, Error> {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    fn choice(&self, condition: &Node, then: Sql, otherwise: Sql) -> Written {
        let mut q = self.sql();
        q.push("(CASE WHEN ").append(&self.node(condition)?).push(" THEN ").append(&then);
        q.push(" ELSE ").append(&otherwise).push(" END)");
        Ok(q)
    }

    /// The call of a function. All but those named first give null for null.
    fn call(&self, node: &Node, function: Function, arguments: &[Node]) -> Written {
        use Function as F;
        match function {
            F::Coalesce => return Ok(self.coalesce(&self.nodes(arguments)?)),
            F::IsEmpty => return self.empty(&arguments[0], true),
            F::IsDefined => return self.empty(&arguments[0], false),
            F::Concat => return self.concat(node),
            _ if arguments.iter().any(|argument| argument.ty == Type::Null) => return Ok(self.null(&node.ty)),
            _ => {}
        }
        match function {
            F::Not => {
                let mut q = self.sql();
                q.push("(NOT ").append(&self.node(&arguments[0])?).push(")");
                Ok(q)
            }
            F::Contains | F::StartsWith | F::EndsWith => self.found(function, &arguments[0], &arguments[1]),
            F::Min | F::Max => self.extreme(function, arguments),
            F::Sum => self.total(arguments),
            F::Abs => Ok(self.blank.dialect().absolute(&self.node(&arguments[0])?)),
            F::Round | F::Floor | F::Ceiling => self.rounded(node, function, arguments),
            F::Length => self.length(&arguments[0]),
            F::Year | F::Month | F::Day => self.calendar(function, &arguments[0]),
            F::Now | F::Today | F::DaysBetween | F::Days | F::Hours | F::Minutes => self.time(function, arguments),
            other => Err(unsafe_here(other.name())),
        }
    }

    fn coalesce(&self, values: &[Sql]) -> Sql {
        let mut q = self.sql();
        match values {
            [one] => q.append(one),
            several => q.push("coalesce(").join(several, ", ", |q, value| {
                q.append(value);
            }),
        };
        if values.len() > 1 {
            q.push(")");
        }
        q
    }
}

/// What the check of definitions should have refused.
fn unsafe_here(what: &str) -> Error {
    Error::Missing(format!("a way to compute {what} inside a statement"))
}
