//! Tokens of programs, found by their digest. An ended token stays as a row, so that a list can say when it ended.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Digest;
use crate::{Result, Row, Tx};

/// A token as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Identity, by which it is listed and ended.
    pub id: Uuid,
    /// Whose rights it carries.
    pub user: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: Option<DateTime<Utc>>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "id, user_id, name, created_at, seen_at, ended_at";

/// Adds a token.
pub fn insert(tx: &mut Tx, digest: &Digest, token: &Token) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_token").push(" (digest, ").push(COLUMNS).push(") VALUES (");
    q.bind(digest.as_slice()).push(", ").bind(token.id).push(", ").bind(token.user).push(", ").bind(&token.name);
    q.push(", ").bind(token.created_at).push(", ").bind(token.seen_at).push(", ").bind(token.ended_at).push(")");
    tx.execute(&q)?;
    Ok(())
}

/// The token with this digest, ended or not.
pub fn find(tx: &mut Tx, digest: &Digest) -> Result<Option<Token>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_token");
    q.push(" WHERE digest = ").bind(digest.as_slice());
    tx.query_one(&q, token)
}

/// A user's tokens, or everybody's; newest first, ended ones too.
pub fn list(tx: &mut Tx, user: Option<Uuid>) -> Result<Vec<Token>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_token");
    if let Some(user) = user {
        q.push(" WHERE user_id = ").bind(user);
    }
    q.push(" ORDER BY created_at DESC, id DESC");
    tx.query(&q, token)
}

/// Notes that a token was used.
pub fn touch(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_token").push(" SET seen_at = ").bind(now).push(" WHERE id = ").bind(id);
    tx.execute(&q)?;
    Ok(())
}

/// Ends a token, of one user or of anybody; says whether it was there and still good.
pub fn end(tx: &mut Tx, user: Option<Uuid>, id: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_token").push(" SET ended_at = ").bind(now);
    q.push(" WHERE ended_at IS NULL AND id = ").bind(id);
    if let Some(user) = user {
        q.push(" AND user_id = ").bind(user);
    }
    Ok(tx.execute(&q)? > 0)
}

/// Ends all tokens of a user; says how many.
pub fn end_all(tx: &mut Tx, user: Uuid, now: DateTime<Utc>) -> Result<u64> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_token").push(" SET ended_at = ").bind(now);
    q.push(" WHERE ended_at IS NULL AND user_id = ").bind(user);
    tx.execute(&q)
}

fn token(row: &Row) -> Result<Token> {
    Ok(Token {
        id: row.uuid(0)?,
        user: row.uuid(1)?,
        name: row.text(2)?,
        created_at: row.time(3)?,
        seen_at: row.opt_time(4)?,
        ended_at: row.opt_time(5)?,
    })
}
