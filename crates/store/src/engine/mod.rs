//! The two engines: connections, threads, and how each says that something failed.
//!
//! The only place that knows the drivers. Statements arrive as finished text with parameters.

pub(crate) mod postgres;
pub(crate) mod sqlite;

use crate::Error;

/// What a failed statement means for its transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The statement was refused; the transaction can only be rolled back, to a savepoint or whole.
    Statement,
    /// Nobody's mistake (deadlock, stale plan): the whole closure should run again.
    Rerun,
    /// The transaction is gone: the connection broke, or the engine rolled everything back.
    Lost,
}

/// An error together with what it means for the transaction.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) fault: Fault,
}

impl Failure {
    pub(crate) fn statement(error: Error) -> Self {
        Self { error, fault: Fault::Statement }
    }
}
