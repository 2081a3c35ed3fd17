//! Driving an import: rows are prepared and handed over in batches; those that wait for later rows of the file are put
//! aside on disk and tried again, round by round, until no round brings one further.
//!
//! Before each batch the driver can say where it stands; from there an interrupted import goes on, see
//! [`super::checkpoint`].

use std::path::Path;
use std::time::Instant;

use super::aside::Aside;
use super::batch::{Outcome, Patience};
use super::checkpoint::Checkpoint;
use super::file::{Row, Rows};
use super::links::{self, Known};
use super::pace::Pace;
use super::plan::Plan;
use super::prepare::{Prepared, prepare};
use super::refusals::{Marks, Refused};
use crate::error::Result;

/// Where rows come from.
pub trait Feed {
    /// The next row.
    fn next(&mut self) -> Result<Option<Row>>;
}

impl Feed for Rows {
    fn next(&mut self) -> Result<Option<Row>> {
        Rows::next(self)
    }
}

impl Feed for std::vec::IntoIter<Row> {
    fn next(&mut self) -> Result<Option<Row>> {
        Ok(Iterator::next(self))
    }
}

/// Where refused rows go.
pub trait Sink {
    /// Takes one.
    fn add(&mut self, refused: Refused, row: Row) -> Result<()>;
    /// How much it holds, on disk for good.
    fn marks(&mut self) -> Result<Marks>;
}

impl Sink for Vec<(Refused, Row)> {
    fn add(&mut self, refused: Refused, row: Row) -> Result<()> {
        self.push((refused, row));
        Ok(())
    }

    fn marks(&mut self) -> Result<Marks> {
        Ok(Marks::default())
    }
}

/// Writes a batch: its rows, what is known of links, and where the import stands. Gives the rows back.
pub type Step<'a> = dyn FnMut(Vec<Prepared>, &Known, &Checkpoint) -> Result<(Vec<Prepared>, Outcome)> + 'a;

/// An import under way.
pub struct Drive<'a> {
    /// How rows become records.
    pub plan: &'a Plan,
    /// Where rows are put aside.
    pub folder: &'a Path,
    /// Writes batches.
    pub step: &'a mut Step<'a>,
    /// Takes refused rows.
    pub sink: &'a mut dyn Sink,
    /// Is told how many rows are done.
    pub progress: &'a mut dyn FnMut(u64),
    /// Where the import stands, before the next batch.
    pub at: Checkpoint,
    /// The outcome of the next batch, when it was written before an interruption.
    pub written: Option<Outcome>,
    /// How many rows make a batch.
    pub pace: Pace,
}

impl Drive<'_> {
    /// Imports the rows of a feed, which are those of the first round; gives where it ended.
    pub fn run(mut self, feed: &mut dyn Feed) -> Result<Checkpoint> {
        let mut known = Known::new();
        loop {
            let mut aside = Aside::create(self.folder, self.at.round + 1, &self.at.waiting)?;
            match self.at.round {
                0 => self.round(feed, &mut known, &mut aside)?,
                round => self.round(&mut Aside::open(self.folder, round)?, &mut known, &mut aside)?,
            }
            let left = aside.finish()?.rows;
            if left == 0 || self.at.patience == Patience::Refuse {
                return Ok(self.at);
            }
            // A round that brought no row further leaves only those that nothing can bring further.
            let patience = if self.at.incoming == Some(left) { Patience::Refuse } else { Patience::Wait };
            self.at = Checkpoint { patience, ..self.at.next_round(left) };
        }
    }

    fn round(&mut self, feed: &mut dyn Feed, known: &mut Known, aside: &mut Aside) -> Result<()> {
        for _ in 0..self.at.taken {
            feed.next()?;
        }
        loop {
            let size = self.written.as_ref().map_or(self.pace.rows(), |_| self.at.size);
            let (mut rows, mut taken) = (Vec::with_capacity(size), 0);
            while taken < size {
                let Some(row) = feed.next()? else { break };
                taken += 1;
                match prepare(self.plan, row) {
                    Ok(row) => rows.push(row),
                    Err((row, errors)) => self.sink.add(Refused::of(row.line, self.plan, &errors), row)?,
                }
            }
            self.at.size = taken;
            let outcome = match self.written.take() {
                Some(outcome) => outcome,
                None if rows.is_empty() => Outcome::default(),
                None => {
                    let begun = Instant::now();
                    let (given, outcome) = (self.step)(rows, known, &self.at)?;
                    self.pace.learn(given.len(), begun);
                    rows = given;
                    outcome
                }
            };
            let waiting = outcome.waiting.len();
            self.settle(rows, outcome, known, aside)?;
            self.at.taken += taken as u64;
            self.at.done += (taken - waiting) as u64;
            (self.at.waiting, self.at.refused) = (aside.mark()?, self.sink.marks()?);
            (self.progress)(self.at.done);
            if taken < size || taken == 0 {
                return Ok(());
            }
        }
    }

    fn settle(&mut self, rows: Vec<Prepared>, outcome: Outcome, known: &mut Known, aside: &mut Aside) -> Result<()> {
        let counts = &mut self.at.counts;
        counts.created += outcome.created;
        counts.updated += outcome.updated;
        counts.unchanged += outcome.unchanged;
        links::remember(known, outcome.learned);
        for at in outcome.waiting {
            aside.put(&rows[at])?;
        }
        for (at, refused) in outcome.refused {
            self.sink.add(refused, Row { line: rows[at].line, cells: rows[at].cells.clone(), unclosed: false })?;
        }
        Ok(())
    }
}
