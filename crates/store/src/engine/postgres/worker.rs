//! A thread with a connection: runs closures, and runs them again after deadlocks and broken connections.

use std::thread;
use std::time::Duration;

use ::postgres::Config;
use crossbeam_channel::Receiver;
use uuid::Uuid;

use super::Connection;
use crate::dialect::Dialect;
use crate::engine::{Failure, Fault};
use crate::pool::{Job, Mode, Work};
use crate::{Error, Tx};

const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
/// DDL waits for its lock only shortly: everybody else would queue behind it.
const ALONE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '1s'";

/// How often a closure runs before it is answered with [`Error::Busy`].
const ATTEMPTS: u32 = 12;

pub(super) struct Worker {
    config: Config,
    dialect: Dialect,
    patience: Duration,
    conn: Option<Connection>,
    /// Whether `conn` still holds the snapshot of a read.
    reading: bool,
}

/// What to do after one attempt.
enum Next {
    Answer,
    Again,
}

impl Worker {
    pub(super) fn new(config: Config, dialect: Dialect, patience: Duration) -> Self {
        Self { config, dialect, patience, conn: None, reading: false }
    }

    pub(super) fn run(mut self, queue: &Receiver<Job>) {
        for job in queue {
            let Some(mut job) = job.unless_late(self.patience) else { continue };
            for attempt in 1..=ATTEMPTS {
                match self.attempt(&mut *job.work, job.mode, attempt == ATTEMPTS) {
                    Next::Answer => break,
                    Next::Again => thread::sleep(self.pause(attempt)),
                }
            }
            job.work.answer();
            self.end_read();
        }
    }

    /// After the answer, so that nobody waits for it.
    fn end_read(&mut self) {
        if std::mem::take(&mut self.reading)
            && let Some(mut conn) = self.conn.take()
        {
            self.keep_if(conn.rollback(), conn);
        }
    }

    /// Runs the closure once, in a transaction. On the last attempt the answer is whatever came.
    fn attempt(&mut self, work: &mut dyn Work, mode: Mode, last: bool) -> Next {
        let mut conn = match self.conn.take().map_or_else(|| Connection::open(&self.config), Ok) {
            Ok(conn) => conn,
            Err(error) => {
                work.fail(error);
                return Next::Answer;
            }
        };
        let begin = match mode {
            Mode::Read => READ,
            Mode::Write => WRITE,
            Mode::Alone | Mode::Rebuild => ALONE,
        };
        if let Err(failure) = conn.begin(begin) {
            // The connection died while idle: a fresh one next time.
            work.fail(failure.error);
            return if last { Next::Answer } else { Next::Again };
        }
        let mut tx = Tx::postgres(&mut conn, self.dialect.clone());
        let good = work.run(&mut tx);
        match tx.fault() {
            Some(Fault::Lost) => return if last { Next::Answer } else { Next::Again },
            Some(Fault::Rerun) if !last => {
                self.keep_if(conn.rollback(), conn);
                return Next::Again;
            }
            _ if mode == Mode::Read => {
                self.conn = Some(conn);
                self.reading = true;
            }
            _ if good => return self.commit(conn, work, last),
            _ => self.keep_if(conn.rollback(), conn),
        }
        Next::Answer
    }

    fn commit(&mut self, mut conn: Connection, work: &mut dyn Work, last: bool) -> Next {
        match conn.commit() {
            Ok(()) => self.conn = Some(conn),
            Err(Failure { fault: Fault::Lost, error }) => {
                work.fail(Error::unavailable(format!("the outcome of the last change is unknown ({error})")));
            }
            Err(Failure { fault, error }) => {
                self.keep_if(conn.rollback(), conn);
                work.fail(error);
                return if fault == Fault::Rerun && !last { Next::Again } else { Next::Answer };
            }
        }
        Next::Answer
    }

    fn keep_if(&mut self, usable: bool, conn: Connection) {
        self.conn = usable.then_some(conn);
    }

    /// Longer each time, and never the same for two threads that met in a deadlock.
    fn pause(&self, attempt: u32) -> Duration {
        let longest = Duration::from_millis(2 << attempt.min(8)).min(self.patience);
        let [chance, ..] = *Uuid::new_v4().as_bytes();
        longest.mul_f64(0.5 + f64::from(chance) / 512.0)
    }
}
