//! `Checkpoint`: where an import stands. It is kept in the transaction of each batch, together with what became of the
//! batch's rows, so that after an interruption nothing is written twice and no refused row is forgotten: the files beside
//! are cut back to where they were, the outcome of the last batch is entered again, and the import goes on behind it.

use serde::{Deserialize, Serialize};

use super::batch::{Outcome, Patience};
use super::refusals::{Mark, Marks};

/// How many rows came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records made.
    pub created: u64,
    /// Records changed.
    pub updated: u64,
    /// Records that held everything already.
    pub unchanged: u64,
}

/// Where an import stands, before a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Which round: 0 is that of the file, later ones take the rows put aside.
    pub round: u32,
    /// Whether rows may wait for another round.
    pub patience: Patience,
    /// Rows of the round, unless it is the first.
    pub incoming: Option<u64>,
    /// Rows of the round taken by earlier batches.
    pub taken: u64,
    /// Rows of the batch.
    pub size: usize,
    /// Rows done for good.
    pub done: u64,
    /// What they came to.
    pub counts: Counts,
    /// How far the file of rows put aside reaches.
    pub waiting: Mark,
    /// How far the files of refused rows reach.
    pub refused: Marks,
}

/// A checkpoint with the outcome of its batch, as it is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Before the batch.
    pub at: Checkpoint,
    /// What became of the batch.
    pub outcome: Outcome,
}

impl Checkpoint {
    /// At the beginning of the next round, of so many rows.
    pub fn next_round(&self, rows: u64) -> Checkpoint {
        let round = self.round + 1;
        Checkpoint { round, incoming: Some(rows), taken: 0, size: 0, waiting: Mark::default(), ..self.clone() }
    }
}
