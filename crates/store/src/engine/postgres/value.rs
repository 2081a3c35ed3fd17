//! Values as PostgreSQL wants them: a parameter is encoded by the type the *server* expects at its place.

use std::error::Error as StdError;

use ::postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use bytes::BytesMut;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use uuid::Uuid;

use crate::{Error, Param, Result};

type Encoded = std::result::Result<IsNull, Box<dyn StdError + Sync + Send>>;

impl ToSql for Param {
    fn to_sql(&self, wanted: &Type, out: &mut BytesMut) -> Encoded {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) => int_to_sql(*value, wanted, out),
            Self::Bool(value) => encode(value, wanted, out),
            Self::Text(value) => encode(value, wanted, out),
            Self::Bytes(value) => encode(value, wanted, out),
            Self::Uuid(value) => encode(value, wanted, out),
            Self::Date(value) => encode(value, wanted, out),
            Self::Time(value) => encode(&whole_micros(*value), wanted, out),
            Self::List(values) => values.to_sql(wanted, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// SQLite keeps microseconds, rounded down; the driver alone would round towards the year 2000.
fn whole_micros(time: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(time.timestamp_micros()).unwrap_or(time)
}

fn encode<T: ToSql>(value: &T, wanted: &Type, out: &mut BytesMut) -> Encoded {
    if T::accepts(wanted) {
        return value.to_sql(wanted, out);
    }
    Err(format!("a {} was bound where the server expects {wanted}", std::any::type_name::<T>()).into())
}

fn int_to_sql(value: i64, wanted: &Type, out: &mut BytesMut) -> Encoded {
    match *wanted {
        Type::INT2 => i16::try_from(value)?.to_sql(wanted, out),
        Type::INT4 => i32::try_from(value)?.to_sql(wanted, out),
        Type::NUMERIC => Decimal::from(value).to_sql(wanted, out),
        _ => encode(&value, wanted, out),
    }
}

fn get<'r, T: FromSql<'r>>(row: &'r ::postgres::Row, column: usize) -> Result<Option<T>> {
    row.try_get(column).map_err(|error| {
        let cause = StdError::source(&error).map(ToString::to_string);
        Error::decode(column, cause.unwrap_or_else(|| error.to_string()))
    })
}

pub(crate) fn int(row: &::postgres::Row, column: usize) -> Result<Option<i64>> {
    match row.columns().get(column).map(|column| column.type_()) {
        Some(&Type::INT4) => Ok(get::<i32>(row, column)?.map(i64::from)),
        Some(&Type::INT2) => Ok(get::<i16>(row, column)?.map(i64::from)),
        Some(&Type::NUMERIC) => get::<Decimal>(row, column)?.map(|value| whole(value, column)).transpose(),
        _ => get(row, column),
    }
}

fn whole(value: Decimal, column: usize) -> Result<i64> {
    let whole = value.is_integer().then(|| value.to_i64()).flatten();
    whole.ok_or_else(|| Error::decode(column, "expected an integer of 64 bits, found another number"))
}

pub(crate) fn bool(row: &::postgres::Row, column: usize) -> Result<Option<bool>> {
    get(row, column)
}

pub(crate) fn text_ref(row: &::postgres::Row, column: usize) -> Result<Option<&str>> {
    get(row, column)
}

pub(crate) fn bytes_ref(row: &::postgres::Row, column: usize) -> Result<Option<&[u8]>> {
    get(row, column)
}

pub(crate) fn uuid(row: &::postgres::Row, column: usize) -> Result<Option<Uuid>> {
    get(row, column)
}

pub(crate) fn date(row: &::postgres::Row, column: usize) -> Result<Option<NaiveDate>> {
    get(row, column)
}

pub(crate) fn time(row: &::postgres::Row, column: usize) -> Result<Option<DateTime<Utc>>> {
    get(row, column)
}
