//! Creating and changing records: the one path by which any field of any module takes a value.

use std::sync::Arc;

use meta::record::Values;
use meta::{FieldType, Filter, Key, Module, Op, Path, Record, Value};
use store::audit::Action;
use uuid::Uuid;
use words::said;

use super::draft::Draft;
use super::{audit, base, check, derive, lines, links, read, rollups, title};
use crate::error::{Error, Result};
use crate::work::Work;
use crate::{behaviour, renewal};

/// A record to be made.
#[derive(Debug, Clone, Default)]
pub struct New {
    /// Its identity, when the caller made one.
    pub id: Option<Uuid>,
    /// Its values.
    pub values: Values,
    /// Where it comes from: `page`, `api`, `import`…
    pub source: &'static str,
}

/// Makes a record.
pub fn create(work: &mut Work, module: &str, new: New) -> Result<Record> {
    let module = work.module(module)?;
    if !work.actor.rights.may_create(&module.key) {
        return Err(Error::Forbidden(said!("records-may-not-create", modules = module.label.many.to_lowercase())));
    }
    make(work, module, new)
}

/// Makes a record whatever the actor's right to create in its module: for lines, which belong to their parent.
pub(super) fn make(work: &mut Work, module: Arc<Module>, new: New) -> Result<Record> {
    let id = new.id.unwrap_or_else(Uuid::now_v7);
    if id.get_version_num() != 7 {
        return Err(Error::invalid("id", "invalid", said!("records-uuid")));
    }
    let mut draft = Draft::new(module, id);
    defaults(work, &mut draft, new.source);
    check::give(work, &mut draft, new.values)?;
    lines::complete(work, &mut draft)?;
    stamp(work, &mut draft);
    save(work, &mut draft)?;
    Ok(record(draft))
}

/// Changes a record: only what is given, only where it differs. `expected` is the version the caller read.
pub fn update(work: &mut Work, module: &str, id: Uuid, values: Values, expected: Option<i64>) -> Result<Record> {
    let module = work.module(module)?;
    let draft = open(work, &module, id)?;
    changed(work, draft, values, expected)
}

/// Gives a record values that it had before.
pub fn put_back(work: &mut Work, module: &str, id: Uuid, values: Values) -> Result<Record> {
    let module = work.module(module)?;
    let mut draft = open(work, &module, id)?;
    draft.goes_back = true;
    changed(work, draft, values, None)
}

fn changed(work: &mut Work, draft: Draft, values: Values, expected: Option<i64>) -> Result<Record> {
    let (module, id) = (draft.module.clone(), draft.id);
    let current = draft.before.as_ref().map_or(0, |record| record.version);
    if let Some(given) = expected.filter(|given| *given != current) {
        return Err(Error::Stale { current, given });
    }
    may_edit(work, &module, id)?;
    if !draft.was("deleted_at").is_empty() {
        return Err(Error::Conflict(said!("records-in-bin")));
    }
    let values = links::keep_unseen(work, &module, id, values)?;
    change(work, draft, values)
}

/// Changes an opened record whatever the actor's right to edit it.
pub(super) fn change(work: &mut Work, mut draft: Draft, values: Values) -> Result<Record> {
    check::give(work, &mut draft, values)?;
    lines::complete(work, &mut draft)?;
    save(work, &mut draft)?;
    Ok(record(draft))
}

/// A visible record, locked, as a draft with all its stored values.
pub(super) fn open(work: &mut Work, module: &Arc<Module>, id: Uuid) -> Result<Draft> {
    let scope = work.scope();
    read::load(work, &scope, module, id, &[])?.ok_or_else(|| read::missing(module, id))?;
    open_any(work, module, id)
}

/// Any record, locked, as a draft with all its stored values.
pub(super) fn open_any(work: &mut Work, module: &Arc<Module>, id: Uuid) -> Result<Draft> {
    open_all(work, module, &[id])?.pop().ok_or_else(|| read::missing(module, id))
}

/// Those of some records that are there, locked, as drafts with all their stored values.
pub(super) fn open_all(work: &mut Work, module: &Arc<Module>, ids: &[Uuid]) -> Result<Vec<Draft>> {
    store::rows::lock(work.tx, module, ids)?;
    let scope = work.system();
    let mut records = read::all(work, &scope, module, ids, &stored(module))?;
    lines::read_all(work, module, &mut records)?;
    Ok(records.into_iter().map(|before| Draft::of(module.clone(), before)).collect())
}

/// The fields that are kept for a record, as paths.
pub(super) fn stored(module: &Module) -> Vec<Path> {
    let kept = module.fields.values().filter(|field| !matches!(field.kind, FieldType::Lookup { .. }));
    kept.map(|field| Path::of(field.key.clone())).collect()
}

/// Refuses an actor who sees a record but may not change it.
pub(super) fn may_edit(work: &mut Work, module: &Arc<Module>, id: Uuid) -> Result<()> {
    let scope = store::Scope::of(&work.snapshot.schema, work.now, &work.actor.rights.edit);
    match read::load(work, &scope, module, id, &[])? {
        Some(_) => Ok(()),
        None => Err(Error::Forbidden(said!("records-may-not-change", module = module.label.one.to_lowercase()))),
    }
}

fn defaults(work: &Work, draft: &mut Draft, source: &'static str) {
    for field in draft.module.clone().fields.values() {
        if let Some(value) = &field.default {
            draft.set(&field.key, value.clone());
        }
    }
    draft.set("id", Value::Id(draft.id));
    draft.set("owner", work.actor.user.map_or(Value::Null, Value::Id));
    draft.set("source", Value::Text(source.to_string()));
}

/// Sets the system's own columns of a new record.
fn stamp(work: &Work, draft: &mut Draft) {
    let who = work.actor.user.map_or(Value::Null, Value::Id);
    draft.set("created_at", Value::Time(work.now));
    draft.set("created_by", who);
    draft.set("version", Value::Int(1));
}

/// Everything a change entails, in order: behaviour, derived values, checks, row, lines, search, audit, parents.
fn save(work: &mut Work, draft: &mut Draft) -> Result<()> {
    follow_owner(work, draft);
    behaviour::before_save(work, draft)?;
    derive::numbers(work, draft)?;
    rollups::begin(work, draft);
    derive::formulas(work, draft)?;
    base::follow_day(work, draft);
    check::whole(work, draft)?;
    if !draft.is_new() && audit::told(draft, &draft.changes()).is_empty() {
        return Ok(());
    }
    draft.set("updated_at", Value::Time(work.now));
    draft.set("updated_by", work.actor.user.map_or(Value::Null, Value::Id));
    if let Value::Int(version) = *draft.get("version") {
        draft.set("version", Value::Int(if draft.is_new() { 1 } else { version + 1 }));
    }
    let shares = rollups::shares(work, draft, draft.is_new())?;
    keep(work, draft)?;
    behaviour::after_save(work, draft)?;
    renewal::follow(work, draft)?;
    rollups::follow(work, draft, shares)
}

/// Writes the row with all that stands beside it; what one record takes goes at once, unless it has lines, which are
/// records themselves.
fn keep(work: &mut Work, draft: &mut Draft) -> Result<()> {
    let lines = draft.module.fields.values().any(|field| matches!(field.kind, FieldType::Children { .. }));
    let began = !lines && work.tx.begin_gathering();
    let action = if draft.is_new() { Action::Create } else { Action::Update };
    let done =
        write(work, draft).and_then(|()| lines::write(work, draft)).and_then(|()| audit::saved(work, draft, action));
    let sent = work.tx.end_gathering(began, done.is_ok()).map_err(|error| check::duplicate(draft, error));
    done.and(sent)
}

/// A record belongs to its owner's team unless a team was given with it.
fn follow_owner(work: &Work, draft: &mut Draft) {
    if draft.gave("team") || !draft.changed("owner") || draft.module.key == "user" || draft.module.key == "team" {
        return;
    }
    let owner = draft.get("owner").id();
    let team = owner.and_then(|id| work.snapshot.people.get(id)).and_then(|person| person.team);
    draft.set("team", team.map_or(Value::Null, Value::Id));
}

fn write(work: &mut Work, draft: &Draft) -> Result<()> {
    let values = columns(draft);
    base::learn(work, &values)?;
    let to_base = base::of(work, draft);
    let written = if draft.is_new() {
        let rid = store::rows::insert(work.tx, &draft.module, draft.id, &title::title(draft), &values, &to_base);
        rid.map(Some)
    } else {
        let renamed = title::title_changed(draft).then(|| title::title(draft));
        let done = store::rows::update(work.tx, &draft.module, draft.id, renamed.as_deref(), &values, &to_base);
        done.map(|()| None)
    };
    let rid = written.map_err(|error| check::duplicate(draft, error))?;
    if title::search_changed(draft) {
        let text = title::search_text(work, draft)?;
        match rid {
            Some(rid) => store::search::begin(work.tx, &draft.module, rid, &text)?,
            None => {
                let rid = store::rows::rid(work.tx, &draft.module, draft.id)?;
                store::search::index(work.tx, &draft.module, rid, &text)?;
            }
        }
    }
    Ok(())
}

/// The changes that stand in the record's own row; lines are rows of their own.
pub(super) fn columns(draft: &Draft) -> Values {
    let lines = |key: &Key| matches!(draft.module.field(key).map(|f| &f.kind), Some(FieldType::Children { .. }));
    draft.touches().into_iter().filter(|(key, _)| !lines(key)).collect()
}

fn record(draft: Draft) -> Record {
    let version = match draft.get("version") {
        Value::Int(version) => *version,
        _ => 1,
    };
    Record {
        module: draft.module.key.clone(),
        id: draft.id,
        version,
        title: title::title(&draft),
        values: draft.values().clone(),
        joined: Vec::new(),
        titles: Vec::new(),
    }
}

/// The records outside the bin that hold a value in a field, at most two: for matching.
pub fn matching(work: &mut Work, module: &Arc<Module>, field: &Key, value: &Value) -> Result<Vec<Record>> {
    let filter = Filter::test(field.clone(), Op::Eq, value.clone());
    let scope = work.scope();
    read::find(work, &scope, module, filter, &[], 2)
}
