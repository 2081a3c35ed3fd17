//! Driving an import: rows are prepared and handed over in batches; those that wait for later rows of the file are put
//! aside on disk and tried again, round by round, until no round brings one further.

use csv::StringRecord;

use super::batch::{Outcome, Patience};
use super::file::{Row, Rows, unreadable};
use super::links::{self, Known};
use super::plan::Plan;
use super::prepare::{Prepared, prepare};
use crate::error::{Error, FieldError, Result};

/// Rows written in one transaction.
pub const BATCH: usize = 500;

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

/// How many rows came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records made.
    pub created: u64,
    /// Records changed.
    pub updated: u64,
    /// Records that held everything already.
    pub unchanged: u64,
}

/// Writes a batch: rows, what is known of links, whether rows may wait.
pub type Step<'a> = dyn FnMut(Vec<Prepared>, &Known, Patience) -> Result<(Vec<Prepared>, Outcome)> + 'a;
/// Takes a refused row.
pub type Refuse<'a> = dyn FnMut(u64, StringRecord, Vec<FieldError>) -> Result<()> + 'a;

/// Everything a drive hands to others.
pub struct Drive<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// How many cells a row has.
    pub width: usize,
    /// Writes batches.
    pub step: &'a mut Step<'a>,
    /// Takes refused rows.
    pub refuse: &'a mut Refuse<'a>,
    /// Is told how many rows are done.
    pub progress: &'a mut dyn FnMut(u64),
}

impl Drive<'_> {
    /// Imports all rows of a feed.
    pub fn run(mut self, feed: &mut dyn Feed) -> Result<Counts> {
        let (mut counts, mut known, mut done) = (Counts::default(), Known::new(), 0);
        let mut aside = Aside::new()?;
        self.round(feed, Patience::Wait, &mut known, &mut counts, &mut done, &mut aside)?;
        while aside.count > 0 {
            let before = aside.count;
            let mut rows = aside.open()?;
            let mut next = Aside::new()?;
            self.round(&mut rows, Patience::Wait, &mut known, &mut counts, &mut done, &mut next)?;
            aside = next;
            if aside.count == before {
                let (mut rows, mut none) = (aside.open()?, Aside::new()?);
                self.round(&mut rows, Patience::Refuse, &mut known, &mut counts, &mut done, &mut none)?;
                break;
            }
        }
        Ok(counts)
    }

    fn round(
        &mut self,
        feed: &mut dyn Feed,
        patience: Patience,
        known: &mut Known,
        counts: &mut Counts,
        done: &mut u64,
        aside: &mut Aside,
    ) -> Result<()> {
        loop {
            let (mut rows, mut taken) = (Vec::with_capacity(BATCH), 0);
            while taken < BATCH {
                let Some(row) = feed.next()? else { break };
                taken += 1;
                match prepare(self.plan, self.width, row) {
                    Ok(row) => rows.push(row),
                    Err((row, errors)) => (self.refuse)(row.line, row.cells, errors)?,
                }
            }
            let waiting_before = aside.count;
            if !rows.is_empty() {
                let (rows, outcome) = (self.step)(rows, known, patience)?;
                self.settle(rows, outcome, known, counts, aside)?;
            }
            *done += taken as u64 - (aside.count - waiting_before);
            (self.progress)(*done);
            if taken < BATCH {
                return Ok(());
            }
        }
    }

    fn settle(
        &mut self,
        rows: Vec<Prepared>,
        outcome: Outcome,
        known: &mut Known,
        counts: &mut Counts,
        aside: &mut Aside,
    ) -> Result<()> {
        counts.created += outcome.created;
        counts.updated += outcome.updated;
        counts.unchanged += outcome.unchanged;
        links::remember(known, outcome.learned);
        for at in outcome.waiting {
            aside.put(&rows[at])?;
        }
        for (at, errors) in outcome.refused {
            (self.refuse)(rows[at].line, rows[at].cells.clone(), errors)?;
        }
        Ok(())
    }
}

/// Rows put aside, on disk.
struct Aside {
    rows: csv::Writer<std::fs::File>,
    count: u64,
}

impl Aside {
    fn new() -> Result<Aside> {
        let file = tempfile::tempfile().map_err(io)?;
        Ok(Aside { rows: csv::WriterBuilder::new().flexible(true).from_writer(file), count: 0 })
    }

    fn put(&mut self, row: &Prepared) -> Result<()> {
        self.count += 1;
        let line = row.line.to_string();
        let cells = std::iter::once(line.as_str()).chain(row.cells.iter());
        self.rows.write_record(cells).map_err(|error| io(error.into()))
    }

    fn open(self) -> Result<Again> {
        use std::io::Seek;
        let mut file = self.rows.into_inner().map_err(|error| io(error.into_error()))?;
        file.rewind().map_err(io)?;
        Ok(Again(csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file)))
    }
}

/// Rows that were put aside.
struct Again(csv::Reader<std::fs::File>);

impl Feed for Again {
    fn next(&mut self) -> Result<Option<Row>> {
        let mut record = StringRecord::new();
        if !self.0.read_record(&mut record).map_err(|error| io(error.into()))? {
            return Ok(None);
        }
        let line = record.get(0).and_then(|line| line.parse().ok()).unwrap_or_default();
        Ok(Some(Row { line, cells: record.iter().skip(1).collect() }))
    }
}

fn io(error: std::io::Error) -> Error {
    unreadable(&std::env::temp_dir(), &error)
}
