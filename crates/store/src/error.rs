//! What can go wrong in the store, the same words for both engines.
//!
//! An error never carries a parameter value: texts and names of the schema only, so it is safe to log.

use std::sync::Arc;

/// The store's own result.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure of the store. Cheap to clone: one failed commit answers every closure of its batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Too much is waiting, or another process holds the lock. Try again later (HTTP 503).
    #[error("the workspace is busy; try again")]
    Busy,
    /// The deadline set by [`crate::Tx::deadline`] passed.
    #[error("the query took longer than allowed")]
    TimedOut,
    /// Two rows would have the same key.
    #[error("a row of {table:?} with the same {broken} exists already")]
    Unique {
        /// Table, without schema; empty when the engine does not say.
        table: String,
        /// Where they clash.
        broken: Broken,
    },
    /// A row refers to one that does not exist, or is referred to by one that does.
    #[error("a reference between rows would be broken")]
    ForeignKey,
    /// The disk, or the quota of the database, is full.
    #[error("the disk is full, so nothing was saved: an administrator must make room")]
    Full,
    /// A write inside [`crate::Store::read`], or a database that may not be written.
    #[error(
        "the workspace may only be read, so nothing was saved: an administrator must see to it that its file, its folder and \
         its disk may be written"
    )]
    ReadOnly,
    /// The database cannot be reached or read. After a lost commit the outcome is unknown.
    #[error("the database is not available: {0}")]
    Unavailable(Arc<str>),
    /// A file that cannot be read or written; it is named.
    #[error("{0}")]
    File(Arc<str>),
    /// The workspace was made by a newer Kith.
    #[error("the workspace is at version {found}, newer than this program knows ({known}); use a newer Kith")]
    Newer {
        /// Version of the workspace.
        found: i64,
        /// Highest version that this program knows.
        known: i64,
    },
    /// A closure panicked; its changes were rolled back.
    #[error("a step failed unexpectedly: {0}")]
    Panic(Arc<str>),
    /// The store was stopped.
    #[error("the workspace is closed")]
    Stopped,
    /// A value of another type than the one asked for.
    #[error("column {column}: {problem}")]
    Decode {
        /// Position in the row, from 0.
        column: usize,
        /// What was expected and what came.
        problem: Arc<str>,
    },
    /// A question that compares with more values than a statement takes.
    #[error("{given} parameters, at most {most}")]
    TooMany {
        /// How many there are.
        given: usize,
        /// How many there may be.
        most: usize,
    },
    /// A statement that was built wrongly: a bad identifier, a misuse of the store.
    #[error("bad statement: {0}")]
    Statement(Arc<str>),
    /// A module, field or path that the definitions do not have.
    #[error("not defined: {0}")]
    Missing(String),
    /// A stored value that its field's type cannot read, or a given one that it cannot hold.
    #[error("{0}")]
    Damaged(String),
    /// Whatever else the engine refused.
    #[error("{message} [{code}] in: {sql}")]
    Sql {
        /// SQLSTATE on PostgreSQL, extended result code on SQLite.
        code: Arc<str>,
        /// The engine's message.
        message: Arc<str>,
        /// Text of the statement, without parameter values.
        sql: Arc<str>,
    },
}

impl Error {
    /// A badly built statement.
    pub fn statement(problem: impl Into<Arc<str>>) -> Self {
        Self::Statement(problem.into())
    }

    /// What the machine says about a file where that means the same as for a database: full, or not to be written.
    pub fn of_disk(error: &std::io::Error) -> Option<Self> {
        use std::io::ErrorKind as K;
        match error.kind() {
            K::StorageFull | K::QuotaExceeded | K::FileTooLarge => Some(Self::Full),
            K::ReadOnlyFilesystem => Some(Self::ReadOnly),
            _ => None,
        }
    }

    pub(crate) fn unavailable(problem: impl std::fmt::Display) -> Self {
        Self::Unavailable(problem.to_string().into())
    }

    pub(crate) fn decode(column: usize, problem: impl std::fmt::Display) -> Self {
        Self::Decode { column, problem: problem.to_string().into() }
    }

    /// Whether a table or column was not there: the definitions changed, or a statement is wrong.
    pub fn is_missing_table(&self) -> bool {
        let Self::Sql { code, message, .. } = self else { return false };
        matches!(&**code, "42P01" | "42703")
            || message.starts_with("no such table")
            || message.starts_with("no such column")
    }

    /// Whether the same request may well succeed a little later, or once somebody has mended the machine.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Busy | Self::TimedOut | Self::Unavailable(_) | Self::Full | Self::ReadOnly)
    }

    /// Whether somebody must mend the machine before the same request succeeds.
    pub fn is_of_the_machine(&self) -> bool {
        matches!(self, Self::Full | Self::ReadOnly)
    }
}

/// A unique index or constraint that was broken, as its engine tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// By its name: PostgreSQL always, SQLite for indexes on expressions.
    Index(String),
    /// By its columns.
    Columns(Vec<String>),
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Broken::Index(name) => f.write_str(name),
            Broken::Columns(columns) => f.write_str(&columns.join(", ")),
        }
    }
}
