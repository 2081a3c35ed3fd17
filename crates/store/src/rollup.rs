//! Rollups: one value summed up over the records related to another. Sums cannot overflow into an error: high and low
//! halves are added apart, and a result beyond the column is no value.

use std::collections::HashMap;
use std::sync::Arc;

use meta::field_type::RollupFunction;
use meta::relation::{Relation, RelationKind};
use meta::types::number::{scaled, unscaled};
use meta::types::{Currency, MONEY_SCALE, Money};
use meta::{FieldType, Key, Module, Path, Value};
use uuid::Uuid;

use crate::columns::side_table;
use crate::{Error, Row, Scope, Sql, Tx, formula, links, value};

/// What is summed up, and how.
pub struct Rollup<'a> {
    /// The module that has the rollup.
    pub holder: &'a Module,
    /// The relation it sums up.
    pub relation: &'a Relation,
    /// The module of the related records.
    pub target: &'a Arc<Module>,
    /// How.
    pub function: RollupFunction,
    /// Which field; `None` counts.
    pub of: Option<&'a Key>,
    /// Which of the related records.
    pub filter: Option<&'a expr::Typed>,
    /// The type of the result.
    pub result: &'a FieldType,
    /// The currency of sums of money.
    pub base_currency: Currency,
}

/// The value of a rollup for one record, from the related records outside the bin.
pub fn value(tx: &mut Tx, scope: &Scope, rollup: &Rollup, holder: Uuid) -> Result<Value, Error> {
    let mut q = tx.sql();
    summed_columns(&mut q, scope, rollup)?;
    q.push(" FROM ").table(&rollup.target.key).push(" r, ").table(&rollup.holder.key).push(" h WHERE h.id = ");
    q.bind(holder).push(" AND ");
    links::join(&mut q, &rollup.holder.key, rollup.relation, "h", "r");
    counted(&mut q, scope, rollup)?;
    Ok(tx.query_one(&q, |row| read(row, rollup))?.unwrap_or_default())
}

/// The values of a rollup for many records, in their order.
pub fn values(tx: &mut Tx, scope: &Scope, rollup: &Rollup, holders: &[Uuid]) -> Result<Vec<(Uuid, Value)>, Error> {
    if holders.is_empty() {
        return Ok(Vec::new());
    }
    let mut q = tx.sql();
    summed_columns(&mut q, scope, rollup)?;
    q.push(", h.id FROM ").table(&rollup.target.key).push(" r, ").table(&rollup.holder.key).push(" h");
    match &rollup.relation.kind {
        RelationKind::Links { field } => {
            q.push(", ")
                .table(&side_table(&rollup.holder.key, field))
                .push(" s WHERE s.owner = h.id AND s.other = r.id");
        }
        RelationKind::LinksInverse { field } => {
            q.push(", ")
                .table(&side_table(&rollup.target.key, field))
                .push(" s WHERE s.other = h.id AND s.owner = r.id");
        }
        _ => {
            q.push(" WHERE ");
            links::join(&mut q, &rollup.holder.key, rollup.relation, "h", "r");
        }
    }
    q.push(" AND h.id").in_list(holders.iter().copied());
    counted(&mut q, scope, rollup)?;
    q.push(" GROUP BY h.id");
    let at = if rollup.of.is_some() { width(rollup.function) } else { 1 };
    let found: HashMap<Uuid, Value> =
        tx.query(&q, |row| Ok((row.uuid(at)?, read(row, rollup)?)))?.into_iter().collect();
    Ok(holders.iter().map(|id| (*id, found.get(id).cloned().unwrap_or_else(|| nothing(rollup)))).collect())
}

/// The value over no record.
fn nothing(rollup: &Rollup) -> Value {
    match (rollup.function, rollup.of) {
        (RollupFunction::Count, _) | (_, None) => Value::Int(0),
        (RollupFunction::Sum, _) => shaped(0, rollup),
        _ => Value::Null,
    }
}

fn summed_columns(q: &mut Sql, scope: &Scope, rollup: &Rollup) -> Result<(), Error> {
    q.push("SELECT count(*)");
    if let Some(of) = rollup.of {
        let mut column = q.fresh();
        value::scalar(&mut column, scope, rollup.target, "r", &Path::of(of.clone()))?;
        columns(q, rollup.function, &column);
    }
    Ok(())
}

/// Writes which of the related records count.
fn counted(q: &mut Sql, scope: &Scope, rollup: &Rollup) -> Result<(), Error> {
    q.push(" AND r.deleted_at IS NULL");
    if let Some(filter) = rollup.filter {
        q.push(" AND ");
        formula::condition(q, scope, rollup.target, "r", filter)?;
    }
    q.stamp(scope.schema.catalogue.version);
    Ok(())
}

/// How many columns a function reads, the count among them.
fn width(function: RollupFunction) -> usize {
    match function {
        RollupFunction::Count => 1,
        RollupFunction::Sum | RollupFunction::Avg => 4,
        RollupFunction::Min | RollupFunction::Max => 2,
    }
}

fn columns(q: &mut Sql, function: RollupFunction, column: &Sql) {
    match function {
        RollupFunction::Count => {}
        RollupFunction::Sum | RollupFunction::Avg => {
            q.push(", count(").append(column).push("), sum(").append(column).push(" >> 32), sum(");
            q.append(column).push(" & 4294967295)");
        }
        RollupFunction::Min => {
            q.push(", min(").append(column).push(")");
        }
        RollupFunction::Max => {
            q.push(", max(").append(column).push(")");
        }
    }
}

fn read(row: &Row, rollup: &Rollup) -> Result<Value, Error> {
    match (rollup.function, rollup.of) {
        (RollupFunction::Count, _) | (_, None) => Ok(Value::Int(row.int(0)?)),
        (RollupFunction::Sum, _) => Ok(shaped(total(row)?, rollup)),
        (RollupFunction::Avg, _) => {
            let count = i128::from(row.int(1)?);
            if count == 0 {
                return Ok(Value::Null);
            }
            // A mean has more places than what it is the mean of.
            let more = places(rollup.result).saturating_sub(rollup.source().map_or(0, places));
            Ok(shaped(expr::number::divide_rounded(total(row)? * 10_i128.pow(more), count), rollup))
        }
        (RollupFunction::Min | RollupFunction::Max, _) => extreme(row, rollup),
    }
}

/// The places after the decimal mark in a column of this type.
fn places(kind: &FieldType) -> u32 {
    match kind.shown() {
        FieldType::Money { .. } => MONEY_SCALE,
        FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => *scale,
        _ => 0,
    }
}

/// The sum of the halves.
fn total(row: &Row) -> Result<i128, Error> {
    let (high, low) = (row.opt_int(2)?.unwrap_or(0), row.opt_int(3)?.unwrap_or(0));
    Ok((i128::from(high) << 32) + i128::from(low))
}

/// A scaled integer as a value of the result's type; null beyond its range.
fn shaped(sum: i128, rollup: &Rollup) -> Value {
    let Ok(n) = i64::try_from(sum) else { return Value::Null };
    match rollup.result.shown() {
        FieldType::Money { .. } => {
            Value::Money(Money { amount: unscaled(n, MONEY_SCALE), currency: rollup.base_currency })
        }
        FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => Value::Decimal(unscaled(n, *scale)),
        FieldType::Duration => Value::Duration(n),
        _ => Value::Int(n),
    }
}

fn extreme(row: &Row, rollup: &Rollup) -> Result<Value, Error> {
    let value = match rollup.result.shown() {
        FieldType::Date => row.opt_date(1)?.map(Value::Date),
        FieldType::DateTime => row.opt_time(1)?.map(Value::Time),
        _ => row.opt_int(1)?.map(|n| shaped(i128::from(n), rollup)),
    };
    Ok(value.unwrap_or_default())
}

/// What one record adds to a rollup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// The record that holds the rollup.
    pub holder: Option<Uuid>,
    /// 1 for a count, the scaled integer for a sum; 0 where the filter leaves it out.
    pub amount: i128,
}

/// What one record adds to several counts and sums over its module, in one statement. In the bin it adds nothing.
pub fn shares(
    tx: &mut Tx,
    scope: &Scope,
    target: &Arc<Module>,
    rollups: &[Rollup],
    id: Uuid,
) -> Result<Vec<Share>, Error> {
    let mut q = tx.sql();
    q.push("SELECT ");
    for (at, rollup) in rollups.iter().enumerate() {
        if at > 0 {
            q.push(", ");
        }
        holder(&mut q, rollup)?;
        q.push(", CASE WHEN r.deleted_at IS NULL");
        if let Some(filter) = rollup.filter {
            q.push(" AND ");
            formula::condition(&mut q, scope, target, "r", filter)?;
        }
        q.push(" THEN ");
        match rollup.of {
            Some(of) if rollup.function != RollupFunction::Count => {
                q.push("coalesce(");
                value::scalar(&mut q, scope, target, "r", &Path::of(of.clone()))?;
                q.push(", 0)");
            }
            _ => {
                q.push("1");
            }
        }
        q.push(" ELSE 0 END");
    }
    q.push(" FROM ").table(&target.key).push(" r WHERE r.id = ").bind(id);
    q.stamp(scope.schema.catalogue.version);
    let read = |row: &Row| {
        let one = |at: usize| {
            Ok(Share { holder: row.opt_uuid(at * 2)?, amount: i128::from(row.opt_int(at * 2 + 1)?.unwrap_or(0)) })
        };
        (0..rollups.len()).map(one).collect()
    };
    Ok(tx.query_one(&q, read)?.unwrap_or_default())
}

/// Writes the id of the record that holds a rollup over the one at `r`.
fn holder(q: &mut Sql, rollup: &Rollup) -> Result<(), Error> {
    match &rollup.relation.kind {
        RelationKind::Inverse { field } | RelationKind::Children { by: field, .. } => q.column("r", field),
        RelationKind::ParentInverse { field } => {
            q.push("CASE WHEN ").column("r", &format!("{field}__module")).push(" = ");
            q.bind(rollup.holder.key.as_str()).push(" THEN ").column("r", field).push(" END")
        }
        _ => return Err(Error::Missing(format!("a holder named by {}", rollup.target.key))),
    };
    Ok(())
}

impl Rollup<'_> {
    /// What a value of the field summed up adds, as its column holds it; `None` for what only the column knows.
    pub fn amount(&self, value: &Value, to_base: crate::encode::ToBase) -> Option<i128> {
        let number = match (value, self.source()?) {
            (Value::Null, _) => 0,
            (Value::Money(money), _) => to_base(money).unwrap_or(0),
            (Value::Int(n) | Value::Duration(n), _) => *n,
            (Value::Decimal(d), FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. }) => {
                scaled(d, *scale)?
            }
            _ => return None,
        };
        Some(i128::from(number))
    }

    /// The record that holds this rollup over one with these values; `None` where its values do not name it.
    pub fn named<'v>(&self, value: impl Fn(&Key) -> &'v Value) -> Option<Option<Uuid>> {
        match &self.relation.kind {
            RelationKind::Inverse { field } | RelationKind::Children { by: field, .. } => Some(value(field).id()),
            RelationKind::ParentInverse { field } => match value(field) {
                Value::Ref(module, id) => Some((*module == self.holder.key).then_some(*id)),
                _ => Some(None),
            },
            _ => None,
        }
    }

    /// The type of what is summed up.
    fn source(&self) -> Option<&FieldType> {
        Some(&self.target.field(self.of?)?.kind)
    }

    /// The value over no records.
    pub fn nothing(&self) -> Value {
        match self.function {
            RollupFunction::Count => Value::Int(0),
            RollupFunction::Sum => shaped(0, self),
            _ => Value::Null,
        }
    }

    /// A value with a difference added; `None` when it must be summed up anew.
    pub fn moved(&self, value: &Value, by: i128) -> Option<Value> {
        let now = match (value, self.result.shown()) {
            (Value::Int(n) | Value::Duration(n), _) => *n,
            (Value::Decimal(d), FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. }) => {
                scaled(d, *scale)?
            }
            (Value::Money(money), _) if money.currency == self.base_currency => scaled(&money.amount, MONEY_SCALE)?,
            _ => return None,
        };
        Some(shaped(i128::from(now) + by, self))
    }
}

/// The records that hold a rollup over one that is reached: those whose related records lead to it over links.
pub fn holders(
    tx: &mut Tx,
    scope: &Scope,
    holder: &Module,
    relation: &Relation,
    target: &Arc<Module>,
    path: &Path,
    reached: Uuid,
) -> Result<Vec<Uuid>, Error> {
    let mut q = tx.sql();
    q.push("SELECT DISTINCT h.id FROM ").table(&holder.key).push(" h, ").table(&target.key).push(" r WHERE ");
    links::join(&mut q, &holder.key, relation, "h", "r");
    q.push(" AND ");
    value::scalar(&mut q, scope, target, "r", path)?;
    q.push(" = ").bind(reached).push(" ORDER BY h.id");
    tx.query(&q, |row| row.uuid(0))
}

/// The records whose list of links holds this one.
pub fn listed_in(tx: &mut Tx, holder: &Key, field: &Key, id: Uuid) -> Result<Vec<Uuid>, Error> {
    let mut q = tx.sql();
    q.push("SELECT owner FROM ").table(&side_table(holder, field)).push(" WHERE other = ").bind(id);
    q.push(" ORDER BY owner");
    tx.query(&q, |row| row.uuid(0))
}
