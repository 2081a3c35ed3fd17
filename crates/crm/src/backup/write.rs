//! Writing a backup of one moment of the workspace while it is used.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use store::Store;
use store::backup::{Header, Watch, Writer, inventory};
use store::backups::{Backup, State};

use super::types::Types;
use crate::error::{Error, Result};

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its file.
    pub path: PathBuf,
    /// The instant whose state it holds.
    pub at: DateTime<Utc>,
    /// Its size in bytes.
    pub size: u64,
    /// How many tables it holds.
    pub tables: u64,
    /// How many rows it holds.
    pub rows: u64,
}

impl Made {
    /// What the list says of a backup once it is made.
    pub fn of(&self, asked: Backup, encrypted: bool) -> Backup {
        // The file is there: its name is taken from the root on, and links are followed.
        let path = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        Backup {
            at: self.at,
            state: State::Made,
            path: path.to_string_lossy().into_owned(),
            size: count(self.size),
            rows: count(self.rows),
            encrypted,
            again_at: None,
            trouble: None,
            ..asked
        }
    }
}

/// Writes a backup to a file, replacing an earlier one only once the new one is whole. It holds one moment: what is
/// written meanwhile is not in it. The workspace need not be of this program's version, and nobody is held up.
pub fn write(store: &Store, path: &Path, passphrase: Option<&str>, now: DateTime<Utc>) -> Result<Made> {
    watched(store, path, passphrase, now, &Watch::default())
}

/// The same, watched.
pub(super) fn watched(
    store: &Store,
    path: &Path,
    passphrase: Option<&str>,
    now: DateTime<Utc>,
    watch: &Watch,
) -> Result<Made> {
    let (path, passphrase, watch) = (path.to_owned(), passphrase.map(str::to_owned), watch.clone());
    let made = store.read(move |tx| {
        let types = Types::read(tx)?;
        let tables = inventory(tx, &|table, column| types.of(table, column))?;
        let writer = Writer::create(&path, passphrase.as_deref(), &Header::of(tx, now)?)?;
        let mut writer = writer.watched(watch.clone());
        let mut rows = 0;
        for table in &tables {
            rows += writer.table(tx, table)?.rows;
        }
        let size = writer.finish()?;
        Ok::<_, Error>(Made { path: path.clone(), at: now, size, tables: tables.len() as u64, rows })
    });
    made.wait()
}

/// Refuses a workspace that a newer Kith made.
pub fn refuse_newer(store: &Store) -> Result<()> {
    Ok(store.version()?.map_or(Ok(()), store::backup::refuse_newer)?)
}

/// Whether opening this workspace would upgrade its tables.
pub fn is_older(store: &Store) -> Result<bool> {
    Ok(store.version()?.is_some_and(store::backup::is_older))
}
