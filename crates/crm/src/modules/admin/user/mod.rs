//! What is checked when a user is saved, and what follows.

use std::collections::HashSet;

use meta::Value;
use meta::types::is_address;
use uuid::Uuid;
use words::said;

use crate::error::{Error, Result};
use crate::records::Draft;
use crate::signin;
use crate::work::Work;

/// Addresses are kept in lower case; only administrators give roles, whoever else may edit users; nobody reports to
/// themselves, not even through others; the last administrator stays one.
pub fn check(work: &mut Work, draft: &mut Draft) -> Result<()> {
    if let Value::Text(email) = draft.get("email").clone() {
        let email = email.trim().to_lowercase();
        // One that was taken when less was asked for keeps nobody from changing the rest.
        let fits = if draft.changed("email") { is_address(&email) } else { email.contains('@') };
        if !fits {
            return Err(Error::invalid("email", "invalid", said!("fault-unlike", expected = said!("expected-email"))));
        }
        draft.set("email", Value::Text(email));
    }
    if let (true, false, Value::Id(manager)) = (draft.changed("manager"), draft.is_new(), draft.get("manager")) {
        no_circle(work, draft.id, *manager)?;
    }
    if (draft.changed("role") || draft.changed("active")) && !work.actor.is_administrator() {
        return Err(Error::Forbidden(said!("users-roles")));
    }
    let was = administers(draft.was("role"), draft.was("active"));
    if was && !administers(draft.get("role"), draft.get("active")) {
        another_administrator(work, draft.id)?;
    }
    Ok(())
}

/// What follows from a saved user: who was deactivated is signed out everywhere.
pub fn saved(work: &mut Work, draft: &Draft) -> Result<()> {
    if draft.changed("active") && *draft.get("active") != Value::Bool(true) {
        signin::shut_out(work, draft.id)?;
    }
    work.bump()
}

/// What follows when a user goes into the bin: the last administrator and whoever does it do not, others are signed out
/// everywhere.
pub fn binned(work: &mut Work, draft: &Draft) -> Result<()> {
    if work.actor.user == Some(draft.id) {
        return Err(Error::Conflict(said!("users-delete-oneself")));
    }
    if administers(draft.get("role"), draft.get("active")) {
        another_administrator(work, draft.id)?;
    }
    signin::shut_out(work, draft.id)?;
    work.bump()
}

/// Refuses a manager who reports to the user. Looks at what this transaction made of the hierarchy, after moving the
/// workspace's version, so that of two moves at once the second sees the first.
fn no_circle(work: &mut Work, user: Uuid, manager: Uuid) -> Result<()> {
    work.bump()?;
    let mut seen = HashSet::new();
    let mut above = Some(manager);
    while let Some(person) = above.filter(|person| seen.insert(*person)) {
        if person == user {
            return Err(Error::invalid("manager", "invalid", said!("users-circle")));
        }
        above = store::people::manager(work.tx, person)?;
    }
    Ok(())
}

fn administers(role: &Value, active: &Value) -> bool {
    role.text() == Some("administrator") && *active == Value::Bool(true)
}

/// Refuses to go on when nobody else is an active administrator. Of two who step down at once, the second waits for
/// the first, because both move the workspace's version before they look.
fn another_administrator(work: &mut Work, id: Uuid) -> Result<()> {
    work.bump()?;
    let people = store::people::all(work.tx)?;
    match people.iter().any(|person| person.active && person.id != id && person.role == "administrator") {
        true => Ok(()),
        false => Err(Error::invalid("role", "invalid", said!("users-last-administrator"))),
    }
}
