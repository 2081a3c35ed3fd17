//! `kith backup`: the whole workspace in one file, while it is used.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use crm::backup::{self, Backup as Listed, Why, passphrase};

use crate::failure::Result;
use crate::open::{noted, open};
use crate::settings::Place;
use crate::vault;

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
    let vault = vault::of(place)?;
    let asked = Listed { machine: vault.machine.clone(), ..Listed::asked(Why::ByHand, made.at, None) };
    noted(&crm, &vault, &made.of(asked, passphrase.is_some()));
    println!("{}: {} rows in {} tables, {} bytes", command.file.display(), made.rows, made.tables, made.size);
    eprintln!(
        "the key of the workspace is not in it: keep a copy of {} elsewhere",
        crate::key::path(&place.data).display()
    );
    Ok(ExitCode::SUCCESS)
}
