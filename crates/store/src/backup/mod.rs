//! Backups: the whole workspace in one file that either engine writes and either engine reads.
//!
//! The file holds rows with the logical types of their columns, so nothing in it depends on the engine. Full text tables
//! and indexes are left out: they are made anew. Nothing here knows what a module means, and nothing leaves the machine.

mod archive;
mod cells;
mod dump;
mod envelope;
mod header;
mod inventory;
mod kernel;
mod load;
mod table;
mod watch;

pub use archive::{Reader, Writer, draft};
pub use dump::tally;
pub use header::{Header, KEY_MARK};
pub(crate) use inventory::names;
pub use inventory::{Known, inventory};
pub use load::{create_search, is_bare, load, upgrade};
pub use table::{Shape, Table, Tally};
pub use watch::Watch;

use std::path::Path;

use crate::Error;

/// Whether a workspace at this version must be upgraded before this program can use it.
pub fn is_older(version: i64) -> bool {
    version < crate::migrate::newest()
}

/// Refuses a workspace at a version that a newer program made.
pub fn refuse_newer(version: i64) -> Result<(), Error> {
    crate::migrate::known(version)
}

/// What the machine says about a file, in the store's words.
fn io(error: std::io::Error) -> Error {
    if let Some(known) = Error::of_disk(&error) {
        return known;
    }
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => Error::Damaged("the backup is cut off: its end is missing".into()),
        std::io::ErrorKind::InvalidData => Error::Damaged(error.to_string()),
        _ => Error::File(error.to_string().into()),
    }
}

/// What the machine says about the file at a path, which is named.
fn at(path: &Path) -> impl Fn(std::io::Error) -> Error {
    move |error| match io(error) {
        Error::File(problem) => Error::File(format!("{}: {problem}", path.display()).into()),
        other => other,
    }
}
