//! `kith token`: tokens by which programs sign in.

use std::process::ExitCode;

use clap::Subcommand;
use crm::signin::tokens;

use super::user::find;
use crate::failure::Result;
use crate::open::open;
use crate::pulse;
use crate::settings::Place;

/// What can be done with tokens.
#[derive(Subcommand)]
pub enum Token {
    /// Make a token with the rights of a user; prints it, and it is never seen again
    Create {
        /// E-mail address of the user
        #[arg(long)]
        user: String,
        /// What it is for
        #[arg(long, default_value = "Command line")]
        name: String,
    },
}

/// Runs a command on tokens.
pub fn run(place: &Place, command: Token) -> Result<ExitCode> {
    let Token::Create { user, name } = command;
    let crm = open(place)?;
    let (_, text) = tokens::create(&crm, &crm.system(), find(&crm, &user)?, &name)?;
    pulse::seal(&crm, &place.data);
    println!("{text}");
    Ok(ExitCode::SUCCESS)
}
