//! Digests of audit rows: one canonical, length-prefixed encoding, so that no two rows read alike.
//!
//! A row's digest covers the salted digest of its values, not the values: these may be erased and the row still proves
//! itself, while nobody can guess them back from what is left.

use blake3::{Hash, Hasher};
use chrono::{DateTime, Utc};
use uuid::Uuid;

const ROW: &str = "kith 2026 audit row";
const VALUES: &str = "kith 2026 audit values";
const LINK: &str = "kith 2026 audit chain";
const SEAL: &str = "kith 2026 audit seal";

/// What the digest of a row covers.
pub(super) struct Covered<'a> {
    pub(super) id: Uuid,
    pub(super) act: Uuid,
    pub(super) at: DateTime<Utc>,
    pub(super) actor: Option<Uuid>,
    pub(super) module: &'a str,
    pub(super) record: Uuid,
    pub(super) action: &'a str,
    pub(super) version: i64,
    pub(super) values: &'a [u8],
}

impl Covered<'_> {
    pub(super) fn digest(&self) -> Hash {
        let mut hasher = Hasher::new_derive_key(ROW);
        part(&mut hasher, self.id.as_bytes());
        part(&mut hasher, self.act.as_bytes());
        part(&mut hasher, &self.at.timestamp_micros().to_le_bytes());
        part(&mut hasher, self.actor.as_ref().map_or(&[], |actor| actor.as_bytes()));
        part(&mut hasher, self.module.as_bytes());
        part(&mut hasher, self.record.as_bytes());
        part(&mut hasher, self.action.as_bytes());
        part(&mut hasher, &self.version.to_le_bytes());
        part(&mut hasher, self.values);
        hasher.finalize()
    }
}

/// The salted digest of a row's values.
pub(super) fn values(salt: &[u8], changes: &str) -> Hash {
    let mut hasher = Hasher::new_derive_key(VALUES);
    part(&mut hasher, salt);
    part(&mut hasher, changes.as_bytes());
    hasher.finalize()
}

/// The chain's hash after one more row.
pub(super) fn link(before: &Hash, position: i64, digest: &[u8]) -> Hash {
    let mut hasher = Hasher::new_derive_key(LINK);
    part(&mut hasher, before.as_bytes());
    part(&mut hasher, &position.to_le_bytes());
    part(&mut hasher, digest);
    hasher.finalize()
}

/// The mark under a seal that only a holder of the workspace's key can make.
pub(super) fn mac(key: &[u8; 32], position: i64, hash: &Hash) -> Hash {
    let mut hasher = Hasher::new_keyed(&blake3::derive_key(SEAL, key));
    part(&mut hasher, &position.to_le_bytes());
    part(&mut hasher, hash.as_bytes());
    hasher.finalize()
}

fn part(hasher: &mut Hasher, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
}
