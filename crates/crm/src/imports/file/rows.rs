//! `Rows`: the rows of a file, each with its physical line, one at a time.

use std::fs::File;
use std::io::{BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use csv::StringRecord;
use encoding_rs_io::DecodeReaderBytesBuilder;
use words::said;

use super::lines::{LONGEST_ROW, Lines, Tap, TooLong};
use super::{Source, unreadable};
use crate::error::Result;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The physical line it begins on; the first line of the file is 1.
    pub line: u64,
    /// Its cells.
    pub cells: StringRecord,
    /// It goes on to the end of the file, since a quotation mark in it is never closed.
    pub unclosed: bool,
}

/// Reads row after row in constant memory. Rows without any content are passed over.
pub struct Rows {
    reader: csv::Reader<Box<dyn Read + Send>>,
    tap: Arc<Tap>,
    name: String,
}

impl Rows {
    /// From the beginning of a file, its header first.
    pub(super) fn open(source: &Source) -> Result<Rows> {
        let tap = Arc::new(Tap::default());
        let file = File::open(&source.path).map_err(|error| unreadable(&source.path, &error))?;
        let lines = Lines::new(decoded(BufReader::with_capacity(1 << 16, file), source.form.encoding), tap.clone());
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(source.form.delimiter)
            .from_reader(Box::new(lines) as Box<dyn Read + Send>);
        let mut rows = Rows { reader, tap, name: source.path.display().to_string() };
        if source.form.says_delimiter {
            rows.next()?;
        }
        Ok(rows)
    }

    /// The next row; `None` at the end.
    #[expect(clippy::should_implement_trait, reason = "an iterator of results reads worse with `?` in loops")]
    pub fn next(&mut self) -> Result<Option<Row>> {
        loop {
            let mut cells = StringRecord::new();
            let line = self.reader.position().line();
            let more = self.reader.read_record(&mut cells).map_err(|error| self.broken(line, &error))?;
            self.tap.since_row.store(0, Ordering::Relaxed);
            if !more {
                return Ok(None);
            }
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            // Blank lines before a row count as its own for the reader, so the line is counted back from its end.
            let breaks = cells.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
            let unclosed = self.tap.ended.load(Ordering::Relaxed);
            let line = self.reader.position().line() - breaks - u64::from(!unclosed);
            return Ok(Some(Row { line, cells, unclosed }));
        }
    }

    /// The error for a row that cannot be read.
    fn broken(&self, line: u64, error: &csv::Error) -> crate::Error {
        let file = self.name.as_str();
        crate::Error::Conflict(match is_too_long(error) {
            true => said!("imports-row-too-long", file = file, line = line, most = LONGEST_ROW >> 20),
            false => said!("imports-row-broken", file = file, line = line, error = error.to_string()),
        })
    }
}

/// The bytes of a file as UTF-8, without a mark at their beginning. What cannot be read becomes `U+FFFD`.
/// Whether a row was given up because it does not end.
fn is_too_long(error: &csv::Error) -> bool {
    let csv::ErrorKind::Io(error) = error.kind() else { return false };
    error.get_ref().is_some_and(|inner| inner.is::<TooLong>())
}

pub(super) fn decoded(file: impl Read + Send + 'static, encoding: &'static encoding_rs::Encoding) -> impl Read + Send {
    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).strip_bom(true).build(file)
}
