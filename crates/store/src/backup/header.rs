//! What a backup says of itself before its tables.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Result, Tx, definitions, migrate, settings};

/// The setting that holds the mark of the workspace's key.
pub const KEY_MARK: &str = "key_mark";

/// The head of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of Kith that wrote it.
    pub kith: String,
    /// Identity of the workspace.
    pub workspace: Uuid,
    /// The engine it was read from: `SQLite` or `PostgreSQL`.
    pub engine: String,
    /// The instant whose state it holds.
    pub created_at: DateTime<Utc>,
    /// Number of the last migration.
    pub migration: i64,
    /// Number of the last application of definitions.
    pub definitions: i64,
    /// The head of the sealed audit trail, as [`crate::audit::Head`] writes it.
    pub audit_head: Option<String>,
    /// The mark of the workspace's key. The key itself is never in a backup.
    pub key_mark: Option<String>,
}

impl Header {
    /// The header of a workspace as this transaction sees it.
    pub fn of(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<Header> {
        Ok(Header {
            kith: env!("CARGO_PKG_VERSION").into(),
            workspace: migrate::workspace_id(tx)?,
            engine: tx.dialect().pick("SQLite", "PostgreSQL").into(),
            created_at: now,
            migration: migrate::version(tx)?.unwrap_or(0),
            definitions: definitions::version(tx)?,
            audit_head: settings::get(tx, crate::audit::HEAD)?,
            key_mark: settings::get(tx, KEY_MARK)?,
        })
    }
}
