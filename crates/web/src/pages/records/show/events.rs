//! What happened with a record, from its history, its stages, its notes and its finished tasks, newest first.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use crm::pipelines::Stay;
use crm::records::{self, Entry, ListQuery};
use crm::{Result, Work};
use meta::json::Context;
use meta::layout::SortKey;
use meta::{Filter, Key, Op, Path, Record, Value};
use uuid::Uuid;

use super::read::hanging;
use crate::pages::records::Scene;

/// Happenings of each kind that are read for all of them, and for one kind alone.
const EACH: usize = 30;
const ALONE: usize = 60;

/// Of which kind the happenings are that a timeline shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Only {
    /// Of every kind.
    #[default]
    All,
    /// Notes.
    Notes,
    /// Tasks that were done.
    Tasks,
    /// Values that changed, and what was done with the record as a whole.
    Changes,
    /// Moves to another stage.
    Stages,
}

impl Only {
    /// All of them, in the order they are offered.
    pub const ALL: [Only; 5] = [Only::All, Only::Notes, Only::Tasks, Only::Changes, Only::Stages];

    /// The kind that an address names; every kind where it names none.
    pub fn of(key: &str) -> Only {
        Only::ALL.into_iter().find(|only| only.key() == key).unwrap_or_default()
    }

    /// By what an address names it; nothing for every kind.
    pub fn key(self) -> &'static str {
        match self {
            Only::All => "",
            Only::Notes => "notes",
            Only::Tasks => "tasks",
            Only::Changes => "changes",
            Only::Stages => "stages",
        }
    }

    fn takes(self, kind: Only) -> bool {
        self == Only::All || self == kind
    }

    fn most(self) -> usize {
        if self == Only::All { EACH } else { ALONE }
    }
}

/// One happening.
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None` for Kith itself.
    pub who: Option<Uuid>,
    /// What.
    pub what: What,
}

/// What happened.
pub enum What {
    /// The record was made.
    Created,
    /// Something was done to it as a whole: the message that says so.
    Did(&'static str),
    /// Values changed.
    Changed(Vec<Change>),
    /// It moved to a stage; how many days it had stood in the one before.
    Stage { to: Uuid, after: Option<(Uuid, i64)> },
    /// Somebody wrote a note.
    Note { id: Uuid, text: String, pinned: bool },
    /// A task was done.
    Task { id: Uuid, subject: String },
}

/// A value that changed.
pub struct Change {
    /// The field.
    pub field: Key,
    /// Before.
    pub before: Value,
    /// Afterwards.
    pub after: Value,
}

/// The newest happenings, and whether there may be earlier ones of the kind.
pub fn events(
    work: &mut Work,
    scene: &mut Scene,
    id: Uuid,
    stays: Option<&(Key, Vec<Stay>)>,
    only: Only,
) -> Result<(Vec<Event>, bool)> {
    let (mut events, mut more) =
        if only.takes(Only::Changes) { changes(work, scene, id, stays, only)? } else { (Vec::new(), false) };
    let wanted = linked(scene, &events);
    scene.name(work, &wanted)?;
    if only.takes(Only::Stages) {
        events.extend(stays.map(|(_, stays)| moves(stays)).unwrap_or_default());
    }
    if only.takes(Only::Notes) {
        let (notes, earlier) = notes(work, scene, id, only.most())?;
        events.extend(notes);
        more |= earlier;
    }
    if only.takes(Only::Tasks) {
        let (tasks, earlier) = tasks(work, scene, id, only.most())?;
        events.extend(tasks);
        more |= earlier;
    }
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    more |= events.len() > 2 * EACH;
    events.truncate(2 * EACH);
    Ok((events, more))
}

/// What the history tells, and whether there is more of it.
fn changes(
    work: &mut Work,
    scene: &Scene,
    id: Uuid,
    stays: Option<&(Key, Vec<Stay>)>,
    only: Only,
) -> Result<(Vec<Event>, bool)> {
    let (history, next) = records::history(work, &scene.module.key, id, None, only.most())?;
    let stage = stays.map(|(field, _)| field);
    Ok((history.into_iter().filter_map(|entry| told(scene, entry, stage)).collect(), next.is_some()))
}

/// The words of an entry of the history that belongs into the timeline.
fn told(scene: &Scene, entry: Entry, stage: Option<&Key>) -> Option<Event> {
    let what = match entry.action.as_str() {
        "create" => What::Created,
        "update" => {
            let audited = |key: &Key| scene.module.field(key).is_some_and(|field| field.audit || field.key == "owner");
            let changes: Vec<Change> = entry
                .changes
                .iter()
                .filter(|change| Some(&change.field) != stage && audited(&change.field))
                .filter_map(|change| read(scene, change))
                .collect();
            if changes.is_empty() {
                return None;
            }
            What::Changed(changes)
        }
        "delete" => What::Did("record-event-deleted"),
        "restore" => What::Did("record-event-restored"),
        "share" => What::Did("record-event-shared"),
        "unshare" => What::Did("record-event-unshared"),
        _ => return None,
    };
    Some(Event { at: entry.at, who: entry.actor, what })
}

/// A change with its values.
pub fn read(scene: &Scene, change: &records::Change) -> Option<Change> {
    let field = scene.module.field(&change.field)?;
    let value = |json| field.kind.from_json(json, &Context::default()).unwrap_or_default();
    Some(Change { field: field.key.clone(), before: value(&change.before), after: value(&change.after) })
}

/// The records that changed links lead to.
fn linked(scene: &Scene, events: &[Event]) -> HashMap<Key, Vec<Uuid>> {
    let mut wanted = HashMap::new();
    for event in events {
        if let What::Changed(changes) = &event.what {
            changes.iter().for_each(|change| links_of(scene, change, &mut wanted));
        }
    }
    wanted
}

/// Adds the records that a changed link leads to.
pub fn links_of(scene: &Scene, change: &Change, wanted: &mut HashMap<Key, Vec<Uuid>>) {
    let Some(field) = scene.module.field(&change.field) else { return };
    let target = crate::components::fields::links::target(&field.kind).and_then(|target| Key::new(target).ok());
    for value in [&change.before, &change.after] {
        match (value, &target) {
            (Value::Id(id), Some(target)) => wanted.entry(target.clone()).or_default().push(*id),
            (Value::Ids(ids), Some(target)) => wanted.entry(target.clone()).or_default().extend(ids),
            (Value::Ref(module, id), _) => wanted.entry(module.clone()).or_default().push(*id),
            _ => {}
        }
    }
}

fn moves(stays: &[Stay]) -> Vec<Event> {
    let before = std::iter::once(None).chain(stays.iter().map(Some));
    let moved = before.zip(stays).map(|(before, stay)| {
        let after = before.map(|before| (before.stage, (stay.since - before.since).num_days()));
        Event { at: stay.since, who: stay.by, what: What::Stage { to: stay.stage, after } }
    });
    // The first stay began with the record itself.
    moved.skip(1).collect()
}

fn notes(work: &mut Work, scene: &Scene, id: Uuid, most: usize) -> Result<(Vec<Event>, bool)> {
    let fields = ["body", "pinned", "created_at", "created_by"];
    let (found, more) = newest(work, scene, id, ("note", &fields, "-created_at", Filter::Const(true)), most)?;
    let event = |note: Record| {
        let Value::Time(at) = *note.get("created_at") else { return None };
        let text = note.get("body").text().unwrap_or_default().to_string();
        let pinned = *note.get("pinned") == Value::Bool(true);
        Some(Event { at, who: note.get("created_by").id(), what: What::Note { id: note.id, text, pinned } })
    };
    Ok((found.into_iter().filter_map(event).collect(), more))
}

fn tasks(work: &mut Work, scene: &Scene, id: Uuid, most: usize) -> Result<(Vec<Event>, bool)> {
    if !scene.rights.sees(&Key::of("task"), &Key::of("status")) {
        return Ok((Vec::new(), false));
    }
    let done = Filter::test(Key::of("status"), Op::Eq, Value::Text("done".into()));
    let (found, more) =
        newest(work, scene, id, ("task", &["subject", "done_at", "updated_by"], "-done_at", done), most)?;
    let event = |task: Record| {
        let Value::Time(at) = *task.get("done_at") else { return None };
        Some(Event {
            at,
            who: task.get("updated_by").id(),
            what: What::Task { id: task.id, subject: task.title.clone() },
        })
    };
    Ok((found.into_iter().filter_map(event).collect(), more))
}

/// The newest records of a module that hang on this one, and whether there are others: module, fields, order, filter.
fn newest(
    work: &mut Work,
    scene: &Scene,
    id: Uuid,
    (target, fields, sort, filter): (&str, &[&str], &str, Filter),
    most: usize,
) -> Result<(Vec<Record>, bool)> {
    let Some(relation) = hanging(work, scene, target) else { return Ok((Vec::new(), false)) };
    let query = ListQuery {
        filter,
        sort: SortKey::parse(sort).into_iter().collect(),
        fields: fields.iter().filter_map(|path| Path::parse(path)).collect(),
        limit: most,
        ..ListQuery::default()
    };
    let page = records::related(work, &scene.module.key, id, &relation.name, &query)?;
    Ok((page.records, page.next.is_some()))
}
