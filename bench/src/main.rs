//! `cargo xtask bench`: how fast Kith is at a million records, beside the same work done by hand in the same run.
//!
//! Makes a company of a fixed shape, loads it through `kith import`, starts the release server, and asks it as browsers
//! and programs would. Never part of the tests, and never touches a workspace but its own under the build folder.

mod client;
mod data;
mod floor;
mod kith;
mod load;
mod operations;
mod results;
mod server;
mod writing;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use serde_json::json;

use data::Size;
use floor::Place;
use kith::Kith;
use results::{HEAD, Line};
use server::Server;

/// What a step of the bench gives.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

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

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Outcome {
    let size = Size { small: arguments.small };
    let engine = if arguments.engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    let name = format!("{engine}-{}", size.name());
    let workspace = arguments.folder.join(&name);
    let kith = Kith::new(&arguments.kith, &workspace, arguments.database.as_deref());
    let loaded = load::load(&kith, &arguments.folder, size, arguments.fresh)?;
    let place = match &arguments.database {
        Some(url) => Place::Postgres(url.clone()),
        None => Place::Sqlite(workspace.join("kith.db")),
    };
    let server = Server::start(&kith)?;
    std::thread::sleep(Duration::from_secs(if arguments.small { 2 } else { 30 }));
    let (started_in, idle) = (server.started_in, server.memory()?);
    let mut lines = operations::reading(&server, &place, size)?;
    let after = server.memory()?;
    drop(server);
    let scratch = Kith::beside(&kith, &arguments.folder.join(format!("{name}-scratch")))?;
    let rows = load::accounts_alone(&scratch, &arguments.folder, size)?;
    lines.push(writing::measure(&scratch)?);
    let binary = fs::metadata(&arguments.kith)?.len();
    println!("{HEAD}");
    lines.iter().for_each(|line| println!("{line}"));
    let mega = |bytes: u64| bytes as f64 / 1e6;
    println!("\nimport of {} accounts: {rows:.0} a second", size.accounts());
    for file in &loaded {
        println!("load of {} {}: {:.0} a second", file.rows, file.module, file.rows as f64 / file.took.as_secs_f64());
    }
    println!(
        "ready after {:.2} s, memory {:.0} MB idle and {:.0} MB after, binary {:.0} MB",
        started_in.as_secs_f64(),
        mega(idle),
        mega(after),
        mega(binary)
    );
    let told = json!({
        "engine": engine, "size": size.name(), "lines": lines.iter().map(Line::json).collect::<Vec<_>>(),
        "import_rows_a_second": rows.round(), "started_in_s": started_in.as_secs_f64(),
        "idle_bytes": idle, "after_bytes": after, "binary_bytes": binary,
        "loaded": loaded.iter().map(|file| json!({ "module": file.module, "rows": file.rows, "s": file.took.as_secs_f64() })).collect::<Vec<_>>(),
    });
    let file = arguments.folder.join(format!("{name}.json"));
    fs::write(&file, serde_json::to_string_pretty(&told)?)?;
    eprintln!("written to {}", file.display());
    Ok(())
}
