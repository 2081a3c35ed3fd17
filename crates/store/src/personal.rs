//! What people keep for themselves: starred records and the records they looked at last.
//!
//! Only module and id stand here; what a record is called is read under access by the caller.

use chrono::{DateTime, Utc};
use meta::Key;
use uuid::Uuid;

use crate::{Error, Result, Sql, Tx};

/// A record somebody keeps, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its module.
    pub module: Key,
    /// The record.
    pub record: Uuid,
    /// When it was starred, or seen last.
    pub at: DateTime<Utc>,
}

/// How many records seen last are remembered.
pub const RECENTS: usize = 50;

/// Stars a record; once is enough.
pub fn star(tx: &mut Tx, user: Uuid, kept: &Kept) -> Result<()> {
    let mut q = insert(tx, "kith_star", user, kept);
    q.push(" ON CONFLICT (user_id, record) DO NOTHING");
    tx.execute(&q)?;
    Ok(())
}

/// Takes a star away; says whether there was one.
pub fn unstar(tx: &mut Tx, user: Uuid, record: Uuid) -> Result<bool> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_star").push(" WHERE user_id = ").bind(user);
    q.push(" AND record = ").bind(record);
    Ok(tx.execute(&q)? > 0)
}

/// Whether somebody starred a record.
pub fn is_starred(tx: &mut Tx, user: Uuid, record: Uuid) -> Result<bool> {
    let mut q = tx.sql();
    q.push("SELECT 1 FROM ").table("kith_star").push(" WHERE user_id = ").bind(user);
    q.push(" AND record = ").bind(record);
    Ok(tx.query_one(&q, |_| Ok(()))?.is_some())
}

/// Somebody's starred records, newest first.
pub fn stars(tx: &mut Tx, user: Uuid) -> Result<Vec<Kept>> {
    kept(tx, "kith_star", user)
}

/// Remembers that somebody looked at a record, and forgets all but the last [`RECENTS`].
pub fn visit(tx: &mut Tx, user: Uuid, seen: &Kept) -> Result<()> {
    let mut q = insert(tx, "kith_recent", user, seen);
    q.push(" ON CONFLICT (user_id, record) DO UPDATE SET at = excluded.at");
    tx.execute(&q)?;
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_recent").push(" WHERE user_id = ").bind(user);
    q.push(" AND record NOT IN (SELECT record FROM ").table("kith_recent").push(" WHERE user_id = ").bind(user);
    q.push(" ORDER BY at DESC, record DESC").limit(RECENTS).push(")");
    tx.execute(&q)?;
    Ok(())
}

/// When somebody last looked at a record, if that is remembered.
pub fn visited(tx: &mut Tx, user: Uuid, record: Uuid) -> Result<Option<DateTime<Utc>>> {
    let mut q = tx.sql();
    q.push("SELECT at FROM ").table("kith_recent").push(" WHERE user_id = ").bind(user);
    q.push(" AND record = ").bind(record);
    tx.query_one(&q, |row| row.time(0))
}

/// The records somebody looked at last, newest first.
pub fn recents(tx: &mut Tx, user: Uuid) -> Result<Vec<Kept>> {
    kept(tx, "kith_recent", user)
}

fn insert(tx: &Tx, table: &str, user: Uuid, kept: &Kept) -> Sql {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table(table).push(" (user_id, module, record, at) VALUES (");
    q.bind(user).push(", ").bind(kept.module.as_str()).push(", ").bind(kept.record).push(", ").bind(kept.at).push(")");
    q
}

fn kept(tx: &mut Tx, table: &str, user: Uuid) -> Result<Vec<Kept>> {
    let mut q = tx.sql();
    q.push("SELECT module, record, at FROM ").table(table).push(" WHERE user_id = ").bind(user);
    q.push(" ORDER BY at DESC, record DESC");
    tx.query(&q, |row| {
        let module = Key::new(row.text_ref(0)?).map_err(|error| Error::Damaged(error.to_string()))?;
        Ok(Kept { module, record: row.uuid(1)?, at: row.time(2)? })
    })
}
