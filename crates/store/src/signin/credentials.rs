//! Password hashes, one a user.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Result, Tx};

/// The hash of a user's password, in PHC form; `None` before the first one is set.
pub fn password(tx: &mut Tx, user: Uuid) -> Result<Option<String>> {
    let mut q = tx.sql();
    q.push("SELECT password FROM ").table("kith_credential").push(" WHERE user_id = ").bind(user);
    tx.query_one(&q, |row| row.text(0))
}

/// Sets or replaces the hash of a user's password.
pub fn set_password(tx: &mut Tx, user: Uuid, hash: &str, now: DateTime<Utc>) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_credential").push(" (user_id, password, changed_at) VALUES (");
    q.bind(user).push(", ").bind(hash).push(", ").bind(now);
    q.push(") ON CONFLICT (user_id) DO UPDATE SET password = excluded.password, changed_at = excluded.changed_at");
    tx.execute(&q)?;
    Ok(())
}

/// Whether anybody can sign in with a password at all.
pub fn any(tx: &mut Tx) -> Result<bool> {
    let mut q = tx.sql();
    q.push("SELECT 1 FROM ").table("kith_credential").push(" LIMIT 1");
    Ok(tx.query_one(&q, |_| Ok(()))?.is_some())
}
