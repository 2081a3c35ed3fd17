//! `Error`: why a text is not a valid expression, where, and what to do.

use std::fmt;

use meta::ExprText;

use crate::Span;

/// A fault in an expression, found before anything runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The piece of the source at fault.
    pub span: Span,
    /// Line within the source, from 1.
    pub line: u32,
    /// Column within that line in characters, from 1.
    pub column: u32,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Error {
    /// A fault at a place of a source.
    pub fn new(source: &str, span: Span, message: impl Into<String>) -> Error {
        let (line, column) = span.position(source);
        Error { span, line, column, message: message.into(), help: None }
    }

    /// The same with advice.
    pub fn help(mut self, help: impl Into<String>) -> Error {
        self.help = Some(help.into());
        self
    }

    /// Line and column in the definition that holds the expression, both from 1.
    pub fn place(&self, text: &ExprText) -> (u32, u32) {
        match self.line {
            0 | 1 => (text.line, text.column + self.column.saturating_sub(1)),
            line => (text.line + line - 1, self.column),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
