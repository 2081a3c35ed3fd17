//! `cargo xtask crash`: whether what was acknowledged survives `kill -9`, round after round.
//!
//! Writers and an import work on the server as programs and browsers do. At a random moment it is killed, started again,
//! and compared with what the writers were told. Never touches a workspace but its own.

mod blow;
mod client;
mod feed;
mod found;
mod imports;
mod record;
mod round;
mod stages;
mod tally;
mod workspace;
mod writer;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bench::Outcome;
use bench::dice::Dice;
use bench::kith::Kith;
use bench::server::Server;
use clap::Parser;

use blow::Blow;
use tally::Tally;
use workspace::Workspace;

/// Rounds on one workspace, which is then compared as a whole and dropped: the checks must stay quick.
const ON_ONE: usize = 50;
/// Of so many rounds one stops the database instead of Kith, where that is possible.
const CLUSTER: usize = 4;

/// Kills Kith under load and compares what is left with what was acknowledged.
#[derive(Parser)]
struct Arguments {
    /// How often
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// What decides everything but the timing; printed at the start
    #[arg(long)]
    seed: Option<u64>,
    /// The binary
    #[arg(long)]
    kith: PathBuf,
    /// Where workspaces are made, and that of a failed round is left
    #[arg(long)]
    folder: PathBuf,
    /// The database of a PostgreSQL of our own
    #[arg(long)]
    database: Option<String>,
    /// The postmaster.pid of that PostgreSQL: every fourth round stops it at once; whoever started it must start it again
    #[arg(long, requires = "database")]
    postmaster: Option<PathBuf>,
    /// Where the results are written as JSON
    #[arg(long)]
    json: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let engine = if arguments.database.is_some() { "postgres" } else { "sqlite" };
    let mut tally = Tally { engine, ..Tally::default() };
    let done = run(&arguments, &mut tally);
    println!("{tally}");
    let written = arguments.json.as_ref().map_or(Ok(()), |file| fs::write(file, format!("{:#}\n", tally.json())));
    match (done, written) {
        (Ok(()), Ok(())) => ExitCode::SUCCESS,
        (Err(error), _) => {
            eprintln!("crash: {error}");
            ExitCode::FAILURE
        }
        (_, Err(error)) => {
            eprintln!("crash: the results were not written: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments, tally: &mut Tally) -> Outcome {
    let engine = tally.engine;
    fs::create_dir_all(&arguments.folder)?;
    let seed = arguments.seed.unwrap_or_else(|| u64::from(uuid::Uuid::now_v7().as_fields().0));
    eprintln!("{} rounds on {engine}, --seed {seed}", arguments.rounds);
    let parent = Kith::new(&arguments.kith, &arguments.folder, arguments.database.as_deref());
    let mut dice = Dice::of(&seed.to_string());
    let mut workspace: Option<Workspace> = None;
    for nr in 1..=arguments.rounds {
        let data = arguments.folder.join(format!("{engine}-{}", nr.div_ceil(ON_ONE)));
        let mut ready = match workspace.take() {
            Some(ready) => ready,
            None => Workspace::new(Kith::beside(&parent, &data)?, &format!("{seed}/{nr}"))?,
        };
        let blow = match &arguments.postmaster {
            Some(file) if nr % CLUSTER == 0 => Blow::Cluster(file.clone()),
            _ => Blow::Kill,
        };
        let last = nr % ON_ONE == 0 || nr == arguments.rounds;
        let done = round::play(&mut ready, nr, &blow, &mut dice, tally).and_then(|mut findings| {
            if last && findings.is_empty() {
                findings = ready.finish(tally)?;
            }
            Ok(findings)
        });
        match done {
            Ok(findings) if findings.is_empty() => {}
            Ok(findings) => return Err(failed(ready, nr, &findings.join("\n"))),
            Err(error) => return Err(failed(ready, nr, &error.to_string())),
        }
        match last {
            true => drop_it(ready, &data)?,
            false => workspace = Some(ready),
        }
    }
    Ok(())
}

/// Leaves everything as it is for whoever looks into it. A database ends with whoever started it, so it is saved.
fn failed(workspace: Workspace, nr: usize, what: &str) -> Box<dyn std::error::Error> {
    let Workspace { kith, server, .. } = workspace;
    // A server that ends in good order would tidy up.
    let _ = server.map(Server::kill);
    let mut place = kith.data.display().to_string();
    if kith.database.is_some() {
        let file = kith.data.join("failed.kith");
        place = match kith.run(&["backup", &file.to_string_lossy()], "") {
            Ok(_) => format!("{place}, its database in {}", file.display()),
            Err(error) => format!("{place}, its database could not be saved: {error}"),
        };
    }
    format!("round {nr} failed:\n{what}\nthe workspace is in {place}").into()
}

fn drop_it(workspace: Workspace, data: &Path) -> Outcome {
    drop(workspace);
    Ok(fs::remove_dir_all(data)?)
}
