//! One value as bytes: a mark whether there is one, then the value in little endian; texts and bytes after their length.

use std::io::{ErrorKind, Read};

use chrono::{DateTime, Datelike, NaiveDate};
use uuid::Uuid;

use crate::{ColumnType, Param, Result, Row};

/// Longest text or content that is believed, in bytes: SQLite's own limit.
const LONGEST: u32 = 1_000_000_000;

/// A cell of an answer.
pub(super) fn of_row(row: &Row<'_>, at: usize, kind: ColumnType) -> Result<Param> {
    Ok(match kind {
        ColumnType::Uuid => row.opt_uuid(at)?.into(),
        ColumnType::Bool => row.opt_bool(at)?.into(),
        ColumnType::Int => row.opt_int(at)?.into(),
        ColumnType::Text => row.opt_text(at)?.into(),
        ColumnType::Date => row.opt_date(at)?.into(),
        ColumnType::Time => row.opt_time(at)?.into(),
        ColumnType::Bytes => row.opt_bytes(at)?.into(),
    })
}

/// Appends a cell.
pub(super) fn write(out: &mut Vec<u8>, cell: &Param) {
    if *cell == Param::Null {
        return out.push(0);
    }
    out.push(1);
    match cell {
        Param::Null => {}
        Param::List(_) => unreachable!("no column holds a list"),
        Param::Bool(value) => out.push(u8::from(*value)),
        Param::Int(value) => out.extend(value.to_le_bytes()),
        Param::Text(value) => long(out, value.as_bytes()),
        Param::Bytes(value) => long(out, value),
        Param::Uuid(value) => out.extend(value.as_bytes()),
        Param::Date(value) => out.extend(value.num_days_from_ce().to_le_bytes()),
        Param::Time(value) => out.extend(value.timestamp_micros().to_le_bytes()),
    }
}

fn long(out: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).expect("the engines hold less than 4 GB in a value");
    out.extend(length.to_le_bytes());
    out.extend(bytes);
}

/// Reads a cell that was written for a column of this type.
pub(super) fn read(from: &mut impl Read, kind: ColumnType) -> std::io::Result<Param> {
    if byte(from)? == 0 {
        return Ok(Param::Null);
    }
    Ok(match kind {
        ColumnType::Bool => Param::Bool(byte(from)? != 0),
        ColumnType::Int => Param::Int(i64::from_le_bytes(some(from)?)),
        ColumnType::Uuid => Param::Uuid(Uuid::from_bytes(some(from)?)),
        ColumnType::Text => Param::Text(String::from_utf8(bytes(from)?).map_err(|_| senseless())?),
        ColumnType::Bytes => Param::Bytes(bytes(from)?),
        ColumnType::Date => {
            let days = i32::from_le_bytes(some(from)?);
            Param::Date(NaiveDate::from_num_days_from_ce_opt(days).ok_or_else(senseless)?)
        }
        ColumnType::Time => {
            let micros = i64::from_le_bytes(some(from)?);
            Param::Time(DateTime::from_timestamp_micros(micros).ok_or_else(senseless)?)
        }
    })
}

pub(super) fn some<const N: usize>(from: &mut impl Read) -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn byte(from: &mut impl Read) -> std::io::Result<u8> {
    some::<1>(from).map(|[byte]| byte)
}

/// Bytes after their length; a false length never asks for more memory than the file holds.
pub(super) fn bytes(from: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let length = u32::from_le_bytes(some(from)?);
    if length > LONGEST {
        return Err(senseless());
    }
    let mut bytes = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != u64::from(length) {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

/// What was read makes no sense.
pub(super) fn senseless() -> std::io::Error {
    std::io::Error::new(ErrorKind::InvalidData, "the backup is damaged: it holds what no backup holds")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_column_comes_back_as_it_was_and_so_does_nothing() {
        let day = NaiveDate::from_ymd_opt(1899, 12, 31).unwrap();
        let cells = [
            (ColumnType::Uuid, Param::Uuid(Uuid::now_v7())),
            (ColumnType::Bool, Param::Bool(true)),
            (ColumnType::Int, Param::Int(i64::MIN)),
            (ColumnType::Text, Param::Text("İß🜛".into())),
            (ColumnType::Date, Param::Date(day)),
            (ColumnType::Time, Param::Time(DateTime::from_timestamp_micros(-1).unwrap())),
            (ColumnType::Bytes, Param::Bytes(vec![0, 255])),
        ];
        assert_eq!(cells.len(), ColumnType::ALL.len());
        for (kind, cell) in cells {
            for cell in [cell, Param::Null] {
                let mut out = Vec::new();
                write(&mut out, &cell);
                let mut left = out.as_slice();
                assert_eq!(read(&mut left, kind).unwrap(), cell);
                assert!(left.is_empty(), "{kind:?}");
            }
        }
    }

    #[test]
    fn a_false_length_is_refused_without_asking_for_the_memory() {
        let mut out = vec![1];
        out.extend(900_000_000u32.to_le_bytes());
        out.extend(b"short");
        let error = read(&mut out.as_slice(), ColumnType::Text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    }
}
