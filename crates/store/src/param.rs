//! A value on its way into a statement.
//!
//! The engines store the same eight shapes: see [`crate::ColumnType`] for the column each belongs to.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A bound value. Scaled decimals, money and durations are `Int`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Param {
    /// SQL NULL, of any type.
    Null,
    /// INTEGER 0 or 1 on SQLite, boolean on PostgreSQL.
    Bool(bool),
    /// A 64-bit integer.
    Int(i64),
    /// Text; compared bytewise on both engines.
    Text(String),
    /// Raw bytes.
    Bytes(Vec<u8>),
    /// BLOB of 16 bytes on SQLite, uuid on PostgreSQL.
    Uuid(Uuid),
    /// Days since 1970-01-01 on SQLite, date on PostgreSQL.
    Date(NaiveDate),
    /// Microseconds since 1970-01-01 UTC on SQLite, timestamptz on PostgreSQL; finer digits are cut.
    Time(DateTime<Utc>),
    /// Several values of one type: an array of PostgreSQL, see [`crate::Sql::in_list`].
    List(Vec<Param>),
}

macro_rules! from {
    ($($source:ty => $variant:ident $convert:expr),* $(,)?) => {$(
        impl From<$source> for Param {
            fn from(value: $source) -> Self {
                Self::$variant($convert(value))
            }
        }
    )*};
}

from! {
    bool => Bool std::convert::identity,
    i64 => Int std::convert::identity,
    i32 => Int i64::from,
    u32 => Int i64::from,
    String => Text std::convert::identity,
    &String => Text String::clone,
    &str => Text str::to_owned,
    Vec<u8> => Bytes std::convert::identity,
    &[u8] => Bytes <[u8]>::to_vec,
    Uuid => Uuid std::convert::identity,
    &Uuid => Uuid Uuid::clone,
    NaiveDate => Date std::convert::identity,
    DateTime<Utc> => Time std::convert::identity,
}

impl<T: Into<Param>> From<Option<T>> for Param {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
