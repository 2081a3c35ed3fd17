//! What the business answers when it cannot do what was asked. Words are for people; codes for programs.

use meta::Key;
use meta::filter::FilterError;
use meta::types::Fault;

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// Not there, or not visible to the actor: the two must look alike.
    #[error("{0} was not found")]
    NotFound(String),
    /// Visible, but the actor has no right to do this.
    #[error("{0}")]
    Forbidden(String),
    /// Values were refused, each with its field.
    #[error("{}", summary(.0))]
    Invalid(Vec<FieldError>),
    /// The question itself is malformed: unknown field, operator or cursor.
    #[error("{}", summary(.0))]
    BadRequest(Vec<FieldError>),
    /// The record changed since the caller read it.
    #[error("somebody changed this record meanwhile: it is at version {current}, you changed version {given}")]
    Stale {
        /// The version in the database.
        current: i64,
        /// The version the caller named.
        given: i64,
    },
    /// It contradicts what is there.
    #[error("{0}")]
    Conflict(String),
    /// Too many tries; how many seconds to wait.
    #[error("too many tries: wait {0} seconds")]
    Throttled(u64),
    /// One of several acts that are done together could not be, so none was.
    #[error("act {at}: {error}")]
    Act {
        /// Which, from 0.
        at: usize,
        /// Why.
        error: Box<Error>,
    },
    /// Definitions changed since this process read them; it reads them again and repeats.
    #[error("the definitions changed meanwhile")]
    Outdated,
    /// A definition is not sound.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Definition(Vec<meta::definition::Problem>),
    /// The database refused or failed.
    #[error(transparent)]
    Store(store::Error),
}

/// One refused field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    /// The field, or the path or place in the input; empty for the record as a whole.
    pub field: String,
    /// Stable code, see [`Fault`].
    pub code: &'static str,
    /// What is wrong and what to do.
    pub detail: String,
}

/// The result of the business.
pub type Result<T> = std::result::Result<T, Error>;

impl FieldError {
    /// A refusal of one field.
    pub fn new(field: &str, code: &'static str, detail: impl Into<String>) -> FieldError {
        FieldError { field: field.to_string(), code, detail: detail.into() }
    }

    /// The refusal of a value by its type.
    pub fn of(field: &Key, fault: Fault) -> FieldError {
        FieldError { field: field.to_string(), code: fault.code, detail: fault.detail }
    }
}

impl Error {
    /// A refusal of one field of what was given.
    pub fn invalid(field: &str, code: &'static str, detail: impl Into<String>) -> Error {
        Error::Invalid(vec![FieldError::new(field, code, detail)])
    }

    /// A step that ended unexpectedly.
    pub fn failed(problem: &impl std::fmt::Display) -> Error {
        Error::Store(store::Error::Panic(problem.to_string().into()))
    }

    /// Too much is to be done at once.
    pub fn busy() -> Error {
        Error::Store(store::Error::Busy)
    }

    /// What the machine says about a disk, where that is known; `otherwise` of anything else.
    pub fn of_disk(error: &std::io::Error, otherwise: impl FnOnce() -> Error) -> Error {
        store::Error::of_disk(error).map_or_else(otherwise, Error::Store)
    }

    /// A malformed question.
    pub fn bad(field: &str, code: &'static str, detail: impl Into<String>) -> Error {
        Error::BadRequest(vec![FieldError::new(field, code, detail)])
    }
}

impl From<store::Error> for Error {
    /// Only filters are as long as somebody likes, so what is too long for a statement is a question malformed.
    fn from(error: store::Error) -> Error {
        match error {
            store::Error::TooMany { .. } => Error::bad("filter", "too_many", "must compare with fewer values at once"),
            error => Error::Store(error),
        }
    }
}

/// A filter that is not understood is a malformed question; one that compares with what is no value of its field is not.
impl From<FilterError> for Error {
    fn from(error: FilterError) -> Error {
        let of_value = error.of_value;
        let told = vec![FieldError { field: error.field, code: error.code, detail: error.detail }];
        if of_value { Error::Invalid(told) } else { Error::BadRequest(told) }
    }
}

fn summary(errors: &[FieldError]) -> String {
    let lines: Vec<String> = errors
        .iter()
        .map(|e| if e.field.is_empty() { e.detail.clone() } else { format!("{}: {}", e.field, e.detail) })
        .collect();
    lines.join("; ")
}
