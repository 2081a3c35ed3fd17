//! The made-up company: files of rows as an import takes them, the same in every run. Few accounts are big and many are
//! small, names repeat, owners have more or less to do.

mod people;
mod rows;
mod words;

use std::path::{Path, PathBuf};

pub use people::{ADMINISTRATOR, MANAGER, REP};
pub use rows::biggest_account;

use crate::Outcome;

/// How many records of each kind.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// A tenth of everything but people.
    pub small: bool,
}

impl Size {
    /// What the files and the workspace of this size are called.
    pub fn name(self) -> &'static str {
        if self.small { "small" } else { "full" }
    }

    fn of(self, full: u64) -> u64 {
        if self.small { full / 10 } else { full }
    }

    /// How many deals of the stage with most come before the deep page: of those that somebody sees.
    pub fn depth(self, restricted: bool) -> u64 {
        self.of(if restricted { 10_000 } else { 50_000 })
    }

    /// Companies.
    pub fn accounts(self) -> u64 {
        self.of(100_000)
    }

    /// People of those.
    pub fn contacts(self) -> u64 {
        self.of(300_000)
    }

    /// Deals.
    pub fn opportunities(self) -> u64 {
        self.of(1_000_000)
    }

    /// Two thirds of the activities.
    pub fn tasks(self) -> u64 {
        self.of(1_400_000)
    }

    /// The other third.
    pub fn notes(self) -> u64 {
        self.of(600_000)
    }
}

/// One file to import.
#[derive(Debug, Clone)]
pub struct File {
    /// Its module.
    pub module: &'static str,
    /// Where it is.
    pub path: PathBuf,
    /// How many rows it has.
    pub rows: u64,
}

/// Writes the files of people; they come before their records.
pub fn people(folder: &Path) -> Outcome<Vec<File>> {
    people::write(folder)
}

/// Writes the files of records, in the order in which they can be imported. Files that are there already are kept: they
/// can only be the same.
pub fn records(folder: &Path, size: Size) -> Outcome<Vec<File>> {
    rows::write(folder, size)
}
