//! A record just made, as reading it would give it, mostly without reading it: what was saved says all there is where
//! nothing is worked out by statements and the actor sees everything that it leads to.

use meta::record::Values;
use meta::{FieldType, Module, Path, Record, Value};

use super::{list, read};
use crate::error::Result;
use crate::work::Work;

/// What [`get`](super::get) would give now of a record just made, without what links are called.
pub fn as_made(work: &mut Work, made: &Record) -> Result<Record> {
    let known = said(work, made)?;
    if known.is_none() || cfg!(debug_assertions) {
        let read = read::get(work, &made.module, made.id, &[])?;
        debug_assert!(
            known.is_none_or(|known| known.values == read.values),
            "what was saved of {} is not what is read",
            made.id
        );
        return Ok(read);
    }
    known.map_or_else(|| read::get(work, &made.module, made.id, &[]), Ok)
}

fn said(work: &Work, made: &Record) -> Result<Option<Record>> {
    let module = work.module(&made.module)?;
    let fields: Vec<Path> = module.fields.keys().cloned().map(Path::of).collect();
    let visible = list::visible(work, &module, &fields);
    if !work.scope().sees_all(&module.key) || !visible.iter().all(|path| is_said(work, &module, path, made)) {
        return Ok(None);
    }
    let values: Values = visible.iter().map(|path| (path.first().clone(), made.get(path.first()).clone())).collect();
    Ok(Some(Record { values, joined: Vec::new(), titles: Vec::new(), ..made.clone() }))
}

/// Whether what was saved says what a field holds for the actor.
fn is_said(work: &Work, module: &Module, path: &Path, made: &Record) -> bool {
    let Some(field) = module.field(path.first()) else { return false };
    let computed = work.snapshot.schema.computed().contains_key(&(module.key.clone(), field.key.clone()));
    let elsewhere = matches!(field.kind, FieldType::Lookup { .. } | FieldType::Children { .. });
    let target = match made.get(&field.key) {
        Value::Id(_) | Value::Ids(_) => field.kind.target(),
        Value::Ref(module, _) => Some(module.as_str()),
        _ => None,
    };
    !computed && !elsewhere && target.is_none_or(|target| work.scope().sees_all(target))
}
