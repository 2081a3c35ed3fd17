//! Tries to sign in that did not succeed yet, by subject: an e-mail address or a network address.
//!
//! A try is counted before the password is looked at, so that many at once cannot slip through together.

use chrono::{DateTime, Utc};

use crate::{Result, Tx};

/// What is known of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// Tries since the last success.
    pub failures: i64,
    /// When the last one was.
    pub last_at: DateTime<Utc>,
}

/// What is known of a subject, locked until the transaction ends.
pub fn lock(tx: &mut Tx, subject: &str, now: DateTime<Utc>) -> Result<Attempts> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_attempt").push(" (subject, failures, last_at) VALUES (");
    q.bind(subject).push(", ").bind(0).push(", ").bind(now).push(") ON CONFLICT (subject) DO NOTHING");
    tx.execute(&q)?;
    let mut q = tx.sql();
    let locked = q.dialect().for_update();
    q.push("SELECT failures, last_at FROM ").table("kith_attempt").push(" WHERE subject = ").bind(subject);
    q.push(locked);
    let found = tx.query_one(&q, |row| Ok(Attempts { failures: row.int(0)?, last_at: row.time(1)? }))?;
    Ok(found.unwrap_or(Attempts { failures: 0, last_at: now }))
}

/// Sets how many tries a subject made.
pub fn set(tx: &mut Tx, subject: &str, attempts: Attempts) -> Result<()> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_attempt").push(" SET failures = ").bind(attempts.failures);
    q.push(", last_at = ").bind(attempts.last_at).push(" WHERE subject = ").bind(subject);
    tx.execute(&q)?;
    Ok(())
}

/// Takes one try back.
pub fn forgive(tx: &mut Tx, subject: &str) -> Result<()> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_attempt").push(" SET failures = failures - 1 WHERE failures > 0 AND subject = ");
    q.bind(subject);
    tx.execute(&q)?;
    Ok(())
}

/// Forgets a subject.
pub fn clear(tx: &mut Tx, subject: &str) -> Result<()> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_attempt").push(" WHERE subject = ").bind(subject);
    tx.execute(&q)?;
    Ok(())
}

/// Forgets subjects whose last try was before an instant; says how many.
pub fn purge(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_attempt").push(" WHERE last_at < ").bind(before);
    tx.execute(&q)
}
