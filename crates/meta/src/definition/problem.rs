//! `Problem`: what is wrong in a definition, where, and what to do about it.

use std::fmt;

use crate::module::{Source, Spot};

/// One thing wrong with a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// File name as given to the loader.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
}

impl Problem {
    /// A problem at a spot.
    pub fn new(spot: Spot, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem {
            file: spot.file.to_string(),
            line: spot.line,
            column: spot.column,
            message: message.into(),
            help: help.into(),
        }
    }

    /// A problem at a dotted place of a module's text.
    pub fn at(source: &Source, place: &str, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem::new(source.spot(place), message, help)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

/// "did you mean `x`?" when one of the candidates is near, else a list of them after `otherwise`.
pub fn suggest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let near = candidates
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(given, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len().min(given.len()) / 4)
        .min();
    match near {
        Some((_, candidate)) => format!("did you mean `{candidate}`?"),
        None if candidates.is_empty() => String::new(),
        None => format!("{otherwise}: {}", candidates.join(", ")),
    }
}
