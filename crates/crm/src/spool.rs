//! The spool: a folder where uploaded files wait, one folder a job. Several nodes may share it.

use std::path::Path;
use std::time::{Duration, SystemTime};

use store::jobs as rows;
use uuid::Uuid;

use crate::crm::Crm;
use crate::error::Result;

/// How long nothing was written to an upload that nobody makes any more.
const STILL: Duration = Duration::from_secs(15 * 60);

/// Removes the files of a job.
pub(crate) fn remove(spool: &Path, id: Uuid) {
    if let Err(error) = std::fs::remove_dir_all(spool.join(id.to_string()))
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, %id, "the files of a job were not removed");
    }
}

/// Removes files that no job has: of uploads during which a server died. Gives how many.
pub(crate) fn sweep(crm: &Crm, spool: &Path) -> Result<usize> {
    // There may be no spool yet.
    let entries = std::fs::read_dir(spool).into_iter().flatten().flatten();
    let still = entries.filter(|entry| is_still(&entry.path()));
    let ids: Vec<Uuid> = still.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    let asked = ids.clone();
    let known = crm.store().read(move |tx| rows::among(tx, &asked)).wait()?;
    let lost = ids.into_iter().filter(|id| !known.contains(id));
    Ok(lost.inspect(|id| remove(spool, *id)).count())
}

/// Whether nothing was written there for a while.
fn is_still(folder: &Path) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let changed = files.chain([folder.to_owned()]).filter_map(|path| std::fs::metadata(path).ok()?.modified().ok());
    changed.max().is_some_and(|last| SystemTime::now().duration_since(last).is_ok_and(|since| since > STILL))
}
