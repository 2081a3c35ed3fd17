//! Where the two engines differ in SQL text: column types, qualified names, row locks.
//!
//! Everything else is one text for both. Nothing here runs a statement.

mod json;
mod postgres;
mod sqlite;

use std::sync::Arc;

/// The engine a statement is written for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite, tables by plain name.
    Sqlite,
    /// PostgreSQL, every table qualified by the workspace's schema.
    Postgres {
        /// The schema, a valid identifier.
        schema: Arc<str>,
    },
}

/// What a column holds; [`Dialect::sql_type`] says how it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnType {
    /// BLOB of 16 bytes | uuid
    Uuid,
    /// INTEGER 0 or 1 | boolean
    Bool,
    /// INTEGER | bigint; also scaled decimals
    Int,
    /// TEXT | text COLLATE "C"
    Text,
    /// INTEGER, days since 1970-01-01 | date
    Date,
    /// INTEGER, microseconds since 1970-01-01 UTC | timestamptz
    Time,
    /// BLOB | bytea
    Bytes,
}

impl ColumnType {
    /// Every type, for tests that must leave none out.
    pub const ALL: [Self; 7] = [Self::Uuid, Self::Bool, Self::Int, Self::Text, Self::Date, Self::Time, Self::Bytes];
}

impl Dialect {
    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite)
    }

    /// The first on SQLite, the second on PostgreSQL.
    pub fn pick<T>(&self, sqlite: T, postgres: T) -> T {
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres { .. } => postgres,
        }
    }

    /// The type in CREATE TABLE and ADD COLUMN.
    pub fn sql_type(&self, column: ColumnType) -> &'static str {
        self.pick(sqlite::column_type(column), postgres::column_type(column))
    }

    /// The type in CAST, for a parameter whose type the server cannot infer.
    pub(crate) fn cast_type(&self, column: ColumnType) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres { .. } => Some(postgres::cast_type(column)),
        }
    }

    /// The key columns every table starts with: `_rid`, an integer in order of making, stable for the life of a row (full
    /// text search needs it), and `id`, the UUID.
    pub fn identity(&self) -> &'static str {
        self.pick(sqlite::IDENTITY, postgres::IDENTITY)
    }

    /// What follows the closing parenthesis of CREATE TABLE, so that SQLite checks types too.
    pub fn table_options(&self) -> &'static str {
        self.pick(" STRICT", "")
    }

    /// Ends a SELECT that locks its rows. On SQLite the writer is alone already.
    pub fn for_update(&self) -> &'static str {
        self.pick("", " FOR UPDATE")
    }

    /// Ends a SELECT that takes rows nobody else works on.
    pub fn skip_locked(&self) -> &'static str {
        self.pick("", " FOR UPDATE SKIP LOCKED")
    }

    /// The quoted, qualified form of a name already checked by [`is_identifier`].
    pub(crate) fn qualify(&self, table: &str) -> String {
        match self {
            Self::Sqlite => format!("\"{table}\""),
            Self::Postgres { schema } => format!("\"{schema}\".\"{table}\""),
        }
    }
}

/// Whether a name may become a table, column, alias or index: `[a-z0-9_]+`, at most 63 bytes (PostgreSQL cuts longer ones).
pub fn is_identifier(name: &str) -> bool {
    (1..=63).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
