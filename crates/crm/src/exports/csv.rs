//! Export as CSV: a header of keys, one row a record, texts that a spreadsheet would run made harmless.

use std::io::Write;

use meta::{FieldType, Record};

use super::columns::Column;
use super::names::Texts;
use super::{FORMULA, Sheet, unwritable};
use crate::error::Result;

/// A CSV file in the making.
pub struct Csv<'a> {
    columns: Vec<(Column, bool)>,
    rows: ::csv::Writer<&'a mut (dyn Write + Send)>,
}

impl<'a> Csv<'a> {
    /// Begins with the header.
    pub fn new(columns: &[Column], out: &'a mut (dyn Write + Send)) -> Result<Csv<'a>> {
        let mut rows = ::csv::Writer::from_writer(out);
        let header = std::iter::once("id".to_string()).chain(columns.iter().map(Column::name));
        rows.write_record(header).map_err(|error| unwritable(&error))?;
        let columns = columns.iter().map(|column| (column.clone(), is_measured(&column.kind()))).collect();
        Ok(Csv { columns, rows })
    }
}

impl Sheet for Csv<'_> {
    fn add(&mut self, record: &Record, texts: &Texts) -> Result<()> {
        let id = record.id.to_string();
        let cells = self.columns.iter().map(|(column, measured)| {
            let text = column.text(&column.value(record), texts);
            if *measured { text } else { harmless(text) }
        });
        let row = std::iter::once(id).chain(cells);
        self.rows.write_record(row).map_err(|error| unwritable(&error))
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.rows.flush().map_err(|error| unwritable(&error))
    }
}

/// Whether values are numbers, dates or the like, whose signs are their own.
fn is_measured(kind: &FieldType) -> bool {
    use FieldType as T;
    matches!(
        kind,
        T::Id
            | T::Int { .. }
            | T::Decimal { .. }
            | T::Percent { .. }
            | T::Money { .. }
            | T::Rating { .. }
            | T::Duration
            | T::Date
            | T::DateTime
            | T::Bool
            | T::Geo
    )
}

/// Puts an apostrophe before a text that a spreadsheet would run, and before one that begins with such an apostrophe,
/// so that an import takes exactly this one back.
fn harmless(text: String) -> String {
    match text.trim_start_matches('\'').starts_with(FORMULA) {
        true => format!("'{text}"),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn texts_that_would_run_get_an_apostrophe() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-x", "'-x"),
            ("@me", "'@me"),
            ("'=1", "''=1"),
            ("'tis", "'tis"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(harmless(text.to_string()), written);
        }
    }
}
