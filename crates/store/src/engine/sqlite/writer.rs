//! The writer thread: many waiting closures, each but the first in a savepoint of its own, one durable commit, then all
//! answers.
//!
//! No closure is ever answered before the commit that holds it. When the transaction of a batch dies, each of its
//! closures runs again alone, or is answered with the error.

use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;

use super::Connection;
use crate::engine::Fault;
use crate::pool::{Job, Mode, Work};
use crate::{Error, Result, Tx};

/// Bounds of a batch: so that nobody waits long, and other processes get their turn.
const MOST: usize = 256;
const LONGEST: Duration = Duration::from_millis(20);

/// What became of a closure inside a batch.
enum Step {
    /// It succeeded, or was undone alone: the batch goes on.
    Settled,
    /// The transaction died. `guilty`: by this closure's own deadline, so it need not run again.
    Died { guilty: bool },
}

pub(super) struct Writer {
    conn: Connection,
    queue: Receiver<Job>,
}

impl Writer {
    pub(super) fn new(conn: Connection, queue: Receiver<Job>) -> Self {
        Self { conn, queue }
    }

    pub(super) fn run(mut self) {
        while let Ok(job) = self.queue.recv() {
            let mut next = Some(job);
            while let Some(job) = next.take() {
                match job.mode {
                    Mode::Alone => self.alone(job.work),
                    Mode::Rebuild => self.rebuild(job.work),
                    Mode::Read | Mode::Write => next = self.batch(job.work),
                }
            }
        }
    }

    /// Runs `first` and what waits behind it; returns a job that must run alone, if one came up.
    fn batch(&mut self, mut first: Box<dyn Work>) -> Option<Job> {
        if let Err(error) = self.conn.begin() {
            self.shed(first, &error);
            return None;
        }
        let started = Instant::now();
        if !self.first(&mut *first) {
            first.answer();
            return None;
        }
        let (mut done, mut other) = (vec![first], None);
        while done.len() < MOST && started.elapsed() < LONGEST {
            let mut work = match self.queue.try_recv() {
                Ok(job) if job.mode == Mode::Write => job.work,
                Ok(job) => {
                    other = Some(job);
                    break;
                }
                Err(_) => break,
            };
            let step = self.in_savepoint(&mut *work);
            if let Step::Died { guilty } = step {
                self.conn.rollback();
                if guilty {
                    work.answer();
                } else {
                    done.push(work);
                }
                done.into_iter().for_each(|work| self.alone(work));
                return None;
            }
            done.push(work);
        }
        match self.conn.control("COMMIT") {
            Ok(()) => done.into_iter().for_each(|work| work.answer()),
            Err(error) => {
                tracing::warn!(%error, closures = done.len(), "a commit failed; each runs again alone");
                self.conn.rollback();
                done.into_iter().for_each(|work| self.alone(work));
            }
        }
        other
    }

    /// Runs the first closure of a batch. Nothing was done before it, so the end of the transaction undoes it alone: the
    /// log of a savepoint would cost a long one a third of its time.
    fn first(&mut self, work: &mut dyn Work) -> bool {
        let good = work.run(&mut Tx::sqlite(&mut self.conn));
        self.conn.clear_deadline();
        if !good {
            self.conn.rollback();
        }
        good
    }

    fn in_savepoint(&mut self, work: &mut dyn Work) -> Step {
        if self.conn.control("SAVEPOINT work").is_err() {
            return Step::Died { guilty: false };
        }
        let mut tx = Tx::sqlite(&mut self.conn);
        let good = work.run(&mut tx);
        let fault = tx.fault();
        let expired = self.conn.expired();
        self.conn.clear_deadline();
        let undone = good || self.conn.control("ROLLBACK TO work").is_ok();
        if fault == Some(Fault::Lost) || !undone || self.conn.control("RELEASE work").is_err() {
            return Step::Died { guilty: fault == Some(Fault::Lost) && expired };
        }
        Step::Settled
    }

    /// Runs a closure in a transaction of its own and answers it.
    fn alone(&mut self, mut work: Box<dyn Work>) {
        if let Err(error) = self.transaction(&mut *work, |_| Ok(())) {
            work.fail(error);
        }
        work.answer();
    }

    fn rebuild(&mut self, mut work: Box<dyn Work>) {
        let outcome = self
            .conn
            .follow_references(false)
            .and_then(|()| self.transaction(&mut *work, Connection::check_references));
        if let Err(error) = outcome {
            work.fail(error);
        }
        if let Err(error) = self.conn.follow_references(true) {
            tracing::error!(%error, "references are no longer followed; restart");
        }
        work.answer();
    }

    fn transaction(&mut self, work: &mut dyn Work, check: impl FnOnce(&mut Connection) -> Result<()>) -> Result<()> {
        self.conn.begin()?;
        let good = work.run(&mut Tx::sqlite(&mut self.conn));
        self.conn.clear_deadline();
        let outcome = if good { check(&mut self.conn).and_then(|()| self.conn.control("COMMIT")) } else { Ok(()) };
        self.conn.rollback();
        outcome
    }

    /// The lock was not to be had in time: everybody waiting hears it now, not one patience after the other.
    fn shed(&mut self, mut first: Box<dyn Work>, error: &Error) {
        let waiting = self.queue.len();
        first.fail(error.clone());
        first.answer();
        for mut job in self.queue.try_iter().take(waiting) {
            job.work.fail(error.clone());
            job.work.answer();
        }
    }
}
