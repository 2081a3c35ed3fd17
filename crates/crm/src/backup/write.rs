//! Writing a backup of one moment of the workspace while it is used.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::Store;
use store::backup::{Header, Writer, inventory};

use super::types::Types;
use crate::error::{Error, Result};

/// The setting that remembers the last backup.
const LAST: &str = "last_backup";

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// Writes a backup to a file, replacing an earlier one only once the new one is whole. It holds one moment: what is
/// written meanwhile is not in it. The workspace need not be of this program's version, and nobody is held up.
pub fn write(store: &Store, path: &Path, passphrase: Option<&str>, now: DateTime<Utc>) -> Result<Made> {
    let (path, passphrase) = (path.to_owned(), passphrase.map(str::to_owned));
    let made = store.read(move |tx| {
        let types = Types::read(tx)?;
        let tables = inventory(tx, &|table, column| types.of(table, column))?;
        let mut writer = Writer::create(&path, passphrase.as_deref(), &Header::of(tx, now)?)?;
        let mut rows = 0;
        for table in &tables {
            rows += writer.table(tx, table)?.rows;
        }
        let size = writer.finish()?;
        Ok::<_, Error>(Made { path: path.clone(), at: now, size, tables: tables.len() as u64, rows })
    });
    made.wait()
}

/// Remembers in the workspace that a backup was made.
pub fn note(store: &Store, made: &Made) -> Result<()> {
    let text = serde_json::to_string(made).map_err(|error| Error::failed(&error))?;
    store.write(move |tx| Ok(store::settings::set(tx, LAST, &text)?)).wait()
}

/// The last backup that the workspace remembers.
pub fn last(store: &Store) -> Result<Option<Made>> {
    let text = store.read(|tx| store::settings::get(tx, LAST)).wait()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Refuses a workspace that a newer Kith made.
pub fn refuse_newer(store: &Store) -> Result<()> {
    Ok(store.version()?.map_or(Ok(()), store::backup::refuse_newer)?)
}

/// Whether opening this workspace would upgrade its tables.
pub fn is_older(store: &Store) -> Result<bool> {
    Ok(store.version()?.is_some_and(store::backup::is_older))
}
