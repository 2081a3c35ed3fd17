//! Backups of a workspace and their way back: written while people work, restored whole or not at all, on either engine.
//!
//! The workspace's key is never in a backup, only its mark: what was sealed with it needs the same key again.

mod judge;
mod list;
mod next;
mod prune;
mod restore;
mod retention;
mod schedule;
mod tend;
mod types;
mod vault;
mod verify;
mod write;

pub use list::{ask, ask_verification, found, is_upgrade_due, known, known_to, last, note, save, trouble};
pub use next::Known;
pub use prune::prune;
pub use restore::{Restored, is_bare, restore};
pub(crate) use schedule::SETTING;
pub use schedule::Schedule;
pub use store::backup::{Header, KEY_MARK, Watch};
pub use store::backups::{Backup, State, Verdict, Why};
pub use tend::tend;
pub use vault::{Vault, passphrase};
pub use verify::{Verified, verify};
pub use write::{Made, is_older, refuse_newer, write};

use std::path::Path;

use store::backup::Reader;

use crate::error::Result;

/// What a backup says of itself.
pub fn header(path: &Path, passphrase: Option<&str>) -> Result<Header> {
    Ok(Reader::open(path, passphrase)?.header().clone())
}

/// What a backup says of itself, once the whole of it was read and is sound.
pub fn sound(path: &Path, passphrase: Option<&str>) -> Result<Header> {
    let reader = Reader::open(path, passphrase)?;
    let header = reader.header().clone();
    reader.check()?;
    Ok(header)
}

/// Whether a key is the one that a workspace with this identity was marked with; a backup without a mark takes any.
pub fn is_key_of(header: &Header, key: &[u8; 32]) -> bool {
    let mark = blake3::keyed_hash(key, header.workspace.as_bytes()).to_hex();
    header.key_mark.as_deref().is_none_or(|known| known == mark.as_str())
}
