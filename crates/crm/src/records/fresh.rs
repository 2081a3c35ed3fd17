//! A record just made, as reading it would give it, mostly without reading it: what was saved says all there is where
//! nothing is worked out by statements and the actor sees everything that it leads to.

use meta::record::Values;
use meta::{FieldType, Module, Path, Record, Value};
use store::Scope;

use super::{list, read};
use crate::error::Result;
use crate::work::Work;

/// What [`get`](super::get) would give now of a record just made, without what links are called.
pub fn as_made(work: &mut Work, made: &Record) -> Result<Record> {
    match said(work, made)? {
        Some(known) if !cfg!(debug_assertions) => Ok(known),
        known => {
            let read = read::get(work, &made.module, made.id, &[])?;
            debug_assert!(
                known.is_none_or(|known| known.values == read.values),
                "what was saved of {} is not what is read",
                made.id
            );
            Ok(read)
        }
    }
}

fn said(work: &Work, made: &Record) -> Result<Option<Record>> {
    let module = work.module(&made.module)?;
    let fields: Vec<Path> = module.fields.keys().cloned().map(Path::of).collect();
    let visible = list::visible(work, &module, &fields);
    let scope = work.scope();
    if !scope.sees_all(&module.key) || !visible.iter().all(|path| is_said(&scope, &module, path, made)) {
        return Ok(None);
    }
    let values: Values = visible.iter().map(|path| (path.first().clone(), made.get(path.first()).clone())).collect();
    Ok(Some(Record { values, joined: Vec::new(), titles: Vec::new(), ..made.clone() }))
}

/// Whether what was saved says what a field holds for the actor.
fn is_said(scope: &Scope, module: &Module, path: &Path, made: &Record) -> bool {
    let Some(field) = module.field(path.first()) else { return false };
    let computed = scope.schema.computed().contains_key(&(module.key.clone(), field.key.clone()));
    let elsewhere = matches!(field.kind, FieldType::Lookup { .. } | FieldType::Children { .. });
    let target = match (made.get(&field.key), &field.kind) {
        (Value::Ref(module, _), _) => Some(module.as_str()),
        (Value::Ids(_), FieldType::Links { to, .. }) => Some(to.as_str()),
        (Value::Id(_), kind) => kind.target(),
        _ => None,
    };
    !computed && !elsewhere && target.is_none_or(|target| scope.sees_all(target))
}
