//! Refused rows: counted, kept with their reasons in a file of their own so that any number fits, and written out so
//! that they can be mended and imported again.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek, Write};
use std::path::Path;

use csv::StringRecord;
use serde::{Deserialize, Serialize};

use super::file::{Source, unreadable};
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
    pub reason: String,
}

impl Refused {
    /// Words for the errors of a row, by its columns.
    pub fn of(line: u64, plan: &Plan, header: &[String], errors: &[FieldError]) -> Refused {
        let named = |error: &FieldError| match error.field.is_empty() {
            true => String::new(),
            false => plan.column_of(header, &error.field),
        };
        let column = errors.first().map(named).unwrap_or_default();
        let reasons: Vec<String> = errors
            .iter()
            .enumerate()
            .map(|(at, error)| match (at, named(error)) {
                (0, _) => error.detail.clone(),
                (_, other) if other.is_empty() || other == column => error.detail.clone(),
                (_, other) => format!("{other}: {}", error.detail),
            })
            .collect();
        Refused { line, column, reason: reasons.join("; ") }
    }
}

/// All refused rows of an import.
#[derive(Debug)]
pub struct Refusals {
    kept: BufWriter<File>,
    count: u64,
    rows: Option<csv::Writer<File>>,
}

impl Refusals {
    /// Begins with none. With `mended`, the rows themselves are written there too.
    pub fn new(source: &Source, mended: Option<&Path>) -> Result<Refusals> {
        let rows = mended
            .map(|path| begin(source, path).map_err(|error| Error::Conflict(format!("{}: {error}", path.display()))));
        let kept = BufWriter::new(tempfile::tempfile().map_err(io)?);
        Ok(Refusals { kept, count: 0, rows: rows.transpose()? })
    }

    /// Adds one.
    pub fn add(&mut self, refused: &Refused, cells: &StringRecord) -> Result<()> {
        self.count += 1;
        serde_json::to_writer(&mut self.kept, refused).map_err(|error| io(error.into()))?;
        self.kept.write_all(b"\n").map_err(io)?;
        if let Some(rows) = &mut self.rows {
            let remarks = [refused.line.to_string(), refused.column.clone(), refused.reason.clone()];
            let cells = cells.iter().chain(remarks.iter().map(String::as_str));
            rows.write_record(cells).map_err(|error| io(error.into()))?;
        }
        Ok(())
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Ends the file of rows.
    pub fn finish(&mut self) -> Result<()> {
        self.rows.as_mut().map_or(Ok(()), |rows| rows.flush()).map_err(io)
    }

    /// Visits all of them, in the order in which they were refused.
    pub fn each(&mut self, mut visit: impl FnMut(Refused) -> std::io::Result<()>) -> Result<()> {
        self.kept.flush().map_err(io)?;
        let mut file = self.kept.get_ref().try_clone().map_err(io)?;
        file.rewind().map_err(io)?;
        for line in BufReader::new(&file).lines() {
            let refused = serde_json::from_str(&line.map_err(io)?).map_err(|error| io(error.into()))?;
            visit(refused).map_err(io)?;
        }
        file.seek(std::io::SeekFrom::End(0)).map_err(io)?;
        Ok(())
    }
}

/// Begins the file of rows: the header of the source and the columns of remarks, which an import leaves out.
fn begin(source: &Source, path: &Path) -> std::result::Result<csv::Writer<File>, csv::Error> {
    let mut file = File::create(path)?;
    if source.form.encoding != encoding_rs::UTF_8 {
        // A mark stands above what a map says of the encoding.
        file.write_all("\u{feff}".as_bytes())?;
    }
    let mut rows = csv::WriterBuilder::new().flexible(true).delimiter(source.form.delimiter).from_writer(file);
    rows.write_record(source.header.iter().map(String::as_str).chain(REMARKS))?;
    Ok(rows)
}

fn io(error: std::io::Error) -> Error {
    unreadable(&std::env::temp_dir(), &error)
}
