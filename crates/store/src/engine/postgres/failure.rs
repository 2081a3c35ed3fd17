//! What PostgreSQL's errors mean. Details, which quote values, are never repeated.

use std::error::Error as StdError;

use ::postgres::error::{DbError, SqlState};

use crate::engine::{Failure, Fault};
use crate::error::{Broken, Error};

/// A prepared statement that a change of tables, or a pooler between, made useless.
pub(super) fn is_stale(error: &::postgres::Error) -> bool {
    error.as_db_error().is_some_and(|cause| {
        *cause.code() == SqlState::INVALID_SQL_STATEMENT_NAME
            || (*cause.code() == SqlState::FEATURE_NOT_SUPPORTED && cause.routine() == Some("RevalidateCachedQuery"))
    })
}

/// Why there is no connection, down to its cause: refused, unknown host, wrong password.
pub(super) fn unconnected(error: &::postgres::Error) -> Error {
    match StdError::source(error) {
        Some(cause) => Error::unavailable(format_args!("{error}: {cause}")),
        None => Error::unavailable(error),
    }
}

/// An error of a statement; `closed` when the connection is gone.
pub(super) fn failure(error: &::postgres::Error, text: &str, closed: bool) -> Failure {
    let Some(cause) = error.as_db_error() else {
        if closed || error.is_closed() {
            return Failure { error: Error::unavailable(error), fault: Fault::Lost };
        }
        let problem = StdError::source(error).map_or_else(|| error.to_string(), ToString::to_string);
        return Failure::statement(Error::statement(format!("{problem} in: {text}")));
    };
    let rerun = [SqlState::T_R_DEADLOCK_DETECTED, SqlState::T_R_SERIALIZATION_FAILURE, SqlState::LOCK_NOT_AVAILABLE];
    let fault = if closed || is_lost(cause) {
        Fault::Lost
    } else if is_stale(error) || rerun.contains(cause.code()) {
        Fault::Rerun
    } else {
        Fault::Statement
    };
    Failure { error: meaning(cause, text), fault }
}

fn is_lost(cause: &DbError) -> bool {
    let gone = [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW];
    gone.contains(cause.code())
}

fn meaning(cause: &DbError, text: &str) -> Error {
    let code = cause.code();
    if *code == SqlState::UNIQUE_VIOLATION {
        return unique(cause);
    }
    if *code == SqlState::FOREIGN_KEY_VIOLATION || *code == SqlState::RESTRICT_VIOLATION {
        return Error::ForeignKey;
    }
    if *code == SqlState::QUERY_CANCELED {
        return Error::TimedOut;
    }
    if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        return Error::ReadOnly;
    }
    let busy = [
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::TOO_MANY_CONNECTIONS,
    ];
    if busy.contains(code) {
        return Error::Busy;
    }
    if [SqlState::DISK_FULL, SqlState::OUT_OF_MEMORY, SqlState::INSUFFICIENT_RESOURCES].contains(code) {
        return Error::Full;
    }
    if is_lost(cause) {
        return Error::unavailable(cause.message());
    }
    Error::Sql { code: code.code().into(), message: cause.message().into(), sql: text.into() }
}

fn unique(cause: &DbError) -> Error {
    Error::Unique {
        table: cause.table().unwrap_or_default().to_owned(),
        broken: Broken::Index(cause.constraint().unwrap_or_default().to_owned()),
    }
}
