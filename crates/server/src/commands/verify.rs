//! `kith verify`: a backup restored into a scratch place and looked at there.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::Utc;
use clap::Args;
use crm::backup::{self, passphrase};

use super::doctor::tell;
use crate::failure::Result;
use crate::key;
use crate::settings::Place;

/// What to verify.
#[derive(Args)]
pub struct Verify {
    /// The backup
    file: PathBuf,
    /// The backup is encrypted with the passphrase in this file
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Verifies a backup; the workspace itself is not touched.
pub fn run(place: &Place, command: &Verify) -> Result<ExitCode> {
    let passphrase = passphrase(command.passphrase_file.as_deref())?;
    let key = key::on_file(&place.data)?;
    let verified = backup::verify(&command.file, passphrase.as_deref(), key.as_ref(), Utc::now())?;
    let (header, restored) = (&verified.restored.header, &verified.restored);
    let at = header.created_at.format("%Y-%m-%d %H:%M:%S UTC");
    println!("backup of {at} by Kith {} from {}", header.kith, header.engine);
    println!("checked: {} rows in {} tables, restored and compared", restored.rows(), restored.tables.len());
    if !verified.sealed {
        println!(
            "NOT checked: the audit trail, for which the key of this workspace is needed in {}",
            place.data.display()
        );
    }
    Ok(tell(&verified.report, "the backup is sound"))
}
