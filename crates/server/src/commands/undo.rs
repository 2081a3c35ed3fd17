//! `kith undo`: what an act did is taken back.

use std::process::ExitCode;

use clap::Args;
use uuid::Uuid;

use crate::failure::Result;
use crate::open::open;
use crate::pulse;
use crate::settings::Place;

/// Which act.
#[derive(Args)]
pub struct Undo {
    /// The act, as the import or the log names it
    act: Uuid,
}

/// Takes the act back. A record changed since is named and left alone.
pub fn run(place: &Place, command: &Undo) -> Result<ExitCode> {
    let crm = open(place)?;
    let report = crm::undo::undo(&crm, &crm.system(), command.act)?;
    pulse::seal(&crm, &place.data);
    println!("{} records taken back, {} left alone", report.undone, report.conflicts.len());
    if report.undone > 0 {
        println!("act {}", report.act);
    }
    for conflict in &report.conflicts {
        eprintln!("{} {}: {}", conflict.module, conflict.id, conflict.why.english());
    }
    Ok(match (report.conflicts.len(), report.undone) {
        (0, _) => ExitCode::SUCCESS,
        (_, 0) => ExitCode::from(1),
        _ => ExitCode::from(2),
    })
}
