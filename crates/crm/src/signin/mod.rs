//! Signing in: passwords, sessions, tokens of programs, one-time links, throttling, seeing as another user.
//!
//! A secret is given out once and kept only as a digest; a password only as an argon2id hash, made outside any
//! transaction. Functions that take a [`Crm`](crate::Crm) wait for the store and for hashing: call them from a thread
//! that may wait, never inside a closure of the store.

mod gate;
pub mod links;
pub mod password;
mod secret;
pub mod see_as;
pub mod sessions;
mod sign_in;
mod throttle;
pub mod tokens;

use std::sync::OnceLock;

use chrono::Duration;
use store::signin::{attempts, invitations};
use uuid::Uuid;

pub use links::Link;
pub use sessions::{NewSession, SessionInfo};
pub use sign_in::{change_password, set_password, sign_in};
pub use tokens::TokenInfo;

use crate::actor::Actor;
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::work::Work;
use gate::Gate;
use words::said;

/// What a process remembers of signing in, beside the database.
#[derive(Default)]
pub struct State {
    gate: Gate,
    decoy: OnceLock<String>,
}

/// Ends a user's sessions, tokens and one-time links, as part of whatever deactivates them.
pub fn shut_out(work: &mut Work, user: Uuid) -> Result<()> {
    store::signin::sessions::end_all(work.tx, user, None)?;
    store::signin::sessions::close_eyes(work.tx, user)?;
    store::signin::tokens::end_all(work.tx, user, work.now)?;
    invitations::end_all(work.tx, Some(user), work.now)?;
    Ok(())
}

/// Removes what is over: expired sessions and links, tries long ago. For a daily job; says how many rows went.
pub fn purge(crm: &Crm) -> Result<u64> {
    let now = crm.now();
    crm.store()
        .write(move |tx| {
            let sessions = store::signin::sessions::purge(tx, now, now - sessions::IDLE)?;
            let links = invitations::purge(tx, now - Duration::days(30))?;
            let tries = attempts::purge(tx, now - throttle::FORGIVEN)?;
            Ok(sessions + links + tries)
        })
        .wait()
}

/// Refuses somebody who looks through another's eyes: what belongs to a person alone is not theirs to change.
fn in_person(actor: &Actor) -> Result<Uuid> {
    match (actor.impersonator, actor.user) {
        (None, Some(user)) => Ok(user),
        (None, None) => Err(Error::Forbidden(said!("kith-no-sessions"))),
        (Some(_), _) => Err(Error::Forbidden(said!("settings-seen-as", name = actor.name.as_str()))),
    }
}
