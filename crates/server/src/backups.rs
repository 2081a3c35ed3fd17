//! The thread that makes and verifies backups while Kith serves: when their time has come, and when somebody asks. It is
//! not that of the jobs, so that an import and a backup do not wait for each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crm::Crm;
use crm::backup::{self, Vault};

use crate::pulse::said;

/// How long it rests before it looks again.
const REST: Duration = Duration::from_secs(1);
/// How often it looks for files that may go, and for those that are gone.
const HOUR: Duration = Duration::from_secs(3600);
/// How long Kith waits at its end for what is being broken off.
const PATIENCE: Duration = Duration::from_secs(5);

/// The running thread. When dropped, what it does is broken off and done again at the next start.
pub struct Backups {
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Backups {
    /// Starts looking.
    pub fn start(crm: Crm, vault: Vault) -> Backups {
        let over = Arc::new(AtomicBool::new(false));
        let seen = over.clone();
        let thread = std::thread::spawn(move || {
            let mut pruned: Option<Instant> = None;
            loop {
                std::thread::park_timeout(REST);
                if seen.load(Ordering::Relaxed) {
                    return;
                }
                if pruned.is_none_or(|at| at.elapsed() > HOUR) {
                    said("old backups were not removed", backup::prune(&crm, &vault));
                    pruned = Some(Instant::now());
                }
                said("backups were not looked at", backup::tend(&crm, &vault, &seen).map(drop));
            }
        });
        Backups { over, thread: Some(thread) }
    }
}

impl Drop for Backups {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        let Some(thread) = self.thread.take() else { return };
        thread.thread().unpark();
        let since = Instant::now();
        while !thread.is_finished() && since.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
