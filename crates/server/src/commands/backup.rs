//! `kith backup`: the whole workspace in one file, while it is used.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use crm::backup;

use crate::failure::{Failure, Result};
use crate::open::open;
use crate::settings::Place;

/// Where to, and how.
#[derive(Args)]
pub struct Backup {
    /// The file to write; one that is there is replaced once the new one is whole
    file: PathBuf,
    /// Encrypt with the passphrase in this file
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Writes a backup.
pub fn run(place: &Place, command: &Backup) -> Result<ExitCode> {
    let passphrase = passphrase(command.passphrase_file.as_deref())?;
    let crm = open(place)?;
    let made = backup::write(crm.store(), &command.file, passphrase.as_deref(), crm.now())?;
    if let Err(error) = backup::note(crm.store(), &made) {
        eprintln!("the backup was made; that it was could not be noted in the workspace: {error}");
    }
    println!("{}: {} rows in {} tables, {} bytes", command.file.display(), made.rows, made.tables, made.size);
    eprintln!(
        "the key of the workspace is not in it: keep a copy of {} elsewhere",
        crate::key::path(&place.data).display()
    );
    Ok(ExitCode::SUCCESS)
}

/// The first line of a file.
pub fn passphrase(file: Option<&Path>) -> Result<Option<String>> {
    let Some(file) = file else { return Ok(None) };
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|error| Failure::said(format!("{}: {error}", file.display())))?;
    match text.lines().next().unwrap_or_default() {
        "" => Err(Failure::said(format!("{} must hold a passphrase in its first line", file.display()))),
        line => Ok(Some(line.to_owned())),
    }
}
