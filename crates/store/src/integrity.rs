//! Looking for what does not fit: links that lead nowhere, records that search does not know. Exact, and in pages, so that
//! no transaction is long. Nothing here changes anything.

use chrono::{DateTime, Utc};
use meta::{Field, FieldType, Key, Module};
use uuid::Uuid;

use crate::columns::{RID, SideKind, search_table, side, side_table};
use crate::schema::{Origin, Schema};
use crate::{Result, Sql, Tx, links};

/// Row numbers of a page.
const PAGE: i64 = 20_000;

/// A link of a module to another.
#[derive(Debug, Clone)]
pub struct Link {
    /// The module that has it.
    pub module: Key,
    /// Its field.
    pub field: Key,
    /// The module it leads to.
    pub target: Key,
    /// Whether it stands in a side table.
    listed: bool,
    /// Whether it may lead to other modules as well.
    parent: bool,
}

/// A page of records whose link leads nowhere.
#[derive(Debug, Clone)]
pub struct Orphans {
    /// The records.
    pub records: Vec<Uuid>,
    /// The row number up to which was looked.
    pub upto: i64,
}

/// Every kept link of a module.
pub fn links(schema: &Schema, module: &Module) -> Vec<Link> {
    let kept = |field: &&std::sync::Arc<Field>| matches!(schema.origin(&module.key, field), Origin::Stored);
    let mut all = Vec::new();
    for field in module.fields.values().filter(kept) {
        for target in links::targets(schema, &field.kind) {
            all.push(Link {
                module: module.key.clone(),
                field: field.key.clone(),
                target: target.key.clone(),
                listed: side(&field.kind) == Some(SideKind::Links),
                parent: matches!(field.kind.shown(), FieldType::Parent { .. }),
            });
        }
    }
    all
}

/// The records after a row number whose link leads nowhere; `None` at the end of the table. A record that was purged by
/// somebody's act left its links behind on purpose and does not count.
pub fn orphans(tx: &mut Tx<'_>, link: &Link, after: i64) -> Result<Option<Orphans>> {
    let mut q = tx.sql();
    q.push("SELECT max(rid) FROM (SELECT ").ident(RID).push(" AS rid FROM ").table(&link.module).push(" WHERE ");
    q.ident(RID).push(" > ").bind(after).push(" ORDER BY ").ident(RID).push(" LIMIT ").bind(PAGE).push(") AS page");
    let Some(upto) = tx.query_one(&q, |row| row.opt_int(0))?.flatten() else { return Ok(None) };
    let mut q = tx.sql();
    q.push("SELECT r.id FROM ").table(&link.module).push(" r");
    let mut id = q.fresh();
    if link.listed {
        q.push(" JOIN ").table(&side_table(&link.module, &link.field)).push(" s ON s.owner = r.id");
        id.column("s", "other");
    } else {
        id.column("r", &link.field);
    }
    q.push(" WHERE r.").ident(RID).push(" > ").bind(after).push(" AND r.").ident(RID).push(" <= ").bind(upto);
    nowhere(&mut q, link, &id);
    q.push(" ORDER BY r.").ident(RID);
    Ok(Some(Orphans { records: tx.query(&q, |row| row.uuid(0))?, upto }))
}

fn nowhere(q: &mut Sql, link: &Link, id: &Sql) {
    q.push(" AND ").append(id).push(" IS NOT NULL");
    if link.parent {
        q.push(" AND ").column("r", &format!("{}__module", link.field)).push(" = ").bind(link.target.as_str());
    }
    q.push(" AND NOT EXISTS (SELECT 1 FROM ").table(&link.target).push(" t WHERE t.id = ").append(id);
    q.push(") AND NOT EXISTS (SELECT 1 FROM ").table("kith_audit").push(" a WHERE a.record = ").append(id);
    q.push(" AND a.action = 'purge')");
}

/// How search differs from the records of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gaps {
    /// Records outside the bin that search does not know.
    pub missing: i64,
    /// Entries of search without a record.
    pub gone: i64,
}

/// Compares search with the records of a module.
pub fn search_gaps(tx: &mut Tx<'_>, module: &Key) -> Result<Gaps> {
    let table = search_table(module);
    let mut missing = tx.sql();
    missing
        .push("SELECT count(*) FROM ")
        .table(module)
        .push(" r WHERE r.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM ");
    missing.table(&table).push(" s WHERE ").pick("s.rowid", "s.rid").push(" = r.").ident(RID).push(")");
    let mut gone = tx.sql();
    gone.push("SELECT count(*) FROM ").table(&table).push(" s WHERE NOT EXISTS (SELECT 1 FROM ").table(module);
    gone.push(" r WHERE r.").ident(RID).push(" = ").pick("s.rowid", "s.rid").push(")");
    let mut count = |q: &Sql| Ok::<_, crate::Error>(tx.query_one(q, |row| row.int(0))?.unwrap_or(0));
    Ok(Gaps { missing: count(&missing)?, gone: count(&gone)? })
}

/// The database's own clock.
pub fn clock(tx: &mut Tx<'_>) -> Result<DateTime<Utc>> {
    let mut q = tx.sql();
    q.pick("SELECT CAST(unixepoch('subsec') * 1000000 AS INTEGER)", "SELECT clock_timestamp()");
    tx.query_one(&q, |row| row.time(0))?.ok_or_else(|| crate::Error::statement("the database has no clock"))
}

/// When the newest change of any record was made.
pub fn newest_change(tx: &mut Tx<'_>) -> Result<Option<DateTime<Utc>>> {
    let mut q = tx.sql();
    q.push("SELECT at FROM ").table("kith_audit").push(" ORDER BY nr DESC LIMIT 1");
    tx.query_one(&q, |row| row.time(0))
}

/// When the workspace was made.
pub fn born(tx: &mut Tx<'_>) -> Result<Option<DateTime<Utc>>> {
    let mut q = tx.sql();
    q.push("SELECT min(applied_at) FROM ").table("kith_migration");
    Ok(tx.query_one(&q, |row| row.opt_time(0))?.flatten())
}

/// How many bytes the workspace takes in the database.
pub fn size(tx: &mut Tx<'_>) -> Result<i64> {
    let mut q = tx.sql();
    match tx.dialect().clone() {
        crate::Dialect::Sqlite => q.push("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"),
        crate::Dialect::Postgres { schema } => {
            q.push(
                "SELECT CAST(coalesce(sum(pg_total_relation_size(c.oid)), 0) AS bigint) FROM pg_catalog.pg_class c ",
            );
            q.push("JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = ");
            q.bind(&*schema)
        }
    };
    Ok(tx.query_one(&q, |row| row.int(0))?.unwrap_or(0))
}
