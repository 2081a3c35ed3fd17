//! What happened to a record. Of changed links those to records that the caller may not see are left out, as they are
//! of the record itself.

use std::collections::{HashMap, HashSet};

use axum::extract::{self, RawQuery, State};
use crm::records::{self, Change, Entry};
use crm::{Error, Result, Work};
use meta::json::Context;
use meta::{Key, Module, Value};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::caller::Caller;
use super::lists::limit_and;
use super::reply::{Answered, Reply};
use super::view::leads;
use super::{id, instant};
use crate::app::App;

/// `GET /{module}/{id}/history`, of records in the bin too.
pub async fn index(
    State(app): State<App>,
    Caller(actor): Caller,
    extract::Path((module, record)): extract::Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answered {
    let (limit, cursor) = limit_and(&query, "cursor")?;
    let stale = |_| Error::bad("cursor", "invalid", "this cursor is not valid here: start again from the first page");
    let cursor = cursor.map(|text| text.parse::<i64>().map_err(stale)).transpose()?;
    let reply = app.crm().read(&actor, move |work| {
        let module = work.module(&module)?;
        let record = id(&module, &record)?;
        let (entries, next) = records::history(work, &module.key, record, cursor, limit)?;
        let seen = seen(work, &module, &entries)?;
        let data: Vec<Json> = entries.iter().map(|one| entry(&module, one, &seen)).collect();
        Ok(Reply::of(&json!({ "data": data, "next": next.map(|nr| nr.to_string()) })))
    });
    Ok(reply.await?)
}

/// The records that changed links lead to, as far as the actor sees them.
fn seen(work: &mut Work, module: &Module, entries: &[Entry]) -> Result<HashSet<Uuid>> {
    let mut wanted: HashMap<Key, Vec<Uuid>> = HashMap::new();
    for change in entries.iter().flat_map(|entry| &entry.changes) {
        let to = module.field(&change.field).and_then(|field| leads(&field.kind)).unwrap_or_default();
        for value in [&change.before, &change.after] {
            match (link(module, &change.field, value), to.first()) {
                (Value::Ref(module, id), _) => wanted.entry(module).or_default().push(id),
                (Value::Id(id), Some(to)) => wanted.entry(to.clone()).or_default().push(id),
                (Value::Ids(ids), Some(to)) => wanted.entry(to.clone()).or_default().extend(ids),
                _ => {}
            }
        }
    }
    let mut seen = HashSet::new();
    for (module, ids) in wanted {
        seen.extend(records::titles(work, &module, ids)?.into_keys());
    }
    Ok(seen)
}

/// A changed value, when it is a link.
fn link(module: &Module, field: &Key, json: &Json) -> Value {
    let kind = module.field(field).map(|field| &field.kind).filter(|kind| leads(kind).is_some());
    kind.and_then(|kind| kind.from_json(json, &Context::default()).ok()).unwrap_or_default()
}

fn entry(module: &Module, entry: &Entry, seen: &HashSet<Uuid>) -> Json {
    let changes = entry.changes.iter().map(|change| told(module, change, seen));
    json!({
        "act": entry.act, "kind": entry.kind, "summary": crm::acts::summary(&entry.summary).map_or_else(String::new, |said| said.english()), "undone_by": entry.undone_by,
        "at": instant(&entry.at), "actor": entry.actor, "as_user": entry.as_user, "action": entry.action.as_str(),
        "version": entry.version, "changes": changes.collect::<Vec<_>>(), "erased": entry.erased,
    })
}

fn told(module: &Module, change: &Change, seen: &HashSet<Uuid>) -> Json {
    let open = |json: &Json| match link(module, &change.field, json) {
        Value::Id(id) | Value::Ref(_, id) if !seen.contains(&id) => Json::Null,
        Value::Ids(ids) => ids.iter().filter(|id| seen.contains(id)).map(|id| json!(id)).collect(),
        _ => json.clone(),
    };
    let (before, after) = (open(&change.before), open(&change.after));
    let restricted = before != change.before || after != change.after;
    let mut told = json!({ "field": change.field, "before": before, "after": after });
    if restricted {
        told["restricted"] = json!(true);
    }
    told
}
