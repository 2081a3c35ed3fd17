//! `FilterError`: why a filter was refused.

use words::Said;

use crate::types::Fault;

/// A refused filter: what the API answers 400 with, or 422 where only a value is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {}", .detail.english())]
pub struct FilterError {
    /// The path or name it is about, as given.
    pub field: String,
    /// `unknown_field`, `unknown_op`, `invalid`, `too_deep`, `too_many`, or the code of the refused value.
    pub code: &'static str,
    /// What is wrong and what to do, a sentence.
    pub detail: Said,
    /// Whether the question is understood, and only what a field is compared with is refused.
    pub of_value: bool,
}

impl FilterError {
    pub(crate) fn new(field: impl Into<String>, code: &'static str, detail: impl Into<Said>) -> FilterError {
        FilterError { field: field.into(), code, detail: detail.into(), of_value: false }
    }

    pub(crate) fn of(field: &str, fault: Fault) -> FilterError {
        FilterError { of_value: true, ..FilterError::new(field, fault.code, fault.detail) }
    }
}
