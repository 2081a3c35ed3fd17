//! Links of a record being saved: do they lead to something, and what stands behind them.

use std::collections::BTreeMap;
use std::sync::Arc;

use meta::record::{LinkTitle, Values};
use meta::{FieldType, Filter, Key, Module, Op, Operand, Path, Test, Value};
use uuid::Uuid;
use words::{Said, said};

use super::draft::Draft;
use super::{read, together};
use crate::error::{FieldError, Result};
use crate::work::Work;

/// The value behind a path from a draft, seen by Kith itself: for formulas, conditions and search texts.
pub fn follow(work: &mut Work, draft: &Draft, path: &Path) -> Result<Value> {
    let steps = path.steps();
    let (Some(rest), Some(field)) = (steps.get(1..).filter(|rest| !rest.is_empty()), draft.module.field(path.first()))
    else {
        return Ok(draft.get(path.first()).clone());
    };
    let (target, id) = match (field.kind.target(), draft.get(&field.key)) {
        (Some(target), Value::Id(id)) => (target.to_string(), *id),
        (None, Value::Ref(module, id)) => (module.to_string(), *id),
        _ => return Ok(Value::Null),
    };
    let Some(target) = work.snapshot.module(&target).cloned() else { return Ok(Value::Null) };
    let rest = Path::join(rest);
    if let Some(value) = together::known(work, &target.key, id, &rest) {
        return Ok(value);
    }
    let scope = work.system();
    let record = read::load(work, &scope, &target, id, std::slice::from_ref(&rest))?;
    let value = record.map_or(Value::Null, |record| record.at(&rest).clone());
    together::remember(work, &target.key, id, &rest, &value);
    Ok(value)
}

/// Adds to given lists of links what stands there already and the actor does not see: nobody takes away unseen.
pub fn keep_unseen(work: &mut Work, module: &Arc<Module>, id: Uuid, mut given: Values) -> Result<Values> {
    let lists = module.fields.values().filter(|field| matches!(field.kind, FieldType::Links { .. }));
    let fields: Vec<Path> =
        lists.filter(|field| given.get(&field.key).is_some()).map(|f| Path::of(f.key.clone())).collect();
    if fields.is_empty() {
        return Ok(given);
    }
    let scope = work.scope();
    let Some(record) = read::load(work, &scope, module, id, &fields)? else { return Ok(given) };
    for (key, value) in record.values.iter() {
        let (Value::Ids(there), titles) = (value, record.link_titles(key)) else { continue };
        let unseen = there.iter().zip(titles).filter(|(_, title)| **title == LinkTitle::Restricted).map(|(id, _)| *id);
        let mut ids = if let Some(Value::Ids(ids)) = given.get(key) { ids.clone() } else { Vec::new() };
        let kept: Vec<Uuid> = unseen.filter(|id| !ids.contains(id)).collect();
        if !kept.is_empty() {
            ids.extend(kept);
            given.set(key.clone(), Value::Ids(ids));
        }
    }
    Ok(given)
}

/// Refuses links that were given and lead to nothing the actor may see, one statement for each module led to.
pub fn check(work: &mut Work, draft: &Draft, errors: &mut Vec<FieldError>) -> Result<()> {
    let mut wanted: BTreeMap<Key, Vec<(Key, Uuid)>> = BTreeMap::new();
    for (key, value) in draft.changes().iter() {
        let Some(field) = draft.module.field(key).filter(|field| !field.read_only) else { continue };
        let mut want = |module: &str, id: Uuid| {
            if let Ok(module) = Key::new(module) {
                wanted.entry(module).or_default().push((key.clone(), id));
            }
        };
        match value {
            Value::Id(id) => want(field.kind.target().unwrap_or_default(), *id),
            Value::Ref(module, id) => {
                let allowed =
                    matches!(&field.kind, meta::FieldType::Parent { to, .. } if to.is_empty() || to.contains(module));
                if !allowed {
                    errors.push(FieldError::new(
                        key,
                        "invalid",
                        said!("records-cannot-stand", module = module.as_str()),
                    ));
                } else {
                    want(module, *id);
                }
            }
            Value::Ids(ids) => {
                if let meta::FieldType::Links { to, .. } = &field.kind {
                    // What stood there before may stay, even where the actor does not see it.
                    let had = draft.was(key);
                    let kept = |id: &Uuid| matches!(had, Value::Ids(had) if had.contains(id));
                    ids.iter().filter(|id| !kept(id)).for_each(|id| want(to, *id));
                }
            }
            _ => {}
        }
    }
    for (module, mut links) in wanted {
        let oneself = |id: &Uuid| module == "user" && work.actor.user == Some(*id);
        links.retain(|(_, id)| !oneself(id) && !together::is_seen(work, draft, &module, *id));
        if links.is_empty() {
            continue;
        }
        let found = existing(work, &draft.module.key, &module, links.iter().map(|(_, id)| *id).collect())?;
        together::note_seen(work, draft, &module, &found);
        for (field, id) in links {
            if !found.contains(&id) {
                errors.push(FieldError::new(&field, "not_found", missing(draft, &module, &field, id)));
            }
        }
    }
    Ok(())
}

fn missing(draft: &Draft, module: &Key, field: &Key, id: Uuid) -> Said {
    match draft.module.field(field).map(|field| &field.kind) {
        Some(FieldType::Stage) => {
            let many = draft.module.label.many.to_lowercase();
            said!("records-no-stage", id = id.to_string(), modules = many)
        }
        _ => said!("records-no-record", module = module.as_str(), id = id.to_string()),
    }
}

/// Which of these records are there for the actor to see, for links of records of the module `from`; of stages, those of
/// its own pipelines.
pub(super) fn existing(work: &mut Work, from: &Key, module: &Key, ids: Vec<Uuid>) -> Result<Vec<Uuid>> {
    let Some(module) = work.snapshot.module(module).cloned() else { return Ok(Vec::new()) };
    let count = ids.len();
    let mut filter = Filter::any_of(Key::of("id"), ids.into_iter().map(Value::Id).collect());
    if module.key == "stage" {
        let path = Path::parse("pipeline.module").expect("a path");
        let own = Operand::One(Value::Text(from.to_string()));
        filter = filter.and(Filter::Test(Test { path, op: Op::Eq, operand: own }));
    }
    let scope = work.scope();
    Ok(read::find(work, &scope, &module, filter, &[], count)?.into_iter().map(|record| record.id).collect())
}
