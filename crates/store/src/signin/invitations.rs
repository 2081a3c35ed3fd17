//! One-time links, found by the digest of the secret in them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Digest;
use crate::{Error, Result, Tx};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The first administrator of an empty workspace.
    Setup,
    /// A new user's first password.
    Invitation,
    /// Another password for somebody who lost theirs.
    Reset,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Setup, Self::Invitation, Self::Reset];

    fn word(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

/// A link as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// For whom; `None` for the set-up of a workspace.
    pub user: Option<Uuid>,
    /// What for.
    pub kind: Kind,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
}

/// Adds a link.
pub fn insert(tx: &mut Tx, digest: &Digest, made: &Invitation) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_invitation").push(" (digest, user_id, kind, created_at, expires_at) VALUES (");
    q.bind(digest.as_slice()).push(", ").bind(made.user).push(", ").bind(made.kind.word()).push(", ");
    q.bind(made.created_at).push(", ").bind(made.expires_at).push(")");
    tx.execute(&q)?;
    Ok(())
}

/// A link that is still good.
pub fn find(tx: &mut Tx, digest: &Digest, now: DateTime<Utc>) -> Result<Option<Invitation>> {
    let mut q = tx.sql();
    q.push("SELECT user_id, kind, created_at, expires_at FROM ").table("kith_invitation");
    q.push(" WHERE digest = ").bind(digest.as_slice());
    q.push(" AND used_at IS NULL AND expires_at > ").bind(now);
    tx.query_one(&q, |row| {
        let word = row.text_ref(1)?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word);
        let kind = kind.ok_or_else(|| Error::Damaged(format!("{word:?} is no kind of link")))?;
        Ok(Invitation { user: row.opt_uuid(0)?, kind, created_at: row.time(2)?, expires_at: row.time(3)? })
    })
}

/// Uses a link up. Says false when it is not good any more: of two at once, one gets it.
pub fn use_up(tx: &mut Tx, digest: &Digest, now: DateTime<Utc>) -> Result<bool> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_invitation").push(" SET used_at = ").bind(now);
    q.push(" WHERE digest = ").bind(digest.as_slice());
    q.push(" AND used_at IS NULL AND expires_at > ").bind(now);
    Ok(tx.execute(&q)? > 0)
}

/// Ends all open links for a user, or with `None` those for the set-up of the workspace.
pub fn end_all(tx: &mut Tx, user: Option<Uuid>, now: DateTime<Utc>) -> Result<u64> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_invitation").push(" SET used_at = ").bind(now).push(" WHERE used_at IS NULL");
    match user {
        Some(user) => q.push(" AND user_id = ").bind(user),
        None => q.push(" AND user_id IS NULL"),
    };
    tx.execute(&q)
}

/// Removes links that expired before an instant; says how many.
pub fn purge(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_invitation").push(" WHERE expires_at < ").bind(before);
    tx.execute(&q)
}
