//! Dry runs: everything is done as it would be, in transactions that are taken back.

use std::sync::{Arc, Mutex, PoisonError};

use words::said;

use super::batch::{at_once, batch};
use super::checkpoint::{Checkpoint, Counts};
use super::drive::{Drive, Sink};
use super::file::{Row, unreadable};
use super::pace::Pace;
use super::refusals::{Refusals, Refused};
use super::run::{Import, Progress};
use crate::actor::Actor;
use crate::acts;
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::work::Work;

/// Rows that are tried in one transaction: these see what those before them would do.
const TRIED: usize = 20_000;

/// What trying some rows came to.
#[derive(Default)]
struct Trial {
    counts: Counts,
    refused: Vec<(Refused, Row)>,
}

impl Import {
    /// Tries the first so many rows, or all, and keeps nothing.
    pub(super) fn attempt(
        &self,
        crm: &Crm,
        actor: &Actor,
        most: Option<u64>,
        refused: &mut Refusals,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Counts> {
        let (mut rows, mut counts, mut done) = (self.source.rows()?, Counts::default(), 0);
        let mut left = most.unwrap_or(u64::MAX);
        loop {
            let mut chunk = Vec::new();
            while let Some(row) = if chunk.len() < TRIED && left > 0 { rows.next()? } else { None } {
                chunk.push(row);
                left -= 1;
            }
            if chunk.is_empty() {
                refused.finish()?;
                return Ok(counts);
            }
            done += chunk.len() as u64;
            let trial = self.try_chunk(crm, actor, chunk)?;
            counts.created += trial.counts.created;
            counts.updated += trial.counts.updated;
            counts.unchanged += trial.counts.unchanged;
            for (refusal, row) in trial.refused {
                refused.add(refusal, row)?;
            }
            progress(Progress { done, total: self.rows });
        }
    }

    fn try_chunk(&self, crm: &Crm, actor: &Actor, chunk: Vec<Row>) -> Result<Trial> {
        let result: Arc<Mutex<Trial>> = Arc::default();
        let (slot, import) = (result.clone(), self.clone());
        let act = acts::plan(actor, crm.now(), "import");
        let rolled_back = crm.part::<(), _>(actor, &act, move |work| {
            let trial = import.try_rows(work, chunk.clone())?;
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = trial;
            Err(tried())
        });
        match rolled_back.wait() {
            Err(error) if error == tried() => {
                Ok(std::mem::take(&mut *result.lock().unwrap_or_else(PoisonError::into_inner)))
            }
            Err(error) => Err(error),
            Ok(()) => Err(Error::Conflict(said!("imports-trial-kept"))),
        }
    }

    fn try_rows(&self, work: &mut Work, rows: Vec<Row>) -> Result<Trial> {
        let folder = tempfile::tempdir().map_err(|error| unreadable(&std::env::temp_dir(), &error))?;
        let mut refused = Vec::new();
        let drive = Drive {
            plan: &self.plan,
            folder: folder.path(),
            step: &mut |rows, known, at| {
                let write = |ground| work.apart(|work| batch(work, &self.plan, &rows, known, at.patience, ground));
                let outcome = at_once(write)?;
                Ok((rows, outcome))
            },
            sink: &mut refused,
            progress: &mut |_| {},
            at: Checkpoint::default(),
            written: None,
            pace: Pace::default(),
        };
        let counts = drive.run(&mut rows.into_iter())?.counts;
        Ok(Trial { counts, refused })
    }
}

/// By which a dry run ends its transaction.
fn tried() -> Error {
    Error::Conflict(said!("imports-only-tried"))
}
