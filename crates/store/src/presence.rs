//! Who has which record open. A row is worth a minute; nothing here is audited or fed to anybody.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Result, Tx};

/// Who looked at a record after an instant, with when they last did; the latest come first.
pub fn looking(tx: &mut Tx, record: Uuid, after: DateTime<Utc>) -> Result<Vec<(Uuid, DateTime<Utc>)>> {
    let mut q = tx.sql();
    q.push("SELECT user_id, at FROM ").table("kith_presence").push(" WHERE record = ").bind(record);
    q.push(" AND at > ").bind(after).push(" ORDER BY at DESC, user_id").limit(50);
    tx.query(&q, |row| Ok((row.uuid(0)?, row.time(1)?)))
}

/// Notes that somebody looks at a record now.
pub fn note(tx: &mut Tx, record: Uuid, user: Uuid, now: DateTime<Utc>) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_presence").push(" (record, user_id, at) VALUES (").bind(record).push(", ");
    q.bind(user).push(", ").bind(now).push(") ON CONFLICT (record, user_id) DO UPDATE SET at = excluded.at");
    tx.execute(&q).map(drop)
}

/// Forgets that somebody looks at a record.
pub fn leave(tx: &mut Tx, record: Uuid, user: Uuid) -> Result<()> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_presence").push(" WHERE record = ").bind(record);
    q.push(" AND user_id = ").bind(user);
    tx.execute(&q).map(drop)
}

/// Forgets all that was said before an instant.
pub fn forget(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_presence").push(" WHERE at < ").bind(before);
    tx.execute(&q)
}
