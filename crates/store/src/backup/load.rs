//! Putting a backup in the place of what a workspace holds, in one transaction: when anything fails, or a digest does not
//! fit, everything stays as it was. Indexes of modules and full text come afterwards, from whoever knows definitions.

use chrono::{DateTime, Utc};
use meta::Key;
use uuid::Uuid;

use super::archive::Reader;
use super::dump::tally;
use super::inventory::{is_search, names};
use super::table::{Shape, Table, Tally};
use crate::columns::{Column, RID};
use crate::{Dialect, Error, Param, Result, Tx, audit, migrate, settings, tables};

/// Bounds of one INSERT, in parameters and in bytes.
const PARAMS: usize = 4_000;
const BYTES: usize = 1 << 20;
/// What a workspace is furnished with is nobody's work.
const FURNISHED: &str = "furnish";

/// Whether a workspace holds nothing that anybody entered: no tables, or no records beside its furniture.
pub fn is_bare(tx: &mut Tx<'_>) -> Result<bool> {
    if migrate::version(tx)?.is_none() {
        return Ok(true);
    }
    for name in names(tx)?.iter().filter(|name| !name.starts_with("kith_") && !name.contains("__")) {
        let mut q = tx.sql();
        q.push("SELECT 1 FROM ").table(name).push(" WHERE source IS DISTINCT FROM ").bind(FURNISHED).push(" LIMIT 1");
        if tx.query_one(&q, |_| Ok(()))?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Replaces all that the workspace holds by the backup and compares what was written with it. The workspace's version
/// moves on, so that running servers read everything anew. Gives the tables with their tallies.
pub fn load(tx: &mut Tx<'_>, backup: &mut Reader) -> Result<Vec<(Table, Tally)>> {
    let version = if migrate::version(tx)?.is_some() { settings::version(tx)? } else { 0 };
    for name in names(tx)? {
        tables::drop_table(tx, &name)?;
    }
    migrate::up_to(tx, backup.header().migration)?;
    for name in names(tx)? {
        let mut q = tx.sql();
        q.push("DELETE FROM ").table(&name);
        tx.execute(&q)?;
    }
    let mut loaded = Vec::new();
    while let Some(table) = backup.table()? {
        make(tx, &table)?;
        let told = fill(tx, &table, backup)?;
        if tally(tx, &table)? != told {
            return Err(Error::Damaged(format!("{} did not arrive as it stands in the backup", table.name)));
        }
        count_on(tx, &table)?;
        loaded.push((table, told));
    }
    let restored = settings::version(tx)?;
    settings::set(tx, settings::VERSION, &(version.max(restored) + 1).to_string())?;
    Ok(loaded)
}

/// Brings a restored workspace to the version of this program, and notes in its trail what was done.
pub fn upgrade(tx: &mut Tx<'_>, backup: &Reader, now: DateTime<Utc>) -> Result<()> {
    migrate::run(tx)?;
    let made = backup.header().created_at.format("%Y-%m-%d %H:%M:%S UTC").to_string();
    let act = audit::Act {
        id: Uuid::now_v7(),
        at: now,
        actor: None,
        as_user: None,
        kind: "restore_backup".into(),
        summary: format!("the workspace as it was at {made}"),
        cause: None,
        depth: 0,
        undone_by: None,
    };
    audit::act(tx, &act)?;
    let change = audit::Change {
        act: act.id,
        at: now,
        actor: None,
        module: &Key::of("workspace"),
        record: backup.header().workspace,
        action: audit::Action::Configure,
        version: 0,
        changes: serde_json::json!({ "backup": [null, made] }).to_string(),
    };
    audit::append(tx, &change)
}

fn make(tx: &mut Tx<'_>, table: &Table) -> Result<()> {
    match table.shape {
        Shape::Kernel => Ok(()),
        Shape::Module => {
            let columns = table.columns.iter().filter(|column| column.name != RID);
            let columns = columns.map(|column| Column { name: column.name.clone(), kind: column.kind });
            tables::create_bare(tx, &table.name, &columns.collect::<Vec<_>>())
        }
        Shape::Points | Shape::Words | Shape::Links => match table.shape.side() {
            Some(kind) => tables::create_side_table(tx, &table.name, kind),
            None => Ok(()),
        },
    }
}

/// Makes the full text tables, empty, of the modules among these.
pub fn create_search(tx: &mut Tx<'_>, tables: &[(Table, Tally)]) -> Result<()> {
    let present = names(tx)?;
    for (table, _) in tables.iter().filter(|(table, _)| table.shape == Shape::Module) {
        let module = Key::new(&table.name).map_err(|_| Error::Damaged(format!("{} is no module", table.name)))?;
        let search = crate::columns::search_table(&module);
        if is_search(&search) && !present.contains(&search) {
            tables::create_search(tx, &module)?;
        }
    }
    Ok(())
}

fn fill(tx: &mut Tx<'_>, table: &Table, backup: &mut Reader) -> Result<Tally> {
    let most = (PARAMS / table.columns.len().max(1)).max(1);
    let (mut waiting, mut bytes) = (Vec::with_capacity(most), 0);
    loop {
        match backup.row()? {
            Ok(row) => {
                bytes += row.iter().map(weight).sum::<usize>();
                waiting.push(row);
                if waiting.len() == most || bytes > BYTES {
                    insert(tx, table, &mut waiting)?;
                    bytes = 0;
                }
            }
            Err(tally) => {
                insert(tx, table, &mut waiting)?;
                return Ok(tally);
            }
        }
    }
}

fn weight(cell: &Param) -> usize {
    match cell {
        Param::Text(text) => text.len(),
        Param::Bytes(bytes) => bytes.len(),
        _ => 8,
    }
}

fn insert(tx: &mut Tx<'_>, table: &Table, rows: &mut Vec<Vec<Param>>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut q = tx.sql();
    q.push("INSERT INTO ").table(&table.name).push(" (").join(&table.columns, ", ", |q, column| {
        q.ident(&column.name);
    });
    q.push(") VALUES ").join(rows.drain(..), ", ", |q, row| {
        q.push("(").binds(row).push(")");
    });
    tx.execute(&q).map(drop)
}

/// Lets PostgreSQL's counters go on after the highest number, and tells its planner what arrived.
fn count_on(tx: &mut Tx<'_>, table: &Table) -> Result<()> {
    let Dialect::Postgres { .. } = tx.dialect() else { return Ok(()) };
    if let [key] = table.key.as_slice() {
        let qualified = tx.dialect().qualify(&table.name);
        let mut q = tx.sql();
        q.push("SELECT setval(s.name::regclass, coalesce((SELECT max(").ident(key).push(") FROM ").table(&table.name);
        q.push("), 0) + 1, false) FROM (SELECT pg_get_serial_sequence(").bind(qualified).push(", ").bind(key);
        q.push(") AS name) s WHERE s.name IS NOT NULL");
        if table.columns.iter().any(|column| column.name == *key && column.kind == crate::ColumnType::Int) {
            tx.query_one(&q, |_| Ok(()))?;
        }
    }
    let mut q = tx.sql();
    q.push("ANALYZE ").table(&table.name);
    tx.execute(&q).map(drop)
}
