//! Pages of records by keyset: each page starts after the sort values and the row number of the last, never by OFFSET.
//!
//! Empty values come last in either direction. A sort by one key walks two segments, the filled and the empty ones, so
//! that an index on the column serves both directions on both engines. Several keys use one general condition.

mod walk;

use std::sync::Arc;

use meta::layout::SortKey;
use meta::{Filter, Module, Path, Record};

use crate::columns::RID;
use crate::dialect::ColumnType;
use crate::scope::Scope;
use crate::select::Select;
use crate::{Error, Param, Row, Sql, Tx, filter, value};

use walk::Walk;

/// Steps of SQLite's machine before a first walk is given up: a few milliseconds, more where the records come from disk.
const STEPS: u64 = 60_000;
/// A page that cost more, in nanoseconds, would have been worth an index.
const MISSED: u64 = 2_500_000;

/// Whether records in the bin are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Bin {
    /// Only those outside.
    #[default]
    Out,
    /// Only those inside.
    In,
    /// Both.
    Both,
}

/// Which records, in which order, with which fields.
#[derive(Debug, Clone)]
pub struct Query {
    /// Which records, beside what the reader may see.
    pub filter: Filter,
    /// Order; ties, and an empty sort, by newest first or in the direction of the first key.
    pub sort: Vec<SortKey>,
    /// What to read of each.
    pub fields: Vec<Path>,
    /// How many at the most.
    pub limit: usize,
    /// Where the page before ended.
    pub after: Option<Position>,
    /// Inside or outside the bin.
    pub bin: Bin,
}

/// Where a page ended: the sort values and the row number of its last record.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// One for each sort key; null is empty.
    pub values: Vec<Param>,
    /// The tie-breaker.
    pub rid: i64,
}

/// A page of records.
#[derive(Debug, Clone)]
pub struct Page {
    /// In order.
    pub records: Vec<Record>,
    /// Where to go on; `None` at the end.
    pub next: Option<Position>,
}

/// One sort key as SQL.
struct Order {
    expression: Sql,
    kind: ColumnType,
    descending: bool,
}

/// Reads one page.
pub fn page(tx: &mut Tx, scope: &Scope, module: &Arc<Module>, query: &Query) -> Result<Page, Error> {
    let asked = (scope, module, query);
    let walk = walk::along(scope, module, query);
    // What it takes to read the records once they are found.
    let reading = (query.limit as u64 + 1) * (200 + 60 * query.fields.len() as u64);
    let (page, took) = tx.effort(|tx| {
        let Some(walk) = walk else { return read(tx, asked, &Way::Gather) };
        // Neither way tells beforehand how long it is: each is tried for a while, and then for longer.
        let walk = Way::Walk(walk);
        for (way, steps) in [(&walk, STEPS), (&Way::Gather, 5 * STEPS), (&walk, 10 * STEPS)] {
            if let Some(page) = tx.attempt(steps + reading, |tx| read(tx, asked, way))? {
                return Ok(page);
            }
        }
        read(tx, asked, &Way::Gather)
    })?;
    if took > MISSED + Tx::worth(reading)
        && let Some(wish) = walk::missed(scope, module, query)
    {
        tx.wish(wish);
    }
    Ok(page)
}

/// How the records of a page are found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// In the order wanted, testing one after the other until there are enough: quick where many satisfy the filter.
    Walk(Walk),
    /// All that satisfy the filter, to be put in order then: quick where few do.
    Gather,
}

/// Of what, for whom, which.
type Asked<'a> = (&'a Scope<'a>, &'a Arc<Module>, &'a Query);

impl Way {
    /// Writes which records a query is about, with what the walked index answers apart from what is only tested.
    fn within(&self, q: &mut Sql, (scope, module, query): Asked) -> Result<(), Error> {
        let Way::Walk(walk) = self else { return within(q, scope, module, query) };
        let (answered, tested) = walk.parts(scope, module, &query.filter);
        for filter in answered {
            filter::condition(q, scope, module, "r", filter)?;
            q.push(" AND ");
        }
        q.only_test(Some("r"));
        let tested = Filter::And(tested.into_iter().cloned().collect());
        let done = within_bin(q, scope, module, &tested, query.bin);
        q.only_test(None);
        done
    }
}

fn read(tx: &mut Tx, asked: Asked, way: &Way) -> Result<Page, Error> {
    let (scope, module, query) = asked;
    let orders = orders(tx, scope, module, &query.sort)?;
    let rows = if orders.is_empty() {
        let after = query.after.as_ref().map(|position| past(&tx.sql(), &orders, position));
        segment(tx, asked, way, &orders, query.limit + 1, after.as_ref())?
    } else {
        two_segments(tx, asked, way, &orders)?
    };
    Ok(cut(rows, query.limit))
}

/// The records that a filter finds, newest first, where it finds few of all there are. They are found first and ordered
/// then: an engine that knows little of a table yet would rather walk all of it in order until it has enough.
pub fn few(tx: &mut Tx, scope: &Scope, module: &Arc<Module>, query: &Query) -> Result<Vec<Record>, Error> {
    let mut q = tx.sql();
    let select = Select::new(&q, scope, module, "r", &query.fields)?;
    q.push("SELECT ");
    select.write_list(&mut q);
    q.push(" FROM ").table(&module.key).push(" r");
    select.write_joins(&mut q);
    q.push(" WHERE ");
    within(&mut q, scope, module, query)?;
    q.push(" ORDER BY ").column("r", RID).push(" + 0 DESC").limit(query.limit);
    q.stamp(scope.schema.catalogue.version);
    tx.query(&q, |row| select.record(row))
}

fn orders(tx: &Tx, scope: &Scope, module: &Arc<Module>, sort: &[SortKey]) -> Result<Vec<Order>, Error> {
    sort.iter()
        .map(|key| {
            let mut expression = tx.sql();
            let kind = value::sorted(&mut expression, scope, module, "r", &key.path)?;
            Ok(Order { expression, kind, descending: key.descending })
        })
        .collect()
}

type Rows = Vec<(Record, Position)>;

/// First the records with a value in the first key, in order, then those without: an index on it serves both.
fn two_segments(tx: &mut Tx, asked: Asked, way: &Way, orders: &[Order]) -> Result<Rows, Error> {
    let query = asked.2;
    let first = &orders[0];
    let want = query.limit + 1;
    let mut rows = Vec::new();
    let in_empty = query.after.as_ref().is_some_and(|position| position.values[0] == Param::Null);
    if !in_empty {
        let mut condition = tx.sql();
        condition.append(&first.expression).push(" IS NOT NULL");
        if let Some(position) = &query.after {
            condition.push(" AND ").append(&beyond(&tx.sql(), orders, position));
        }
        rows = segment(tx, asked, way, orders, want, Some(&condition))?;
    }
    if rows.len() < want {
        let mut condition = tx.sql();
        condition.append(&first.expression).push(" IS NULL");
        if let (true, Some(position)) = (in_empty, &query.after) {
            condition.push(" AND ").append(&past(&tx.sql(), orders, position));
        }
        let left = want - rows.len();
        rows.extend(segment(tx, asked, way, orders, left, Some(&condition))?);
    }
    Ok(rows)
}

/// The condition of being after a position among records with a value in the first key, in words an index understands.
fn beyond(q: &Sql, orders: &[Order], position: &Position) -> Sql {
    let (first, mut condition) = (&orders[0], q.fresh());
    let value = position.values[0].clone();
    if orders.len() == 1 {
        condition.push("(").append(&first.expression).push(", ").column("r", RID);
        condition.push(if first.descending { ") < (" } else { ") > (" }).bind(value).push(", ");
        condition.bind(position.rid).push(")");
        return condition;
    }
    condition.append(&first.expression).push(if first.descending { " <= " } else { " >= " }).bind(value);
    condition.push(" AND ").append(&past(q, orders, position));
    condition
}

/// The condition of being after a position in a sort by several keys.
fn past(q: &Sql, orders: &[Order], position: &Position) -> Sql {
    let mut condition = q.fresh();
    condition.push("(");
    for index in 0..=orders.len() {
        if index > 0 {
            condition.push(" OR ");
        }
        condition.push("(");
        for (order, value) in orders.iter().zip(&position.values).take(index) {
            condition.append(&order.expression);
            match value {
                Param::Null => condition.push(" IS NULL AND "),
                value => condition.push(" = ").bind(value.clone()).push(" AND "),
            };
        }
        match (orders.get(index), position.values.get(index)) {
            (Some(_), Some(Param::Null)) => condition.push("FALSE"),
            (Some(order), Some(value)) => {
                condition.push("(").append(&order.expression).push(" IS NULL OR ").append(&order.expression);
                condition.push(if order.descending { " < " } else { " > " }).bind(value.clone()).push(")")
            }
            _ => {
                condition.column("r", RID).push(if backwards(orders) { " < " } else { " > " });
                condition.bind(position.rid)
            }
        };
        condition.push(")");
    }
    condition.push(")");
    condition
}

/// Whether ties are broken by newest first: the direction of the first key, and the order when there is none.
fn backwards(orders: &[Order]) -> bool {
    orders.first().is_none_or(|order| order.descending)
}

/// What a sort key is called in the part of a statement that finds.
fn key_name(at: usize) -> String {
    format!("k{at}")
}

fn segment(
    tx: &mut Tx,
    (scope, module, query): Asked,
    way: &Way,
    orders: &[Order],
    limit: usize,
    condition: Option<&Sql>,
) -> Result<Rows, Error> {
    let mut q = tx.sql();
    let select = Select::new(&q, scope, module, "r", &query.fields)?;
    q.push("SELECT ");
    select.write_list(&mut q);
    for at in 0..orders.len() {
        q.push(", ").column("p", &key_name(at));
    }
    // Found and ordered by what that takes alone; the rest is read of those that are wanted.
    q.push(" FROM (SELECT ").column("r", RID);
    for (at, order) in orders.iter().enumerate() {
        q.push(", ").append(&order.expression).push(" AS ").ident(&key_name(at));
    }
    q.push(" FROM ").table(&module.key).push(" r WHERE ");
    way.within(&mut q, (scope, module, query))?;
    if let Some(condition) = condition {
        q.push(" AND ").append(condition);
    }
    q.push(" ORDER BY ");
    for (at, order) in orders.iter().enumerate() {
        let fixed = at == 0;
        match (fixed, way) {
            (true, Way::Gather) => q.pick("+", "").append(&order.expression),
            _ => q.append(&order.expression),
        };
        q.push(if order.descending { " DESC" } else { "" }).push(if fixed { ", " } else { " NULLS LAST, " });
    }
    let (back, gathered) = (backwards(orders), orders.is_empty() && *way == Way::Gather);
    q.pick(if gathered { "+" } else { "" }, "").column("r", RID).push(if back { " DESC" } else { "" });
    q.limit(limit).push(") p").pick(" CROSS JOIN ", " JOIN ").table(&module.key);
    q.push(" r ON ").column("r", RID).push(" = ").column("p", RID);
    select.write_joins(&mut q);
    q.push(" ORDER BY ");
    for (at, order) in orders.iter().enumerate() {
        q.column("p", &key_name(at)).push(if order.descending { " DESC" } else { "" });
        q.push(if at == 0 { ", " } else { " NULLS LAST, " });
    }
    q.column("p", RID).push(if back { " DESC" } else { "" }).stamp(scope.schema.catalogue.version);
    let width = select.width();
    tx.query(&q, |row| {
        let values =
            orders.iter().enumerate().map(|(n, order)| cell(row, width + n, order.kind)).collect::<Result<_, _>>()?;
        Ok((select.record(row)?, Position { values, rid: row.int(0)? }))
    })
}

/// Writes which records a query is about: outside the bin, visible, and fitting its filter.
pub fn within(q: &mut Sql, scope: &Scope, module: &Arc<Module>, query: &Query) -> Result<(), Error> {
    within_bin(q, scope, module, &query.filter, query.bin)
}

fn within_bin(q: &mut Sql, scope: &Scope, module: &Module, filter: &Filter, bin: Bin) -> Result<(), Error> {
    match bin {
        Bin::Out => q.column("r", "deleted_at").push(" IS NULL AND "),
        Bin::In => q.column("r", "deleted_at").push(" IS NOT NULL AND "),
        Bin::Both => q,
    };
    scope.visible(q, module, "r")?;
    q.push(" AND ");
    filter::condition(q, scope, module, "r", filter)
}

fn cut(mut rows: Rows, limit: usize) -> Page {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = if more { rows.last().map(|(_, position)| position.clone()) } else { None };
    Page { records: rows.into_iter().map(|(record, _)| record).collect(), next }
}

/// A value as it is bound again in another statement.
pub(crate) fn cell(row: &Row, at: usize, kind: ColumnType) -> Result<Param, Error> {
    let param = match kind {
        ColumnType::Uuid => row.opt_uuid(at)?.map(Param::from),
        ColumnType::Bool => row.opt_bool(at)?.map(Param::from),
        ColumnType::Int => row.opt_int(at)?.map(Param::from),
        ColumnType::Text => row.opt_text(at)?.map(Param::from),
        ColumnType::Date => row.opt_date(at)?.map(Param::from),
        ColumnType::Time => row.opt_time(at)?.map(Param::from),
        ColumnType::Bytes => row.opt_bytes(at)?.map(Param::from),
    };
    Ok(param.unwrap_or(Param::Null))
}

/// How many records a query finds, counting no further than `cap`.
pub fn count(tx: &mut Tx, scope: &Scope, module: &Arc<Module>, query: &Query, cap: Option<i64>) -> Result<i64, Error> {
    let mut q = tx.sql();
    q.push("SELECT count(*) FROM (SELECT 1 AS one FROM ").table(&module.key).push(" r WHERE ");
    within(&mut q, scope, module, query)?;
    if let Some(cap) = cap {
        q.push(" LIMIT ").bind(cap);
    }
    q.push(") counted");
    q.stamp(scope.schema.catalogue.version);
    Ok(tx.query_one(&q, |row| row.int(0))?.unwrap_or(0))
}
