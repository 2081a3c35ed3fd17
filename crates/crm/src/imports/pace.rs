//! `Pace`: how many rows are written in one transaction: what takes a moment, so that whoever else writes waits no longer
//! than that, however fast the machine and however much a row causes.

use std::time::{Duration, Instant};

/// How long a transaction shall take.
const MOMENT: Duration = Duration::from_millis(150);
/// Rows of the first transaction, before anything is known.
const FIRST: usize = 100;
/// Fewer cost more than they spare.
const FEWEST: usize = 20;
/// More are not held in memory at once.
const MOST: usize = 2_000;

/// The pace of an import.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace(usize);

impl Default for Pace {
    fn default() -> Pace {
        Pace(FIRST)
    }
}

impl Pace {
    /// Rows of the next transaction.
    pub(super) fn rows(self) -> usize {
        self.0
    }

    /// Learns from a transaction of so many rows that began at an instant and is over now.
    pub(super) fn learn(&mut self, rows: usize, begun: Instant) {
        self.adjust(rows, begun.elapsed());
    }

    fn adjust(&mut self, rows: usize, took: Duration) {
        let fit = MOMENT.as_secs_f64() / took.as_secs_f64().max(1e-6) * rows as f64;
        // One slow transaction is no reason to crawl, one fast one none to run.
        self.0 = (fit as usize).clamp(self.0 / 2, self.0 * 2).clamp(FEWEST, MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transactions_grow_or_shrink_to_a_moment() {
        for (a_row, rows) in [(Duration::from_millis(1), 150), (Duration::from_millis(40), 20), (Duration::ZERO, MOST)]
        {
            let mut pace = Pace::default();
            for _ in 0..10 {
                let rows = pace.rows();
                pace.adjust(rows, a_row * rows as u32);
            }
            assert_eq!(pace.rows(), rows, "{a_row:?} a row");
        }
    }

    #[test]
    fn one_pause_only_halves_it() {
        let mut pace = Pace::default();
        pace.adjust(100, Duration::from_secs(5));
        assert_eq!(pace.rows(), 50);
    }
}
