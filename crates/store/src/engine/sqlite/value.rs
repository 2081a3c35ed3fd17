//! Values in SQLite's storage types: instants as microseconds, dates as days, UUIDs as 16 bytes.

use chrono::{DateTime, Days, NaiveDate, Utc};
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use uuid::Uuid;

use crate::{Error, Param, Result};

impl ToSql for Param {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let int = |value: i64| ToSqlOutput::Owned(Value::Integer(value));
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Bool(value) => int((*value).into()),
            Self::Int(value) => int(*value),
            Self::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Self::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
            Self::Uuid(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value.as_bytes())),
            Self::Date(value) => int(value.signed_duration_since(NaiveDate::default()).num_days()),
            Self::Time(value) => int(value.timestamp_micros()),
            Self::List(_) => return Err(rusqlite::Error::ToSqlConversionFailure("SQLite has no arrays".into())),
        })
    }
}

fn get<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<ValueRef<'r>> {
    row.get_ref(column).map_err(|error| Error::decode(column, error))
}

fn mismatch<T>(column: usize, wanted: &str, found: ValueRef<'_>) -> Result<T> {
    Err(Error::decode(column, format!("expected {wanted}, found {}", found.data_type())))
}

pub(crate) fn int(row: &rusqlite::Row<'_>, column: usize) -> Result<Option<i64>> {
    match get(row, column)? {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(value) => Ok(Some(value)),
        other => mismatch(column, "an integer", other),
    }
}

pub(crate) fn bool(row: &rusqlite::Row<'_>, column: usize) -> Result<Option<bool>> {
    match int(row, column)? {
        None => Ok(None),
        Some(0) => Ok(Some(false)),
        Some(1) => Ok(Some(true)),
        Some(other) => Err(Error::decode(column, format!("expected 0 or 1, found {other}"))),
    }
}

pub(crate) fn text_ref<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<Option<&'r str>> {
    match get(row, column)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(value) => std::str::from_utf8(value).map(Some).map_err(|error| Error::decode(column, error)),
        other => mismatch(column, "a text", other),
    }
}

pub(crate) fn bytes_ref<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<Option<&'r [u8]>> {
    match get(row, column)? {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(value) => Ok(Some(value)),
        other => mismatch(column, "bytes", other),
    }
}

pub(crate) fn uuid(row: &rusqlite::Row<'_>, column: usize) -> Result<Option<Uuid>> {
    bytes_ref(row, column)?
        .map(|bytes| Uuid::from_slice(bytes).map_err(|error| Error::decode(column, error)))
        .transpose()
}

pub(crate) fn date(row: &rusqlite::Row<'_>, column: usize) -> Result<Option<NaiveDate>> {
    let Some(days) = int(row, column)? else { return Ok(None) };
    let epoch = NaiveDate::default();
    let offset = Days::new(days.unsigned_abs());
    let date = if days < 0 { epoch.checked_sub_days(offset) } else { epoch.checked_add_days(offset) };
    date.map(Some).ok_or_else(|| Error::decode(column, format!("{days} days is no date")))
}

pub(crate) fn time(row: &rusqlite::Row<'_>, column: usize) -> Result<Option<DateTime<Utc>>> {
    let Some(micros) = int(row, column)? else { return Ok(None) };
    DateTime::from_timestamp_micros(micros)
        .map(Some)
        .ok_or_else(|| Error::decode(column, format!("{micros} microseconds is no instant")))
}
