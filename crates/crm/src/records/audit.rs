//! What a change leaves in the audit trail: each field's value before and after, in the form of the API.

use meta::record::Values;
use meta::{FieldType, Key, Value};
use serde_json::{Map, Value as Json, json};
use store::audit::{Action, Change};

use super::draft::Draft;
use crate::acts;
use crate::error::Result;
use crate::work::Work;

/// The changes people are told of: derived values and the system's own marks follow by themselves.
pub fn told(draft: &Draft, changes: &Values) -> Vec<Key> {
    let tells = |key: &Key| {
        let Some(field) = draft.module.field(key) else { return false };
        !field.kind.derived()
            && !matches!(key.as_str(), "version" | "created_at" | "created_by" | "updated_at" | "updated_by")
    };
    changes.iter().map(|(key, _)| key).filter(|key| tells(key)).cloned().collect()
}

/// Writes a saved draft into the trail.
pub fn saved(work: &mut Work, draft: &Draft, action: Action) -> Result<()> {
    let changes = draft.changes();
    let mut body = Map::new();
    for key in told(draft, &changes) {
        body.insert(key.to_string(), json!([written(draft.was(&key)), written(draft.get(&key))]));
    }
    let version = if let Value::Int(version) = draft.get("version") { *version } else { 1 };
    write(work, draft, action, version, body)
}

/// Writes what happened to a record as a whole.
pub fn happened(work: &mut Work, draft: &Draft, action: Action, body: Map<String, Json>) -> Result<()> {
    let version = draft.before.as_ref().map_or(1, |record| record.version);
    write(work, draft, action, version, body)
}

fn write(work: &mut Work, draft: &Draft, action: Action, version: i64, body: Map<String, Json>) -> Result<()> {
    acts::ensure(work)?;
    let change = Change {
        act: work.act,
        at: work.now,
        actor: work.actor.person(),
        module: &draft.module.key,
        record: draft.id,
        action,
        version,
        changes: Json::Object(body).to_string(),
    };
    store::audit::append(work.tx, &change)?;
    Ok(())
}

/// A value for the trail; of owned lines only their ids, since each line has a trail of its own.
fn written(value: &Value) -> Json {
    match value {
        Value::Lines(lines) => lines.iter().filter_map(|line| line.id).map(|id| json!(id)).collect(),
        value => meta::json::write(value),
    }
}

/// Whether a field's value in the trail can be put back by itself.
pub fn restorable(kind: &FieldType) -> bool {
    !kind.derived() && !matches!(kind, FieldType::Children { .. })
}
