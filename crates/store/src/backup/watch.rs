//! `Watch`: how far the writing or reading of a backup is, and the wish to break it off.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::{Error, Result};

/// Held by who waits and by who works.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    over: Arc<AtomicBool>,
    rows: Arc<AtomicU64>,
}

impl Watch {
    /// A watch that breaks the work off once `over` is set.
    pub fn new(over: Arc<AtomicBool>) -> Watch {
        Watch { over, rows: Arc::default() }
    }

    /// Rows that went by.
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    /// Begins to count anew.
    pub(super) fn begin(&self) {
        self.rows.store(0, Ordering::Relaxed);
    }

    /// Counts a row.
    pub(super) fn row(&self) -> Result<()> {
        self.rows.fetch_add(1, Ordering::Relaxed);
        if self.over.load(Ordering::Relaxed) { Err(Error::Stopped) } else { Ok(()) }
    }
}
