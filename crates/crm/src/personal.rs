//! What people keep for themselves: starred records, and those they looked at last. Read back under access, so that a
//! record that became invisible is simply not in the list.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use meta::{Filter, Key, Path, Value};
use store::personal::{self as rows, Kept};
use uuid::Uuid;
use words::said;

use crate::actor::Actor;
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::records;
use crate::work::Work;

/// A record in somebody's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its module.
    pub module: Key,
    /// The record.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// When it was starred, or looked at last.
    pub at: DateTime<Utc>,
}

/// A second look within this time is the same look.
const LOOK: Duration = Duration::minutes(1);

/// Stars a record that the actor sees.
pub fn star(work: &mut Work, module: &str, id: Uuid) -> Result<()> {
    let record = records::get(work, module, id, &[Path::of(Key::of("id"))])?;
    let (user, at) = (person(work.actor)?, work.now);
    Ok(rows::star(work.tx, user, &Kept { module: record.module, record: id, at })?)
}

/// Takes a star away, whether or not the record is still there.
pub fn unstar(work: &mut Work, id: Uuid) -> Result<()> {
    rows::unstar(work.tx, person(work.actor)?, id)?;
    Ok(())
}

/// Whether the actor starred a record.
pub fn is_starred(work: &mut Work, id: Uuid) -> Result<bool> {
    Ok(rows::is_starred(work.tx, person(work.actor)?, id)?)
}

/// The actor's starred records, newest star first.
pub fn stars(work: &mut Work) -> Result<Vec<Item>> {
    let kept = rows::stars(work.tx, person(work.actor)?)?;
    items(work, kept)
}

/// The records the actor looked at last, at most 50, newest first.
pub fn recents(work: &mut Work) -> Result<Vec<Item>> {
    let kept = rows::recents(work.tx, person(work.actor)?)?;
    items(work, kept)
}

/// The records of a module that the actor looked at last, newest first; none for whoever is nobody in particular.
pub fn recents_of(work: &mut Work, module: &str) -> Result<Vec<Item>> {
    let Some(user) = work.actor.user else { return Ok(Vec::new()) };
    let kept = rows::recents(work.tx, user)?;
    items(work, kept.into_iter().filter(|one| one.module == *module).collect())
}

/// Remembers that the actor looked at a record, which the caller has just read for them. Not waited for: nobody's page
/// is late for it. Looks through another's eyes are not theirs and leave no trace here.
pub fn visit(crm: &Crm, actor: &Actor, module: &Key, id: Uuid) {
    let (Some(user), None) = (actor.user, actor.impersonator) else { return };
    let seen = Kept { module: module.clone(), record: id, at: crm.now() };
    drop(crm.store().write(move |tx| match rows::visited(tx, user, id)? {
        Some(at) if seen.at - at < LOOK => Ok::<(), store::Error>(()),
        _ => rows::visit(tx, user, &seen),
    }));
}

/// What was kept, with titles, by one statement a module; what the actor does not see any more is left out.
fn items(work: &mut Work, kept: Vec<Kept>) -> Result<Vec<Item>> {
    let mut by_module: HashMap<Key, Vec<Value>> = HashMap::new();
    for one in &kept {
        by_module.entry(one.module.clone()).or_default().push(Value::Id(one.record));
    }
    let mut titles = HashMap::new();
    let scope = work.scope();
    for (module, ids) in by_module {
        let Ok(module) = work.module(&module) else { continue };
        let (count, these) = (ids.len(), Filter::any_of(Key::of("id"), ids));
        let found = records::find(work, &scope, &module, these, &[], count)?;
        titles.extend(found.into_iter().map(|record| (record.id, record.title)));
    }
    let item = |one: Kept| {
        let title = titles.remove(&one.record)?;
        Some(Item { module: one.module, id: one.record, title, at: one.at })
    };
    Ok(kept.into_iter().filter_map(item).collect())
}

fn person(actor: &Actor) -> Result<Uuid> {
    actor.user.ok_or_else(|| Error::Forbidden(said!("kith-no-records")))
}
