//! `kith audit`: the audit trail looked at as a whole.

use std::process::ExitCode;

use clap::Subcommand;

use crate::failure::Result;
use crate::open::open;
use crate::settings::Place;
use crate::{head, pulse};

/// What can be done with the trail.
#[derive(Subcommand)]
pub enum Audit {
    /// Find edited, removed, reordered and cut rows
    Verify,
}

/// Verifies the trail, its end against the head kept in the data directory.
pub fn run(place: &Place, command: &Audit) -> Result<ExitCode> {
    let Audit::Verify = command;
    let crm = open(place)?;
    pulse::seal(&crm, &place.data);
    let report = crm::audit::verify(&crm, head::read(&place.data))?;
    println!("{} rows in {} seals", report.rows, report.seals);
    if report.unsealed > 0 {
        println!("{} rows wait to be sealed", report.unsealed);
    }
    for finding in &report.findings {
        match finding.position {
            Some(position) => eprintln!("at {position}: {}", finding.words),
            None => eprintln!("{}", finding.words),
        }
    }
    if report.further > 0 {
        eprintln!("and {} more", report.further);
    }
    println!("{}", if report.is_sound() { "the audit trail is sound" } else { "the audit trail is NOT sound" });
    Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
