//! What records that stand in a report are called, as far as the reader may see them.

use std::collections::HashMap;

use meta::{Filter, Key, Op, Path, Record, Value};
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

/// Every stage a pipeline has or had.
pub fn stages(work: &mut Work, pipeline: Uuid) -> Result<Vec<Uuid>> {
    let Some(module) = work.snapshot.module("stage").cloned() else { return Ok(Vec::new()) };
    let filter = Filter::test(Key::of("pipeline"), Op::Eq, Value::Id(pipeline));
    let query = Query { filter, sort: Vec::new(), fields: Vec::new(), limit: BATCH, after: None, bin: Bin::Both };
    let scope = work.system();
    Ok(page::page(work.tx, &scope, &module, &query)?.records.into_iter().map(|record| record.id).collect())
}
