//! Restoring: a backup takes the place of whatever the workspace holds, in one transaction. When anything fails, what was
//! there stays.

use std::path::Path;

use chrono::{DateTime, Utc};
use meta::{Field, Module};
use store::backup::{self, Header, Reader, Tally, Watch};
use store::{Origin, Store, Tx, backups};

use crate::definitions::Fill;
use crate::error::{Error, Result};
use crate::load;
use crate::snapshot::Snapshot;

/// What was restored.
#[derive(Debug, Clone)]
pub struct Restored {
    /// What the backup said of itself.
    pub header: Header,
    /// Every table with its rows, compared with the backup.
    pub tables: Vec<Tally>,
}

impl Restored {
    /// How many rows in all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|tally| tally.rows).sum()
    }
}

/// Whether a workspace holds nothing that anybody entered.
pub fn is_bare(store: &Store) -> Result<bool> {
    Ok(store.read(backup::is_bare).wait()?)
}

/// Restores a backup. The file is read whole and checked before anything is touched. Servers that run on the workspace
/// notice by themselves. Whether the key fits and whether there is anything to lose is for the caller to ask.
pub fn restore(store: &Store, path: &Path, passphrase: Option<&str>, now: DateTime<Utc>) -> Result<Restored> {
    watched(store, path, passphrase, now, &Watch::default())
}

/// The same, watched.
pub(super) fn watched(
    store: &Store,
    path: &Path,
    passphrase: Option<&str>,
    now: DateTime<Utc>,
    watch: &Watch,
) -> Result<Restored> {
    Reader::open(path, passphrase)?.watched(watch.clone()).check()?;
    let (path, passphrase, watch) = (path.to_owned(), passphrase.map(str::to_owned), watch.clone());
    let restored = store.alone(move |tx| {
        let reader = Reader::open(&path, passphrase.as_deref())?;
        replace(tx, reader.watched(watch.clone()), now)
    });
    restored.wait()
}

fn replace(tx: &mut Tx<'_>, mut reader: Reader, now: DateTime<Utc>) -> Result<Restored> {
    // Which backups there are is a fact about the place, not about the backup.
    let list = backups::if_any(tx)?;
    let loaded = backup::load(tx, &mut reader)?;
    backup::upgrade(tx, &reader, now)?;
    list.iter().try_for_each(|known| backups::put(tx, known))?;
    backup::create_search(tx, &loaded)?;
    let snapshot = load::read(tx, None, now)?;
    let fill = Fill { snapshot: &snapshot, now };
    for module in snapshot.schema.catalogue.modules() {
        if !loaded.iter().any(|(table, _)| table.name == module.key.as_str()) {
            return Err(Error::Store(store::Error::Damaged(format!("the backup has no table of {}", module.key))));
        }
        index(tx, &snapshot, module)?;
        fill.search(tx, module)?;
    }
    store::summary::restore(tx, snapshot.schema.catalogue.modules())?;
    let tables = loaded.into_iter().map(|(_, tally)| tally).collect();
    Ok(Restored { header: reader.header().clone(), tables })
}

/// Makes the indexes of a module whose table was just filled.
fn index(tx: &mut Tx<'_>, snapshot: &Snapshot, module: &Module) -> Result<()> {
    let stored = |field: &Field| matches!(snapshot.schema.origin(&module.key, field), Origin::Stored);
    for index in store::tables::indexes(module, stored) {
        store::tables::create_index(tx, &module.key, &index)?;
    }
    Ok(())
}
