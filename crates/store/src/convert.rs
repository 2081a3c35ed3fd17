//! Values put into many rows at once, for fields that are new, converted or derived. Never touches `version`,
//! `updated_at` or the trail: what a record says has not changed, only how it is kept.

use std::collections::HashMap;

use meta::{Field, Key, Module, Value};
use uuid::Uuid;

use crate::columns::{Column, TITLE, TITLE_KEY, columns, side, side_columns, side_table};
use crate::dialect::ColumnType;
use crate::encode::{ToBase, cells};
use crate::rows::{elements, fill_side};
use crate::{Error, Param, Tx};

/// Most parameters of one statement; engines allow 32,766.
const PARAMS: usize = 30_000;

/// Puts values into one field of many records, in place of those before. Side rows must not be there yet.
pub fn fill(
    tx: &mut Tx,
    module: &Key,
    field: &Field,
    rows: &[(Uuid, Value)],
    to_base: ToBase,
    version: u64,
) -> Result<(), Error> {
    if let Some(kind) = side(&field.kind) {
        for (id, value) in rows {
            fill_side(tx, module, field, kind, *id, value)?;
        }
        return Ok(());
    }
    let columns = columns(field);
    let mut written = Vec::with_capacity(rows.len());
    for (id, value) in rows {
        let mut cells: HashMap<String, Param> = cells(field, value, to_base)?.into_iter().collect();
        written.push((*id, columns.iter().map(|c| cells.remove(&c.name).unwrap_or(Param::Null)).collect()));
    }
    set(tx, module, &columns, &written, version)
}

/// Puts titles into many records.
pub fn titles(tx: &mut Tx, module: &Key, rows: &[(Uuid, String)], version: u64) -> Result<(), Error> {
    let columns = [TITLE, TITLE_KEY].map(|name| Column { name: name.into(), kind: ColumnType::Text });
    let row =
        |(id, title): &(Uuid, String)| (*id, vec![Param::from(title.as_str()), Param::from(meta::fold::fold(title))]);
    set(tx, module, &columns, &rows.iter().map(row).collect::<Vec<_>>(), version)
}

fn set(tx: &mut Tx, module: &Key, columns: &[Column], rows: &[(Uuid, Vec<Param>)], version: u64) -> Result<(), Error> {
    if columns.is_empty() {
        return Ok(());
    }
    for rows in rows.chunks(PARAMS / (columns.len() + 1)) {
        let mut q = tx.sql();
        q.push("UPDATE ").table(module).push(" AS r SET ");
        q.join(columns.iter().zip(2..), ", ", |q, (column, at)| {
            q.ident(&column.name).push(" = v.").ident(&format!("column{at}"));
        });
        q.push(" FROM (VALUES ");
        q.join(rows, ", ", |q, (id, values)| {
            q.push("(").bind_as(*id, ColumnType::Uuid);
            for (value, column) in values.iter().zip(columns) {
                q.push(", ").bind_as(value.clone(), column.kind);
            }
            q.push(")");
        });
        q.push(") AS v WHERE r.id = v.column1").stamp(version);
        tx.execute(&q)?;
    }
    Ok(())
}

/// Puts one value into a field of every record that has none there.
pub fn fill_empty(tx: &mut Tx, module: &Module, field: &Field, value: &Value, to_base: ToBase) -> Result<(), Error> {
    let Some(kind) = side(&field.kind) else {
        let cells = cells(field, value, to_base)?;
        let Some(first) = columns(field).into_iter().next() else { return Ok(()) };
        let mut q = tx.sql();
        q.push("UPDATE ").table(&module.key).push(" SET ");
        q.join(&cells, ", ", |q, (name, param)| {
            q.ident(name).push(" = ").bind(param.clone());
        });
        q.push(" WHERE ").ident(&first.name).push(" IS NULL");
        tx.execute(&q)?;
        return Ok(());
    };
    let table = side_table(&module.key, &field.key);
    for (position, element) in elements(field, value).into_iter().enumerate() {
        let mut q = tx.sql();
        q.push("INSERT INTO ").table(&table).push(" (owner, position");
        for (name, _) in side_columns(kind) {
            q.push(", ").ident(name);
        }
        q.push(") SELECT r.id, ").bind_as(position as i64, ColumnType::Int);
        for (param, (_, column)) in element.into_iter().zip(side_columns(kind)) {
            q.push(", ").bind_as(param, *column);
        }
        q.push(" FROM ").table(&module.key).push(" r WHERE NOT EXISTS (SELECT 1 FROM ").table(&table);
        q.push(" s WHERE s.owner = r.id AND s.position < ").bind(position as i64 + 1);
        q.push(" AND s.position >= ").bind(position as i64).push(")");
        tx.execute(&q)?;
    }
    Ok(())
}

/// The row numbers of records, by id.
pub fn row_numbers(tx: &mut Tx, module: &Key, ids: &[Uuid]) -> Result<HashMap<Uuid, i64>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut q = tx.sql();
    q.push("SELECT id, ").ident(crate::columns::RID).push(" FROM ").table(module).push(" WHERE id");
    q.in_list(ids.iter().copied());
    Ok(tx.query(&q, |row| Ok((row.uuid(0)?, row.int(1)?)))?.into_iter().collect())
}
