//! `kith export`: records of a module as a file on standard output.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use crm::exports::{self, Format, Order};

use super::actor;
use crate::failure::{Failure, Result};
use crate::open::open;
use crate::pulse;
use crate::settings::Place;

/// What is exported, and as what.
#[derive(Args)]
pub struct Export {
    /// Key of the module: account, opportunity…
    module: String,
    /// Form of the file
    #[arg(long, value_enum, default_value = "csv")]
    format: Form,
    /// Which records, as the API writes it: 'filter[amount][gte]=1000&filter[stage]=won'
    #[arg(long, value_name = "QUERY-STRING", default_value = "")]
    filter: String,
    /// E-mail address of the user in whose name it is done
    #[arg(long = "as", value_name = "EMAIL")]
    as_user: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Csv,
    Xlsx,
    Json,
}

/// Writes the file to standard output.
pub fn run(place: &Place, command: Export) -> Result<ExitCode> {
    let query = command.filter.trim_start_matches('?');
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query).map_err(|error| Failure::said(format!("--filter: {error}")))?;
    if let Some((name, _)) = pairs.iter().find(|(name, _)| name != "filter" && !name.starts_with("filter[")) {
        return Err(Failure::said(format!("--filter: “{name}” is no filter: write filter[field][op]=value")));
    }
    let crm = open(place)?;
    let actor = actor(&crm, command.as_user.as_deref())?;
    let format = match command.format {
        Form::Csv => Format::Csv,
        Form::Xlsx => Format::Xlsx,
        Form::Json => Format::Json,
    };
    let order = Order { module: command.module, format, pairs, find: None };
    let count = exports::export(&crm, &actor, &order, &mut std::io::stdout())?;
    pulse::seal(&crm, &place.data);
    eprintln!("kith: {count} records");
    Ok(ExitCode::SUCCESS)
}
