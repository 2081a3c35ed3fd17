//! Records shared by hand with a user or a team. Who may share is decided above; statements read these rows through
//! [`crate::Access`].

use chrono::{DateTime, Utc};
use meta::Key;
use uuid::Uuid;

use crate::{Result, Row, Tx};

/// One record shared with one user or team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The user or team.
    pub grantee: Uuid,
    /// May change it too.
    pub may_edit: bool,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Who shared it; `None` for Kith itself.
    pub by: Option<Uuid>,
}

/// Shares a record, or changes how it is shared.
pub fn put(tx: &mut Tx, module: &Key, record: Uuid, share: &Share) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_share").push(" (record, grantee, module, may_edit, at, by_user) VALUES (");
    q.bind(record).push(", ").bind(share.grantee).push(", ").bind(module.as_str()).push(", ");
    q.bind(share.may_edit).push(", ").bind(share.at).push(", ").bind(share.by);
    q.push(") ON CONFLICT (record, grantee) DO UPDATE SET may_edit = excluded.may_edit");
    q.push(", at = excluded.at, by_user = excluded.by_user");
    tx.execute(&q)?;
    Ok(())
}

/// Ends a share; gives what it was.
pub fn remove(tx: &mut Tx, record: Uuid, grantee: Uuid) -> Result<Option<Share>> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_share").push(" WHERE record = ").bind(record);
    q.push(" AND grantee = ").bind(grantee).push(" RETURNING grantee, may_edit, at, by_user");
    tx.query_one(&q, share)
}

/// With whom a record is shared, oldest first.
pub fn list(tx: &mut Tx, record: Uuid) -> Result<Vec<Share>> {
    let mut q = tx.sql();
    q.push("SELECT grantee, may_edit, at, by_user FROM ").table("kith_share");
    q.push(" WHERE record = ").bind(record).push(" ORDER BY at, grantee");
    tx.query(&q, share)
}

fn share(row: &Row) -> Result<Share> {
    Ok(Share { grantee: row.uuid(0)?, may_edit: row.bool(1)?, at: row.time(2)?, by: row.opt_uuid(3)? })
}
