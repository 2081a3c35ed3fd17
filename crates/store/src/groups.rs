//! Groups: how many records share the same values, and what their numbers add up to, in one statement under access.
//! Sums cannot overflow into an error: high and low halves are added apart and put together in 128 bits.

use std::sync::Arc;

use meta::{Filter, Module, Path};

use crate::columns::comparable;
use crate::dialect::ColumnType;
use crate::page::{Bin, Query};
use crate::{Error, Param, Row, Scope, Sql, Tx, page, value};

/// Records that share the same values.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The shared values in the order asked for; ids for links, keys for selects, null for empty.
    pub keys: Vec<Param>,
    /// How many records.
    pub count: i64,
    /// The sum of each number asked for, at the scale of its column (money in base currency); `None` where all are
    /// empty.
    pub sums: Vec<Option<i128>>,
}

/// The groups of the records outside the bin that a scope sees and a filter keeps, largest first, at most `limit`. What
/// is in `by` must compare by one column, and what is in `sums` must be a number.
pub fn groups(
    tx: &mut Tx,
    scope: &Scope,
    module: &Arc<Module>,
    filter: &Filter,
    by: &[Path],
    sums: &[Path],
    limit: usize,
) -> Result<Vec<Group>, Error> {
    let kinds = by.iter().map(|path| kind(scope, module, path)).collect::<Result<Vec<_>, _>>()?;
    let mut q = tx.sql();
    q.push("SELECT count(*)");
    for path in by {
        q.push(", ");
        value::scalar(&mut q, scope, module, "r", path)?;
    }
    for path in sums {
        let mut number = q.fresh();
        number.push("CAST(");
        value::scalar(&mut number, scope, module, "r", path)?;
        number.pick(" AS INTEGER)", " AS bigint)");
        halves(&mut q, &number);
    }
    q.push(" FROM ").table(&module.key).push(" r WHERE ");
    let within =
        Query { filter: filter.clone(), sort: Vec::new(), fields: Vec::new(), limit, after: None, bin: Bin::Out };
    page::within(&mut q, scope, module, &within)?;
    if !by.is_empty() {
        q.push(" GROUP BY ").join(0..by.len(), ", ", |q, at| {
            q.int(at as i64 + 2);
        });
    }
    q.push(" ORDER BY 1 DESC LIMIT ").bind(limit as i64).stamp(scope.schema.catalogue.version);
    tx.query(&q, |row| group(row, &kinds, sums.len()))
}

fn halves(q: &mut Sql, number: &Sql) {
    q.push(", sum(").append(number).push(" >> 32), sum(").append(number).push(" & 4294967295)");
}

fn kind(scope: &Scope, module: &Arc<Module>, path: &Path) -> Result<ColumnType, Error> {
    let missing = || Error::Missing(format!("a group by {}.{path}", module.key));
    let found = scope.schema.catalogue.resolve(&module.key, path).ok_or_else(missing)?;
    Ok(comparable(found.field, found.part).ok_or_else(missing)?.kind)
}

fn group(row: &Row, kinds: &[ColumnType], sums: usize) -> Result<Group, Error> {
    let keys = kinds.iter().enumerate().map(|(at, kind)| page::cell(row, at + 1, *kind));
    let keys = keys.collect::<Result<Vec<_>, _>>()?;
    let first = kinds.len() + 1;
    let sums = (0..sums).map(|at| sum(row, first + 2 * at)).collect::<Result<Vec<_>, _>>()?;
    Ok(Group { keys, count: row.int(0)?, sums })
}

fn sum(row: &Row, at: usize) -> Result<Option<i128>, Error> {
    let (Some(high), Some(low)) = (row.opt_int(at)?, row.opt_int(at + 1)?) else { return Ok(None) };
    Ok(Some((i128::from(high) << 32) + i128::from(low)))
}
