//! Loading the company, as anybody would: `kith import`, file by file.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use bench::kith::Kith;

use crate::Outcome;
use crate::data::{self, ADMINISTRATOR, File, MANAGER, REP, Size};

/// What a mark in the workspace's folder says once all is loaded.
const LOADED: &str = "loaded";
/// The password of those who sign in.
pub const PASSWORD: &str = "correct horse battery staple";

/// How long one file took.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Its module.
    pub module: &'static str,
    /// Rows of it.
    pub rows: u64,
    /// From the start of the command to its end.
    pub took: Duration,
}

/// Loads the workspace unless it is loaded. Gives what it took, nothing when it was there.
pub fn load(kith: &Kith, folder: &Path, size: Size, fresh: bool) -> Outcome<Vec<Loaded>> {
    let mark = kith.data.join(LOADED);
    if mark.exists() && !fresh {
        return Ok(Vec::new());
    }
    if kith.data.exists() {
        fs::remove_dir_all(&kith.data)?;
    }
    let files = folder.join(size.name());
    fs::create_dir_all(&files)?;
    for (email, role) in [(ADMINISTRATOR, "administrator"), (MANAGER, "sales_manager"), (REP, "sales_rep")] {
        kith.run(&["user", "add", email, "--role", role, "--password-stdin"], PASSWORD)?;
    }
    let files = [data::people(&files)?, data::records(&files, size)?].concat();
    let loaded = files.iter().map(|file| import(kith, file)).collect::<Outcome<_>>()?;
    fs::write(mark, "")?;
    Ok(loaded)
}

/// Imports the accounts into a workspace that has none; gives rows a second.
pub fn accounts_alone(kith: &Kith, folder: &Path, size: Size) -> Outcome<f64> {
    let files = folder.join(size.name());
    let people = data::people(&files)?;
    people.iter().try_for_each(|file| import(kith, file).map(drop))?;
    let accounts = data::records(&files, size)?.into_iter().find(|file| file.module == "account");
    let loaded = import(kith, &accounts.ok_or("no accounts")?)?;
    Ok(loaded.rows as f64 / loaded.took.as_secs_f64())
}

/// Imports one file and says so.
pub fn import(kith: &Kith, file: &File) -> Outcome<Loaded> {
    let started = Instant::now();
    let path = file.path.to_str().ok_or("a path that is no text")?;
    let by = if file.module == "user" { &["--match", "email"][..] } else { &[] };
    kith.run(&[&["import", file.module, path][..], by].concat(), "")?;
    let loaded = Loaded { module: file.module, rows: file.rows, took: started.elapsed() };
    let speed = loaded.rows as f64 / loaded.took.as_secs_f64();
    eprintln!("{:>9} {:<12} {:>7.1} s {speed:>8.0} a second", loaded.rows, loaded.module, loaded.took.as_secs_f64());
    Ok(loaded)
}
