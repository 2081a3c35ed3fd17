//! Together: many records made in one transaction share what each would look up for itself, and rollups above them move
//! once for all of them.
//!
//! What is remembered of other modules' records is what they held when it was first read; nobody in the transaction may
//! change those records otherwise than by their rollups. Of the module's own records nothing is remembered.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use meta::{Key, Module, Path, Value};
use uuid::Uuid;

use super::draft::Draft;
use super::rollups::{self, Stale};
use super::{links, read};
use crate::error::{Error, Result};
use crate::work::Work;

/// What records made together share.
#[derive(Debug)]
pub struct Together {
    /// The module they belong to.
    module: Key,
    /// Records that the actor sees, as links may lead to them.
    seen: HashSet<(Key, Uuid)>,
    /// What stands behind links, as Kith itself sees it.
    behind: HashMap<(Key, Uuid, Path), Value>,
    /// What rollups of other records must move by.
    pub(super) moves: Stale,
}

/// Makes records of a module together. An error must take back the whole transaction.
pub fn together<T>(work: &mut Work, module: &Key, part: impl FnOnce(&mut Work) -> Result<T>) -> Result<T> {
    let shared = Together { module: module.clone(), seen: HashSet::new(), behind: HashMap::new(), moves: Stale::new() };
    let Work { actor, snapshot, now, secret, act, .. } = *work;
    let (mut unrecorded, mut moved) = (work.unrecorded.take(), work.moved);
    let done = work.tx.gather(|tx| {
        let together = Some(Box::new(shared));
        let mut work = Work { tx, actor, snapshot, now, secret, act, unrecorded: unrecorded.take(), moved, together };
        let done = part(&mut work)?;
        let moves = work.together.take().map(|together| together.moves).unwrap_or_default();
        rollups::move_all(&mut work, moves)?;
        (unrecorded, moved) = (work.unrecorded.take(), work.moved);
        Ok::<T, Error>(done)
    });
    (work.unrecorded, work.moved) = (unrecorded, moved);
    done
}

/// Looks up at once what links of records about to be made lead to: by field, the ids that will be given.
pub fn foresee(work: &mut Work, module: &Arc<Module>, given: HashMap<Key, HashSet<(Key, Uuid)>>) -> Result<()> {
    if work.together.is_none() {
        return Ok(());
    }
    let needed = needed(work, module);
    let mut by_target: BTreeMap<Key, (HashSet<Uuid>, HashSet<Path>)> = BTreeMap::new();
    for (field, leads) in given {
        let rests = needed.iter().filter(|path| *path.first() == field).map(|path| Path::join(&path.steps()[1..]));
        let rests: Vec<Path> = rests.collect();
        for (target, id) in leads.into_iter().filter(|(target, _)| *target != module.key) {
            let (ids, paths) = by_target.entry(target).or_default();
            ids.insert(id);
            paths.extend(rests.iter().cloned());
        }
    }
    for (target, (ids, paths)) in by_target {
        let seen = links::existing(work, &module.key, &target, ids.iter().copied().collect())?;
        let behind = behind(work, &target, ids, paths.into_iter().collect())?;
        if let Some(together) = &mut work.together {
            together.seen.extend(seen.into_iter().map(|id| (target.clone(), id)));
            together.behind.extend(behind);
        }
    }
    Ok(())
}

/// The paths through links that saving a new record of a module follows.
fn needed(work: &Work, module: &Module) -> HashSet<Path> {
    let mut paths: HashSet<Path> = module.search.iter().cloned().collect();
    if let Some(derived) = work.snapshot.derivations.module(&module.key) {
        paths.extend(derived.required.values().flat_map(|condition| condition.reads.iter().cloned()));
    }
    paths.extend(rollups::read(work.snapshot, &module.key));
    paths.into_iter().filter(|path| path.single().is_none()).collect()
}

type Behind = HashMap<(Key, Uuid, Path), Value>;

fn behind(work: &mut Work, target: &Key, ids: HashSet<Uuid>, fields: Vec<Path>) -> Result<Behind> {
    let mut behind = Behind::new();
    let Some(module) = work.snapshot.module(target).filter(|_| !fields.is_empty()).cloned() else { return Ok(behind) };
    let (ids, scope): (Vec<Uuid>, _) = (ids.into_iter().collect(), work.system());
    for record in read::all(work, &scope, &module, &ids, &fields)? {
        for path in &fields {
            behind.insert((target.clone(), record.id, path.clone()), record.at(path).clone());
        }
    }
    Ok(behind)
}

/// What is known to stand behind a link.
pub(super) fn known(work: &Work, target: &Key, id: Uuid, path: &Path) -> Option<Value> {
    work.together.as_ref()?.behind.get(&(target.clone(), id, path.clone())).cloned()
}

/// Remembers what stands behind a link.
pub(super) fn remember(work: &mut Work, target: &Key, id: Uuid, path: &Path, value: &Value) {
    if let Some(together) = work.together.as_mut().filter(|together| together.module != *target) {
        together.behind.insert((target.clone(), id, path.clone()), value.clone());
    }
}

/// Notes records of another module that links of the module at hand may lead to.
pub(super) fn note_seen(work: &mut Work, draft: &Draft, target: &Key, ids: &[Uuid]) {
    let here = |together: &&mut Box<Together>| together.module == draft.module.key && together.module != *target;
    if let Some(together) = work.together.as_mut().filter(here) {
        together.seen.extend(ids.iter().map(|id| (target.clone(), *id)));
    }
}

/// Whether a record that a draft's link leads to is known to be seen.
pub(super) fn is_seen(work: &Work, draft: &Draft, target: &Key, id: Uuid) -> bool {
    let here =
        |together: &Together| together.module == draft.module.key && together.seen.contains(&(target.clone(), id));
    work.together.as_deref().is_some_and(here)
}
