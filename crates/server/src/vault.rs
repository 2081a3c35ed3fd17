//! Where this machine keeps the backups that Kith makes by itself: `backups/` in the data directory, or the folder in
//! `KITH_BACKUP_FOLDER` or `backup_folder`. What encrypts them is a file, never a setting of the workspace.

use std::io;
use std::path::{Path, PathBuf};

use crm::backup::Vault;

use crate::failure::{Failure, Result};
use crate::settings::{File, Place};

/// The vault of this machine.
pub fn of(place: &Place) -> Result<Vault> {
    let file = File::read(&place.data)?;
    let data = std::path::absolute(&place.data)?;
    let named = named("KITH_BACKUP_FOLDER")?.or(file.backup_folder);
    let folder = std::path::absolute(named.clone().unwrap_or_else(|| data.join("backups")))?;
    Ok(Vault {
        machine: rustix::system::uname().nodename().to_string_lossy().into_owned(),
        folder,
        named: named.is_some(),
        scratch: data.join("spool").join("verification"),
        passphrase_file: self::named("KITH_BACKUP_PASSPHRASE_FILE")?.or(file.backup_passphrase_file),
        free,
    })
}

/// How many bytes are free in a folder.
pub fn free(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// A path in a variable; one set to nothing is a mistake, not a wish for the default.
fn named(variable: &str) -> Result<Option<PathBuf>> {
    match std::env::var_os(variable) {
        Some(path) if path.is_empty() => {
            Err(Failure::said(format!("{variable} is set to nothing: name a path, or unset it")))
        }
        found => Ok(found.map(PathBuf::from)),
    }
}
