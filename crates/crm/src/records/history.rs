//! The history of a record: what was done to it, as far as the actor may see its fields.

use chrono::{DateTime, Utc};
use meta::{Key, Module, Path};
use serde_json::{Map, Value as Json};
use store::audit::{self, Action};
use uuid::Uuid;

use super::get;
use crate::acts;
use crate::error::Result;
use crate::work::Work;

/// One thing that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its place; the cursor of the page after it.
    pub nr: i64,
    /// The act it was part of.
    pub act: Uuid,
    /// What kind of act: `create`, `import`, `undo`…
    pub kind: String,
    /// What the act did, in one line; may be empty, and is for those who may not look into the act: it may name
    /// records they do not see.
    pub summary: String,
    /// The act that took the act back.
    pub undone_by: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None` for Kith itself.
    pub actor: Option<Uuid>,
    /// Through whose eyes, when an administrator acted as somebody else.
    pub as_user: Option<Uuid>,
    /// What was done.
    pub action: Action,
    /// The record's version afterwards.
    pub version: i64,
    /// The fields that changed, as far as the actor may see them, in the order of the module.
    pub changes: Vec<Change>,
    /// Whether the values were erased.
    pub erased: bool,
}

/// A field that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The field.
    pub field: Key,
    /// Its value before, in the form of the API.
    pub before: Json,
    /// Its value afterwards.
    pub after: Json,
}

/// What happened to a record the actor may see, newest first, with the cursor of the next page.
pub fn history(
    work: &mut Work,
    module: &str,
    id: Uuid,
    cursor: Option<i64>,
    limit: usize,
) -> Result<(Vec<Entry>, Option<i64>)> {
    let module = work.module(module)?;
    get(work, &module.key, id, &[Path::of(Key::of("id"))])?;
    let (mut entries, mut before) = (Vec::new(), cursor);
    loop {
        let page = audit::history(work.tx, id, before, limit + 1)?;
        let last = page.len() <= limit;
        for entry in page {
            before = Some(entry.nr);
            entries.extend(told(work, &module, entry));
            if entries.len() > limit {
                entries.truncate(limit);
                let next = entries.last().map(|entry: &Entry| entry.nr);
                return Ok((entries, next));
            }
        }
        if last {
            return Ok((entries, None));
        }
    }
}

/// The entry with what the actor may see of it; `None` when it changed only fields hidden from them.
fn told(work: &Work, module: &Module, entry: audit::Entry) -> Option<Entry> {
    let erased = entry.changes.is_none();
    let written: Map<String, Json> =
        entry.changes.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let named_now = |key: String| work.snapshot.names.field(&module.key, &key).map_or(key, ToString::to_string);
    let written: Map<String, Json> = written.into_iter().map(|(key, pair)| (named_now(key), pair)).collect();
    let nothing = written.is_empty();
    let seen = module.fields.keys().filter(|key| work.actor.rights.sees(&module.key, key));
    let changes: Vec<Change> = seen.filter_map(|key| change(key, written.get(key.as_str())?)).collect();
    if changes.is_empty() && !nothing && entry.action == Action::Update {
        return None;
    }
    Some(Entry {
        nr: entry.nr,
        act: entry.act,
        kind: entry.kind,
        summary: if acts::is_open(work.actor, entry.actor) { entry.summary } else { String::new() },
        undone_by: entry.undone_by,
        at: entry.at,
        actor: entry.actor,
        as_user: entry.as_user,
        action: entry.action,
        version: entry.version,
        changes,
        erased,
    })
}

fn change(field: &Key, pair: &Json) -> Option<Change> {
    Some(Change { field: field.clone(), before: pair.get(0)?.clone(), after: pair.get(1)?.clone() })
}
