//! Sessions of browsers, found by the digest of their token.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Digest;
use crate::{Result, Row, Tx};

/// A session as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Identity, by which it is listed and ended.
    pub id: Uuid,
    /// Who signed in.
    pub user: Uuid,
    /// The user an administrator looks through.
    pub as_user: Option<Uuid>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
    /// When it ends whatever happens.
    pub expires_at: DateTime<Utc>,
    /// Network address it began from.
    pub address: String,
    /// The browser, as it called itself.
    pub agent: String,
}

const COLUMNS: &str = "id, user_id, as_user, created_at, seen_at, expires_at, address, agent";

/// Begins a session.
pub fn insert(tx: &mut Tx, digest: &Digest, session: &Session) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_session").push(" (digest, ").push(COLUMNS).push(") VALUES (");
    q.bind(digest.as_slice()).push(", ").bind(session.id).push(", ").bind(session.user).push(", ");
    q.bind(session.as_user).push(", ").bind(session.created_at).push(", ");
    q.bind(session.seen_at).push(", ").bind(session.expires_at).push(", ");
    q.bind(&session.address).push(", ").bind(&session.agent).push(")");
    tx.execute(&q)?;
    Ok(())
}

/// The session with this token's digest, expired or not.
pub fn find(tx: &mut Tx, digest: &Digest) -> Result<Option<Session>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_session");
    q.push(" WHERE digest = ").bind(digest.as_slice());
    tx.query_one(&q, session)
}

/// A user's sessions, last used first.
pub fn list(tx: &mut Tx, user: Uuid) -> Result<Vec<Session>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_session").push(" WHERE user_id = ").bind(user);
    q.push(" ORDER BY seen_at DESC, id DESC");
    tx.query(&q, session)
}

/// Sessions of all users that were used since, last used first.
pub fn all(tx: &mut Tx, since: DateTime<Utc>, limit: usize) -> Result<Vec<Session>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_session").push(" WHERE seen_at > ").bind(since);
    q.push(" ORDER BY seen_at DESC, id DESC").limit(limit);
    tx.query(&q, session)
}

/// Notes that a session was used.
pub fn touch(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_session").push(" SET seen_at = ").bind(now).push(" WHERE id = ").bind(id);
    q.push(" AND seen_at < ").bind(now);
    tx.execute(&q)?;
    Ok(())
}

/// Looks through another user's eyes from now on, or no longer; says whether the session is there.
pub fn see_as(tx: &mut Tx, id: Uuid, as_user: Option<Uuid>) -> Result<bool> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_session").push(" SET as_user = ").bind(as_user).push(" WHERE id = ").bind(id);
    Ok(tx.execute(&q)? > 0)
}

/// Ends one of a user's sessions; says whether it was there.
pub fn end(tx: &mut Tx, user: Uuid, id: Uuid) -> Result<bool> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_session").push(" WHERE id = ").bind(id).push(" AND user_id = ").bind(user);
    Ok(tx.execute(&q)? > 0)
}

/// Ends all sessions of a user but `kept`; says how many.
pub fn end_all(tx: &mut Tx, user: Uuid, kept: Option<Uuid>) -> Result<u64> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_session").push(" WHERE user_id = ").bind(user);
    if let Some(kept) = kept {
        q.push(" AND id <> ").bind(kept);
    }
    tx.execute(&q)
}

/// Nobody looks through a user's eyes any longer.
pub fn close_eyes(tx: &mut Tx, user: Uuid) -> Result<()> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_session").push(" SET as_user = NULL WHERE as_user = ").bind(user);
    tx.execute(&q)?;
    Ok(())
}

/// Removes sessions that expired, or were last used before `idle`; says how many.
pub fn purge(tx: &mut Tx, now: DateTime<Utc>, idle: DateTime<Utc>) -> Result<u64> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_session").push(" WHERE expires_at <= ").bind(now);
    q.push(" OR seen_at <= ").bind(idle);
    tx.execute(&q)
}

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        id: row.uuid(0)?,
        user: row.uuid(1)?,
        as_user: row.opt_uuid(2)?,
        created_at: row.time(3)?,
        seen_at: row.time(4)?,
        expires_at: row.time(5)?,
        address: row.text(6)?,
        agent: row.text(7)?,
    })
}
