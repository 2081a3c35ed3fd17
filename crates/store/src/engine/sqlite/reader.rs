//! A reader thread: each closure sees one snapshot.

use std::time::Duration;

use crossbeam_channel::Receiver;

use super::Connection;
use crate::Tx;
use crate::pool::Job;

pub(super) fn run(mut conn: Connection, queue: &Receiver<Job>, patience: Duration) {
    for job in queue {
        let Some(mut job) = job.unless_late(patience) else { continue };
        match conn.control("BEGIN DEFERRED") {
            Ok(()) => {
                job.work.run(&mut Tx::sqlite(&mut conn));
            }
            Err(error) => job.work.fail(error),
        }
        job.work.answer();
        conn.rollback();
    }
}
