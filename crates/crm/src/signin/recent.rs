//! What was read a moment ago, by digest, so that a page with twenty requests reads its session once.
//!
//! Whatever ends or changes one entry makes all of them be read again: that is rare, and cannot miss one.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use chrono::{DateTime, Duration, Utc};
use store::signin::Digest;

/// How long an entry is believed: other processes that end a session are noticed after this.
const LIFE: Duration = Duration::seconds(5);
/// More entries than this are not kept.
const MOST: usize = 10_000;

/// Entries read a moment ago.
pub struct Recent<T> {
    known: Mutex<Known<T>>,
}

struct Known<T> {
    entries: HashMap<Digest, (DateTime<Utc>, T)>,
    generation: u64,
}

/// When reading began: what is put with an older mark than the last [`Recent::forget`] is not kept.
#[derive(Clone, Copy)]
pub struct Mark(u64);

impl<T> Default for Recent<T> {
    fn default() -> Recent<T> {
        Recent { known: Mutex::new(Known { entries: HashMap::new(), generation: 0 }) }
    }
}

impl<T: Clone> Recent<T> {
    /// The entry, or the mark to put it with once it was read.
    pub fn get(&self, digest: &Digest, now: DateTime<Utc>) -> Result<T, Mark> {
        let known = self.lock();
        match known.entries.get(digest) {
            Some((read, value)) if now - *read < LIFE => Ok(value.clone()),
            _ => Err(Mark(known.generation)),
        }
    }

    /// Keeps what was read.
    pub fn put(&self, digest: Digest, value: T, now: DateTime<Utc>, mark: Mark) {
        let mut known = self.lock();
        if known.generation != mark.0 {
            return;
        }
        if known.entries.len() >= MOST {
            known.entries.clear();
        }
        known.entries.insert(digest, (now, value));
    }

    /// Forgets everything, also what is being read now.
    pub fn forget(&self) {
        let mut known = self.lock();
        known.entries.clear();
        known.generation += 1;
    }

    fn lock(&self) -> MutexGuard<'_, Known<T>> {
        self.known.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_live_for_seconds_and_not_beyond_a_change() {
        let recent = Recent::default();
        let (digest, now) = ([7; 32], DateTime::UNIX_EPOCH);
        let mark = recent.get(&digest, now).expect_err("nothing was read yet");
        recent.put(digest, "ana", now, mark);
        assert_eq!(recent.get(&digest, now + Duration::seconds(4)).ok(), Some("ana"));
        let stale = recent.get(&digest, now + LIFE).expect_err("too old");
        recent.forget();
        recent.put(digest, "ana", now, stale);
        assert!(recent.get(&digest, now).is_err(), "read before the change, kept after it");
    }
}
