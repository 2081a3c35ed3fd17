//! Reading single records.

use std::collections::HashMap;
use std::sync::Arc;

use meta::layout::SortKey;
use meta::{FieldType, Filter, Key, Module, Op, Path, Record, Value};
use store::Scope;
use store::page::{self, Bin, Query};
use uuid::Uuid;
use words::said;

use super::{lines, list};
use crate::error::{Error, Result};
use crate::reports::named;
use crate::work::Work;

/// A record the actor may see, with the fields asked for; with none, all the actor may see, owned lines included.
/// Records in the bin are found too: they say so by `deleted_at`.
pub fn get(work: &mut Work, module: &str, id: Uuid, fields: &[Path]) -> Result<Record> {
    let module = work.module(module)?;
    let all: Vec<Path>;
    let fields = if fields.is_empty() {
        all = module.fields.keys().cloned().map(Path::of).collect();
        &all
    } else {
        fields
    };
    let fields = list::visible(work, &module, fields);
    let scope = work.scope();
    let mut record = load(work, &scope, &module, id, &fields)?.ok_or_else(|| missing(&module, id))?;
    lines::read(work, &module, std::slice::from_mut(&mut record), &fields)?;
    Ok(record)
}

/// The error for a record that is not there or not visible.
pub(super) fn missing(module: &Module, id: Uuid) -> Error {
    Error::NotFound(said!("missing-record", module = module.label.one.to_lowercase(), id = id.to_string()))
}

/// A record as a scope sees it, in the bin or not, without its lines.
pub fn load(work: &mut Work, scope: &Scope, module: &Arc<Module>, id: Uuid, fields: &[Path]) -> Result<Option<Record>> {
    Ok(all(work, scope, module, &[id], fields)?.pop())
}

/// Those of some records that a scope sees, in the bin or not, without their lines.
pub fn all(work: &mut Work, scope: &Scope, module: &Arc<Module>, ids: &[Uuid], fields: &[Path]) -> Result<Vec<Record>> {
    let filter = match ids {
        [id] => Filter::test(Key::of("id"), Op::Eq, Value::Id(*id)),
        ids => Filter::any_of(Key::of("id"), ids.iter().copied().map(Value::Id).collect()),
    };
    let query =
        Query { filter, sort: Vec::new(), fields: fields.to_vec(), limit: ids.len(), after: None, bin: Bin::Both };
    Ok(page::few(work.tx, scope, module, &query)?)
}

/// Up to `limit` records outside the bin that satisfy a filter which finds few, as a scope sees them, newest first.
pub fn find(
    work: &mut Work,
    scope: &Scope,
    module: &Arc<Module>,
    filter: Filter,
    fields: &[Path],
    limit: usize,
) -> Result<Vec<Record>> {
    let query = Query { filter, sort: Vec::new(), fields: fields.to_vec(), limit, after: None, bin: Bin::Out };
    Ok(page::few(work.tx, scope, module, &query)?)
}

/// Records by their ids, in the bin or not, with all fields the actor may see but lines: one statement. Those the actor
/// does not see are left out.
pub fn several(work: &mut Work, module: &str, ids: Vec<Uuid>) -> Result<Vec<Record>> {
    let module = work.module(module)?;
    let own = module.fields.values().filter(|field| !matches!(field.kind, FieldType::Children { .. }));
    let fields: Vec<Path> = own.map(|field| Path::of(field.key.clone())).collect();
    let (fields, scope) = (list::visible(work, &module, &fields), work.scope());
    all(work, &scope, &module, &ids, &fields)
}

/// What records are called, in the bin or not, by id: those that the actor sees.
pub fn titles(work: &mut Work, module: &str, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>> {
    let scope = work.scope();
    let found = named::records(work, &scope, module, ids, &[])?;
    Ok(found.into_iter().map(|(id, record)| (id, record.title)).collect())
}

/// Up to `limit` records outside the bin that satisfy a filter, as a scope sees them, in an order.
pub fn sorted(
    work: &mut Work,
    scope: &Scope,
    module: &Arc<Module>,
    filter: Filter,
    fields: &[Path],
    sort: Vec<SortKey>,
    limit: usize,
) -> Result<Vec<Record>> {
    let query = Query { filter, sort, fields: fields.to_vec(), limit, after: None, bin: Bin::Out };
    Ok(page::page(work.tx, scope, module, &query)?.records)
}
