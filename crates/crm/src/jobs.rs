//! Jobs: long work that somebody asked for and nobody waits for. They are rows; whichever process serves the workspace
//! takes them one after the other, and another goes on with them when it dies.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Duration, TimeDelta, Utc};
use serde_json::json;
use store::jobs::{self as rows, Due};
use uuid::Uuid;
use words::{Said, said};

use crate::actor::{Actor, Via};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::work::Work;
use crate::{bulk, imports, renewal, spool};

pub use store::jobs::{Hold, Job, State};

/// How long a holder may be silent before another takes its job.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How often a job is tried before it is given up.
const TRIES: i64 = 5;
/// How many jobs that could be taken are looked at.
const LOOKED_AT: usize = 100;
/// How long an import waits for a node that has its file.
const LOST: TimeDelta = TimeDelta::hours(1);
/// How long to wait before it is written down once more what came of a job.
const AGAIN: std::time::Duration = std::time::Duration::from_millis(500);
/// How long a job that ended can be looked at.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Does the next job, if there is one, to its end; says whether there was. Files of jobs are in `spool`. Once `over` is
/// set, the job is broken off after its present part, and gone on with by whoever works next.
pub fn work(crm: &Crm, spool: &Path, over: &Arc<AtomicBool>) -> Result<bool> {
    let now = crm.now();
    // An idle workspace is only read.
    let due = crm.store().read(move |tx| rows::due(tx, now, LOOKED_AT)).wait()?;
    let Some(id) = due.into_iter().find(|due| is_ours(due, spool, now)).map(|due| due.id) else { return Ok(false) };
    let Some(job) = crm.store().write(move |tx| rows::take(tx, id, now, now + LEASE)).wait()? else { return Ok(true) };
    let hold = Hold { id: job.id, attempt: job.attempts };
    let done = match job.kind.as_str() {
        imports::jobs::KIND => imports::jobs::run(crm, spool, &job, keeper(hold, over.clone())),
        bulk::KIND => bulk::run(crm, &job, &keeper(hold, over.clone())),
        renewal::KIND => renewal::run(crm, &job, &keeper(hold, over.clone())),
        other => Err(Error::Conflict(said!("jobs-unknown", kind = other))),
    };
    // A database that is away for a while comes back: nobody else could take the job before its lease ends.
    while let Err(error) = settle(crm, &job, hold, done.clone()) {
        if over.load(Ordering::Relaxed) || !is_passing(&error) {
            return Err(error);
        }
        std::thread::sleep(AGAIN);
    }
    Ok(true)
}

/// Whether a job can be done here. The file of an import is in one spool, which several nodes may share or not; after an
/// hour in which none with the file came, any may say that it is gone.
fn is_ours(due: &Due, spool: &Path, now: DateTime<Utc>) -> bool {
    due.kind != imports::jobs::KIND || imports::jobs::rows_of(spool, due.id).exists() || now - due.since > LOST
}

/// Writes down how a job ended, or that it is tried again later.
fn settle(crm: &Crm, job: &Job, hold: Hold, done: Result<serde_json::Value>) -> Result<()> {
    let now = crm.now();
    let (state, result) = match done {
        Ok(result) => (State::Done, result),
        Err(Error::Store(store::Error::Stopped)) => {
            return crm.store().write(move |tx| rows::put_off(tx, hold, now)).wait().map(drop).map_err(Error::from);
        }
        Err(error) if is_passing(&error) && job.attempts < TRIES => {
            let later = now + Duration::seconds(5 << job.attempts.min(10));
            tracing::warn!(job = %job.id, kind = job.kind, %error, "a job is tried again later");
            return crm.store().write(move |tx| rows::put_off(tx, hold, later)).wait().map(drop).map_err(Error::from);
        }
        Err(error) => {
            tracing::warn!(job = %job.id, kind = job.kind, %error, "a job failed");
            (State::Failed, json!({ "error": error.said() }))
        }
    };
    let result = result.to_string();
    crm.store().write(move |tx| rows::end(tx, hold, state, &result, now)).wait()?;
    Ok(())
}

/// Whether the same may well succeed a little later.
fn is_passing(error: &Error) -> bool {
    matches!(error, Error::Outdated) || matches!(error, Error::Store(error) if error.is_temporary())
}

/// A job of one kind: the actor's own, or any for an administrator. `None` for others, and where there is none.
pub(crate) fn find(crm: &Crm, actor: &Actor, kind: &str, id: Uuid) -> Result<Option<Job>> {
    let job = crm.store().read(move |tx| rows::find(tx, id)).wait()?;
    Ok(job.filter(|job| job.kind == kind && (job.actor == actor.user || actor.is_administrator())))
}

/// In whose name a job is done: with the rights its owner has now.
pub(crate) fn actor(crm: &Crm, job: &Job, impersonator: Option<Uuid>) -> Result<Actor> {
    let Some(user) = job.actor else { return Ok(crm.system()) };
    let gone = || Error::Forbidden(said!("jobs-owner-gone"));
    let actor = crm.actor(user, Via::Session).ok_or_else(gone)?;
    Ok(Actor { impersonator, ..actor })
}

/// Moves a job from one of these states to another; `otherwise` says why that could not be.
pub(crate) fn turn(crm: &Crm, id: Uuid, from: &'static [State], to: State, otherwise: Said) -> Result<()> {
    let now = crm.now();
    match crm.store().write(move |tx| rows::turn(tx, id, from, to, now)).wait()? {
        true => Ok(()),
        false => Err(Error::Conflict(otherwise)),
    }
}

/// Keeps how far a job is, in the transactions of its parts.
#[derive(Clone)]
pub(crate) struct Keeper {
    hold: Hold,
    over: Arc<AtomicBool>,
}

fn keeper(hold: Hold, over: Arc<AtomicBool>) -> Keeper {
    Keeper { hold, over }
}

impl Keeper {
    /// Keeps how much is done and where it goes on. Refused, which takes the part back, when somebody stopped the job,
    /// when another process took it, and when this one is about to end.
    pub fn keep(&self, work: &mut Work, done: u64, at: &str) -> Result<()> {
        if self.over.load(Ordering::Relaxed) {
            return Err(Error::Store(store::Error::Stopped));
        }
        let done = i64::try_from(done).unwrap_or(i64::MAX);
        match rows::advance(work.tx, self.hold, work.now + LEASE, done, at)? {
            true => Ok(()),
            false => Err(Error::Conflict(said!("jobs-stopped"))),
        }
    }

    /// Says how much there is to do.
    pub fn expect(&self, crm: &Crm, total: u64) -> Result<()> {
        let (hold, total) = (self.hold, i64::try_from(total).unwrap_or(i64::MAX));
        Ok(crm.store().write(move |tx| rows::expect(tx, hold, total)).wait().map(drop)?)
    }
}

/// Forgets jobs that ended, and drafts that nobody went on with, long ago; with their files, and with files that no job
/// has. For an hourly look; gives how many went.
pub fn purge(crm: &Crm, folder: &Path) -> Result<usize> {
    let before = crm.now() - KEPT;
    let old = crm.store().write(move |tx| rows::purge(tx, before)).wait()?;
    // Another node may hold the files; here there is nothing to remove then.
    old.iter().for_each(|id| spool::remove(folder, *id));
    Ok(old.len() + spool::sweep(crm, folder)?)
}
