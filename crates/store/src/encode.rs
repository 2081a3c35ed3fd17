//! Values to columns, as `decode` reads them.

use meta::fold::fold;
use meta::types::number::scaled;
use meta::types::{MONEY_SCALE, Money};
use meta::{Field, FieldType, Value};

use crate::columns::{KEY, columns};
use crate::{Error, Param};

/// How an amount is worth in the base currency: 10⁻⁴ of it, `None` without a rate.
pub type ToBase<'a> = &'a dyn Fn(&Money) -> Option<i64>;

/// The columns of a field with the values they take. Empty for fields kept in side tables.
pub fn cells(field: &Field, value: &Value, to_base: ToBase) -> Result<Vec<(String, Param)>, Error> {
    if value.is_empty() {
        return Ok(columns(field).into_iter().map(|column| (column.name, Param::Null)).collect());
    }
    let key = &field.key;
    let one = |param: Param| Ok(vec![(key.to_string(), param)]);
    match (field.kind.shown(), value) {
        (FieldType::Select { .. }, Value::Text(choice)) => one(Param::from(choice.as_str())),
        (_, Value::Text(text)) => {
            Ok(vec![(key.to_string(), Param::from(text.as_str())), (format!("{key}{KEY}"), Param::from(fold(text)))])
        }
        (_, Value::Int(n) | Value::Duration(n)) => one(Param::Int(*n)),
        (FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. }, Value::Decimal(d)) => {
            one(Param::Int(scaled(d, *scale).ok_or_else(|| unfit(field))?))
        }
        (_, Value::Money(money)) => Ok(vec![
            (key.to_string(), Param::Int(scaled(&money.amount, MONEY_SCALE).ok_or_else(|| unfit(field))?)),
            (format!("{key}__currency"), Param::from(money.currency.as_str())),
            (format!("{key}__base"), to_base(money).map_or(Param::Null, Param::Int)),
        ]),
        (_, Value::Bool(yes)) => one(Param::Bool(*yes)),
        (_, Value::Date(day)) => one(Param::Date(*day)),
        (_, Value::Time(at)) => one(Param::Time(*at)),
        (_, Value::Id(id)) => one(Param::Uuid(*id)),
        (_, Value::Ref(module, id)) => {
            Ok(vec![(key.to_string(), Param::Uuid(*id)), (format!("{key}__module"), Param::from(module.as_str()))])
        }
        (_, Value::Geo(geo)) => {
            Ok(vec![(format!("{key}__lat"), Param::Int(geo.lat)), (format!("{key}__lon"), Param::Int(geo.lon))])
        }
        (_, Value::Name(name)) => Ok(parts(
            key,
            &[
                ("prefix", &name.prefix, false),
                ("given", &name.given, true),
                ("family", &name.family, true),
                ("suffix", &name.suffix, false),
            ],
            &name.full(),
        )),
        (_, Value::Address(address)) => Ok(parts(
            key,
            &[
                ("street", &address.street, true),
                ("postal_code", &address.postal_code, true),
                ("city", &address.city, true),
                ("region", &address.region, true),
                ("country", &address.country, false),
            ],
            &address.joined(" "),
        )),
        _ => Err(unfit(field)),
    }
}

fn parts(key: &str, parts: &[(&str, &String, bool)], whole: &str) -> Vec<(String, Param)> {
    let filled = |text: &str| if text.is_empty() { Param::Null } else { Param::from(text) };
    let mut cells = vec![(format!("{key}{KEY}"), Param::from(fold(whole)))];
    for (part, text, keyed) in parts {
        cells.push((format!("{key}__{part}"), filled(text)));
        if *keyed {
            let folded = if text.is_empty() { Param::Null } else { Param::from(fold(text)) };
            cells.push((format!("{key}__{part}{KEY}"), folded));
        }
    }
    cells
}

fn unfit(field: &Field) -> Error {
    Error::Damaged(format!("the value given for {} does not fit its type {}", field.key, field.kind.name()))
}
