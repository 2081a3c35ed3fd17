//! The tables of a workspace as they stand in the database, with logical types.
//!
//! PostgreSQL says what its columns hold. SQLite keeps dates, instants and truths as integers, so there the types come
//! from the migrations, and from what the caller knows of the definitions.

use std::collections::HashMap;

use super::kernel;
use super::table::{Column, Shape, Table};
use crate::columns::RID;
use crate::summary::is_summary;
use crate::{ColumnType, Dialect, Error, Result, Tx};

/// What is known of the type of a column, by table and column.
pub type Known<'a> = &'a dyn Fn(&str, &str) -> Option<ColumnType>;

/// Who works on what at the moment, which indexes and which backups there are: of no use in another place or at another
/// time.
const OF_THE_PLACE: [&str; 3] = ["kith_backup", "kith_lease", "kith_tuned"];

/// The tables that a backup holds, in order of their names. What is made anew is left out: full text tables, summaries, leases.
pub fn inventory(tx: &mut Tx<'_>, known: Known<'_>) -> Result<Vec<Table>> {
    let kernel = kernel::tables();
    let kept = names(tx)?
        .into_iter()
        .filter(|name| !is_search(name) && !is_summary(name) && !OF_THE_PLACE.contains(&name.as_str()));
    kept.map(|name| {
        let columns = columns(tx, &name, known, &kernel)?;
        let (shape, key) = match kernel.get(&name) {
            Some(table) => (Shape::Kernel, table.key.clone()),
            None => (shape(&name, &columns)?, Vec::new()),
        };
        let key = match shape {
            Shape::Kernel => key,
            Shape::Module => vec![RID.to_owned()],
            _ => vec!["owner".to_owned(), "position".to_owned()],
        };
        Ok(Table { name, shape, columns, key })
    })
    .collect()
}

pub(super) fn is_search(name: &str) -> bool {
    name.ends_with("__search")
}

fn shape(name: &str, columns: &[Column]) -> Result<Shape> {
    let has = |wanted: &str| columns.iter().any(|column| column.name == wanted);
    match name.contains("__") {
        false if has(RID) && has("id") => Ok(Shape::Module),
        true if has("owner") && has("other") => Ok(Shape::Links),
        true if has("owner") && has("opted_out") => Ok(Shape::Points),
        true if has("owner") && has("value") => Ok(Shape::Words),
        _ => Err(Error::Damaged(format!("the table {name} is not one of Kith: move it elsewhere first"))),
    }
}

/// Every table of the workspace in order of names, full text tables among them.
pub(crate) fn names(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut q = tx.sql();
    match tx.dialect().clone() {
        Dialect::Sqlite => q.push(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') \
             AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
        ),
        Dialect::Postgres { schema } => {
            q.push("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = ").bind(&*schema);
            q.push(" ORDER BY tablename")
        }
    };
    tx.query(&q, |row| row.text(0))
}

fn columns(
    tx: &mut Tx<'_>,
    table: &str,
    known: Known<'_>,
    kernel: &HashMap<String, kernel::Described>,
) -> Result<Vec<Column>> {
    let found = physical(tx, table)?;
    let told = |column: &str| match kernel.get(table) {
        Some(described) => described.types.get(column).copied(),
        None => known(table, column),
    };
    found
        .into_iter()
        .map(|(name, words)| {
            let kind = exact(&words).or_else(|| told(&name)).or_else(|| stored(table, &words));
            let kind = kind.ok_or_else(|| Error::Damaged(format!("{table}.{name} is of a strange type: {words}")))?;
            Ok(Column { name, kind })
        })
        .collect()
}

/// What PostgreSQL's types hold.
fn exact(words: &str) -> Option<ColumnType> {
    Some(match words {
        "uuid" => ColumnType::Uuid,
        "boolean" => ColumnType::Bool,
        "bigint" => ColumnType::Int,
        "text" => ColumnType::Text,
        "date" => ColumnType::Date,
        "timestamp with time zone" => ColumnType::Time,
        "bytea" => ColumnType::Bytes,
        _ => return None,
    })
}

/// What SQLite's storage types hold where nobody knows better. No table of a module holds bytes that are no id.
fn stored(table: &str, words: &str) -> Option<ColumnType> {
    Some(match words {
        "INTEGER" => ColumnType::Int,
        "TEXT" => ColumnType::Text,
        "BLOB" if table.starts_with("kith_") => ColumnType::Bytes,
        "BLOB" => ColumnType::Uuid,
        _ => return None,
    })
}

/// The columns of a table with the engine's own words for their types.
fn physical(tx: &mut Tx<'_>, table: &str) -> Result<Vec<(String, String)>> {
    let mut q = tx.sql();
    match tx.dialect().clone() {
        Dialect::Sqlite => {
            q.push("SELECT name, type FROM pragma_table_info(").bind(table).push(") ORDER BY cid");
        }
        Dialect::Postgres { schema } => {
            q.push("SELECT a.attname, pg_catalog.format_type(a.atttypid, NULL) FROM pg_catalog.pg_attribute a ");
            q.push("JOIN pg_catalog.pg_class c ON c.oid = a.attrelid ");
            q.push("JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ").bind(&*schema);
            q.push(" AND c.relname = ").bind(table).push(" AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum");
        }
    }
    tx.query(&q, |row| Ok((row.text(0)?, row.text(1)?)))
}
