//! The writer thread: many waiting closures in one transaction, one durable commit, then all answers.
//!
//! No closure is ever answered before the commit that holds it. They run on common ground: a savepoint each would cost
//! them a fifth of their time, and full text its gathering. Where one fails after it wrote, all run again, each in a
//! savepoint of its own; when that transaction dies, each runs again alone, or is answered with the error.

use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;

use super::Connection;
use crate::engine::Fault;
use crate::pool::{Job, Mode, Work};
use crate::{Error, Result, Tx};

/// Bounds of a batch: so that nobody waits long, and other processes get their turn.
const MOST: usize = 256;
const LONGEST: Duration = Duration::from_millis(20);

/// What became of a closure among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It succeeded, or left nothing behind: the batch goes on.
    Settled,
    /// It failed and left something behind, or its transaction died.
    Spoiled,
    /// As `Spoiled`, by its own deadline, so it need not run again.
    Guilty,
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

    /// Runs `first` and what waits behind it, together; returns a job that must run alone, if one came up.
    fn batch(&mut self, first: Box<dyn Work>) -> Option<Job> {
        if let Err(error) = self.conn.begin() {
            self.shed(first, &error);
            return None;
        }
        let started = Instant::now();
        let (mut done, mut next, mut other) = (Vec::new(), Some(first), None);
        while let Some(mut work) = next.take() {
            let step = self.together(&mut *work);
            if step != Step::Settled {
                self.conn.rollback();
                match step == Step::Guilty || done.is_empty() {
                    true => work.answer(),
                    false => done.push(work),
                }
                self.apart(done);
                return None;
            }
            done.push(work);
            if done.len() < MOST && started.elapsed() < LONGEST {
                match self.queue.try_recv() {
                    Ok(job) if job.mode == Mode::Write => next = Some(job.work),
                    Ok(job) => other = Some(job),
                    Err(_) => {}
                }
            }
        }
        self.commit(done);
        other
    }

    /// Runs one of a batch on the ground of those before it.
    fn together(&mut self, work: &mut dyn Work) -> Step {
        let before = self.conn.changes();
        let (good, fault, expired) = self.run_one(work);
        match (fault, good || self.conn.changes() == before) {
            (Some(Fault::Lost), _) if expired => Step::Guilty,
            (Some(Fault::Lost), _) | (_, false) => Step::Spoiled,
            (_, true) => Step::Settled,
        }
    }

    /// Runs a batch again, each in a savepoint of its own.
    fn apart(&mut self, works: Vec<Box<dyn Work>>) {
        if works.is_empty() {
            return;
        }
        if self.conn.begin().is_err() {
            return works.into_iter().for_each(|work| self.alone(work));
        }
        let mut done = Vec::with_capacity(works.len());
        let mut works = works.into_iter();
        while let Some(mut work) = works.next() {
            let step = self.in_savepoint(&mut *work);
            if step != Step::Settled {
                self.conn.rollback();
                match step == Step::Guilty {
                    true => work.answer(),
                    false => done.push(work),
                }
                return done.into_iter().chain(works).for_each(|work| self.alone(work));
            }
            done.push(work);
        }
        self.commit(done);
    }

    fn in_savepoint(&mut self, work: &mut dyn Work) -> Step {
        if self.conn.control("SAVEPOINT work").is_err() {
            return Step::Spoiled;
        }
        let (good, fault, expired) = self.run_one(work);
        let undone = good || self.conn.control("ROLLBACK TO work").is_ok();
        match fault == Some(Fault::Lost) || !undone || self.conn.control("RELEASE work").is_err() {
            true if fault == Some(Fault::Lost) && expired => Step::Guilty,
            true => Step::Spoiled,
            false => Step::Settled,
        }
    }

    /// Runs a closure in the open transaction: whether it succeeded, what its statements met, whether its time was up.
    fn run_one(&mut self, work: &mut dyn Work) -> (bool, Option<Fault>, bool) {
        let mut tx = Tx::sqlite(&mut self.conn);
        let good = work.run(&mut tx);
        let fault = tx.fault();
        let expired = self.conn.expired();
        self.conn.clear_deadline();
        (good, fault, expired)
    }

    /// Commits what ran and answers it.
    fn commit(&mut self, done: Vec<Box<dyn Work>>) {
        match self.conn.control("COMMIT") {
            Ok(()) => done.into_iter().for_each(|work| work.answer()),
            Err(error) => {
                tracing::warn!(%error, closures = done.len(), "a commit failed; each runs again alone");
                self.conn.rollback();
                done.into_iter().for_each(|work| self.alone(work));
            }
        }
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
