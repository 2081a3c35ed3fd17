//! What amounts are worth in the base currency, kept beside them: by the rate of the record's own day, so that it can be told
//! anew at any time.

use std::sync::Arc;

use chrono::NaiveDate;
use meta::record::Values;
use meta::types::Money;
use meta::{Field, FieldType, Key, Module, Value};
use uuid::Uuid;

use super::draft::Draft;
use super::{rollups, save};
use crate::error::Result;
use crate::snapshot::Snapshot;
use crate::work::Work;

/// How amounts of a record are worth in the base currency.
pub fn of(work: &Work, draft: &Draft) -> impl Fn(&Money) -> Option<i64> + use<> {
    let (snapshot, day) = (work.snapshot.clone(), day(work, draft, |key| draft.get(key)));
    move |money| snapshot.rates.to_base(money, day)
}

/// The day whose rates hold for a record with these values.
fn day<'d>(work: &Work, draft: &Draft, value: impl Fn(&str) -> &'d Value) -> NaiveDate {
    let zone = work.snapshot.company.zone();
    let named = draft.module.rates_on.as_ref().map(|key| value(key));
    [named, Some(value("created_at"))]
        .into_iter()
        .flatten()
        .find_map(|value| match value {
            Value::Date(day) => Some(*day),
            Value::Time(at) => Some(at.with_timezone(&zone).date_naive()),
            _ => None,
        })
        .unwrap_or_else(|| work.today())
}

/// Where a record's day moves, its amounts are worth something else.
pub fn follow_day(work: &Work, draft: &mut Draft) {
    let moved = !draft.is_new() && day(work, draft, |key| draft.was(key)) != day(work, draft, |key| draft.get(key));
    if moved {
        renew_amounts(work, draft);
    }
}

fn renew_amounts(work: &Work, draft: &mut Draft) -> bool {
    let mut amounts = amounts(work.snapshot, &draft.module);
    amounts.retain(|key| !draft.get(key).is_empty());
    amounts.iter().for_each(|key| draft.renew(key));
    !amounts.is_empty()
}

/// The fields of a module in whose columns stands an amount of any currency. Rollups are kept in the base currency.
pub fn amounts(snapshot: &Snapshot, module: &Module) -> Vec<Key> {
    let stored = snapshot.derivations.module(&module.key).map_or(&[][..], |derived| &derived.stored);
    let kept = |field: &Field| match &field.kind {
        FieldType::Money { .. } => true,
        FieldType::Formula { .. } => stored.iter().any(|formula| formula.field == field.key),
        _ => false,
    };
    let money = |field: &Field| matches!(field.kind.shown(), FieldType::Money { .. });
    module.fields.values().filter(|field| money(field) && kept(field)).map(|field| field.key.clone()).collect()
}

/// Notes currencies that amounts are given in for the first time and that have no rate.
pub fn learn(work: &mut Work, values: &Values) -> Result<()> {
    for (_, value) in values.iter() {
        if let Value::Money(money) = value
            && !work.snapshot.rates.knows(money.currency)
            && store::company::know_currency(work.tx, money.currency)?
        {
            work.bump()?;
        }
    }
    Ok(())
}

/// Tells anew what the amounts of a record are worth, and what sums rest on that.
pub fn renew(work: &mut Work, module: &Arc<Module>, id: Uuid) -> Result<()> {
    let mut draft = save::open_any(work, module, id)?;
    if !renew_amounts(work, &mut draft) {
        return Ok(());
    }
    let shares = rollups::shares(work, &draft, false)?;
    let values = save::columns(&draft);
    learn(work, &values)?;
    let to_base = of(work, &draft);
    store::rows::update(work.tx, module, id, None, &values, &to_base)?;
    rollups::follow(work, &draft, shares)
}
