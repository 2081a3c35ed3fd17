//! What an act changed, as far as the reader may see the records.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};
use store::audit::{self, Action};
use uuid::Uuid;

use super::{Act, mine};
use crate::error::Result;
use crate::reports::named;
use crate::work::Work;

/// One change of an act.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its place; the cursor of the page after it.
    pub nr: i64,
    /// The module, or what was set: `role`, `company`.
    pub module: String,
    /// The record.
    pub record: Uuid,
    /// What it is called; `None` when the reader may not see it, or it is none.
    pub title: Option<String>,
    /// What was done.
    pub action: Action,
    /// The fields that changed, each with its values before and after; for others than administrators only those of
    /// records they see, without fields that are hidden from them.
    pub changes: Vec<(String, Json, Json)>,
}

/// An act with its changes, last first, at most `limit` before the one numbered `before`.
pub fn of(work: &mut Work, id: Uuid, before: Option<i64>, limit: usize) -> Result<(Act, Vec<Step>)> {
    let act = mine(work.tx, work.actor, id)?;
    let rows = audit::steps(work.tx, id, before, limit)?;
    let mut by_module: HashMap<String, Vec<Uuid>> = HashMap::new();
    for row in &rows {
        by_module.entry(row.module.clone()).or_default().push(row.record);
    }
    let mut titles = HashMap::new();
    for (module, ids) in by_module {
        let scope = work.scope();
        let found = named::records(work, &scope, &module, ids, &[])?;
        titles.extend(found.into_iter().map(|(id, record)| (id, record.title)));
    }
    let step = |row: audit::Step| {
        let title = titles.get(&row.record).cloned();
        let changes = changes(work, &row, title.is_some());
        Step { nr: row.nr, module: row.module, record: row.record, title, action: row.action, changes }
    };
    Ok((act, rows.into_iter().map(step).collect()))
}

fn changes(work: &Work, row: &audit::Step, seen: bool) -> Vec<(String, Json, Json)> {
    let written: Map<String, Json> =
        row.changes.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let module = work.snapshot.module(&row.module);
    let told = |field: &str| match module.and_then(|module| Some((module, module.field(field)?))) {
        _ if work.actor.is_administrator() => true,
        Some((module, field)) => seen && work.actor.rights.sees(&module.key, &field.key),
        None => false,
    };
    let pair = |pair: &Json, at: usize| pair.get(at).cloned().unwrap_or(Json::Null);
    let told = written.iter().filter(|(field, _)| told(field));
    told.map(|(field, both)| (field.clone(), pair(both, 0), pair(both, 1))).collect()
}
