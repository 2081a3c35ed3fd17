//! `Tally`: what came of doing something to many records.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use words::Said;

/// Records left that are named; all are counted.
const NAMED: usize = 100;

/// What came of it so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Records changed.
    pub done: u64,
    /// Records that were so already.
    pub unchanged: u64,
    /// Records that could not be changed.
    pub left: u64,
    /// The first hundred of these.
    pub named: Vec<Left>,
}

/// A record that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The record.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// Why.
    pub why: Said,
}

impl Tally {
    /// Records looked at.
    pub fn seen(&self) -> u64 {
        self.done + self.unchanged + self.left
    }

    pub(super) fn leave(&mut self, left: Left) {
        self.left += 1;
        if self.named.len() < NAMED {
            self.named.push(left);
        }
    }
}
