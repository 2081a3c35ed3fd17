//! Boards: how many records stand in each lane and what they add up to, in one statement under the actor's rights.

use meta::types::number::unscaled;
use meta::types::{MONEY_SCALE, Money};
use meta::{Field, FieldType, Filter, Key, Module, Op, Path, Value};
use store::{Param, groups};

use crate::error::{Error, Result};
use crate::records;
use crate::work::Work;

/// What stands in a lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The value its records share: a stage's id, an option's key; null for records without one.
    pub value: Value,
    /// How many records.
    pub count: i64,
    /// What their numbers add up to, money in base currency; null when all are empty or beyond the field's range.
    pub total: Value,
}

/// What stands in a group, with several sums.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The value its records share; null for records without one.
    pub value: Value,
    /// How many records.
    pub count: i64,
    /// What each number asked for adds up to, as [`Lane::total`].
    pub totals: Vec<Value>,
}

/// Keeps the records of a lane or group: those that hold its value in the field, or nothing for null.
pub fn holding(field: &Key, value: &Value) -> Filter {
    match value {
        Value::Null => Filter::test(field.clone(), Op::Empty, Value::Bool(true)),
        value => Filter::test(field.clone(), Op::Eq, value.clone()),
    }
}

/// Most lanes that are counted.
const MOST: usize = 200;

/// The lanes of a board over a stage or select field, in no order; lanes without records are left out.
pub fn lanes(work: &mut Work, module: &str, lanes: &Key, total: Option<&Key>, filter: &Filter) -> Result<Vec<Lane>> {
    let totals: Vec<Key> = total.into_iter().cloned().collect();
    let lane = |tally: Tally| Lane {
        value: tally.value,
        count: tally.count,
        total: tally.totals.into_iter().next().unwrap_or_default(),
    };
    Ok(tallies(work, module, lanes, &totals, filter)?.into_iter().map(lane).collect())
}

/// The groups of a module's records by the values of a field, the largest first; those without records are left out.
pub fn tallies(work: &mut Work, module: &str, by: &Key, totals: &[Key], filter: &Filter) -> Result<Vec<Tally>> {
    let module = work.module(module)?;
    let by = field(work, &module, by)?.key.clone();
    let totals = totals.iter().map(|key| field(work, &module, key)).collect::<Result<Vec<_>>>()?;
    let sums: Vec<Path> = totals.iter().map(|field| Path::of(field.key.clone())).collect();
    let filter = work.resolve(&module.key, filter);
    let scope = work.scope();
    let asked = groups::Asked { filter: &filter, by: &[Path::of(by).into()], sums: &sums, limit: MOST };
    let found = groups::groups(work.tx, &scope, &module, &asked)?;
    let tally = |group: groups::Group| Tally {
        value: group.keys.into_iter().next().map_or(Value::Null, value),
        count: group.count,
        totals: totals
            .iter()
            .zip(group.sums)
            .map(|(field, sum)| sum.map_or(Value::Null, |sum| shaped(work, field, sum)))
            .collect(),
    };
    Ok(found.into_iter().map(tally).collect())
}

/// A field the actor sees.
pub(crate) fn field<'m>(work: &Work, module: &'m Module, key: &Key) -> Result<&'m Field> {
    let seen = module.field(key).filter(|field| work.actor.rights.sees(&module.key, &field.key));
    seen.map(|field| &**field).ok_or_else(|| Error::BadRequest(vec![records::unknown(key)]))
}

fn value(param: Param) -> Value {
    match param {
        Param::Uuid(id) => Value::Id(id),
        Param::Text(key) => Value::Text(key),
        Param::Bool(yes) => Value::Bool(yes),
        Param::Int(number) => Value::Int(number),
        _ => Value::Null,
    }
}

/// A sum as a value of its field's type; null beyond what 64 bits hold.
pub(crate) fn shaped(work: &Work, field: &Field, sum: i128) -> Value {
    let Ok(n) = i64::try_from(sum) else { return Value::Null };
    match field.kind.shown() {
        FieldType::Money { .. } => {
            let currency = work.snapshot.company.base_currency;
            Value::Money(Money { amount: unscaled(n, MONEY_SCALE), currency })
        }
        FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => Value::Decimal(unscaled(n, *scale)),
        FieldType::Duration => Value::Duration(n),
        _ => Value::Int(n),
    }
}
