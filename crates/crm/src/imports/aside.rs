//! Rows put aside until later rows of the file are there: files of one round each.

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom};
use std::path::{Path, PathBuf};

use csv::StringRecord;

use super::drive::Feed;
use super::file::{Row, unreadable};
use super::prepare::Prepared;
use super::refusals::Mark;
use crate::error::{Error, Result};

/// Rows that are being put aside for a round.
pub struct Aside {
    rows: csv::Writer<File>,
    count: u64,
    path: PathBuf,
}

impl Aside {
    /// For a round, holding already what the mark says.
    pub fn create(folder: &Path, round: u32, mark: &Mark) -> Result<Aside> {
        let path = path(folder, round);
        let open = || {
            let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
            file.set_len(mark.bytes)?;
            file.seek(SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|error| unreadable(&path, &error))?;
        Ok(Aside { rows: csv::WriterBuilder::new().flexible(true).from_writer(file), count: mark.rows, path })
    }

    /// Puts a row aside.
    pub fn put(&mut self, row: &Prepared) -> Result<()> {
        self.count += 1;
        let line = row.line.to_string();
        let cells = std::iter::once(line.as_str()).chain(row.cells.iter());
        self.rows.write_record(cells).map_err(|error| self.failed(error.into()))
    }

    /// How far the file reaches.
    pub fn mark(&mut self) -> Result<Mark> {
        let bytes = self.rows.flush().and_then(|()| Ok(self.rows.get_ref().metadata()?.len()));
        Ok(Mark { rows: self.count, bytes: bytes.map_err(|error| self.failed(error))? })
    }

    /// Ends the round's file, for good: the next round lives on it.
    pub fn finish(mut self) -> Result<Mark> {
        let mark = self.mark()?;
        self.rows.get_ref().sync_data().map_err(|error| self.failed(error))?;
        Ok(mark)
    }

    /// The rows put aside for a round.
    pub fn open(folder: &Path, round: u32) -> Result<Again> {
        let path = path(folder, round);
        let file = File::open(&path).map_err(|error| unreadable(&path, &error))?;
        let rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
        Ok(Again { rows, path })
    }

    fn failed(&self, error: std::io::Error) -> Error {
        unreadable(&self.path, &error)
    }
}

fn path(folder: &Path, round: u32) -> PathBuf {
    folder.join(format!("waiting-{round}.csv"))
}

/// Rows that were put aside.
pub struct Again {
    rows: csv::Reader<File>,
    path: PathBuf,
}

impl Feed for Again {
    fn next(&mut self) -> Result<Option<Row>> {
        let mut record = StringRecord::new();
        if !self.rows.read_record(&mut record).map_err(|error| unreadable(&self.path, &error.into()))? {
            return Ok(None);
        }
        let line = record.get(0).and_then(|line| line.parse().ok()).unwrap_or_default();
        Ok(Some(Row { line, cells: record.iter().skip(1).collect(), unclosed: false }))
    }
}
