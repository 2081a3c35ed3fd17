//! Refused rows: counted, kept with their reasons in a file of their own so that any number fits, and written out so
//! that they can be mended and imported again.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use words::{Language, Said, said};

use super::drive::Sink;
use super::file::{Row, Source, unreadable};
use super::plan::{Plan, REMARKS};
use crate::error::{Error, FieldError, Result};

/// A refused row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The physical line the row begins on; the header is 1.
    pub line: u64,
    /// The column whose cell was refused first; empty for the row as a whole.
    pub column: String,
    /// What is wrong, and with which further columns.
    pub reason: Said,
}

impl Refused {
    /// Words for the errors of a row, by its columns.
    pub fn of(line: u64, plan: &Plan, errors: &[FieldError]) -> Refused {
        let named = |error: &FieldError| match error.field.is_empty() {
            true => String::new(),
            false => plan.column_of(&error.field),
        };
        let column = errors.first().map(named).unwrap_or_default();
        let reason = |(at, error): (usize, &FieldError)| match (at, named(error)) {
            (0, _) => error.detail.clone(),
            (_, other) if other.is_empty() || other == column => error.detail.clone(),
            (_, other) => said!("imports-in-column", column = other, wrong = error.detail.clone()),
        };
        let reason = Said::all(errors.iter().enumerate().map(reason));
        Refused { line, column, reason }
    }
}

/// How far a file of rows reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Rows.
    pub rows: u64,
    /// Bytes.
    pub bytes: u64,
}

/// How far the files of refused rows reach.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Lines, columns and reasons.
    pub reasons: Mark,
    /// The rows themselves, in bytes; 0 before their header is written.
    pub rows: u64,
}

/// All refused rows of an import.
#[derive(Debug)]
pub struct Refusals {
    reasons: BufWriter<File>,
    path: PathBuf,
    count: u64,
    rows: Option<csv::Writer<File>>,
    /// How many columns the file has.
    width: usize,
    /// In which reasons stand beside the rows themselves.
    lang: Language,
}

impl Refusals {
    /// Those of an import at work in a folder, holding already what the marks say. With `mended`, the rows themselves
    /// are written there, with their reasons in a language.
    pub fn open(
        source: &Source,
        folder: &Path,
        mended: Option<&Path>,
        marks: &Marks,
        lang: Language,
    ) -> Result<Refusals> {
        let path = folder.join("refused.jsonl");
        let reasons = at(&path, marks.reasons.bytes).map_err(|error| unreadable(&path, &error))?;
        let rows = mended.map(|path| {
            let rows = at(path, marks.rows).map_err(csv::Error::from).and_then(|file| begin(source, file, marks.rows));
            rows.map_err(|error| Error::Conflict(format!("{}: {error}", path.display()).into()))
        });
        let (reasons, width) = (BufWriter::new(reasons), source.header.len());
        Ok(Refusals { reasons, path, count: marks.reasons.rows, rows: rows.transpose()?, width, lang })
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Ends the file of rows.
    pub fn finish(&mut self) -> Result<()> {
        self.marks().map(drop)
    }

    /// Visits all of them, in the order in which they were refused.
    pub fn each(&mut self, visit: impl FnMut(Refused) -> std::io::Result<()>) -> Result<()> {
        let walked = self.reasons.flush().and_then(|()| {
            let mut file = self.reasons.get_ref().try_clone()?;
            file.rewind()?;
            let walked = walk(&file, visit);
            file.seek(SeekFrom::End(0))?;
            walked
        });
        walked.map_err(|error| self.failed(error))
    }

    fn failed(&self, error: std::io::Error) -> Error {
        unreadable(&self.path, &error)
    }
}

impl Sink for Refusals {
    fn add(&mut self, refused: Refused, row: Row) -> Result<()> {
        self.count += 1;
        let written = serde_json::to_writer(&mut self.reasons, &refused).map_err(std::io::Error::from);
        written.and_then(|()| self.reasons.write_all(b"\n")).map_err(|error| self.failed(error))?;
        if let Some(rows) = &mut self.rows {
            let remarks = [refused.line.to_string(), refused.column, self.lang.say(&refused.reason)];
            // Remarks stand in their columns, also beside a row that is too short or too long.
            let cells: Vec<&str> = row.cells.iter().collect();
            let (own, beyond) = cells.split_at(cells.len().min(self.width));
            let lacking = std::iter::repeat_n(&"", self.width - own.len());
            let remarks = remarks.each_ref().map(String::as_str);
            rows.write_record(own.iter().chain(lacking).chain(&remarks).chain(beyond))
                .map_err(|error| self.failed(error.into()))?;
        }
        Ok(())
    }

    fn marks(&mut self) -> Result<Marks> {
        let rows = match &mut self.rows {
            None => Ok(0),
            Some(rows) => rows.flush().and_then(|()| Ok(rows.get_ref().metadata()?.len())),
        };
        let reasons = self.reasons.flush().and_then(|()| Ok(self.reasons.get_ref().metadata()?.len()));
        let (rows, bytes) = (rows.map_err(|error| self.failed(error))?, reasons.map_err(|error| self.failed(error))?);
        Ok(Marks { reasons: Mark { rows: self.count, bytes }, rows })
    }
}

/// The refused rows kept in a folder, from the first on: for showing them while or after the import runs.
pub fn kept(folder: &Path, limit: usize) -> Result<Vec<Refused>> {
    let path = folder.join("refused.jsonl");
    let mut some = Vec::new();
    let walked = match File::open(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(file) => {
            let lines = BufReader::new(file).lines().take(limit);
            lines.map_while(std::io::Result::ok).try_for_each(|line| {
                some.push(serde_json::from_str(&line)?);
                Ok(())
            })
        }
    };
    walked.map_err(|error| unreadable(&path, &error))?;
    Ok(some)
}

fn walk(file: &File, mut visit: impl FnMut(Refused) -> std::io::Result<()>) -> std::io::Result<()> {
    BufReader::new(file).lines().try_for_each(|line| visit(serde_json::from_str(&line?)?))
}

/// A file to be written on from so many bytes.
fn at(path: &Path, bytes: u64) -> std::io::Result<File> {
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    file.set_len(bytes)?;
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}

/// Begins the file of rows, unless it is begun: the header of the source and the columns of remarks, which an import
/// leaves out.
fn begin(source: &Source, mut file: File, bytes: u64) -> std::result::Result<csv::Writer<File>, csv::Error> {
    if bytes == 0 && source.form.encoding != encoding_rs::UTF_8 {
        // A mark stands above what a map says of the encoding.
        file.write_all("\u{feff}".as_bytes())?;
    }
    let mut rows = csv::WriterBuilder::new().flexible(true).delimiter(source.form.delimiter).from_writer(file);
    if bytes == 0 {
        rows.write_record(source.header.iter().map(String::as_str).chain(REMARKS))?;
    }
    Ok(rows)
}
