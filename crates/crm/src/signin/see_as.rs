//! Seeing Kith as another user: an administrator's session looks through somebody's eyes, with their rights alone.
//!
//! Every page says so, every write carries both, and beginning and end stand in the audit trail.

use meta::Key;
use serde_json::json;
use store::audit::Action;
use store::signin::sessions as rows;
use uuid::Uuid;
use words::said;

use super::SessionInfo;
use crate::actor::{Actor, Via};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::trail;

/// Looks through a user's eyes from now on.
pub fn start(crm: &Crm, actor: &Actor, session: &SessionInfo, user: Uuid) -> Result<()> {
    super::in_person(actor)?;
    crate::settings::administrator(actor)?;
    if actor.user != Some(session.user) {
        return Err(Error::Forbidden(said!("signin-not-your-session")));
    }
    if user == session.user {
        return Err(Error::Conflict(said!("signin-own-eyes")));
    }
    turn(crm, actor, session.id, user, true)
}

/// Looks with one's own eyes again; nothing happens when one does already.
pub fn end(crm: &Crm, session: &SessionInfo) -> Result<()> {
    let Some(user) = session.as_user else { return Ok(()) };
    let actor = crm.actor(session.user, Via::Session).ok_or_else(|| Error::NotFound(said!("user")))?;
    turn(crm, &actor, session.id, user, false)
}

fn turn(crm: &Crm, actor: &Actor, session: Uuid, user: Uuid, begins: bool) -> Result<()> {
    let by = actor.name.clone();
    crm.write(actor, "see_as", move |work| {
        if begins && !work.snapshot.people.get(user).is_some_and(|person| person.active) {
            return Err(Error::NotFound(said!("user")));
        }
        if !rows::see_as(work.tx, session, begins.then_some(user))? {
            return Err(Error::NotFound(said!("missing-session")));
        }
        let changes = if begins { json!({ "seen_as_by": [null, by] }) } else { json!({ "seen_as_by": [by, null] }) };
        trail::note(work, Action::Access, &Key::of("user"), user, &changes)
    })
    .wait()
}
