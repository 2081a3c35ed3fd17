//! `Fault`: why a value was refused, in words for a person and a code for a program.

use words::{Said, said};

/// A refused value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .detail.english())]
pub struct Fault {
    /// Stable code: `required`, `invalid`, `too_long`, `too_small`, `too_large`, `too_precise`, `unknown_option`,
    /// `not_found`, `read_only`, `duplicate`…
    pub code: &'static str,
    /// What is wrong and what to do: the rest of a sentence that starts with the field's name, such as `must be at most
    /// 120 characters; it has 140`.
    pub detail: Said,
}

impl Fault {
    /// A fault of a code with its sentence.
    pub fn new(code: &'static str, detail: impl Into<Said>) -> Fault {
        Fault { code, detail: detail.into() }
    }

    /// A value that is not of its type.
    pub fn invalid(detail: impl Into<Said>) -> Fault {
        Fault::new("invalid", detail)
    }

    /// A value of another kind than the one that a message names: `must be a date such as 2026-12-31`.
    pub(crate) fn unlike(expected: &'static str) -> Fault {
        Fault::invalid(said!("fault-unlike", expected = Said::new(expected, [])))
    }

    /// A text that cannot be read: `must be a date such as 2026-12-31; it is “soon”`.
    pub(crate) fn unreadable(expected: &'static str, text: &str) -> Fault {
        let shown: String = text.chars().take(60).collect();
        let more = if shown.len() < text.len() { "…" } else { "" };
        let text = format!("{shown}{more}");
        Fault::invalid(said!("fault-unreadable", expected = Said::new(expected, []), text = text))
    }
}
