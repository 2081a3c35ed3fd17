//! `Fault`: why a value was refused, in words for a person and a code for a program.

/// A refused value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Fault {
    /// Stable code: `required`, `invalid`, `too_long`, `too_small`, `too_large`, `unknown_option`, `not_found`, `read_only`, `duplicate`…
    pub code: &'static str,
    /// What is wrong and what to do, a sentence in English.
    pub detail: String,
}

impl Fault {
    /// A fault of a code with its sentence.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Fault {
        Fault { code, detail: detail.into() }
    }
}
