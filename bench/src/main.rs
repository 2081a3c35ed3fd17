//! `cargo xtask bench`: how fast Kith is at a million records, beside the same work done by hand in the same run.
//!
//! Makes a company of a fixed shape, loads it through `kith import`, starts the release server, and asks it as browsers
//! and programs would. Never part of the tests, and never touches a workspace but its own under the build folder.

mod data;
mod kith;
mod load;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use data::Size;
use kith::Kith;

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
    let workspace = arguments.folder.join(format!("{engine}-{}", size.name()));
    let kith = Kith::new(&arguments.kith, &workspace, arguments.database.as_deref());
    let _loaded = load::load(&kith, &arguments.folder, size, arguments.fresh)?;
    Ok(())
}
