//! `kith`: the one binary. It reads settings and the command line, opens the workspace and wires the parts together; it
//! decides nothing about the business.

mod backups;
mod commands;
mod demo;
mod door;
mod failure;
mod head;
mod http;
mod jobs;
mod key;
mod open;
mod pulse;
mod serve;
mod settings;
mod vault;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use settings::Place;

/// A page is some thousand small pieces of text, an import many more: the system's allocator is slow at those.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Kith, a complete customer relationship management platform.
#[derive(Parser)]
#[command(name = "kith", version, about, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the workspace to browsers and programs
    Serve(settings::Serve),
    #[command(flatten)]
    Other(commands::Command),
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Not 2, which says that a part was done.
            let _ = error.print();
            return ExitCode::from(u8::from(error.use_stderr()));
        }
    };
    settings::logging();
    let done = match cli.command {
        Command::Serve(flags) => serve::run(&cli.place, flags).map(|()| ExitCode::SUCCESS),
        Command::Other(command) => commands::run(&cli.place, command),
    };
    done.unwrap_or_else(|failure| {
        eprintln!("kith: {failure}");
        ExitCode::from(1)
    })
}
