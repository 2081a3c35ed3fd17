//! Answers kept for `Idempotency-Key`, by user and key, so that a repeated request is answered and not done again.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Result, Tx};

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Digest of the request it answers: method, path and body.
    pub request: Vec<u8>,
    /// HTTP status.
    pub status: u16,
    /// Headers, as JSON.
    pub headers: String,
    /// The body.
    pub body: String,
    /// When it was given.
    pub at: DateTime<Utc>,
}

/// The answer kept for a key, if it is not older than `since`.
pub fn find(tx: &mut Tx, user: Uuid, key: &str, since: DateTime<Utc>) -> Result<Option<Answer>> {
    let mut q = tx.sql();
    q.push("SELECT request, status, headers, body, at FROM ").table("kith_answer");
    q.push(" WHERE user_id = ").bind(user).push(" AND key = ").bind(key).push(" AND at >= ").bind(since);
    tx.query_one(&q, |row| {
        Ok(Answer {
            request: row.bytes(0)?,
            status: u16::try_from(row.int(1)?).unwrap_or(500),
            headers: row.text(2)?,
            body: row.text(3)?,
            at: row.time(4)?,
        })
    })
}

/// Keeps an answer, in the place of one older than `since`. Says false, and changes nothing, when a younger one is there.
pub fn keep(tx: &mut Tx, user: Uuid, key: &str, answer: &Answer, since: DateTime<Utc>) -> Result<bool> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_answer").push(" AS old (user_id, key, request, status, headers, body, at)");
    q.push(" VALUES (").bind(user).push(", ").bind(key).push(", ").bind(answer.request.as_slice()).push(", ");
    q.bind(i64::from(answer.status)).push(", ").bind(&answer.headers).push(", ").bind(&answer.body).push(", ");
    q.bind(answer.at).push(") ON CONFLICT (user_id, key) DO UPDATE SET request = excluded.request");
    q.push(", status = excluded.status, headers = excluded.headers, body = excluded.body, at = excluded.at");
    q.push(" WHERE old.at < ").bind(since);
    Ok(tx.execute(&q)? > 0)
}

/// Forgets answers given before an instant; says how many.
pub fn purge(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_answer").push(" WHERE at < ").bind(before);
    tx.execute(&q)
}
