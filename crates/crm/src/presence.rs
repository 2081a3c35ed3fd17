//! Who else looks at a record. It stands in the database, so that it holds across nodes; it is written at most every half
//! minute for each person and record, nobody waits for it, and after a minute without news it is gone.

use chrono::{DateTime, Duration, Utc};
use meta::{Key, Path};
use store::presence as rows;
use uuid::Uuid;

use crate::actor::Actor;
use crate::crm::Crm;
use crate::error::Result;
use crate::records;
use crate::work::Work;

/// How long somebody counts as looking after they last said so.
const GONE: Duration = Duration::seconds(60);
/// Said again within this time, it is not written again: pages say it every half minute.
const FRESH: Duration = Duration::seconds(25);

/// Who looks at a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looking {
    /// The others, who came last first.
    pub others: Vec<Uuid>,
    /// When the actor last said so.
    said: Option<DateTime<Utc>>,
}

/// Who else looks at a record that the actor sees.
pub fn looking(work: &mut Work, module: &str, id: Uuid) -> Result<Looking> {
    records::get(work, module, id, &[Path::of(Key::of("id"))])?;
    let all = rows::looking(work.tx, id, work.now - GONE)?;
    let me = work.actor.user;
    let said = all.iter().find(|(user, _)| Some(*user) == me).map(|(_, at)| *at);
    let others = all.into_iter().map(|(user, _)| user).filter(|user| Some(*user) != me);
    let active = |user: &Uuid| work.snapshot.people.get(*user).is_some_and(|person| person.active);
    Ok(Looking { others: others.filter(active).collect(), said })
}

/// Notes that the actor looks at a record, which the caller has just read for them. Looks through another's eyes leave no
/// trace.
pub fn note(crm: &Crm, actor: &Actor, id: Uuid, looking: &Looking) {
    let (Some(user), None) = (actor.user, actor.impersonator) else { return };
    let now = crm.now();
    if looking.said.is_some_and(|said| now - said < FRESH) {
        return;
    }
    drop(crm.store().write(move |tx| {
        rows::forget(tx, now - GONE * 2)?;
        rows::note(tx, id, user, now)
    }));
}

/// Notes that the actor closed a record.
pub fn leave(crm: &Crm, actor: &Actor, id: Uuid) {
    let (Some(user), None) = (actor.user, actor.impersonator) else { return };
    drop(crm.store().write(move |tx| rows::leave(tx, id, user)));
}
