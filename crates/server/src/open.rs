//! Opening the workspace that the settings name.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use chrono::Utc;
use crm::Crm;
use crm::backup::{self, Backup, Vault, Why};
use store::{Settings, Store};

use crate::failure::{Failure, Result};
use crate::key;
use crate::settings::{File, Place};
use crate::vault;

/// The workspace on SQLite, in the data directory.
const FILE: &str = "kith.db";

/// How long a command waits for others who write: longer than a request, since nobody else is kept waiting by it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Opens the workspace for a command, making an empty one where there is none. One that an older Kith made is backed up
/// before its tables are brought to this version: Kith's own, or those of the shipped modules.
pub fn open(place: &Place) -> Result<Crm> {
    folder(place)?;
    ready(place, connect(place)?)
}

/// As [`open`], for requests.
pub fn serving(place: &Place) -> Result<Crm> {
    folder(place)?;
    ready(place, connected(place, None)?)
}

fn ready(place: &Place, store: Store) -> Result<Crm> {
    let vault = vault::of(place)?;
    let mut saved = None;
    if backup::is_older(&store)? {
        saved = Some(before_upgrade(&store, &vault)?);
    }
    let file = File::read(&place.data)?;
    store.migrate().map_err(|error| unopened(place, &file, error))?;
    let key = key::of(&store, &place.data)?;
    if saved.is_none() && backup::is_upgrade_due(&store, Utc::now())? {
        saved = Some(before_upgrade(&store, &vault)?);
    }
    let crm = Crm::open(store, key)?;
    crm::furnish(&crm)?;
    if let Some(saved) = saved {
        noted(&crm, &vault, &saved);
    }
    Ok(crm)
}

/// Makes the data directory where there is none.
pub fn folder(place: &Place) -> Result<()> {
    made(&place.data)
}

fn made(folder: &Path) -> Result<()> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| Failure::said(format!("{}: {error}", folder.display())))
}

/// The workspace as it is, whatever its version, for a command.
pub fn connect(place: &Place) -> Result<Store> {
    connected(place, Some(PATIENCE))
}

fn connected(place: &Place, patience: Option<Duration>) -> Result<Store> {
    let file = File::read(&place.data)?;
    let store = Store::connect(target(place, &file, patience)?);
    // PostgreSQL is reached when it is first asked something.
    let answers = store.and_then(|store| store.version().map(|_| store));
    answers.map_err(|error| unopened(place, &file, error))
}

fn before_upgrade(store: &Store, vault: &Vault) -> Result<Backup> {
    let saved = backup::save(store, vault, Why::BeforeUpgrade, Utc::now())?;
    tracing::info!(file = saved.path, "the workspace was backed up before its upgrade");
    Ok(saved)
}

/// Puts a backup on the workspace's list, and lets those go that it takes the place of. It is there whether or not that
/// can be done.
pub fn noted(crm: &Crm, vault: &Vault, saved: &Backup) {
    if let Err(error) = backup::note(crm.store(), saved).and_then(|()| backup::prune(crm, vault)) {
        eprintln!("the backup {} was made; the list of backups does not say so: {error}", saved.path);
    }
}

fn target(place: &Place, file: &File, patience: Option<Duration>) -> Result<Settings> {
    let Some(url) = database(place, file) else {
        let path = place.data.join(FILE);
        // Made before the engine makes it: for its owner's eyes, whatever the folder's.
        let made = fs::OpenOptions::new().append(true).create(true).mode(0o600).open(&path);
        // Its log stands beside it.
        let beside = rustix::fs::access(&place.data, rustix::fs::Access::WRITE_OK);
        made.and_then(|_| Ok(beside?)).map_err(|error| {
            Failure::said(format!("{}: {error}: Kith must be able to write this file and its folder", path.display()))
        })?;
        let usual = Settings::sqlite(path);
        return Ok(Settings { patience: patience.unwrap_or(usual.patience), ..usual });
    };
    let schema = place.workspace.as_ref().or(file.workspace.as_ref()).map_or("kith", String::as_str);
    Ok(Settings::postgres(url, schema))
}

fn database<'a>(place: &'a Place, file: &'a File) -> Option<&'a String> {
    place.database.as_ref().or(file.database.as_ref())
}

/// Says which database it was; never its URL, which may hold a password.
fn unopened(place: &Place, file: &File, error: store::Error) -> Failure {
    match database(place, file) {
        None => Failure::said(format!("{}: {error}", place.data.join(FILE).display())),
        Some(_) => Failure::said(format!("the database in --database, KITH_DATABASE or kith.toml: {error}")),
    }
}
