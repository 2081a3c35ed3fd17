//! Settling a summary: rows of differences are added to the rows they belong to, a bounded number at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use meta::Module;

use super::{Summary, of};
use crate::columns::RID;
use crate::{Param, Result, Row, Sql, Tx, page};

/// Differences that are added up in one transaction: fewer on SQLite, where nobody else writes meanwhile.
const BATCH: [i64; 2] = [4_000, 20_000];

/// Differences that are left alone: to add them up one by one costs more than to read them.
const FEW: i64 = 256;

/// Those of some modules in whose summaries enough differences wait to be added up.
pub fn waiting(tx: &mut Tx, modules: &[Arc<Module>]) -> Result<Vec<Arc<Module>>> {
    let mut waiting = Vec::new();
    for module in modules {
        let Some(summary) = of(module) else { continue };
        let mut q = tx.sql();
        q.push("SELECT count(*) FROM (SELECT 1 FROM ").table(&summary.table()).push(" WHERE NOT settled LIMIT ");
        q.bind(FEW).push(") waiting");
        if tx.query_one(&q, |row| row.int(0))? == Some(FEW) {
            waiting.push(module.clone());
        }
    }
    Ok(waiting)
}

/// Adds up differences of a module's summary; says whether there may be more. On PostgreSQL those that somebody else adds
/// up at the same time are left to them.
pub fn settle(tx: &mut Tx, module: &Module) -> Result<bool> {
    let Some(summary) = of(module) else { return Ok(false) };
    let mut q = tx.sql();
    let (batch, end) = (q.dialect().pick(BATCH[0], BATCH[1]), q.dialect().skip_locked());
    q.push("SELECT ").ident(RID).push(", ");
    summary.write_names(&mut q);
    q.push(" FROM ").table(&summary.table()).push(" WHERE NOT settled ORDER BY ").ident(RID);
    q.push(" LIMIT ").bind(batch).push(end);
    let mut rids = Vec::new();
    let mut groups: BTreeMap<Vec<Param>, Vec<i64>> = BTreeMap::new();
    tx.each(&q, |row| {
        rids.push(row.int(0)?);
        let (keys, numbers) = read(row, &summary)?;
        let sums = groups.entry(keys).or_insert_with(|| vec![0; numbers.len()]);
        sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
        Ok(())
    })?;
    if rids.is_empty() {
        return Ok(false);
    }
    let mut new = Vec::new();
    for (keys, numbers) in groups {
        if numbers.iter().any(|number| *number != 0) && !add(tx, &summary, &keys, &numbers)? {
            let numbers = numbers.into_iter().map(Param::from).collect();
            new.push([vec![Param::from(true)], keys, numbers].concat());
        }
    }
    tx.insert(summary.shape(), new)?;
    let more = rids.len() as i64 == batch;
    let mut q = tx.sql();
    q.push("DELETE FROM ").table(&summary.table()).push(" WHERE ").ident(RID).in_list(rids);
    tx.execute(&q)?;
    Ok(more)
}

fn read(row: &Row, summary: &Summary) -> Result<(Vec<Param>, Vec<i64>)> {
    let keys = summary.by.iter().enumerate().map(|(at, by)| page::cell(row, at + 1, by.kind));
    let keys: Vec<Param> = keys.collect::<Result<_>>()?;
    let first = 1 + keys.len();
    let numbers = (0..1 + 3 * summary.sums.len()).map(|at| row.int(first + at)).collect::<Result<_>>()?;
    Ok((keys, numbers))
}

/// Adds to the row that is there; says whether one is.
fn add(tx: &mut Tx, summary: &Summary, keys: &[Param], numbers: &[i64]) -> Result<bool> {
    let names: Vec<String> = std::iter::once("n".to_owned()).chain(summary.sum_names()).collect();
    let mut q = tx.sql();
    q.push("UPDATE ").table(&summary.table()).push(" SET ");
    q.join(names.iter().zip(numbers), ", ", |q: &mut Sql, (name, number)| {
        q.ident(name).push(" = ").ident(name).push(" + ").bind(*number);
    });
    q.push(" WHERE ").ident(RID).push(" = (SELECT min(").ident(RID).push(") FROM ").table(&summary.table());
    q.push(" WHERE settled");
    for (by, key) in summary.by.iter().zip(keys) {
        q.push(" AND ").ident(&by.column);
        match key {
            Param::Null => q.push(" IS NULL"),
            key => q.push(" = ").bind(key.clone()),
        };
    }
    q.push(")");
    Ok(tx.execute(&q)? > 0)
}
