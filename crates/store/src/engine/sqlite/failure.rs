//! What SQLite's errors mean.

use rusqlite::ffi::{self, ErrorCode};

use crate::engine::{Failure, Fault};
use crate::error::{Broken, Error};

/// An error of a statement; `rolled_back` when it ended the whole transaction.
pub(super) fn failure(error: &rusqlite::Error, text: &str, rolled_back: bool) -> Failure {
    let fault = if rolled_back { Fault::Lost } else { Fault::Statement };
    Failure { error: meaning(error, text), fault }
}

/// An error while opening the file.
pub(super) fn open_error(error: &rusqlite::Error) -> Error {
    match meaning(error, "") {
        Error::Sql { message, .. } => Error::Unavailable(message),
        other => other,
    }
}

fn meaning(error: &rusqlite::Error, text: &str) -> Error {
    let (cause, message) = match error {
        rusqlite::Error::SqliteFailure(cause, message) => (*cause, message.clone()),
        rusqlite::Error::SqlInputError { error, msg, .. } => (*error, Some(msg.clone())),
        other => return Error::statement(other.to_string()),
    };
    let message = message.unwrap_or_else(|| cause.to_string());
    match (cause.code, cause.extended_code) {
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Error::Busy,
        (ErrorCode::OperationInterrupted, _) => Error::TimedOut,
        (ErrorCode::DiskFull, _) => Error::Full,
        (ErrorCode::ReadOnly, _) => Error::ReadOnly,
        (
            _,
            ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_TRUNCATE | ffi::SQLITE_IOERR_SHMSIZE,
        ) => Error::unavailable(format_args!("its file cannot be written ({message}); look at the disk and its quota")),
        (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID) => {
            unique(&message)
        }
        (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Error::ForeignKey,
        (
            ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase
            | ErrorCode::PermissionDenied,
            _,
        ) => Error::unavailable(message),
        (_, code) => Error::Sql { code: code.to_string().into(), message: message.into(), sql: text.into() },
    }
}

/// From `UNIQUE constraint failed: account.name, account.city` or `…: index 'account_key'`.
fn unique(message: &str) -> Error {
    let what = message.split_once(": ").map_or("", |(_, what)| what);
    if let Some(index) = what.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        return Error::Unique { table: String::new(), broken: Broken::Index(index.to_owned()) };
    }
    let pairs: Vec<(&str, &str)> = what.split(", ").filter_map(|pair| pair.split_once('.')).collect();
    Error::Unique {
        table: pairs.first().map_or_else(String::new, |(table, _)| (*table).to_owned()),
        broken: Broken::Columns(pairs.iter().map(|(_, column)| (*column).to_owned()).collect()),
    }
}
