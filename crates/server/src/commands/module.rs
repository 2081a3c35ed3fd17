//! `kith module`: definitions at run time. Files in `DATA/modules` are only input; what is in force stands in the
//! workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use crm::Crm;
use crm::definitions::{self, File, Plan};

use crate::failure::{Failure, Result};
use crate::open::open;
use crate::settings::Place;
use crate::vault;

/// What can be done with modules.
#[derive(Subcommand)]
pub enum Module {
    /// List the modules in force
    List {
        /// List what was dropped and is still kept instead
        #[arg(long)]
        dropped: bool,
    },
    /// Check definitions: prints what is wrong with file, line and column
    Check {
        /// One file instead of all in the data directory's modules/
        file: Option<PathBuf>,
    },
    /// Show what applying definitions would do
    Plan {
        /// One file instead of all in the data directory's modules/
        file: Option<PathBuf>,
    },
    /// Apply definitions, whether or not a server runs
    Apply {
        /// One file instead of all in the data directory's modules/
        file: Option<PathBuf>,
    },
    /// Take the newest application back; again for the one before it
    Rollback,
    /// Print the JSON Schema of module files, for editors
    Schema,
}

/// Runs a command on modules.
pub fn run(place: &Place, command: Module) -> Result<ExitCode> {
    match command {
        Module::List { dropped: false } => list(&open(place)?),
        Module::List { dropped: true } => dropped(&open(place)?),
        Module::Check { file } => {
            let problems = definitions::check(&open(place)?, files(place, file)?)?;
            problems.iter().for_each(|problem| eprintln!("{problem}"));
            Ok(ExitCode::from(u8::from(!problems.is_empty())))
        }
        Module::Plan { file } => Ok(show(&definitions::plan(&open(place)?, files(place, file)?)?)),
        Module::Apply { file } => {
            let crm = open(place)?;
            carry_out(place, &crm, &definitions::plan(&crm, files(place, file)?)?)
        }
        Module::Rollback => {
            let crm = open(place)?;
            carry_out(place, &crm, &definitions::rollback(&crm)?)
        }
        Module::Schema => {
            println!("{:#}", meta::definition::schema());
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Prints a plan; the exit code says whether it can be done.
fn show(plan: &Plan) -> ExitCode {
    if plan.is_empty() {
        println!("nothing to do");
    }
    plan.lines().iter().for_each(|line| println!("- {line}"));
    plan.problems().iter().for_each(|problem| eprintln!("{problem}"));
    ExitCode::from(u8::from(!plan.problems().is_empty()))
}

/// Does what a plan shows. Before it takes anything away, the workspace is backed up.
fn carry_out(place: &Place, crm: &Crm, plan: &Plan) -> Result<ExitCode> {
    let shown = show(plan);
    if plan.is_empty() || !plan.problems().is_empty() {
        return Ok(shown);
    }
    if let Some(saved) = definitions::save_before(crm, &vault::of(place)?, plan)? {
        println!("what was there is saved in {}", saved.path);
    }
    definitions::apply(crm, &crm.system(), plan)?;
    println!("applied and verified as version {}; `kith module rollback` takes it back", plan.version());
    Ok(ExitCode::SUCCESS)
}

fn list(crm: &Crm) -> Result<ExitCode> {
    println!("{:<24} {:<24} {:<20} {:>6} {:>7}", "KEY", "LABEL", "LAYER", "FIELDS", "RECORDS");
    for line in definitions::list(crm)? {
        let more = if line.rows >= definitions::CAP { "+" } else { "" };
        let rows = format!("{}{more}", line.rows);
        println!("{:<24} {:<24} {:<20} {:>6} {rows:>7}", line.key.as_str(), line.label, line.layer, line.fields);
    }
    Ok(ExitCode::SUCCESS)
}

fn dropped(crm: &Crm) -> Result<ExitCode> {
    println!("{:<8} {:<20} {:<24} {:<24} KEPT AS", "VERSION", "DROPPED", "MODULE", "FIELD");
    for stone in definitions::dropped(crm)? {
        let field = stone.field.as_ref().map_or("(all)", |field| field.as_str());
        let at = stone.at.format("%Y-%m-%d %H:%M UTC").to_string();
        println!("{:<8} {at:<20} {:<24} {field:<24} {}", stone.version, stone.module.as_str(), stone.stone);
    }
    Ok(ExitCode::SUCCESS)
}

/// The files given: one, or all of the data directory in the order of their names.
fn files(place: &Place, file: Option<PathBuf>) -> Result<Vec<File>> {
    let paths = match file {
        Some(path) => vec![path],
        None => in_folder(&place.data.join("modules"))?,
    };
    paths.iter().map(|path| read(path)).collect()
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure::said(format!("{}: {error}", folder.display()))),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<File> {
    let text = fs::read_to_string(path).map_err(|error| Failure::said(format!("{}: {error}", path.display())))?;
    Ok(File { name: path.display().to_string(), text })
}
