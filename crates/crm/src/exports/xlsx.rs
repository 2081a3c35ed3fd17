//! Export as a workbook: numbers, amounts and dates as such, everything else as text, which a spreadsheet never runs.

use std::collections::HashMap;
use std::io::{Seek, Write};

use meta::{FieldType, Module, Record, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use words::said;

use super::columns::Column;
use super::names::Texts;
use super::{Sheet, unwritable};
use crate::error::{Error, Result};

/// Rows of a sheet below its header.
const MOST: u32 = 1_048_575;
/// Digits that a spreadsheet keeps of a number.
const DIGITS: usize = 15;
/// Characters that a cell holds.
const CELL: usize = 32_767;

/// A workbook in the making. Rows go to a temporary file as they come.
pub struct Xlsx<'a> {
    book: Workbook,
    columns: Vec<Column>,
    formats: HashMap<String, Format>,
    row: u32,
    out: &'a mut (dyn Write + Send),
}

impl<'a> Xlsx<'a> {
    /// Begins with the header.
    pub fn new(module: &Module, columns: Vec<Column>, out: &'a mut (dyn Write + Send)) -> Result<Xlsx<'a>> {
        let mut book = Workbook::new();
        let name: String = module.label.many.chars().filter(|c| !r"[]:*?/\'".contains(*c)).take(31).collect();
        let sheet = book.add_worksheet_with_constant_memory().map_err(|error| unwritable(&error))?;
        let bold = Format::new().set_bold();
        sheet.set_name(name).and_then(|sheet| sheet.set_freeze_panes(1, 0)).map_err(|error| unwritable(&error))?;
        let header = std::iter::once("id".to_string()).chain(columns.iter().map(Column::name));
        for (column, key) in (0..).zip(header) {
            sheet.write_string_with_format(0, column, key, &bold).map_err(|error| unwritable(&error))?;
        }
        Ok(Xlsx { book, columns, formats: HashMap::new(), row: 0, out })
    }

    fn format(&mut self, pattern: &str) -> Format {
        let made = || Format::new().set_num_format(pattern);
        self.formats.entry(pattern.to_string()).or_insert_with(made).clone()
    }

    fn cell(&mut self, row: u32, at: u16, column: &Column, value: &Value, texts: &Texts) -> Result<()> {
        let number = |number: &Decimal| number.normalize().to_f64().filter(|_| digits(number) <= DIGITS);
        let shown = match value {
            Value::Null => return Ok(()),
            Value::Int(whole) => number(&Decimal::from(*whole)).map(|n| (n, "0".to_string())),
            Value::Decimal(percent) if matches!(column.kind(), FieldType::Percent { .. }) => {
                number(percent).map(|n| (n / 100.0, "0.00%".to_string()))
            }
            Value::Decimal(amount) if matches!(column.field.kind.shown(), FieldType::Money { .. }) => {
                number(amount).map(|n| (n, "#,##0.00##".to_string()))
            }
            Value::Decimal(decimal) => number(decimal).map(|n| (n, "General".to_string())),
            Value::Date(day) => {
                let date = ExcelDateTime::parse_from_str(&day.format("%Y-%m-%d").to_string());
                date.ok().map(|date| (date.to_excel(), "yyyy-mm-dd".to_string()))
            }
            _ => None,
        };
        let text = match (&shown, value) {
            (None, Value::Bool(_)) => String::new(),
            (None, value) => column.text(value, texts),
            _ => String::new(),
        };
        let pattern = shown.as_ref().map(|(_, pattern)| self.format(pattern));
        let sheet = self.book.worksheet_from_index(0).map_err(|error| unwritable(&error))?;
        let written = match (shown, pattern, value) {
            (Some((number, _)), Some(format), _) => sheet.write_number_with_format(row, at, number, &format),
            (_, _, Value::Bool(yes)) => sheet.write_boolean(row, at, *yes),
            _ => string(sheet, row, at, &text),
        };
        written.map(drop).map_err(|error| unwritable(&error))
    }
}

fn string<'s>(
    sheet: &'s mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
) -> std::result::Result<&'s mut Worksheet, XlsxError> {
    match text.chars().count() > CELL {
        true => sheet.write_string(row, column, text.chars().take(CELL - 1).chain(['…']).collect::<String>()),
        false => sheet.write_string(row, column, text),
    }
}

fn digits(number: &Decimal) -> usize {
    number.normalize().mantissa().unsigned_abs().to_string().len()
}

impl Sheet for Xlsx<'_> {
    fn add(&mut self, record: &Record, texts: &Texts) -> Result<()> {
        self.row += 1;
        if self.row > MOST {
            return Err(Error::Conflict(said!("exports-sheet-full", most = MOST)));
        }
        let row = self.row;
        let sheet = self.book.worksheet_from_index(0).map_err(|error| unwritable(&error))?;
        sheet.write_string(row, 0, record.id.to_string()).map_err(|error| unwritable(&error))?;
        for (at, column) in (1..).zip(self.columns.clone()) {
            self.cell(row, at, &column, &column.value(record), texts)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let mut file = tempfile::tempfile().map_err(|error| unwritable(&error))?;
        self.book.save_to_writer(&mut file).map_err(|error| unwritable(&error))?;
        file.rewind().map_err(|error| unwritable(&error))?;
        std::io::copy(&mut file, self.out).map_err(|error| unwritable(&error))?;
        Ok(())
    }
}
