//! Acts: what somebody did with one click, one import, one merge. Every change in the trail names its act.
//!
//! An act is recorded with its first change, so that looking without changing leaves nothing behind. A verb that may
//! undo part of its transaction (a savepoint) calls [`ensure`] before the first part.

mod steps;

use std::time::Duration;

use chrono::{DateTime, Utc};
use store::Tx;
use store::audit;
use uuid::Uuid;
use words::{Said, said};

use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::work::Work;

pub use steps::{Step, of};
pub use store::audit::{Act, Listed, Whose};

/// How long a long act rests between its transactions: whoever waits looks every other millisecond.
const REST: Duration = Duration::from_millis(5);

/// An act about to begin. Several transactions may be part of it: see [`crate::Crm::part`].
pub fn plan(actor: &Actor, now: DateTime<Utc>, kind: &str) -> Act {
    Act {
        id: Uuid::now_v7(),
        at: now,
        actor: actor.person(),
        as_user: actor.impersonator.and(actor.user),
        kind: kind.to_owned(),
        summary: String::new(),
        cause: None,
        depth: 0,
        undone_by: None,
    }
}

/// An act that follows from another.
pub fn following(cause: &Act, actor: &Actor, now: DateTime<Utc>, kind: &str) -> Act {
    Act { cause: Some(cause.id), depth: cause.depth + 1, ..plan(actor, now, kind) }
}

/// Between two transactions of a long act: lets others in who wait to write, on SQLite in other processes too.
pub(crate) fn give_way() {
    std::thread::sleep(REST);
}

/// Records the act of a piece of work unless it already is. Whatever writes to the trail calls it first.
pub fn ensure(work: &mut Work) -> Result<()> {
    if let Some(act) = work.unrecorded.take() {
        audit::act(work.tx, &act)?;
    }
    Ok(())
}

/// Says in one line what the act did, for people, with names but without values: fields may be hidden from those who
/// read it later. An act that changes nothing is not recorded by this.
pub fn summarise(work: &mut Work, summary: impl Into<Said>) -> Result<()> {
    let summary = kept(summary.into());
    match &mut work.unrecorded {
        Some(act) => act.summary = summary,
        None => audit::summarise(work.tx, work.act, &summary)?,
    }
    Ok(())
}

/// What an act says of itself, as it is stored: words as they are, messages as JSON.
pub(crate) fn kept(summary: Said) -> String {
    match summary {
        Said::Plain(text) => text,
        said => serde_json::to_string(&said).unwrap_or_else(|_| said.english()),
    }
}

/// What an act says of itself, as [`summarise`] kept it; `None` when it says nothing.
pub fn summary(kept: &str) -> Option<Said> {
    let message = || serde_json::from_str(kept).ok().filter(|said| !matches!(said, Said::Plain(_)));
    (!kept.is_empty()).then(|| message().unwrap_or_else(|| kept.into()))
}

/// Acts that changed something, newest first: all of them for an administrator, otherwise the actor's own. `before`
/// is the time and id of the last act of the page before.
pub fn list(work: &mut Work, whose: Whose, before: Option<(DateTime<Utc>, Uuid)>, limit: usize) -> Result<Vec<Listed>> {
    let own = work.actor.person().map_or(Whose::Kith, Whose::Person);
    if whose != own && !work.actor.is_administrator() {
        return Err(Error::Forbidden(said!("acts-of-others")));
    }
    Ok(audit::acts(work.tx, whose, before, limit)?)
}

/// An act the actor did, or any for an administrator; to others it is not there.
pub(crate) fn mine(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<Act> {
    let missing = || Error::NotFound(said!("missing-act", id = id.to_string()));
    let act = audit::find_act(tx, id)?.ok_or_else(missing)?;
    if is_open(actor, act.actor) { Ok(act) } else { Err(missing()) }
}

/// Whether the actor may look into an act that somebody did: into their own, or into any as an administrator.
pub(crate) fn is_open(actor: &Actor, by: Option<Uuid>) -> bool {
    actor.is_administrator() || (by.is_some() && by == actor.person())
}
