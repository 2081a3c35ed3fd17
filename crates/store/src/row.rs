//! One row of an answer, read by position and by the type the caller knows.
//!
//! Nothing is converted beyond what the engines store differently; a value of another type is an error, never a guess.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::Result;
use crate::engine::{postgres, sqlite};

/// A row, valid during the closure that reads it.
pub enum Row<'r> {
    /// A row of SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// A row of PostgreSQL.
    Postgres(&'r ::postgres::Row),
}

macro_rules! getters {
    ($($name:ident $opt:ident $type:ty, $doc:literal;)*) => {$(
        #[doc = concat!($doc, ". NULL is an error.")]
        pub fn $name(&self, column: usize) -> Result<$type> {
            self.$opt(column)?.ok_or_else(|| crate::Error::decode(column, "unexpected NULL"))
        }

        #[doc = concat!($doc, ", or NULL.")]
        pub fn $opt(&self, column: usize) -> Result<Option<$type>> {
            match self {
                Self::Sqlite(row) => sqlite::value::$name(row, column),
                Self::Postgres(row) => postgres::value::$name(row, column),
            }
        }
    )*};
}

impl Row<'_> {
    getters! {
        int opt_int i64, "A 64-bit integer; also a whole `numeric`, as PostgreSQL's sum(bigint) gives";
        bool opt_bool bool, "A boolean";
        text_ref opt_text_ref &str, "A text, borrowed from the row";
        bytes_ref opt_bytes_ref &[u8], "Bytes, borrowed from the row";
        uuid opt_uuid Uuid, "A UUID";
        date opt_date NaiveDate, "A date";
        time opt_time DateTime<Utc>, "An instant, exact to the microsecond";
    }

    /// A text. NULL is an error.
    pub fn text(&self, column: usize) -> Result<String> {
        self.text_ref(column).map(str::to_owned)
    }

    /// A text, or NULL.
    pub fn opt_text(&self, column: usize) -> Result<Option<String>> {
        Ok(self.opt_text_ref(column)?.map(str::to_owned))
    }

    /// Bytes. NULL is an error.
    pub fn bytes(&self, column: usize) -> Result<Vec<u8>> {
        self.bytes_ref(column).map(<[u8]>::to_vec)
    }

    /// Bytes, or NULL.
    pub fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>> {
        Ok(self.opt_bytes_ref(column)?.map(<[u8]>::to_vec))
    }
}
