//! Roles: made like another one, renamed, deleted when nobody holds them. The shipped ones stay.

use meta::Key;
use serde_json::{Value as Json, json};
use store::audit::Action;
use store::company as rows;
use words::said;

use super::administrator;
use crate::error::{Error, Result};
use crate::trail;
use crate::work::Work;

/// Longest label in characters.
const LONGEST: usize = 60;

/// Makes a role. With `like` it begins with all that another role may do, otherwise with nothing.
pub fn create(work: &mut Work, key: &str, label: &str, like: Option<&Key>) -> Result<()> {
    administrator(work.actor)?;
    let key = Key::new(key).map_err(|_| Error::invalid("key", "invalid", said!("settings-key", key = key)))?;
    if work.snapshot.roles.contains_key(&key) {
        return Err(Error::invalid("key", "duplicate", said!("settings-role-exists", role = key.as_str())));
    }
    let label = named(work, &key, label)?;
    rows::put_role(work.tx, &key, &label)?;
    if let Some(like) = like {
        copy(work, like, &key)?;
    }
    let like = like.map(|like| json!(like));
    note(work, &key, &json!({ "role": [null, label], "like": [null, like] }))
}

/// Gives a role another label; its key stays.
pub fn rename(work: &mut Work, key: &Key, label: &str) -> Result<()> {
    administrator(work.actor)?;
    let before = existing(work, key)?;
    let label = named(work, key, label)?;
    if label == before {
        return Ok(());
    }
    rows::put_role(work.tx, key, &label)?;
    note(work, key, &json!({ "role": [before, label] }))
}

/// Deletes one of the company's own roles, unless somebody holds it.
pub fn delete(work: &mut Work, key: &Key) -> Result<()> {
    administrator(work.actor)?;
    let label = existing(work, key)?;
    if work.snapshot.roles.get(key).is_some_and(|role| role.shipped) {
        return Err(Error::Conflict(said!("settings-role-shipped", role = label)));
    }
    // Moving the version first makes whoever gives somebody this role at the same moment wait.
    work.bump()?;
    let holders = store::people::all(work.tx)?.iter().filter(|person| *key == *person.role.as_str()).count();
    if holders > 0 {
        return Err(Error::Conflict(said!("settings-role-held", count = holders, role = label)));
    }
    rows::delete_role(work.tx, key)?;
    note(work, key, &json!({ "role": [label, null] }))
}

/// The label of a role that is there.
pub(super) fn existing(work: &Work, key: &Key) -> Result<String> {
    let role = work.snapshot.roles.get(key);
    role.map(|role| role.label.clone()).ok_or_else(|| Error::NotFound(said!("missing-role", role = key.as_str())))
}

/// Writes a change of a role into the trail.
pub(super) fn note(work: &mut Work, role: &Key, changes: &Json) -> Result<()> {
    trail::note(work, Action::Configure, &Key::of("role"), trail::subject("role", role), changes)?;
    work.bump()
}

fn named(work: &Work, key: &Key, label: &str) -> Result<String> {
    let label = label.trim();
    if label.is_empty() || label.chars().count() > LONGEST {
        return Err(Error::invalid("label", "length", said!("settings-length", most = LONGEST)));
    }
    let folded = meta::fold::fold(label);
    let taken = work.snapshot.roles.values().any(|role| role.key != *key && meta::fold::fold(&role.label) == folded);
    if taken { Err(Error::invalid("label", "duplicate", said!("settings-role-taken"))) } else { Ok(label.to_string()) }
}

fn copy(work: &mut Work, from: &Key, to: &Key) -> Result<()> {
    existing(work, from)?;
    let snapshot = work.snapshot.clone();
    for module in snapshot.schema.catalogue.modules() {
        rows::put_right(work.tx, to, &module.key, snapshot.granted(from, module))?;
    }
    for ((module, field), level) in crate::access::stated_levels(&snapshot, from) {
        rows::put_field(work.tx, to, &module, &field, Some(level))?;
    }
    Ok(())
}
