//! Signing in with e-mail address and password; changing a password.
//!
//! Unknown, deactivated and wrong are one answer, after the same work.

use meta::Key;
use serde_json::json;
use store::audit::Action;
use store::signin::{credentials, sessions as rows};
use uuid::Uuid;
use words::said;

use super::sessions::{self, NewSession};
use super::throttle::{self, Subjects};
use super::{in_person, password};
use crate::actor::{Actor, Via};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::trail;

/// Begins a session, or refuses: [`Error::Throttled`] when tries come too fast, otherwise one and the same
/// [`Error::Invalid`]. `address` is the network address, `agent` what the browser calls itself.
pub fn sign_in(crm: &Crm, email: &str, password: &str, address: &str, agent: &str) -> Result<NewSession> {
    crm.refresh()?;
    let subjects = Subjects::new(email, address);
    throttle::begin(crm, &subjects)?;
    let known = crm.snapshot().people.by_email(email).map(|person| (person.id, person.active));
    let user = known.map_or(Uuid::nil(), |(id, _)| id);
    let right = matches(crm, user, password)?;
    match known {
        Some((_, true)) if right => sessions::begin(crm, user, address, agent, Some(subjects)),
        Some((user, true)) => {
            failed(crm, user, address);
            Err(wrong())
        }
        _ => Err(wrong()),
    }
}

/// Changes one's own password: every other session ends, `kept` goes on.
pub fn change_password(crm: &Crm, actor: &Actor, kept: Option<Uuid>, old: &str, new: &str) -> Result<()> {
    let user = in_person(actor)?;
    let email = email_of(crm, user)?;
    let subjects = Subjects::new(&email, "");
    throttle::begin(crm, &subjects)?;
    if !matches(crm, user, old)? {
        return Err(Error::invalid("old_password", "credentials", said!("signin-not-your-password")));
    }
    store_password(crm, actor, user, &email, new, kept, subjects)
}

/// Sets somebody's password without knowing the old one, ending all their sessions: for administrators.
pub fn set_password(crm: &Crm, actor: &Actor, user: Uuid, new: &str) -> Result<()> {
    crate::settings::administrator(actor)?;
    crm.refresh()?;
    let email = email_of(crm, user)?;
    let subjects = Subjects::new(&email, "");
    store_password(crm, actor, user, &email, new, None, subjects)
}

fn store_password(
    crm: &Crm,
    actor: &Actor,
    user: Uuid,
    email: &str,
    new: &str,
    kept: Option<Uuid>,
    subjects: Subjects,
) -> Result<()> {
    let hash = hashed(crm, new, email)?;
    crm.write(actor, "change_password", move |work| {
        credentials::set_password(work.tx, user, &hash, work.now)?;
        rows::end_all(work.tx, user, kept)?;
        throttle::succeeded(work.tx, &subjects)?;
        trail::note(work, Action::Configure, &Key::of("user"), user, &json!({ "password": [null, "changed"] }))
    })
    .wait()
}

/// The hash of a password that is good enough.
pub(super) fn hashed(crm: &Crm, new: &str, email: &str) -> Result<String> {
    password::check(new, email)?;
    crm.signins().gate.pass(|| password::hash(new))
}

/// Whether a password is the user's. Somebody without one costs as much time.
fn matches(crm: &Crm, user: Uuid, given: &str) -> Result<bool> {
    let hash = crm.store().read(move |tx| credentials::password(tx, user)).wait()?;
    let state = crm.signins();
    state.gate.pass(|| match &hash {
        Some(hash) => password::verify(given, hash),
        None => {
            let decoy = state.decoy.get_or_init(|| password::hash("nobody has this password"));
            password::verify(given, decoy);
            false
        }
    })
}

/// Notes a failure in the trail. Not waited for, so that a known address takes no longer than an unknown one.
fn failed(crm: &Crm, user: Uuid, address: &str) {
    let address = address.to_string();
    drop(crm.write(&crm.system(), "sign_in", move |work| {
        trail::note(work, Action::SignInFailed, &Key::of("user"), user, &json!({ "address": [null, address] }))
    }));
}

fn email_of(crm: &Crm, user: Uuid) -> Result<String> {
    crm.actor(user, Via::Session).ok_or_else(|| Error::NotFound(said!("user")))?;
    Ok(crm.snapshot().people.get(user).map(|person| person.email.clone()).unwrap_or_default())
}

fn wrong() -> Error {
    Error::invalid("password", "credentials", said!("signin-wrong"))
}
