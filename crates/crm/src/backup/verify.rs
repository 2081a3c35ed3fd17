//! Verifying a backup by restoring it into a scratch place, where everything that doctor knows is looked at.

use std::path::Path;

use chrono::{DateTime, Utc};
use store::{Settings, Store};

use super::restore::watched;
use super::{Restored, Watch, is_key_of};
use crate::crm::Crm;
use crate::doctor::{self, Report};
use crate::error::{Error, Result};

/// What verifying found.
#[derive(Debug, Clone)]
pub struct Verified {
    /// What was restored into the scratch place.
    pub restored: Restored,
    /// What was looked at there, and what was found.
    pub report: Report,
    /// Whether the seals of the trail could be checked: only with the workspace's key.
    pub sealed: bool,
}

/// Restores a backup into a SQLite file in the temporary folder and examines it. Nothing of it is left afterwards.
pub fn verify(path: &Path, passphrase: Option<&str>, key: Option<&[u8; 32]>, now: DateTime<Utc>) -> Result<Verified> {
    verify_in(&std::env::temp_dir(), path, passphrase, key, now, &Watch::default())
}

/// The same in another folder, watched.
pub(super) fn verify_in(
    folder: &Path,
    path: &Path,
    passphrase: Option<&str>,
    key: Option<&[u8; 32]>,
    now: DateTime<Utc>,
    watch: &Watch,
) -> Result<Verified> {
    let scratch = tempfile::tempdir_in(folder).map_err(|error| Error::failed(&error))?;
    let store = Store::connect(Settings::sqlite(scratch.path().join("kith.db")))?;
    let restored = watched(&store, path, passphrase, now, watch)?;
    store.migrate()?;
    let key = key.filter(|key| is_key_of(&restored.header, key));
    let sealed = key.is_some();
    let crm = Crm::open(store.clone(), key.copied().unwrap_or_default())?;
    let mut report = doctor::data(&crm)?;
    if sealed {
        doctor::trail(&crm, None, &mut report)?;
    }
    store.stop();
    Ok(Verified { restored, report, sealed })
}
