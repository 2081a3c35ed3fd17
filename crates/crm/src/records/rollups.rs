//! Rollups kept with the records above a changed one: counts and sums move by the difference the change makes, under a
//! lock on the holder; the others are summed up anew. They never move a version, `updated_at` or the trail.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use meta::field_type::RollupFunction;
use meta::record::Values;
use meta::{Key, Module, Path, RelationKind, Value};
use store::Origin;
use store::rollup::{self, Share};
use uuid::Uuid;

use super::draft::Draft;
use super::{base, derive, save};
use crate::catalogue::{Feed, Rollup, Via};
use crate::error::Result;
use crate::snapshot::Snapshot;
use crate::work::Work;

/// Longest chain of rollups over rollups.
const MAX_CHAIN: usize = 8;
/// Records that are read at once.
const TOGETHER: usize = 256;

/// What a record adds to each rollup that moves by differences, in the order of its module's feeds.
pub type Shares = Vec<Share>;

/// What must become of one rollup of one record.
#[derive(Debug)]
pub enum Move {
    /// Add this, in the scaled integers of the rollup's column.
    By(i128),
    /// Sum it up anew.
    Anew,
}

/// A new record has nothing below it: its counts and sums are zero.
pub fn begin(work: &Work, draft: &mut Draft) {
    let snapshot = work.snapshot.clone();
    let Some(derived) = snapshot.derivations.module(&draft.module.key).filter(|_| draft.is_new()) else { return };
    for rollup in &derived.rollups {
        let Some(asked) = asked(&snapshot, &draft.module, rollup) else { continue };
        draft.set(&rollup.field, asked.nothing());
    }
}

/// What the record, as it stands in the database now, adds to the rollups above it. Asked before it is written; a new
/// one adds nothing yet.
pub fn shares(work: &mut Work, draft: &Draft, new: bool) -> Result<Shares> {
    let snapshot = work.snapshot.clone();
    let moving = moving(&snapshot, draft);
    if moving.is_empty() {
        return Ok(Vec::new());
    }
    if new {
        return Ok(vec![Share::default(); moving.len()]);
    }
    if draft.is_new()
        && let Some(shares) = told(work, draft, &moving)?
    {
        return Ok(shares);
    }
    let scope = work.system();
    Ok(rollup::shares(work.tx, &scope, &draft.module, &moving, draft.id)?)
}

/// What a record just made adds, where its own values tell; `None` where only the database knows.
fn told(work: &mut Work, draft: &Draft, moving: &[rollup::Rollup]) -> Result<Option<Shares>> {
    let to_base = base::of(work, draft);
    let mut shares = Vec::with_capacity(moving.len());
    let kept = |key: &Key| {
        let field = draft.module.field(key);
        field.is_some_and(|field| matches!(work.snapshot.schema.origin(&draft.module.key, field), Origin::Stored))
    };
    for rollup in moving {
        let filter = rollup.filter.map_or(&[][..], |filter| &filter.reads);
        if !rollup.of.into_iter().chain(filter.iter().map(Path::first)).all(kept) {
            return Ok(None);
        }
        let Some(amount) = rollup.of.map_or(Some(1), |of| rollup.amount(draft.get(of), &to_base)) else {
            return Ok(None);
        };
        let Some(holder) = rollup.named(|key| draft.get(key)) else { return Ok(None) };
        let counts = match rollup.filter {
            Some(filter) if holder.is_some() => derive::holds(work, draft, filter)?,
            _ => true,
        };
        shares.push(Share { holder, amount: if counts { amount } else { 0 } });
    }
    Ok(Some(shares))
}

/// The paths that the rollups over a module's records read of them.
pub(super) fn read(snapshot: &Snapshot, module: &Key) -> Vec<Path> {
    let feeds = snapshot.derivations.module(module).map_or(&[][..], |derived| &derived.feeds);
    let rollups = feeds
        .iter()
        .filter(|feed| feed.via == Via::Summed)
        .filter_map(|feed| rollup_of(snapshot, &feed.holder, &feed.rollup));
    rollups.filter_map(|rollup| rollup.filter.as_ref()).flat_map(|filter| filter.reads.iter().cloned()).collect()
}

/// The rollups that move by differences when this draft is saved.
fn moving<'a>(snapshot: &'a Snapshot, draft: &Draft) -> Vec<rollup::Rollup<'a>> {
    concerned(snapshot, draft).filter_map(|feed| by_difference(snapshot, feed)).collect()
}

/// The feeds of a draft's module that its changes touch.
fn concerned<'a>(snapshot: &'a Snapshot, draft: &Draft) -> impl Iterator<Item = &'a Feed> {
    let moved = draft.is_new() || draft.changed("deleted_at");
    let feeds = snapshot.derivations.module(&draft.module.key).map_or(&[][..], |derived| &derived.feeds);
    feeds.iter().filter(move |feed| moved || feed.reads.iter().any(|key| draft.touched(key)))
}

/// A feed's rollup when it is a count or a sum over records that name their holder.
fn by_difference<'a>(snapshot: &'a Snapshot, feed: &'a Feed) -> Option<rollup::Rollup<'a>> {
    let holder = snapshot.module(&feed.holder)?;
    let rollup = rollup_of(snapshot, &feed.holder, &feed.rollup)?;
    let named = matches!(
        rollup.kind,
        RelationKind::Inverse { .. } | RelationKind::Children { .. } | RelationKind::ParentInverse { .. }
    );
    let adds = matches!(rollup.function, RollupFunction::Count | RollupFunction::Sum);
    if feed.via == Via::Summed && named && adds { asked(snapshot, holder, rollup) } else { None }
}

fn rollup_of<'a>(snapshot: &'a Snapshot, holder: &Key, field: &Key) -> Option<&'a Rollup> {
    snapshot.derivations.module(holder)?.rollups.iter().find(|rollup| rollup.field == *field)
}

/// A rollup as the store asks for it.
pub(crate) fn asked<'a>(
    snapshot: &'a Snapshot,
    holder: &Arc<Module>,
    rollup: &'a Rollup,
) -> Option<rollup::Rollup<'a>> {
    let catalogue = &snapshot.schema.catalogue;
    let holder = catalogue.module(&holder.key)?;
    Some(rollup::Rollup {
        holder,
        relation: catalogue.relation(&holder.key, &rollup.relation)?,
        target: catalogue.module(&rollup.target)?,
        function: rollup.function,
        of: rollup.of.as_ref(),
        filter: rollup.filter.as_deref(),
        result: &holder.field(&rollup.field)?.kind,
        base_currency: snapshot.company.base_currency,
    })
}

/// Brings the rollups of other records up to a change of this one, and whatever follows from those.
pub fn follow(work: &mut Work, draft: &Draft, before: Shares) -> Result<()> {
    follow_at(work, draft, before, 0)
}

/// What must become of rollups, by the record that holds them.
pub type Stale = BTreeMap<(Key, Uuid), BTreeMap<Key, Move>>;

fn follow_at(work: &mut Work, draft: &Draft, before: Shares, depth: usize) -> Result<()> {
    let snapshot = work.snapshot.clone();
    let after = shares(work, draft, false)?;
    let mut differences = before.into_iter().zip(after);
    let mut stale = Stale::new();
    let feeds: Vec<&Feed> = concerned(&snapshot, draft).collect();
    for feed in feeds {
        if by_difference(&snapshot, feed).is_some() {
            let Some((before, after)) = differences.next() else { continue };
            differ(&mut stale, feed, &before, -1);
            differ(&mut stale, feed, &after, 1);
            continue;
        }
        for holder in holders(work, draft, feed)? {
            stale.entry((feed.holder.clone(), holder)).or_default().insert(feed.rollup.clone(), Move::Anew);
        }
    }
    if depth > 0 {
        stale.remove(&(draft.module.key.clone(), draft.id));
    }
    match &mut work.together {
        Some(together) => join(&mut together.moves, stale),
        None => move_at(work, stale, depth)?,
    }
    Ok(())
}

/// Moves that are made together are one.
fn join(moves: &mut Stale, more: Stale) {
    for (holder, more) in more {
        let moves = moves.entry(holder).or_default();
        for (field, more) in more {
            match (moves.get_mut(&field), more) {
                (Some(Move::By(by)), Move::By(more)) => *by += more,
                (Some(Move::Anew), _) => {}
                (_, more) => drop(moves.insert(field, more)),
            }
        }
    }
}

/// Moves the rollups of many records, and what follows from those.
pub fn move_all(work: &mut Work, stale: Stale) -> Result<()> {
    move_at(work, stale, 0)
}

/// Records are locked in the order of module and id, so that two changes never wait for each other.
fn move_at(work: &mut Work, mut stale: Stale, depth: usize) -> Result<()> {
    stale.retain(|_, moves| moves.values().any(|moved| !matches!(moved, Move::By(0))));
    while let Some(((module, _), _)) = stale.first_key_value().filter(|_| depth < MAX_CHAIN) {
        let module = module.clone();
        // Where the holders themselves move rollups, one may change another, which must not have been read before.
        let moves_others = work.snapshot.derivations.module(&module).is_some_and(|derived| !derived.feeds.is_empty());
        let together = if moves_others { 1 } else { TOGETHER };
        let ids = stale.keys().filter(|(other, _)| *other == module).map(|(_, id)| *id);
        let ids: Vec<Uuid> = ids.take(together).collect();
        let mut moves: HashMap<Uuid, BTreeMap<Key, Move>> =
            ids.iter().filter_map(|id| Some((*id, stale.remove(&(module.clone(), *id))?))).collect();
        let Some(module) = work.snapshot.module(&module).cloned() else { continue };
        for draft in save::open_all(work, &module, &ids)? {
            if let Some(moves) = moves.remove(&draft.id) {
                refresh(work, draft, &moves, depth)?;
            }
        }
    }
    Ok(())
}

fn differ(stale: &mut Stale, feed: &Feed, share: &Share, sign: i128) {
    let Some(holder) = share.holder else { return };
    let moves = stale.entry((feed.holder.clone(), holder)).or_default();
    if let Move::By(by) = moves.entry(feed.rollup.clone()).or_insert(Move::By(0)) {
        *by += sign * share.amount;
    }
}

/// The records that hold a rollup over the changed one, before and after the change.
fn holders(work: &mut Work, draft: &Draft, feed: &Feed) -> Result<BTreeSet<Uuid>> {
    let snapshot = work.snapshot.clone();
    let Some(rollup) = rollup_of(&snapshot, &feed.holder, &feed.rollup) else { return Ok(BTreeSet::new()) };
    let both = |key: &Key| [draft.was(key).clone(), draft.get(key).clone()];
    Ok(match (&feed.via, &rollup.kind) {
        (Via::Holder, _) => BTreeSet::from([draft.id]),
        (Via::Summed, RelationKind::Inverse { field } | RelationKind::Children { by: field, .. }) => {
            both(field).iter().filter_map(Value::id).collect()
        }
        (Via::Summed, RelationKind::ParentInverse { field }) => {
            let here = |value: &Value| matches!(value, Value::Ref(module, _) if *module == feed.holder);
            both(field).iter().filter(|value| here(value)).filter_map(Value::id).collect()
        }
        (Via::Summed, RelationKind::LinksInverse { field }) => both(field).iter().flat_map(ids).collect(),
        (Via::Summed, RelationKind::Links { field }) => {
            rollup::listed_in(work.tx, &feed.holder, field, draft.id)?.into_iter().collect()
        }
        (Via::Links(path), _) => {
            let Some(asked) = snapshot.module(&feed.holder).and_then(|holder| asked(&snapshot, holder, rollup)) else {
                return Ok(BTreeSet::new());
            };
            let scope = work.system();
            let (holder, relation, target) = (asked.holder, asked.relation, asked.target);
            rollup::holders(work.tx, &scope, holder, relation, target, path, draft.id)?.into_iter().collect()
        }
    })
}

fn ids(value: &Value) -> Vec<Uuid> {
    match value {
        Value::Ids(ids) => ids.clone(),
        _ => Vec::new(),
    }
}

/// Moves rollups of a record, then computes its formulas, then follows what comes of those.
fn refresh(work: &mut Work, mut draft: Draft, moves: &BTreeMap<Key, Move>, depth: usize) -> Result<()> {
    let snapshot = work.snapshot.clone();
    let (module, id) = (draft.module.clone(), draft.id);
    for (field, how) in moves {
        let rollup = rollup_of(&snapshot, &module.key, field);
        let Some(asked) = rollup.and_then(|rollup| asked(&snapshot, &module, rollup)) else { continue };
        let moved = match how {
            Move::By(by) => asked.moved(draft.get(field), *by),
            Move::Anew => None,
        };
        let value = match moved {
            Some(value) => value,
            None => {
                let scope = work.system();
                rollup::value(work.tx, &scope, &asked, id)?
            }
        };
        draft.set(field, value);
    }
    derive::formulas(work, &mut draft)?;
    let changes: Values = draft.changes();
    if changes.is_empty() {
        return Ok(());
    }
    let to_base = base::of(work, &draft);
    let before = shares(work, &draft, false)?;
    store::rows::update(work.tx, &module, id, None, &changes, &to_base)?;
    follow_at(work, &draft, before, depth + 1)
}
