//! Sessions of browsers: begun, found by their token, listed and ended by their owner.
//!
//! A session ends 14 days after it was last used, 90 days after it began, when its user is deactivated or changes the
//! password, and when it is ended by hand.

use chrono::{DateTime, Duration, Utc};
use meta::Key;
use serde_json::json;
use store::Pending;
use store::audit::Action;
use store::signin::sessions as rows;
use uuid::Uuid;
use words::said;

use super::throttle::{self, Subjects};
use super::{in_person, secret};
use crate::actor::{Actor, Via};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::trail;
use crate::work::Work;

pub use store::signin::sessions::Session;

/// Without use for this long a session ends.
pub const IDLE: Duration = Duration::days(14);
/// However much it is used, a session ends after this.
pub const LONGEST: Duration = Duration::days(90);
/// How exactly the last use is noted.
const NOTED: Duration = Duration::minutes(1);
/// Longest address and name of a browser that are kept, in characters.
const KEPT: usize = 300;

/// A session just begun: the only time its token is seen.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// For the cookie: 43 characters.
    pub token: String,
    /// The session.
    pub info: SessionInfo,
}

/// What every request needs of its session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionInfo {
    /// Identity, by which it is ended.
    pub id: Uuid,
    /// Who signed in.
    pub user: Uuid,
    /// The user whose eyes an administrator looks through.
    pub as_user: Option<Uuid>,
    /// When it was last noted as used.
    pub seen_at: DateTime<Utc>,
}

/// Begins a session for somebody who has proved who they are.
pub fn begin(crm: &Crm, user: Uuid, address: &str, agent: &str, tried: Option<Subjects>) -> Result<NewSession> {
    let actor = crm.actor(user, Via::Session).ok_or_else(|| Error::NotFound(said!("user")))?;
    let (token, id) = (secret::fresh(), Uuid::now_v7());
    let digest = secret::digest(&token);
    let (address, agent) = (kept(address), kept(agent));
    crm.write(&actor, "sign_in", move |work| {
        if !work.snapshot.people.get(user).is_some_and(|person| person.active) {
            return Err(Error::NotFound(said!("user")));
        }
        let session = Session {
            id,
            user,
            as_user: None,
            created_at: work.now,
            seen_at: work.now,
            expires_at: work.now + LONGEST,
            address: address.clone(),
            agent: agent.clone(),
        };
        rows::insert(work.tx, &digest, &session)?;
        if let Some(tried) = &tried {
            throttle::succeeded(work.tx, tried)?;
        }
        trail::note(work, Action::SignIn, &Key::of("user"), user, &json!({ "address": [null, address] }))
    })
    .wait()?;
    Ok(NewSession { token, info: SessionInfo { id, user, as_user: None, seen_at: crm.now() } })
}

/// The session of a token, as it stands now; `None` when there is none or it is over.
pub fn session(crm: &Crm, token: &str) -> Pending<Option<SessionInfo>, Error> {
    let (digest, now) = (secret::digest(token), crm.now());
    crm.attest(move |tx| {
        let found = rows::find(tx, &digest)?.filter(|found| now < found.expires_at && now - found.seen_at < IDLE);
        let info = |found: Session| {
            let Session { id, user, as_user, seen_at, .. } = found;
            SessionInfo { id, user, as_user, seen_at }
        };
        Ok(found.map(info))
    })
}

/// Notes that a session is used, once a minute; nobody waits for it.
pub fn note_use(crm: &Crm, session: &SessionInfo) {
    let (id, now) = (session.id, crm.now());
    if now - session.seen_at >= NOTED {
        drop(crm.store().write(move |tx| rows::touch(tx, id, now)));
    }
}

/// Who acts in a session: its user, or the one an administrator looks through. `None` once the user is deactivated.
pub fn actor(crm: &Crm, session: &SessionInfo) -> Option<Actor> {
    let own = crm.actor(session.user, Via::Session)?;
    let seen = session.as_user.filter(|_| own.is_administrator()).and_then(|user| crm.actor(user, Via::Session));
    Some(match seen {
        Some(other) => Actor { impersonator: own.user, ..other },
        None => own,
    })
}

/// One's own sessions, last used first; those that are over are left out.
pub fn list(work: &mut Work) -> Result<Vec<Session>> {
    let user = in_person(work.actor)?;
    let now = work.now;
    let all = rows::list(work.tx, user)?;
    Ok(all.into_iter().filter(|session| now < session.expires_at && now - session.seen_at < IDLE).collect())
}

/// The sessions of all users, last used first, at most `limit`; for administrators.
pub fn all(work: &mut Work, limit: usize) -> Result<Vec<Session>> {
    crate::settings::administrator(work.actor)?;
    let now = work.now;
    let all = rows::all(work.tx, now - IDLE, limit)?;
    Ok(all.into_iter().filter(|session| now < session.expires_at).collect())
}

/// Ends a session of somebody; for administrators.
pub fn end_of(crm: &Crm, actor: &Actor, user: Uuid, id: Uuid) -> Result<()> {
    in_person(actor)?;
    crate::settings::administrator(actor)?;
    finish(crm, actor, user, move |tx| rows::end(tx, user, id).map(u64::from))?;
    Ok(())
}

/// Ends one of one's own sessions.
pub fn end(crm: &Crm, actor: &Actor, id: Uuid) -> Result<()> {
    let user = in_person(actor)?;
    finish(crm, actor, user, move |tx| rows::end(tx, user, id).map(u64::from))?;
    Ok(())
}

/// Ends all of one's own sessions but one; says how many.
pub fn end_others(crm: &Crm, actor: &Actor, kept: Uuid) -> Result<u64> {
    let user = in_person(actor)?;
    finish(crm, actor, user, move |tx| rows::end_all(tx, user, Some(kept)))
}

/// Signs out: ends the session one is in, also while looking through another's eyes.
pub fn sign_out(crm: &Crm, session: &SessionInfo) -> Result<()> {
    let (user, id) = (session.user, session.id);
    let actor = crm.actor(user, Via::Session).unwrap_or_else(|| crm.system());
    finish(crm, &actor, user, move |tx| rows::end(tx, user, id).map(u64::from))?;
    Ok(())
}

fn finish<F>(crm: &Crm, actor: &Actor, user: Uuid, ending: F) -> Result<u64>
where
    F: Fn(&mut store::Tx) -> store::Result<u64> + Send + 'static,
{
    let ended = crm.write(actor, "sign_out", move |work| {
        let ended = ending(work.tx)?;
        if ended > 0 {
            trail::note(work, Action::SignOut, &Key::of("user"), user, &json!({ "sessions": [ended, null] }))?;
        }
        Ok(ended)
    });
    ended.wait()
}

fn kept(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(KEPT).collect()
}
