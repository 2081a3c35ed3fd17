//! The sealer: gives committed rows a position and chains their digests, batch by batch.
//!
//! Only one may chain at a time: the caller holds the lease `audit` in the same transaction. Whatever is committed and
//! has no position yet is taken, however late it was committed, so no row is ever passed over.

use chrono::{DateTime, Utc};

use super::digest;
use super::head::Head;
use crate::{Dialect, Result, Tx, settings};

/// The setting that keeps the head beside the seals.
pub(crate) const HEAD: &str = "audit_head";

/// What one call sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
    /// How many rows.
    pub rows: usize,
    /// The new head.
    pub head: Head,
}

/// Seals up to `limit` rows; `None` when there was nothing to seal. On PostgreSQL tells the listeners of [`channel`]
/// the new position once the transaction commits.
pub fn seal(tx: &mut Tx<'_>, key: &[u8; 32], now: DateTime<Utc>, limit: usize) -> Result<Option<Sealed>> {
    let before = newest(tx)?;
    let (last, mut hash) = before.map_or((0, Head::START), |head| (head.position, head.hash));
    let rows = place(tx, last, limit)?;
    let Some((position, _)) = rows.last() else { return Ok(None) };
    for (position, digest) in &rows {
        hash = digest::link(&hash, *position, digest);
    }
    let head = Head::marked(key, *position, hash);
    keep(tx, last + 1, now, &head)?;
    tell(tx, head.position)?;
    Ok(Some(Sealed { rows: rows.len(), head }))
}

/// The later of the last seal and the head kept beside it: when somebody cut the seals, the gap stays visible.
fn newest(tx: &mut Tx<'_>) -> Result<Option<Head>> {
    let kept = settings::get(tx, HEAD)?.and_then(|text| text.parse::<Head>().ok());
    let sealed = last_seal(tx)?;
    Ok(kept.into_iter().chain(sealed).max_by_key(|head| head.position))
}

pub(super) fn last_seal(tx: &mut Tx<'_>) -> Result<Option<Head>> {
    let mut select = tx.sql();
    select.push("SELECT position, hash, mac FROM ").table("kith_seal").push(" ORDER BY position DESC LIMIT 1");
    tx.query_one(&select, |row| Head::read(row, 0))
}

/// Gives the oldest unsealed rows the positions after `last`, in one statement that sees them once; gives position and
/// digest of each, in order.
fn place(tx: &mut Tx<'_>, last: i64, limit: usize) -> Result<Vec<(i64, Vec<u8>)>> {
    let mut update = tx.sql();
    update.push("WITH taken AS (SELECT nr, row_number() OVER (ORDER BY nr) AS place FROM (SELECT nr FROM ");
    update.table("kith_audit").push(" WHERE position IS NULL ORDER BY nr LIMIT ").bind(limit as i64);
    update.push(") oldest) UPDATE ").table("kith_audit").push(" SET position = taken.place + ").bind(last);
    update.push(" FROM taken WHERE ").table("kith_audit").push(".nr = taken.nr RETURNING position, digest");
    let mut rows = tx.query(&update, |row| Ok((row.int(0)?, row.bytes(1)?)))?;
    rows.sort_unstable_by_key(|(position, _)| *position);
    Ok(rows)
}

fn keep(tx: &mut Tx<'_>, first: i64, now: DateTime<Utc>, head: &Head) -> Result<()> {
    let mut insert = tx.sql();
    insert.push("INSERT INTO ").table("kith_seal").push(" (position, first, at, hash, mac) VALUES (");
    insert.bind(head.position).push(", ").bind(first).push(", ").bind(now).push(", ");
    insert.bind(&head.hash.as_bytes()[..]).push(", ").bind(&head.mac.as_bytes()[..]).push(")");
    tx.execute(&insert)?;
    settings::set(tx, HEAD, &head.to_string())
}

fn tell(tx: &mut Tx<'_>, position: i64) -> Result<()> {
    let Some(channel) = channel(tx.dialect()) else { return Ok(()) };
    let mut notify = tx.sql();
    notify.push("SELECT 1 FROM pg_notify(").bind(channel).push(", ").bind(position.to_string()).push(")");
    tx.query_one(&notify, |_| Ok(())).map(drop)
}

/// The channel on which PostgreSQL tells each new position of the feed; SQLite has none.
pub fn channel(dialect: &Dialect) -> Option<String> {
    match dialect {
        Dialect::Sqlite => None,
        Dialect::Postgres { schema } => Some(format!("{schema}_audit").chars().take(63).collect()),
    }
}

/// Whether the trail still holds the seal that a head speaks of.
pub fn holds(tx: &mut Tx<'_>, head: &Head) -> Result<bool> {
    let mut select = tx.sql();
    select.push("SELECT 1 FROM ").table("kith_seal").push(" WHERE position = ").bind(head.position);
    select.push(" AND hash = ").bind(&head.hash.as_bytes()[..]);
    Ok(tx.query_one(&select, |_| Ok(()))?.is_some())
}

/// When the oldest row that is not sealed yet was made.
pub fn oldest_unsealed(tx: &mut Tx<'_>) -> Result<Option<DateTime<Utc>>> {
    let mut select = tx.sql();
    select.push("SELECT at FROM ").table("kith_audit").push(" WHERE position IS NULL ORDER BY nr LIMIT 1");
    tx.query_one(&select, |row| row.time(0))
}
