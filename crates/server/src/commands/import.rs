//! `kith import`: rows of a file become records.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use crm::imports::{self, Map, Options, Progress, Tally};
use serde_json::json;

use super::actor;
use crate::failure::Result;
use crate::open::open;
use crate::pulse;
use crate::settings::Place;

/// Refused rows that are named when nobody asked for all of them.
const NAMED: u64 = 20;

/// What is imported, and how.
#[derive(Args)]
pub struct Import {
    /// Key of the module: account, opportunity…
    module: String,
    /// The file: CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252
    file: PathBuf,
    /// Map file (TOML); without it columns find their fields by name
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Field by which a row finds the record it updates; several with commas
    #[arg(long = "match", value_name = "FIELD", value_delimiter = ',')]
    matching: Vec<String>,
    /// Try it and take everything back
    #[arg(long)]
    dry_run: bool,
    /// E-mail address of the user in whose name it is done
    #[arg(long = "as", value_name = "EMAIL")]
    as_user: Option<String>,
    /// Where refused rows are written, to be mended and imported again
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// Print the tally as JSON
    #[arg(long)]
    json: bool,
}

/// Runs an import.
pub fn run(place: &Place, command: Import) -> Result<ExitCode> {
    let map = command.map.as_deref().map_or_else(|| Ok(Map::default()), Map::open)?;
    let crm = open(place)?;
    let actor = actor(&crm, command.as_user.as_deref())?;
    let import = imports::Import::open(&crm, &actor, &command.module, &command.file, &map, &command.matching)?;
    for note in &import.plan.notes {
        eprintln!("kith: {}", note.english());
    }
    let options = Options { dry_run: command.dry_run, rows: None, refused: command.refused.clone() };
    let shown = std::io::stderr().is_terminal();
    let mut tally = import.run(&crm, &actor, &options, &mut |progress| {
        if shown {
            show(progress);
        }
    })?;
    pulse::seal(&crm, &place.data);
    if command.json {
        print_json(&mut tally)?
    } else {
        print_words(&mut tally, &command)?
    }
    Ok(exit(&tally))
}

/// All done, partly, or not at all.
fn exit(tally: &Tally) -> ExitCode {
    let done = tally.counts.created + tally.counts.updated + tally.counts.unchanged;
    match (tally.refused.count(), done) {
        (0, _) => ExitCode::SUCCESS,
        (_, 0) => ExitCode::from(1),
        _ => ExitCode::from(2),
    }
}

fn show(progress: Progress) {
    let end = if progress.done >= progress.total { "\n" } else { "" };
    eprint!("\r{} of {} rows{end}", progress.done, progress.total);
}

/// The tally as the contract has it. Refused rows are streamed: there may be any number.
fn print_json(tally: &mut Tally) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let counts = tally.counts;
    write!(out, "{{\"act\":{},\"created\":{},", json!(tally.act), counts.created)?;
    write!(out, "\"updated\":{},\"unchanged\":{},\"refused\":[", counts.updated, counts.unchanged)?;
    let mut first = true;
    tally.refused.each(|refused| {
        let comma = if std::mem::take(&mut first) { "" } else { "," };
        write!(out, "{comma}{}", json!(refused))
    })?;
    writeln!(out, "]}}")?;
    Ok(out.flush()?)
}

fn print_words(tally: &mut Tally, command: &Import) -> Result<()> {
    let counts = tally.counts;
    let refused = tally.refused.count();
    println!(
        "{} created, {} updated, {} unchanged, {refused} refused",
        counts.created, counts.updated, counts.unchanged
    );
    match tally.act {
        Some(act) => println!("act {act}"),
        None => println!("tried only: nothing was kept"),
    }
    let mut named = 0;
    tally.refused.each(|row| {
        named += 1;
        let place = if row.column.is_empty() { String::new() } else { format!(", {}", row.column) };
        if named <= NAMED {
            eprintln!("line {}{place}: {}", row.line, row.reason.english());
        }
        Ok(())
    })?;
    match &command.refused {
        _ if refused == 0 => {}
        Some(path) => eprintln!("the refused rows are in {}: mend them and import that file", path.display()),
        None if refused > NAMED => eprintln!("and {} more: --refused FILE writes them all", refused - NAMED),
        None => eprintln!("--refused FILE writes the refused rows, to be mended and imported again"),
    }
    Ok(())
}
