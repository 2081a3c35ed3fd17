//! Two people at once: what others changed since a form was opened is kept, and only where both changed the same field is
//! somebody asked.

use std::collections::HashMap;

use crm::records;
use crm::{Result, Work};
use meta::json::Context;
use meta::record::Values;
use meta::{Key, Record, Value};

use super::sheet::Clash;
use crate::pages::records::Scene;

/// Most changes that are looked through.
const LOOKED_AT: usize = 200;

/// What came of laying a form over what others did meanwhile.
pub struct Merged {
    /// The values that may be saved.
    pub mine: Values,
    /// The fields that others changed and the form did not: theirs stay.
    pub theirs: Vec<Key>,
    /// The fields that both changed.
    pub clashes: Vec<Clash>,
}

/// Lays the values of a form, opened at a version, over the record as it is now.
pub fn merge(work: &mut Work, scene: &Scene, now: &Record, values: Values, since: i64) -> Result<Merged> {
    let before = before(work, scene, now, since)?;
    let mut merged = Merged { mine: Values::new(), theirs: Vec::new(), clashes: Vec::new() };
    for (key, value) in values {
        match before.get(&key) {
            None => merged.mine.set(key, value),
            Some(was) if same(was, &value) => merged.theirs.push(key),
            Some(_) if same(now.get(&key), &value) => {}
            Some(_) => merged.clashes.push(Clash { theirs: now.get(&key).clone(), mine: value, field: key }),
        }
    }
    Ok(merged)
}

fn same(a: &Value, b: &Value) -> bool {
    a == b || (a.is_empty() && b.is_empty())
}

/// What the fields that others changed since a version held before.
fn before(work: &mut Work, scene: &Scene, now: &Record, since: i64) -> Result<HashMap<Key, Value>> {
    let (entries, _) = records::history(work, &scene.module.key, now.id, None, LOOKED_AT)?;
    let mut before = HashMap::new();
    // Newest first, so that the oldest change after the version wins.
    for change in entries.into_iter().filter(|entry| entry.version > since).flat_map(|entry| entry.changes) {
        let Some(field) = scene.module.field(&change.field) else { continue };
        let value = field.kind.from_json(&change.before, &Context::default()).unwrap_or_default();
        before.insert(change.field, value);
    }
    Ok(before)
}
