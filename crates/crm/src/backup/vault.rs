//! `Vault`: the folder of one machine where Kith keeps the backups that it makes by itself, and what seals them.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use store::backups::{Backup, Why};
use words::said;

use crate::error::{Error, Result};

/// Where backups are kept. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Vault {
    /// What the machine is called.
    pub machine: String,
    /// The folder, from the root on.
    pub folder: PathBuf,
    /// Somebody named the folder. It is not made when it is missing: its disk may only not be mounted.
    pub named: bool,
    /// Where verifying may restore them to.
    pub scratch: PathBuf,
    /// The file whose first line encrypts them.
    pub passphrase_file: Option<PathBuf>,
    /// How many bytes are free in a folder.
    pub free: fn(&Path) -> std::io::Result<u64>,
}

impl Default for Vault {
    fn default() -> Vault {
        let (machine, folder, scratch) = (String::new(), PathBuf::new(), PathBuf::new());
        Vault { machine, folder, named: false, scratch, passphrase_file: None, free: |_| Ok(u64::MAX) }
    }
}

impl Vault {
    /// What encrypts backups, if anything does.
    pub fn passphrase(&self) -> Result<Option<String>> {
        passphrase(self.passphrase_file.as_deref())
    }

    /// Makes sure of the folder.
    pub fn open(&self) -> Result<()> {
        if self.named && !self.folder.is_dir() {
            return Err(Error::Conflict(said!("backup-folder-gone", folder = self.folder.display().to_string())));
        }
        make(&self.folder)
    }

    /// Makes sure that the folder, or where it would be made, takes files; leaves nothing.
    pub fn probe(&self) -> Result<()> {
        let folder = match self.folder.parent().filter(|_| !self.named && !self.folder.exists()) {
            Some(parent) => parent,
            None => &self.folder,
        };
        tempfile::tempfile_in(folder).map(drop).map_err(|error| file(format!("{}: {error}", folder.display())))
    }

    /// Bytes that are free where backups are kept; `None` when the machine does not say.
    pub fn room(&self) -> Option<u64> {
        let folder = self.folder.ancestors().find(|folder| folder.exists())?;
        (self.free)(folder).ok()
    }

    /// A file that is not there yet.
    pub(super) fn file(&self, why: Why, at: DateTime<Utc>) -> PathBuf {
        let name = format!("{}-{}", why.as_str(), at.format("%Y%m%d-%H%M%S"));
        let names = std::iter::once(format!("{name}.kith")).chain((2..).map(|n| format!("{name}_{n}.kith")));
        let mut paths = names.map(|name| self.folder.join(name));
        paths.find(|path| !path.exists()).unwrap_or_else(|| self.folder.join(name))
    }

    /// Whether the file of a backup lies on this machine as it was made.
    pub fn holds(&self, backup: &Backup) -> bool {
        let found = fs::metadata(&backup.path);
        found.is_ok_and(|file| file.is_file() && i64::try_from(file.len()) == Ok(backup.size))
    }

    /// Whether the file of a backup should lie on this machine and does not; nothing is said of a folder that is missing.
    pub(super) fn misses(&self, backup: &Backup) -> bool {
        let path = Path::new(&backup.path);
        backup.machine == self.machine && !path.exists() && path.parent().is_some_and(Path::is_dir)
    }
}

/// Makes a folder that only its owner may enter, where there is none.
pub(super) fn make(folder: &Path) -> Result<()> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| file(format!("{}: {error}", folder.display())))
}

/// The passphrase in the first line of a file.
pub fn passphrase(path: Option<&Path>) -> Result<Option<String>> {
    let Some(path) = path else { return Ok(None) };
    let text = fs::read_to_string(path).map_err(|error| file(format!("{}: {error}", path.display())))?;
    match text.lines().next().unwrap_or_default() {
        "" => Err(Error::Conflict(said!("backup-no-passphrase", file = path.display().to_string()))),
        line => Ok(Some(line.to_owned())),
    }
}

fn file(words: String) -> Error {
    Error::Store(store::Error::File(words.into()))
}
