//! Jobs: long work that somebody asked for and nobody waits for. They are rows; whichever process serves the workspace
//! takes them one after the other, and another goes on with them when it dies.

use std::path::Path;
use std::sync::Arc;

use chrono::{Duration, TimeDelta};
use serde_json::json;
use store::jobs as rows;

use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::imports;
use crate::work::Work;

pub use store::jobs::{Hold, Job, State};

/// How long a holder may be silent before another takes its job.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How often a job is tried before it is given up.
const TRIES: i64 = 5;

/// Does the next job, if there is one, to its end; says whether there was. Files of jobs are in `spool`.
pub fn work(crm: &Crm, spool: &Path) -> Result<bool> {
    let now = crm.now();
    // An idle workspace is only read.
    if !crm.store().read(move |tx| rows::is_due(tx, now)).wait()? {
        return Ok(false);
    }
    let Some(job) = crm.store().write(move |tx| rows::take(tx, now, now + LEASE)).wait()? else { return Ok(false) };
    let hold = Hold { id: job.id, attempt: job.attempts };
    let done = match job.kind.as_str() {
        imports::jobs::KIND => imports::jobs::run(crm, spool, &job, hold),
        other => Err(Error::Conflict(format!("nobody knows how to do “{other}”"))),
    };
    settle(crm, &job, hold, done)?;
    Ok(true)
}

/// Writes down how a job ended, or that it is tried again later.
fn settle(crm: &Crm, job: &Job, hold: Hold, done: Result<serde_json::Value>) -> Result<()> {
    let now = crm.now();
    let (state, result) = match done {
        Ok(result) => (State::Done, result),
        Err(error) if is_passing(&error) && job.attempts < TRIES => {
            let later = now + Duration::seconds(5 << job.attempts.min(10));
            tracing::warn!(job = %job.id, kind = job.kind, %error, "a job is tried again later");
            return crm.store().write(move |tx| rows::put_off(tx, hold, later)).wait().map(drop).map_err(Error::from);
        }
        Err(error) => {
            tracing::warn!(job = %job.id, kind = job.kind, %error, "a job failed");
            (State::Failed, json!({ "error": error.to_string() }))
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

/// Notes how far a job has come, in the transaction of its work.
pub(crate) type Keeper = Arc<dyn Fn(&mut Work, u64, &str) -> Result<()> + Send + Sync>;

/// Keeps, in the transaction of a part of a job, how far it is. Refused when somebody stopped the job or another
/// process took it: that ends the part and takes it back.
pub(crate) fn keeper(hold: Hold) -> Keeper {
    Arc::new(move |work, done, at| {
        let done = i64::try_from(done).unwrap_or(i64::MAX);
        match rows::advance(work.tx, hold, work.now + LEASE, done, at)? {
            true => Ok(()),
            false => Err(Error::Conflict("it was stopped".into())),
        }
    })
}
