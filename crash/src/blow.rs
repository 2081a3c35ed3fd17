//! What strikes in the middle of the work.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use bench::Outcome;

/// Who ends without a word.
#[derive(Debug, Clone)]
pub enum Blow {
    /// Kith, by `kill -9`.
    Kill,
    /// The PostgreSQL behind it, as `pg_ctl stop -m immediate` does: the file names its first process.
    Cluster(PathBuf),
}

/// Tells a cluster to stop at once.
pub fn stop_at_once(postmaster: &PathBuf) -> Outcome {
    let text = fs::read_to_string(postmaster).map_err(|error| format!("{}: {error}", postmaster.display()))?;
    let process = text.lines().next().ok_or("no process in the postmaster's file")?;
    match Command::new("kill").args(["-QUIT", process]).status()?.success() {
        true => Ok(()),
        false => Err("the postmaster was not there to be stopped".into()),
    }
}
