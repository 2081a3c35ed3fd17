//! Contents of files, found by the digest of what they hold: the same content is kept once.

use chrono::{DateTime, Utc};

use crate::{Result, Tx};

/// The BLAKE3 digest of a content.
pub type Digest = [u8; 32];

/// A content with its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Media type: `image/png`.
    pub kind: String,
    /// The bytes.
    pub content: Vec<u8>,
}

/// Keeps a content; one that is there already stays as it is.
pub fn put(tx: &mut Tx, digest: &Digest, blob: &Blob, at: DateTime<Utc>) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_blob").push(" (digest, kind, size, content, at) VALUES (");
    q.bind(digest.as_slice()).push(", ").bind(&blob.kind).push(", ").bind(blob.content.len() as i64).push(", ");
    q.bind(blob.content.as_slice()).push(", ").bind(at).push(") ON CONFLICT (digest) DO NOTHING");
    tx.execute(&q)?;
    Ok(())
}

/// The content with a digest.
pub fn get(tx: &mut Tx, digest: &Digest) -> Result<Option<Blob>> {
    let mut q = tx.sql();
    q.push("SELECT kind, content FROM ").table("kith_blob").push(" WHERE digest = ").bind(digest.as_slice());
    tx.query_one(&q, |row| Ok(Blob { kind: row.text(0)?, content: row.bytes(1)? }))
}
