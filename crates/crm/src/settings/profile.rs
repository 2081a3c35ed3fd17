//! What everybody may change of their own user record: what they are called and where they can be reached.

use std::sync::Arc;

use meta::record::Values;
use meta::types::PersonName;
use meta::{Key, Path, Value};
use uuid::Uuid;
use words::said;

use crate::access;
use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::records;
use crate::work::Work;

/// One person as they describe themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// Their name.
    pub name: PersonName,
    /// Their phone number; may be empty.
    pub phone: String,
}

/// The actor's profile.
pub fn get(work: &mut Work) -> Result<Profile> {
    let user = work.actor.user.ok_or_else(nobody)?;
    let module = work
        .snapshot
        .module("user")
        .cloned()
        .ok_or_else(|| Error::NotFound(said!("missing-module", module = "user")))?;
    let scope = work.system();
    let fields = ["name", "phone"].map(|key| Path::of(Key::of(key)));
    let record = records::load(work, &scope, &module, user, &fields)?;
    let record = record.ok_or_else(|| Error::NotFound(said!("user")))?;
    let name = if let Value::Name(name) = record.get("name") { name.clone() } else { PersonName::default() };
    Ok(Profile { name, phone: record.get("phone").text().unwrap_or_default().to_string() })
}

/// Saves the actor's profile, whatever their rights on user records.
pub fn save(work: &mut Work, given: Profile) -> Result<()> {
    let user = person(work)?;
    let mut values = Values::new();
    values.set(Key::of("name"), if given.name.is_empty() { Value::Null } else { Value::Name(given.name) });
    values.set(Key::of("phone"), if given.phone.is_empty() { Value::Null } else { Value::Text(given.phone) });
    update_own(work, user, values)
}

/// Changes the actor's own user record with the rights that takes.
pub(super) fn update_own(work: &mut Work, user: Uuid, values: Values) -> Result<()> {
    let rights = access::rights(work.snapshot, &Key::of("administrator"), None, None);
    let actor = Actor { rights: Arc::new(rights), ..work.actor.clone() };
    work.acting(&actor, |work| records::update(work, "user", user, values.clone(), None))?;
    Ok(())
}

fn person(work: &Work) -> Result<Uuid> {
    match (work.actor.user, work.actor.impersonator) {
        (Some(user), None) => Ok(user),
        (Some(_), Some(_)) => Err(Error::Forbidden(said!("settings-seen-as", name = work.actor.name.as_str()))),
        (None, _) => Err(nobody()),
    }
}

fn nobody() -> Error {
    Error::Forbidden(said!("kith-no-profile"))
}
