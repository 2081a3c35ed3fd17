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

/// The values that may be saved over the record as it is now, and the clashes somebody must decide.
pub fn merge(work: &mut Work, scene: &Scene, now: &Record, values: Values, since: i64) -> Result<(Values, Vec<Clash>)> {
    let before = before(work, scene, now, since)?;
    let (mut mine, mut clashes) = (Values::new(), Vec::new());
    for (key, value) in values {
        match before.get(&key) {
            None => mine.set(key, value),
            Some(was) if same(was, &value) || same(now.get(&key), &value) => {}
            Some(_) => clashes.push(Clash { theirs: now.get(&key).clone(), mine: value, field: key }),
        }
    }
    Ok((mine, clashes))
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
