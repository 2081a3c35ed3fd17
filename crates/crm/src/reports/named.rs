//! What records that stand in a report are called, as far as the reader may see them.

use std::collections::HashMap;

use meta::{Filter, Key, Path, Record};
use store::Scope;
use store::page::{self, Bin, Query};
use uuid::Uuid;

use crate::error::Result;
use crate::records;
use crate::work::Work;

/// Records asked for in one statement.
const BATCH: usize = 1_000;

/// The records with these ids that a scope sees, in the bin or not, by id.
pub fn records(
    work: &mut Work,
    scope: &Scope,
    module: &str,
    ids: impl IntoIterator<Item = Uuid>,
    fields: &[&'static str],
) -> Result<HashMap<Uuid, Record>> {
    let Some(module) = work.snapshot.module(module).cloned() else { return Ok(HashMap::new()) };
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let fields: Vec<Path> = fields.iter().map(|key| Path::of(Key::of(key))).collect();
    let mut found = HashMap::new();
    for ids in ids.chunks(BATCH) {
        let records = records::all(work, scope, &module, ids, &fields)?;
        found.extend(records.into_iter().map(|record| (record.id, record)));
    }
    Ok(found)
}

/// What was found by id with the names of those records, in order of rank, then of name; the nil id is for what has no
/// record.
pub fn ranked<T, R: Ord>(
    work: &mut Work,
    found: HashMap<Uuid, T>,
    module: &str,
    rank: impl Fn(&T) -> R,
) -> Result<Vec<(String, Option<Uuid>, T)>> {
    let (scope, lang) = (work.scope(), work.actor.language);
    let ids = found.keys().copied().filter(|id| !id.is_nil());
    let names = records(work, &scope, module, ids, &[])?;
    let named = found.into_iter().map(|(id, found)| {
        let some = (!id.is_nil()).then_some(id);
        let nobody = lang.text(if some.is_some() { "link-restricted" } else { "reports-nobody" });
        (names.get(&id).map_or(nobody.into(), |record| record.title.clone()), some, found)
    });
    let mut named: Vec<(String, Option<Uuid>, T)> = named.collect();
    named.sort_by(|a, b| rank(&a.2).cmp(&rank(&b.2)).then_with(|| (&a.0, a.1).cmp(&(&b.0, b.1))));
    Ok(named)
}

/// The stages that a filter keeps, those that were retired too.
pub fn stages(work: &mut Work, filter: Filter) -> Result<Vec<Uuid>> {
    let Some(module) = work.snapshot.module("stage").cloned() else { return Ok(Vec::new()) };
    let query = Query { filter, sort: Vec::new(), fields: Vec::new(), limit: BATCH, after: None, bin: Bin::Both };
    let scope = work.system();
    Ok(page::page(work.tx, &scope, &module, &query)?.records.into_iter().map(|record| record.id).collect())
}
