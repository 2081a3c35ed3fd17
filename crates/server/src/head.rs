//! The head of the sealed audit trail, kept in the data directory beside the database so that a cut tail shows.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crm::audit::Head;

use crate::failure::Result;

fn path(data: &Path) -> PathBuf {
    data.join("audit-head")
}

/// The head as last written; `None` when none was, or what stands there cannot be read.
pub fn read(data: &Path) -> Option<Head> {
    fs::read_to_string(path(data)).ok()?.trim().parse().ok()
}

/// Writes a head, whole or not at all.
pub fn write(data: &Path, head: &Head) -> Result<()> {
    let draft = data.join("audit-head.new");
    let mut file = fs::File::create(&draft)?;
    writeln!(file, "{head}")?;
    file.sync_all()?;
    fs::rename(draft, path(data))?;
    Ok(())
}

/// Puts the head of a restored workspace in the place of the one before, which is kept beside it.
pub fn replace(data: &Path, head: Option<&str>) -> Result<()> {
    match fs::rename(path(data), data.join("audit-head.before-restore")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    match head.and_then(|head| head.parse().ok()) {
        Some(head) => write(data, &head),
        None => Ok(()),
    }
}
