//! Undo: takes back what an act did, step by step from the last to the first, as an act of its own.
//!
//! It goes through the record service under the rights of whoever asks, so derived values, search and trail stay right.
//! A record that was changed since is reported and left alone. What was made is put into the bin, so that the undoing
//! can itself be undone; what was removed for good cannot come back.

mod step;

use std::collections::HashSet;

use store::audit::{self, Step};
use uuid::Uuid;
use words::{Said, said};

use crate::actor::Actor;
use crate::acts::{self, Act};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::work::Work;

/// Steps taken back in one transaction.
const BATCH: usize = 500;

/// What was taken back, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The act that took it back; undo it to have everything again. Not recorded when nothing was done.
    pub act: Uuid,
    /// How many records were taken back.
    pub undone: usize,
    /// Records left as they are, each once, with the reason.
    pub conflicts: Vec<Conflict>,
}

/// A record that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Its module.
    pub module: String,
    /// The record.
    pub id: Uuid,
    /// Why.
    pub why: Said,
}

/// What one transaction did.
#[derive(Default)]
struct Batch {
    /// Where the next one goes on; `None` at the end.
    next: Option<i64>,
    undone: HashSet<Uuid>,
    conflicts: Vec<Conflict>,
}

/// Takes back an act of the actor's own, or any for an administrator. Long acts take several transactions; when it is
/// interrupted it may be called again and goes on.
pub fn undo(crm: &Crm, actor: &Actor, act: Uuid) -> Result<Report> {
    let who = actor.clone();
    let cause = crm.store().read(move |tx| acts::mine(tx, &who, act)).wait()?;
    if cause.undone_by.is_some() {
        return Err(Error::Conflict(said!("undo-done")));
    }
    let new = Act { summary: acts::kept(summary(&cause)), ..acts::following(&cause, actor, crm.now(), "undo") };
    let (mut undone, mut left, mut from) = (HashSet::new(), HashSet::new(), None);
    let mut report = Report { act: new.id, ..Report::default() };
    loop {
        let skip = left.clone();
        let batch = crm.part(actor, &new, move |work| take_back(work, act, from, &skip)).wait()?;
        undone.extend(batch.undone);
        left.extend(batch.conflicts.iter().map(|conflict| conflict.id));
        report.conflicts.extend(batch.conflicts);
        from = batch.next;
        if from.is_none() {
            break;
        }
        acts::give_way();
    }
    report.undone = undone.len();
    if report.undone > 0 {
        let by = new.id;
        crm.store().write(move |tx| audit::undone(tx, act, by)).wait()?;
    }
    Ok(report)
}

fn summary(cause: &Act) -> Said {
    let what = acts::summary(&cause.summary).unwrap_or_else(|| cause.kind.as_str().into());
    said!("act-undid", what = what)
}

/// One transaction's worth of steps before `from`, leaving out records already given up.
fn take_back(work: &mut Work, act: Uuid, from: Option<i64>, skip: &HashSet<Uuid>) -> Result<Batch> {
    let mut steps = audit::steps(work.tx, act, from, BATCH)?;
    for step in &mut steps {
        step.module = work.snapshot.names.module(&step.module).to_string();
    }
    let full = steps.len() == BATCH;
    let mut batch = Batch { next: steps.last().map(|step| step.nr).filter(|_| full), ..Batch::default() };
    let steps: Vec<Step> = steps.into_iter().filter(|step| !skip.contains(&step.record)).collect();
    step::lock(work, &steps)?;
    let changed = changed(work, act, &steps)?;
    let mut left = HashSet::new();
    for step in steps {
        if left.contains(&step.record) {
            continue;
        }
        match step::take_back(work, act, &step, changed.contains(&step.record))? {
            Ok(()) => drop(batch.undone.insert(step.record)),
            Err(why) => {
                left.insert(step.record);
                batch.conflicts.push(Conflict { module: step.module, id: step.record, why });
            }
        }
    }
    Ok(batch)
}

/// The records of these steps that something other than the act and its undoing changed since. Their rows are locked,
/// so it stays true until the transaction ends.
fn changed(work: &mut Work, act: Uuid, steps: &[Step]) -> Result<HashSet<Uuid>> {
    let records: HashSet<Uuid> = steps.iter().map(|step| step.record).collect();
    Ok(audit::changed_since(work.tx, act, records.into_iter().collect())?)
}
