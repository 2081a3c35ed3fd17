//! The command line: one file a noun. A command opens the workspace, asks the business and says what came of it.

use std::process::ExitCode;

use clap::Subcommand;

use crate::failure::Result;
use crate::settings::Place;

mod user;

/// Everything but `serve`.
#[derive(Subcommand)]
pub enum Command {
    /// Add and deactivate users
    #[command(subcommand)]
    User(user::User),
}

/// Runs a command. The exit code is 0 when all was done, 1 when nothing was, 2 when only a part was.
pub fn run(place: &Place, command: Command) -> Result<ExitCode> {
    match command {
        Command::User(command) => user::run(place, command),
    }
}
