//! The command line: one file a noun. A command opens the workspace, asks the business and says what came of it.

use std::process::ExitCode;

use clap::Subcommand;
use crm::{Actor, Crm, Via};

use crate::failure::{Failure, Result};
use crate::settings::Place;

mod audit;
mod backup;
mod doctor;
mod export;
mod import;
mod module;
mod restore;
mod token;
mod undo;
mod user;
mod verify;
mod why;

/// Everything but `serve`.
#[derive(Subcommand)]
pub enum Command {
    /// List, check, plan, apply and roll back definitions of modules
    #[command(subcommand)]
    Module(module::Module),
    /// Add and deactivate users
    #[command(subcommand)]
    User(user::User),
    /// Make tokens for programs
    #[command(subcommand)]
    Token(token::Token),
    /// Import a file of rows into a module, as one act that can be undone
    Import(import::Import),
    /// Write records of a module to standard output
    Export(export::Export),
    /// Take back what an act did
    Undo(undo::Undo),
    /// Write the whole workspace into one file, while it is used
    Backup(backup::Backup),
    /// Put a backup in the place of the workspace, on either engine
    Restore(restore::Restore),
    /// Restore a backup into a scratch place and look at everything there
    Verify(verify::Verify),
    /// Examine the workspace and say what to do where something does not fit
    Doctor,
    /// Verify the audit trail
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Explain why a user may or may not see a record
    Why(why::Why),
}

/// Runs a command. The exit code is 0 when all was done, 1 when nothing was, 2 when only a part was.
pub fn run(place: &Place, command: Command) -> Result<ExitCode> {
    match command {
        Command::Module(command) => module::run(place, command),
        Command::User(command) => user::run(place, command),
        Command::Token(command) => token::run(place, command),
        Command::Import(command) => import::run(place, command),
        Command::Export(command) => export::run(place, command),
        Command::Undo(command) => undo::run(place, &command),
        Command::Backup(command) => backup::run(place, &command),
        Command::Restore(command) => restore::run(place, &command),
        Command::Verify(command) => verify::run(place, &command),
        Command::Doctor => doctor::run(place),
        Command::Audit(command) => audit::run(place, &command),
        Command::Why(command) => why::run(place, &command),
    }
}

/// Whose rights a command has: those of the user with an address, else Kith's own.
fn actor(crm: &Crm, email: Option<&str>) -> Result<Actor> {
    let Some(email) = email else { return Ok(crm.system()) };
    let user = user::find(crm, email)?;
    crm.actor(user, Via::Command).ok_or_else(|| Failure::said(format!("{email} is deactivated")))
}
