//! `kith restore`: a backup in the place of the workspace, whole or not at all.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::Utc;
use clap::Args;
use crm::backup::{self, Why, passphrase};

use crate::failure::{Failure, Result};
use crate::settings::Place;
use crate::{head, key, open, vault};

/// What to restore.
#[derive(Args)]
pub struct Restore {
    /// The backup
    file: PathBuf,
    /// Replace a workspace that is not empty; what it holds is backed up first
    #[arg(long)]
    replace: bool,
    /// The backup is encrypted with the passphrase in this file
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Restores a backup.
pub fn run(place: &Place, command: &Restore) -> Result<ExitCode> {
    let passphrase = passphrase(command.passphrase_file.as_deref())?;
    // Before anything is written, a folder or what is saved of the workspace.
    let header = backup::sound(&command.file, passphrase.as_deref())?;
    open::folder(place)?;
    match key::on_file(&place.data)? {
        Some(key) if backup::is_key_of(&header, &key) => {}
        None if header.key_mark.is_none() => {}
        found => return Err(Failure::said(wrong_key(place, found.is_some()))),
    }
    let store = open::connect(place)?;
    backup::refuse_newer(&store)?;
    let mut saved = None;
    if !backup::is_bare(&store)? {
        if !command.replace {
            return Err(Failure::said("the workspace is not empty: give --replace to put the backup in its place"));
        }
        let made = backup::save(&store, &vault::of(place)?, Why::BeforeRestore, Utc::now())?;
        eprintln!("what was there is saved in {}", made.path);
        saved = Some(made);
    }
    let restored = backup::restore(&store, &command.file, passphrase.as_deref(), Utc::now())?;
    // An older workspace had no list; the restored one has.
    if let Some(Err(error)) = saved.map(|made| backup::note(&store, &made)) {
        eprintln!("the list of backups does not say where it is saved: {error}");
    }
    head::replace(&place.data, restored.header.audit_head.as_deref())?;
    store.stop();
    let at = restored.header.created_at.format("%Y-%m-%d %H:%M:%S UTC");
    println!("restored the workspace as of {at}: {} rows in {} tables", restored.rows(), restored.tables.len());
    Ok(ExitCode::SUCCESS)
}

fn wrong_key(place: &Place, found: bool) -> String {
    let path = key::path(&place.data);
    let what = if found { "the key there is not that of this backup" } else { "the key of this backup is missing" };
    format!(
        "{}: {what}; keys are never in a backup: put the right one there, or name its file in KITH_KEY_FILE",
        path.display()
    )
}
