//! What happens twice a second while Kith serves: committed changes are sealed, what other processes changed about
//! definitions and people is noticed, summaries are added up, people are told what concerns them, and lists that were
//! slow get an index. Old sessions, notifications and answers kept for repeated requests go once an hour.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crm::Crm;

use crate::head;

/// The running pulse; stops when dropped.
pub struct Pulse {
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Pulse {
    /// Starts beating.
    pub fn start(crm: Crm, data: PathBuf) -> Pulse {
        let over = Arc::new(AtomicBool::new(false));
        let seen = over.clone();
        let thread = std::thread::spawn(move || {
            let mut swept: Option<Instant> = None;
            while !seen.load(Ordering::Relaxed) {
                beat(&crm, &data);
                if swept.is_none_or(|at| at.elapsed() > Duration::from_secs(3600)) {
                    said("old sessions were not removed", crm::signin::purge(&crm).map(drop));
                    said("old answers were not removed", crm::answers::purge(&crm).map(drop));
                    said("old notifications were not removed", crm::notices::forget(&crm).map(drop));
                    swept = Some(Instant::now());
                }
                std::thread::park_timeout(Duration::from_millis(500));
            }
            seal(&crm, &data);
        });
        Pulse { over, thread: Some(thread) }
    }
}

impl Drop for Pulse {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}

fn beat(crm: &Crm, data: &Path) {
    said("the workspace was not looked at", crm.refresh().map(drop));
    advance(crm, data);
    said("summaries were not added up", crm::summaries::settle(crm));
    said("people were not told", crm::notices::tend(crm));
    said("no index was made for a slow list", crm::tuning::tune(crm).map(drop));
}

/// Seals what is committed, unless another process does it, for a process about to end: the next one need not wait.
pub fn seal(crm: &Crm, data: &Path) {
    advance(crm, data);
    said("summaries were not added up", crm::summaries::settle(crm));
    said("the seal was not passed on", crm::audit::release(crm));
}

/// Seals what is committed and keeps the head of the trail beside the database.
fn advance(crm: &Crm, data: &Path) {
    match crm::audit::seal(crm) {
        Ok(Some(sealed)) => {
            // A head that the trail no longer holds is evidence: it stays until somebody has looked.
            let kept = head::read(data).is_none_or(|old| crm::audit::holds(crm, old).unwrap_or(false));
            match kept {
                true => said("the head of the audit trail was not written", head::write(data, &sealed)),
                false => tracing::error!("the audit trail was cut or changed: run kith audit verify"),
            }
            tracing::debug!(position = sealed.position, hash = %sealed.hash.to_hex(), "sealed");
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "the audit trail was not sealed"),
    }
}

/// Says in the log what was not done, and why.
pub fn said<E: std::fmt::Display>(what: &'static str, done: Result<(), E>) {
    if let Err(error) = done {
        tracing::warn!(%error, "{what}");
    }
}
