//! The thread that does jobs while Kith serves: imports and whatever else nobody waits for.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crm::Crm;

/// How long an idle thread rests before it looks again.
const REST: Duration = Duration::from_millis(500);

/// How often old jobs are removed.
const HOUR: Duration = Duration::from_secs(3600);

/// The running thread. When dropped it takes no further job; one that runs is broken off after its present batch and is
/// gone on with at the next start.
pub struct Jobs {
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Jobs {
    /// Starts doing jobs whose files are in `spool`.
    pub fn start(crm: Crm, spool: PathBuf) -> Jobs {
        let over = Arc::new(AtomicBool::new(false));
        let seen = over.clone();
        let thread = std::thread::spawn(move || {
            let mut purged: Option<Instant> = None;
            while !seen.load(Ordering::Relaxed) {
                if purged.is_none_or(|at| at.elapsed() > HOUR) {
                    if let Err(error) = crm::jobs::purge(&crm, &spool) {
                        tracing::warn!(%error, "old jobs were not removed");
                    }
                    purged = Some(Instant::now());
                }
                match crm::jobs::work(&crm, &spool, &seen) {
                    Ok(true) => {}
                    Ok(false) => std::thread::park_timeout(REST),
                    Err(error) => {
                        tracing::warn!(%error, "jobs were not looked at");
                        std::thread::park_timeout(REST);
                    }
                }
            }
        });
        Jobs { over, thread: Some(thread) }
    }

    /// What makes the thread end soon, without waiting for it.
    pub fn ending(&self) -> impl FnOnce() + Send + 'static {
        let over = self.over.clone();
        move || over.store(true, Ordering::Relaxed)
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // A thread that panicked has nothing left to end.
            let _ = thread.join();
        }
    }
}
