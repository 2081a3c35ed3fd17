//! What the business answers when it cannot do what was asked. Words are for people; codes for programs.

use std::fmt;

use meta::Key;
use meta::filter::FilterError;
use meta::types::Fault;
use words::{Said, said};

/// Why something was not done.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// Not there, or not visible to the actor: the two must look alike.
    NotFound(Said),
    /// Visible, but the actor has no right to do this.
    Forbidden(Said),
    /// Values were refused, each with its field.
    Invalid(Vec<FieldError>),
    /// The question itself is malformed: unknown field, operator or cursor.
    BadRequest(Vec<FieldError>),
    /// The record changed since the caller read it.
    Stale {
        /// The version in the database.
        current: i64,
        /// The version the caller named.
        given: i64,
    },
    /// It contradicts what is there.
    Conflict(Said),
    /// Too many tries; how many seconds to wait.
    Throttled(u64),
    /// One of several acts that are done together could not be, so none was.
    Act {
        /// Which, from 0.
        at: usize,
        /// Why.
        error: Box<Error>,
    },
    /// Definitions changed since this process read them; it reads them again and repeats.
    Outdated,
    /// A definition is not sound.
    Definition(Vec<meta::definition::Problem>),
    /// The database refused or failed.
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
    pub detail: Said,
}

/// The result of the business.
pub type Result<T> = std::result::Result<T, Error>;

impl FieldError {
    /// What is wrong, and where.
    fn said(&self) -> Said {
        match self.field.as_str() {
            "" => self.detail.clone(),
            field => said!("error-in-field", field = field, wrong = self.detail.clone()),
        }
    }

    /// A refusal of one field.
    pub fn new(field: &str, code: &'static str, detail: impl Into<Said>) -> FieldError {
        FieldError { field: field.to_string(), code, detail: detail.into() }
    }

    /// The refusal of a value by its type.
    pub fn of(field: &Key, fault: Fault) -> FieldError {
        FieldError { field: field.to_string(), code: fault.code, detail: fault.detail }
    }
}

impl Error {
    /// What happened, for whoever reads it; of failures of our own, and of definitions, in English.
    pub fn said(&self) -> Said {
        match self {
            Error::NotFound(what) => said!("error-not-found", what = what.clone()),
            Error::Forbidden(why) | Error::Conflict(why) => why.clone(),
            Error::Invalid(errors) | Error::BadRequest(errors) => Said::all(errors.iter().map(FieldError::said)),
            Error::Stale { current, given } => said!("error-stale", current = *current, given = *given),
            Error::Throttled(seconds) => said!("error-throttled", seconds = *seconds),
            Error::Act { at, error } => said!("error-act", at = *at, error = error.said()),
            Error::Outdated => said!("error-outdated"),
            Error::Definition(problems) => {
                problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n").into()
            }
            Error::Store(error) => of_store(error),
        }
    }

    /// A refusal of one field of what was given.
    pub fn invalid(field: &str, code: &'static str, detail: impl Into<Said>) -> Error {
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
    pub fn bad(field: &str, code: &'static str, detail: impl Into<Said>) -> Error {
        Error::BadRequest(vec![FieldError::new(field, code, detail)])
    }
}

impl From<store::Error> for Error {
    /// Only filters are as long as somebody likes, so what is too long for a statement is a question malformed.
    fn from(error: store::Error) -> Error {
        match error {
            store::Error::TooMany { .. } => Error::bad("filter", "too_many", said!("error-too-many")),
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

/// What the database says of itself.
fn of_store(error: &store::Error) -> Said {
    match error {
        store::Error::Busy => said!("error-busy"),
        store::Error::TimedOut => said!("error-timed-out"),
        store::Error::Full => said!("error-full"),
        store::Error::ReadOnly => said!("error-read-only"),
        store::Error::Unavailable(why) => said!("error-unavailable", why = &**why),
        store::Error::ForeignKey => said!("error-reference"),
        store::Error::Stopped => said!("error-closed"),
        other => other.to_string().into(),
    }
}

impl fmt::Display for Error {
    /// In English, for programs and logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said().english())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_speaks_english_as_itself() {
        use store::Error as E;
        let all =
            [E::Busy, E::TimedOut, E::Full, E::ReadOnly, E::Unavailable("away".into()), E::ForeignKey, E::Stopped];
        for error in all {
            assert_eq!(Error::Store(error.clone()).to_string(), error.to_string());
        }
    }

    #[test]
    fn refusals_name_their_fields() {
        let errors = vec![FieldError::new("name", "invalid", "is odd"), FieldError::new("", "invalid", "is wrong")];
        assert_eq!(Error::Invalid(errors).to_string(), "name: is odd; is wrong");
    }
}
