//! The gate before hashing: each hash takes 19 MiB and a core, so only a few run at once and only some may wait.

use std::sync::{Condvar, Mutex};

use crate::error::{Error, Result};

/// Hashes at once.
const RUNNING: usize = 4;
/// Hashes running or waiting; more are told to come back.
const PRESENT: usize = 64;

/// Counts who is inside.
#[derive(Default)]
pub struct Gate {
    present: Mutex<Present>,
    freed: Condvar,
}

#[derive(Default)]
struct Present {
    running: usize,
    waiting: usize,
}

impl Gate {
    /// Does costly work when it is its turn; [`store::Error::Busy`] when too many wait.
    pub fn pass<T>(&self, work: impl FnOnce() -> T) -> Result<T> {
        self.enter()?;
        let leaving = Leaving(self);
        let done = work();
        drop(leaving);
        Ok(done)
    }

    fn enter(&self) -> Result<()> {
        let mut present = self.present.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if present.running + present.waiting >= PRESENT {
            return Err(Error::busy());
        }
        present.waiting += 1;
        while present.running >= RUNNING {
            present = self.freed.wait(present).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
        present.waiting -= 1;
        present.running += 1;
        Ok(())
    }
}

/// Frees a place also when the work panics.
struct Leaving<'g>(&'g Gate);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.present.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).running -= 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn few_run_at_once_and_all_get_their_turn() {
        let (gate, inside, most) = (Gate::default(), AtomicUsize::new(0), AtomicUsize::new(0));
        let done = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..20)
                .map(|_| {
                    scope.spawn(|| {
                        gate.pass(|| {
                            most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                            std::thread::sleep(std::time::Duration::from_millis(5));
                            inside.fetch_sub(1, Ordering::SeqCst);
                        })
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).filter(Result::is_ok).count()
        });
        assert_eq!(done, 20);
        assert!(most.load(Ordering::SeqCst) <= RUNNING);
    }

    #[test]
    fn a_crowd_is_turned_away() {
        let gate = Gate::default();
        gate.present.lock().expect("free").waiting = PRESENT;
        assert_eq!(gate.pass(|| ()), Err(Error::busy()));
    }
}
