//! SQLite: one writer thread that commits many closures at once, and readers on snapshots of their own.

mod connection;
mod exact;
mod failure;
mod reader;
pub(crate) mod value;
mod writer;

use std::path::Path;

use crossbeam_channel::Receiver;

pub(crate) use connection::Connection;

use crate::pool::{Crew, Job};
use crate::{Result, Settings};

/// Opens the file and starts its threads.
pub(crate) fn start(
    path: &Path,
    settings: &Settings,
    reads: (&Crew, Receiver<Job>),
    writes: (&Crew, Receiver<Job>),
) -> Result<()> {
    // The writer first: it makes the file, and the log that readers need.
    let writer = Connection::writer(path, settings.patience)?;
    let (crew, queue) = writes;
    crew.hire("writer", move || writer::Writer::new(writer, queue).run())?;
    let (crew, queue) = reads;
    for number in 0..settings.readers.max(1) {
        let (patience, queue) = (settings.patience, queue.clone());
        let reader = Connection::reader(path, patience)?;
        crew.hire(&format!("reader-{number}"), move || reader::run(reader, &queue, patience))?;
    }
    Ok(())
}
