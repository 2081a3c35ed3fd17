//! Upgrades: a newer program brings its shipped definitions, and applies the difference as any other change; what the
//! company laid over them stays. An older program refuses a workspace whose definitions it does not know.

use chrono::{DateTime, Utc};
use store::{Tx, definitions};

use super::plan::{Task, work_out};
use super::{apply, input};
use crate::error::Result;
use crate::load;
use crate::work::Work;

/// Counts the states of the shipped definitions; moved by one with every change of them that is released.
const FORMAT: i64 = 1;

/// The setting that says which state a workspace has.
const SETTING: &str = "shipped_definitions";

/// Brings a workspace up to the shipped definitions, inside a transaction of its own.
pub(crate) fn upgrade(work: &mut Work) -> Result<()> {
    if !is_due(work.tx)? {
        return Ok(());
    }
    let snapshot = work.snapshot.clone();
    let worked = work_out(work.tx, &snapshot, &Task::Shipped)?;
    worked.plan.refusal()?;
    if !worked.plan.is_empty() {
        for line in worked.plan.lines() {
            tracing::info!("shipped definitions: {line}");
        }
        apply::done(work, &worked)?;
    }
    Ok(store::settings::set(work.tx, SETTING, &FORMAT.to_string())?)
}

/// Whether bringing a workspace up to the shipped definitions would change its tables or what they hold. Says no of one
/// that has none yet.
pub(crate) fn changes_tables(tx: &mut Tx, now: DateTime<Utc>) -> Result<bool> {
    if definitions::version(tx)? == 0 || !is_due(tx)? {
        return Ok(false);
    }
    let snapshot = load::read(tx, None, now)?;
    let worked = work_out(tx, &snapshot, &Task::Shipped)?;
    Ok(worked.plan.steps().any(|step| step.hold().is_some()))
}

/// Whether a workspace has other definitions than this program ships. Refuses a newer one.
pub(crate) fn is_due(tx: &mut Tx) -> Result<bool> {
    let found = found(tx)?;
    if found > FORMAT {
        return Err(store::Error::Newer { found, known: FORMAT }.into());
    }
    Ok(found < FORMAT || !input::shipped(&definitions::current(tx)?).is_empty())
}

fn found(tx: &mut Tx) -> Result<i64> {
    Ok(store::settings::get(tx, SETTING)?.and_then(|text| text.parse().ok()).unwrap_or(0))
}
