//! What verifying found, in words.

use crate::audit::Head;

/// Most findings kept word for word; the others are counted.
const KEPT: usize = 100;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where in the trail; `None` when it is about no position in particular.
    pub position: Option<i64>,
    /// What is wrong.
    pub words: String,
}

/// The outcome of verifying the whole trail.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Sealed rows that were looked at.
    pub rows: u64,
    /// Seals that were looked at.
    pub seals: u64,
    /// Rows that wait to be sealed.
    pub unsealed: u64,
    /// The last seal.
    pub head: Option<Head>,
    /// What is wrong, in the order of the trail; at most 100.
    pub findings: Vec<Finding>,
    /// How many more things are wrong.
    pub further: u64,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    pub(super) fn add(&mut self, position: impl Into<Option<i64>>, words: impl Into<String>) {
        if self.findings.len() < KEPT {
            self.findings.push(Finding { position: position.into(), words: words.into() });
        } else {
            self.further += 1;
        }
    }

    pub(super) fn count(&self) -> u64 {
        self.findings.len() as u64 + self.further
    }
}
