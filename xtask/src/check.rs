//! `cargo xtask check`: the rules of the house that a compiler does not know.
//! Each rule gives back its findings as sentences; must never change a file.

mod arrows;
mod names;
mod sizes;
mod sql;

use std::path::PathBuf;

use crate::command::Outcome;
use crate::workspace;

/// Fails with every finding of every rule.
pub fn structure() -> Outcome {
    let files = workspace::files()?;
    let findings: Vec<String> =
        [arrows::findings()?, names::findings(&files), sizes::findings(&files), sql::findings(&files)].concat();
    if findings.is_empty() {
        println!("structure: {} files, nothing to mend", files.len());
        return Ok(());
    }
    Err(format!("{}\nstructure: {} to mend", findings.join("\n"), findings.len()))
}

fn text(path: &PathBuf) -> String {
    std::fs::read_to_string(workspace::root().join(path)).unwrap_or_default()
}
