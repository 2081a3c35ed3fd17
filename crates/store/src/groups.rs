//! Groups: how many records share the same values, and what their numbers add up to, in one statement under access.
//! Sums cannot overflow into an error: high and low halves are added apart and put together in 128 bits.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use meta::{Filter, Module, Path};

use crate::columns::comparable;
use crate::dialect::ColumnType;
use crate::{Error, Param, Row, Scope, Sql, Tx, filter, page, value};

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

/// Into what stretches values are gathered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Span {
    /// Each value by itself.
    #[default]
    Value,
    /// Dates by the first day of their month.
    Month,
    /// Instants by the stretch they fall into: 0 before the first of these, 1 from there to before the second, and so on;
    /// the last stretch has no end.
    From(Vec<DateTime<Utc>>),
}

/// What records are grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// A path that compares by one column.
    pub path: Path,
    /// Into what its values are gathered.
    pub span: Span,
}

impl From<Path> for By {
    fn from(path: Path) -> By {
        By { path, span: Span::Value }
    }
}

/// What is asked about groups.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Which records, beside what the reader sees.
    pub filter: &'a Filter,
    /// What they are grouped by.
    pub by: &'a [By],
    /// Numbers to add up.
    pub sums: &'a [Path],
    /// Most groups.
    pub limit: usize,
}

/// The groups of the records outside the bin that a scope sees and a filter keeps, largest first. They are read off the
/// module's summary where that tells, and counted otherwise.
pub fn groups(tx: &mut Tx, scope: &Scope, module: &Arc<Module>, asked: &Asked) -> Result<Vec<Group>, Error> {
    if let Some(groups) = crate::summary::groups(tx, scope, module, asked)? {
        return Ok(groups);
    }
    counted(tx, scope, module, asked, &|q| {
        q.push(" FROM ").table(&module.key).push(" r WHERE ");
        scope.visible(q, module, "r")
    })
}

/// The groups of records that a reader sees only because they were shared with them.
pub(crate) fn shared(tx: &mut Tx, scope: &Scope, module: &Arc<Module>, asked: &Asked) -> Result<Vec<Group>, Error> {
    counted(tx, scope, module, asked, &|q| scope.shared_alone(q, module, "r"))
}

/// Groups of two sorts of records together.
pub(crate) fn joined(mut groups: Vec<Group>, more: Vec<Group>, limit: usize) -> Vec<Group> {
    for group in more {
        match groups.iter_mut().find(|other| other.keys == group.keys) {
            None => groups.push(group),
            Some(other) => {
                other.count += group.count;
                for (sum, more) in other.sums.iter_mut().zip(group.sums) {
                    *sum = match (*sum, more) {
                        (Some(a), Some(b)) => Some(a + b),
                        (a, b) => a.or(b),
                    };
                }
            }
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups.truncate(limit);
    groups
}

/// Writes from where records come, as `r`, and the first condition on them.
type Origin<'a> = &'a dyn Fn(&mut Sql) -> Result<(), Error>;

fn counted(tx: &mut Tx, scope: &Scope, module: &Arc<Module>, asked: &Asked, from: Origin) -> Result<Vec<Group>, Error> {
    let kinds = asked.by.iter().map(|by| match by.span {
        Span::From(_) => Ok(ColumnType::Int),
        _ => kind(scope, module, &by.path),
    });
    let kinds = kinds.collect::<Result<Vec<_>, _>>()?;
    let mut q = tx.sql();
    q.push("SELECT count(*)");
    for by in asked.by {
        let mut value = q.fresh();
        value::scalar(&mut value, scope, module, "r", &by.path)?;
        q.push(", ");
        match &by.span {
            Span::Value => q.append(&value),
            Span::Month => q.month_of(&value),
            Span::From(starts) => stretch(&mut q, &value, starts),
        };
    }
    for path in asked.sums {
        let mut number = q.fresh();
        number.push("CAST(");
        value::scalar(&mut number, scope, module, "r", path)?;
        number.pick(" AS INTEGER)", " AS bigint)");
        halves(&mut q, &number);
    }
    from(&mut q)?;
    q.push(" AND r.deleted_at IS NULL AND ");
    filter::condition(&mut q, scope, module, "r", asked.filter)?;
    if !asked.by.is_empty() {
        q.push(" GROUP BY ").join(0..asked.by.len(), ", ", |q, at| {
            q.int(at as i64 + 2);
        });
    }
    q.push(" ORDER BY 1 DESC").limit(asked.limit).stamp(scope.schema.catalogue.version);
    tx.query(&q, |row| group(row, &kinds, asked.sums.len()))
}

fn stretch<'q>(q: &'q mut Sql, value: &Sql, starts: &[DateTime<Utc>]) -> &'q mut Sql {
    q.push("CASE WHEN ").append(value).push(" IS NULL THEN NULL");
    for (at, start) in starts.iter().enumerate() {
        q.push(" WHEN ").append(value).push(" < ").bind(*start).push(" THEN ").int(at as i64);
    }
    q.push(" ELSE ").int(starts.len() as i64).push(" END")
}

fn halves(q: &mut Sql, number: &Sql) {
    q.push(", sum(").append(number).push(" >> 32), sum(").append(number).push(" & 4294967295)");
}

pub(crate) fn kind(scope: &Scope, module: &Arc<Module>, path: &Path) -> Result<ColumnType, Error> {
    let missing = || Error::Missing(format!("a group by {}.{path}", module.key));
    let found = scope.schema.catalogue.resolve(&module.key, path).ok_or_else(missing)?;
    Ok(comparable(found.field, found.part).ok_or_else(missing)?.kind)
}

pub(crate) fn group(row: &Row, kinds: &[ColumnType], sums: usize) -> Result<Group, Error> {
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
