//! Records with those behind their links: one statement for each module led to, however many records there are.

use std::collections::{BTreeMap, HashMap};

use crm::{Result, Work, records};
use meta::record::LinkTitle;
use meta::{FieldType, Key, Record, Value};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::question::Question;
use super::view::{View, leads};

/// Most ids asked for in one statement.
const MOST: usize = 1_000;

type Found = HashMap<(Key, Uuid), Json>;

/// Writes records, those behind the links of the question under `_expanded`, and fields by the names asked for.
pub fn written(work: &mut Work, view: &View, records: &[Record], question: &Question) -> Result<Vec<Json>> {
    let expand = &question.expand;
    let found = fetch(work, view, records, expand)?;
    let with = |record: &Record| {
        let mut out = view.record(record);
        for (path, names) in &question.renamed {
            if let Some(value) = out.remove(&path.to_string()) {
                out.extend(names.iter().map(|name| (name.clone(), value.clone())));
            }
        }
        if !expand.is_empty() {
            let behind = expand.iter().map(|field| (field.to_string(), behind(view, record, field, &found)));
            out.insert("_expanded".into(), Json::Object(behind.collect::<Map<String, Json>>()));
        }
        Json::Object(out)
    };
    Ok(records.iter().map(with).collect())
}

fn fetch(work: &mut Work, view: &View, records: &[Record], expand: &[Key]) -> Result<Found> {
    let mut wanted: BTreeMap<Key, Vec<Uuid>> = BTreeMap::new();
    for record in records {
        for field in expand {
            for (module, id) in linked(view, record, field) {
                wanted.entry(module).or_default().push(id);
            }
        }
    }
    let mut found = Found::new();
    for (module, mut ids) in wanted {
        if !view.rights.may_read(&module) {
            continue;
        }
        ids.sort_unstable();
        ids.dedup();
        for some in ids.chunks(MOST) {
            for record in records::several(work, &module, some.to_vec())? {
                found.insert((module.clone(), record.id), Json::Object(view.record(&record)));
            }
        }
    }
    Ok(found)
}

/// The records a field of a record leads to, as far as the actor may see them.
fn linked(view: &View, record: &Record, field: &Key) -> Vec<(Key, Uuid)> {
    let module = view.snapshot.module(&record.module);
    let kind = module.and_then(|module| module.field(field)).map(|field| &field.kind);
    let Some(to) = kind.and_then(leads) else { return Vec::new() };
    let all = match (record.get(field), to.first()) {
        (Value::Id(id), Some(module)) => vec![(module.clone(), *id)],
        (Value::Ids(ids), Some(module)) => ids.iter().map(|id| (module.clone(), *id)).collect(),
        (Value::Ref(module, id), _) => vec![(module.clone(), *id)],
        _ => Vec::new(),
    };
    let titles = record.link_titles(field);
    let seen = |at: usize| titles.get(at).is_none_or(|title| *title != LinkTitle::Restricted);
    all.into_iter().enumerate().filter(|(at, _)| seen(*at)).map(|(_, link)| link).collect()
}

fn behind(view: &View, record: &Record, field: &Key, found: &Found) -> Json {
    let mut there = linked(view, record, field).into_iter().filter_map(|link| found.get(&link).cloned());
    let module = view.snapshot.module(&record.module);
    let kind = module.and_then(|module| module.field(field)).map(|field| field.kind.shown());
    match kind {
        Some(FieldType::Links { .. }) => there.collect(),
        _ => there.next().unwrap_or(Json::Null),
    }
}
