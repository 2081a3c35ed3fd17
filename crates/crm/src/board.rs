//! Boards: how many records stand in each lane and what they add up to, in one statement under the actor's rights.

use meta::types::number::unscaled;
use meta::types::{MONEY_SCALE, Money};
use meta::{Field, FieldType, Filter, Key, Module, Path, Value};
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

/// Most lanes that are counted.
const MOST: usize = 200;

/// The lanes of a board over a stage or select field, in no order; lanes without records are left out.
pub fn lanes(work: &mut Work, module: &str, lanes: &Key, total: Option<&Key>, filter: &Filter) -> Result<Vec<Lane>> {
    let module = work.module(module)?;
    let by = field(work, &module, lanes)?.key.clone();
    let total = match total {
        Some(key) => Some(field(work, &module, key)?.clone()),
        None => None,
    };
    let sums: Vec<Path> = total.iter().map(|field| Path::of(field.key.clone())).collect();
    let filter = work.resolve(&module.key, filter);
    let scope = work.scope();
    let asked = groups::Asked { filter: &filter, by: &[Path::of(by).into()], sums: &sums, limit: MOST };
    let found = groups::groups(work.tx, &scope, &module, &asked)?;
    let lane = |group: groups::Group| Lane {
        value: group.keys.into_iter().next().map_or(Value::Null, value),
        count: group.count,
        total: match (&total, group.sums.first()) {
            (Some(field), Some(Some(sum))) => shaped(work, field, *sum),
            _ => Value::Null,
        },
    };
    Ok(found.into_iter().map(lane).collect())
}

fn field<'m>(work: &Work, module: &'m Module, key: &Key) -> Result<&'m Field> {
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
fn shaped(work: &Work, field: &Field, sum: i128) -> Value {
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
