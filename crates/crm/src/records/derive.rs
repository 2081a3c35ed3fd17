//! Derived values: numbers given in order, formulas of the record itself, and the rollups of records above it. They
//! never move a version, `updated_at` or the trail.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::Datelike;
use meta::record::Values;
use meta::types::Money;
use meta::{Field, FieldType, Key, Module, Path, RelationKind, Value};
use store::rollup;
use uuid::Uuid;

use super::draft::Draft;
use super::{links, save};
use crate::catalogue::{Feed, Via};
use crate::error::Result;
use crate::work::Work;

/// Longest chain of rollups over rollups.
const MAX_CHAIN: usize = 8;

/// Gives a new record the next number of each autonumber field.
pub fn numbers(work: &mut Work, draft: &mut Draft) -> Result<()> {
    if !draft.is_new() {
        return Ok(());
    }
    for field in draft.module.clone().own_fields() {
        let FieldType::Autonumber { format } = &field.kind else { continue };
        let counter = format!("{}.{}", draft.module.key, field.key);
        let number = store::counters::take(work.tx, &counter, 1)?;
        draft.set(&field.key, Value::Text(numbered(format, number, work.today().year())));
    }
    Ok(())
}

/// `OPP-{00000}` and 42 give `OPP-00042`; `{yyyy}` is the year. Without a place for it the number is appended.
fn numbered(format: &str, number: i64, year: i32) -> String {
    let with_year = format.replace("{yyyy}", &format!("{year:04}"));
    let place = with_year.find("{0").and_then(|from| {
        let to = from + with_year[from..].find('}')?;
        Some((from, to))
    });
    match place {
        Some((from, to)) => {
            let width = to - from - 1;
            format!("{}{number:0width$}{}", &with_year[..from], &with_year[to + 1..])
        }
        None => format!("{with_year}{number}"),
    }
}

/// Computes the formulas that are kept with the record.
pub fn formulas(work: &Work, draft: &mut Draft) -> Result<()> {
    let Some(derived) = work.snapshot.derivations.module(&draft.module.key) else { return Ok(()) };
    let base = work.snapshot.company.base_currency;
    for formula in &derived.stored {
        let Some(field) = draft.module.field(&formula.field).cloned() else { continue };
        let (value, _) = formula.typed.field_value(&field.kind, &|path: &Path| own(draft, path), &context(work), base);
        draft.set(&field.key, value);
    }
    Ok(())
}

fn context(work: &Work) -> expr::Context {
    expr::Context { now: work.now, zone: work.snapshot.company.zone() }
}

fn own(draft: &Draft, path: &Path) -> Value {
    path.single().map_or(Value::Null, |key| draft.get(key).clone())
}

/// Whether a field's own condition makes it required now. What was empty before and is untouched stays allowed.
pub fn required(work: &mut Work, draft: &Draft, field: &Field) -> Result<bool> {
    let snapshot = work.snapshot.clone();
    let derived = snapshot.derivations.module(&draft.module.key);
    let Some(condition) = derived.and_then(|derived| derived.required.get(&field.key)) else { return Ok(false) };
    let touched = condition.reads.iter().any(|path| draft.changed(path.first()));
    if !(draft.is_new() || draft.changed(&field.key) || touched) {
        return Ok(false);
    }
    holds(work, draft, condition)
}

/// Whether a condition holds for a draft, links followed by Kith itself.
pub fn holds(work: &mut Work, draft: &Draft, condition: &expr::Typed) -> Result<bool> {
    let mut known = BTreeMap::new();
    for path in &condition.reads {
        known.insert(path.clone(), links::follow(work, draft, path)?);
    }
    Ok(condition.holds(&|path: &Path| known.get(path).cloned().unwrap_or_default(), &context(work)))
}

/// Brings the rollups of other records up to a change of this one, and whatever follows from those.
pub fn parents(work: &mut Work, draft: &Draft) -> Result<()> {
    follow(work, draft, 0)
}

fn follow(work: &mut Work, draft: &Draft, depth: usize) -> Result<()> {
    let snapshot = work.snapshot.clone();
    let Some(derived) = snapshot.derivations.module(&draft.module.key) else { return Ok(()) };
    let moved = draft.is_new() || draft.changed("deleted_at");
    let mut stale: BTreeMap<(Key, Uuid), BTreeSet<Key>> = BTreeMap::new();
    for feed in &derived.feeds {
        if moved || feed.reads.iter().any(|key| draft.changed(key)) {
            for holder in holders(work, draft, feed)? {
                stale.entry((feed.holder.clone(), holder)).or_default().insert(feed.rollup.clone());
            }
        }
    }
    // Locked in the order of module and id, so that two changes never wait for each other.
    for ((holder, id), rollups) in stale {
        if depth < MAX_CHAIN && !(holder == draft.module.key && id == draft.id && depth > 0) {
            refresh(work, &holder, id, &rollups, depth)?;
        }
    }
    Ok(())
}

/// The records that hold a rollup over the changed one, before and after the change.
fn holders(work: &mut Work, draft: &Draft, feed: &Feed) -> Result<BTreeSet<Uuid>> {
    let snapshot = work.snapshot.clone();
    let found = snapshot
        .derivations
        .module(&feed.holder)
        .and_then(|derived| derived.rollups.iter().find(|rollup| rollup.field == feed.rollup));
    let Some(rollup) = found else { return Ok(BTreeSet::new()) };
    let both = |key: &Key| [draft.was(key).clone(), draft.get(key).clone()];
    let ids = match (&feed.via, &rollup.kind) {
        (Via::Holder, _) => BTreeSet::from([draft.id]),
        (Via::Summed, RelationKind::Inverse { field } | RelationKind::Children { by: field, .. }) => {
            both(field).iter().filter_map(Value::id).collect()
        }
        (Via::Summed, RelationKind::ParentInverse { field }) => both(field)
            .iter()
            .filter_map(|value| match value {
                Value::Ref(module, id) if *module == feed.holder => Some(*id),
                _ => None,
            })
            .collect(),
        (Via::Summed, RelationKind::LinksInverse { field }) => both(field)
            .iter()
            .flat_map(|value| if let Value::Ids(ids) = value { ids.clone() } else { Vec::new() })
            .collect(),
        (Via::Summed, RelationKind::Links { field }) => {
            store::rollup::listed_in(work.tx, &feed.holder, field, draft.id)?.into_iter().collect()
        }
        (Via::Links(path), _) => {
            let catalogue = &snapshot.schema.catalogue;
            let (Some(holder), Some(target)) = (catalogue.module(&feed.holder), catalogue.module(&rollup.target))
            else {
                return Ok(BTreeSet::new());
            };
            let Some(relation) = catalogue.relation(&feed.holder, &rollup.relation) else { return Ok(BTreeSet::new()) };
            let scope = work.system();
            rollup::holders(work.tx, &scope, holder, relation, target, path, draft.id)?.into_iter().collect()
        }
    };
    Ok(ids)
}

/// Computes rollups of a record anew, then its formulas, then what follows from those.
fn refresh(work: &mut Work, module: &Key, id: Uuid, rollups: &BTreeSet<Key>, depth: usize) -> Result<()> {
    let Some(module) = work.snapshot.module(module).cloned() else { return Ok(()) };
    let Ok(mut draft) = save::open_any(work, &module, id) else { return Ok(()) };
    for field in rollups {
        let value = compute(work, &module, field, id)?;
        draft.set(field, value);
    }
    formulas(work, &mut draft)?;
    let changes: Values = draft.changes();
    if changes.is_empty() {
        return Ok(());
    }
    let (rates, today) = (work.snapshot.rates.clone(), work.today());
    let to_base = move |money: &Money| rates.to_base(money, today);
    store::rows::update(work.tx, &module, id, None, &changes, &to_base)?;
    follow(work, &draft, depth + 1)
}

fn compute(work: &mut Work, module: &Arc<Module>, field: &Key, id: Uuid) -> Result<Value> {
    let snapshot = work.snapshot.clone();
    let catalogue = &snapshot.schema.catalogue;
    let rollup = snapshot.derivations.module(&module.key).and_then(|d| d.rollups.iter().find(|r| r.field == *field));
    let (Some(rollup), Some(kept)) = (rollup, module.field(field)) else { return Ok(Value::Null) };
    let (Some(relation), Some(target)) =
        (catalogue.relation(&module.key, &rollup.relation), catalogue.module(&rollup.target))
    else {
        return Ok(Value::Null);
    };
    let asked = rollup::Rollup {
        holder: module,
        relation,
        target,
        function: rollup.function,
        of: rollup.of.as_ref(),
        filter: rollup.filter.as_deref(),
        result: &kept.kind,
        base_currency: snapshot.company.base_currency,
    };
    let scope = work.system();
    Ok(rollup::value(work.tx, &scope, &asked, id)?)
}

/// Fills the rollups and stored formulas of records made before their field: for back-fills.
pub fn backfill(work: &mut Work, module: &Arc<Module>, id: Uuid) -> Result<()> {
    let snapshot = work.snapshot.clone();
    let all = snapshot.derivations.module(&module.key).map(|d| d.rollups.iter().map(|r| r.field.clone()).collect());
    refresh(work, &module.key, id, &all.unwrap_or_default(), 0)
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn numbers_take_the_place_the_format_gives_them() {
        assert_eq!(numbered("OPP-{00000}", 42, 2026), "OPP-00042");
        assert_eq!(numbered("{yyyy}/{000}-x", 12345, 2026), "2026/12345-x");
        assert_eq!(numbered("A", 7, 2026), "A7");
    }
}
