//! `cargo xtask bench`: how fast Kith is at a million records, beside the same work done by hand in the same run.
//!
//! Makes a company of a fixed shape, loads it through `kith import`, starts the release server, and asks it as browsers
//! and programs would. Never part of the tests, and never touches a workspace but its own under the build folder.

mod client;
mod data;
mod floor;
mod load;
mod operations;
mod results;
mod writing;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use serde_json::json;

use bench::Outcome;
use bench::kith::Kith;
use bench::server::Server;
use data::Size;
use floor::Place;
use results::{HEAD, Line};

/// Measures Kith beside the same work done by hand.
#[derive(Parser)]
struct Arguments {
    /// Where the records are
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// A tenth of the records
    #[arg(long)]
    small: bool,
    /// Load the records anew
    #[arg(long)]
    fresh: bool,
    /// One part alone: nothing is written to the results then
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Only what is read by operations with this in their name: nothing is written to the results then
    #[arg(long, value_name = "TEXT")]
    like: Option<String>,
    /// The release binary
    #[arg(long)]
    kith: PathBuf,
    /// Where data and workspaces stay between runs
    #[arg(long)]
    folder: PathBuf,
    /// The database of a PostgreSQL of our own
    #[arg(long)]
    database: Option<String>,
}

/// An engine by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// The file inside.
    Sqlite,
    /// The server beside.
    Postgres,
}

/// An error with what caused it.
fn said(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {}", said(cause)))
}

/// A part of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Pages, reports, searches.
    Reading,
    /// An import, and records made one by one.
    Writing,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {}", said(&*error));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Outcome {
    let size = Size { small: arguments.small };
    let engine = if arguments.engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    let name = format!("{engine}-{}", size.name());
    let kith = Kith::new(&arguments.kith, &arguments.folder.join(&name), arguments.database.as_deref());
    println!("{HEAD}");
    let read = match arguments.only {
        Some(Part::Writing) => None,
        _ => Some(reading(arguments, &kith, size)?),
    };
    let written = match arguments.only {
        Some(Part::Reading) => None,
        None if arguments.like.is_some() => None,
        _ => Some(writing(arguments, &kith, size)?),
    };
    let (Some(read), Some(written)) = (read, written) else { return Ok(()) };
    let binary = fs::metadata(&arguments.kith)?.len();
    println!("binary {:.0} MB", binary as f64 / 1e6);
    let mut told = json!({ "engine": engine, "size": size.name(), "binary_bytes": binary });
    for (key, value) in read.into_iter().chain(written) {
        told[key] = value;
    }
    let file = arguments.folder.join(format!("{name}.json"));
    fs::write(&file, serde_json::to_string_pretty(&told)?)?;
    eprintln!("written to {}", file.display());
    Ok(())
}

/// Named figures for the file of results.
type Told = Vec<(&'static str, serde_json::Value)>;

fn reading(arguments: &Arguments, kith: &Kith, size: Size) -> Outcome<Told> {
    let loaded = load::load(kith, &arguments.folder, size, arguments.fresh)?;
    let place = match &arguments.database {
        Some(url) => Place::Postgres(url.clone()),
        None => Place::Sqlite(kith.data.join("kith.db")),
    };
    let server = Server::start(kith)?;
    std::thread::sleep(Duration::from_secs(if arguments.small { 2 } else { 30 }));
    let (started_in, idle) = (server.started_in, server.memory()?);
    let lines = operations::reading(&server, &place, size, arguments.like.as_deref().unwrap_or_default())?;
    let after = server.memory()?;
    for file in &loaded {
        println!("load of {} {}: {:.0} a second", file.rows, file.module, file.rows as f64 / file.took.as_secs_f64());
    }
    let (started_in, mega) = (started_in.as_secs_f64(), |bytes: u64| bytes as f64 / 1e6);
    println!("ready after {started_in:.2} s, memory {:.0} MB idle and {:.0} MB after", mega(idle), mega(after));
    let loaded =
        loaded.iter().map(|file| json!({ "module": file.module, "rows": file.rows, "s": file.took.as_secs_f64() }));
    Ok(vec![
        ("reading", lines.iter().map(Line::json).collect()),
        ("loaded", loaded.collect()),
        ("started_in_s", json!(started_in)),
        ("idle_bytes", json!(idle)),
        ("after_bytes", json!(after)),
    ])
}

fn writing(arguments: &Arguments, kith: &Kith, size: Size) -> Outcome<Told> {
    let scratch = Kith::beside(kith, &kith.data.with_added_extension("scratch"))?;
    let rows = load::accounts_alone(&scratch, &arguments.folder, size)?;
    println!("import of {} accounts: {rows:.0} a second", size.accounts());
    let line = writing::measure(&scratch)?;
    println!("{line}");
    Ok(vec![("writing", json!([line.json()])), ("import_rows_a_second", json!(rows.round()))])
}
