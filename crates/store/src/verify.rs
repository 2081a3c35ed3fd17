//! Looking before and after a change of definitions: how many records there are, how many hold something, and whether
//! the tables are what the definitions say.

use std::collections::BTreeMap;

use meta::{Field, Key, Module};

use crate::columns::{RID, columns, comparable, search_table, side, side_columns, side_table, table_columns};
use crate::schema::{Origin, Schema};
use crate::{Error, Sql, Tx};

/// How many records a module has, the bin included.
pub fn rows(tx: &mut Tx, module: &str) -> Result<i64, Error> {
    let mut q = tx.sql();
    q.push("SELECT count(*) FROM ").table(module);
    number(tx, &q)
}

/// The same, counting no further than `cap`.
pub fn rows_up_to(tx: &mut Tx, module: &str, cap: i64) -> Result<i64, Error> {
    let mut q = tx.sql();
    q.push("SELECT count(*) FROM (SELECT 1 FROM ").table(module).push(" LIMIT ").bind(cap).push(") AS counted");
    number(tx, &q)
}

/// How many records hold something in a kept field.
pub fn holding(tx: &mut Tx, module: &Key, field: &Field) -> Result<i64, Error> {
    let mut q = tx.sql();
    if side(&field.kind).is_some() {
        q.push("SELECT count(DISTINCT owner) FROM ").table(&side_table(module, &field.key));
        return number(tx, &q);
    }
    let columns = columns(field);
    if columns.is_empty() {
        return Ok(0);
    }
    q.push("SELECT count(*) FROM ").table(module).push(" WHERE ");
    q.join(&columns, " OR ", |q, column| {
        q.ident(&column.name).push(" IS NOT NULL");
    });
    number(tx, &q)
}

/// How many records outside the bin hold the same as another in a field.
pub fn repeated(tx: &mut Tx, module: &Key, field: &Field) -> Result<i64, Error> {
    let Some(column) = comparable(field, None) else { return Ok(0) };
    let mut q = tx.sql();
    q.push("SELECT CAST(coalesce(sum(same), 0) AS bigint) FROM (SELECT count(*) AS same FROM ").table(module);
    q.push(" WHERE deleted_at IS NULL AND ").ident(&column.name).push(" IS NOT NULL GROUP BY ").ident(&column.name);
    q.push(" HAVING count(*) > 1) AS groups");
    number(tx, &q)
}

/// How many times the words of a field (a select, multiselect, or the module of a parent) are among these.
pub fn among(tx: &mut Tx, module: &Key, field: &Field, suffix: &str, words: &[String]) -> Result<i64, Error> {
    if words.is_empty() {
        return Ok(0);
    }
    let mut q = tx.sql();
    q.push("SELECT count(*) FROM ");
    if side(&field.kind).is_some() {
        q.table(&side_table(module, &field.key)).push(" WHERE value");
    } else {
        q.table(module).push(" WHERE ").ident(&format!("{}{suffix}", field.key));
    }
    q.in_list(words.iter().map(String::as_str));
    number(tx, &q)
}

/// How many texts of a field are longer than `max` characters.
pub fn longer(tx: &mut Tx, module: &Key, field: &Field, max: u32) -> Result<i64, Error> {
    let mut q = tx.sql();
    q.push("SELECT count(*) FROM ").table(module).push(" WHERE length(").ident(&field.key).push(") > ");
    q.bind(i64::from(max));
    number(tx, &q)
}

fn number(tx: &mut Tx, q: &Sql) -> Result<i64, Error> {
    Ok(tx.query_one(q, |row| row.int(0))?.unwrap_or(0))
}

/// The records of every module that has a table, for comparing before and after.
pub fn census(tx: &mut Tx, modules: impl IntoIterator<Item = Key>) -> Result<BTreeMap<Key, i64>, Error> {
    modules.into_iter().map(|key| Ok((key.clone(), rows(tx, &key)?))).collect()
}

/// Reads every column that a module's definition needs, without reading a row: an error when one is not there.
pub fn tables(tx: &mut Tx, schema: &Schema, module: &Module) -> Result<(), Error> {
    let stored = |field: &Field| matches!(schema.origin(&module.key, field), Origin::Stored);
    let mut q = tx.sql();
    q.push("SELECT ").ident(RID);
    for column in table_columns(module, stored) {
        q.push(", ").ident(&column.name);
    }
    q.push(" FROM ").table(&module.key).push(" LIMIT 0").stamp(schema.catalogue.version);
    tx.query(&q, |_| Ok(()))?;
    for field in module.fields.values().filter(|field| stored(field)) {
        let Some(kind) = side(&field.kind) else { continue };
        let mut q = tx.sql();
        q.push("SELECT owner, position");
        for (name, _) in side_columns(kind) {
            q.push(", ").ident(name);
        }
        q.push(" FROM ").table(&side_table(&module.key, &field.key)).push(" LIMIT 0").stamp(schema.catalogue.version);
        tx.query(&q, |_| Ok(()))?;
    }
    let mut q = tx.sql();
    q.push("SELECT count(*) FROM (SELECT 1 FROM ").table(&search_table(&module.key)).push(" LIMIT 1) AS one");
    number(tx, &q).map(drop)
}

/// How a module is kept to a transaction until it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// Nobody else writes.
    Values,
    /// Nobody else writes or reads: its table changes. Taken at once, since two who hold less and want this wait for
    /// each other.
    Table,
}

/// Keeps others out of modules until the transaction ends. On SQLite the writer is alone, and readers have a snapshot.
pub fn hold(tx: &mut Tx, modules: &BTreeMap<Key, Hold>) -> Result<(), Error> {
    if tx.dialect().is_sqlite() {
        return Ok(());
    }
    for (module, hold) in modules {
        let mut q = tx.sql();
        q.push("LOCK TABLE ").table(module).push(" IN ");
        q.push(if *hold == Hold::Table { "ACCESS EXCLUSIVE MODE" } else { "EXCLUSIVE MODE" });
        tx.execute(&q)?;
    }
    Ok(())
}
