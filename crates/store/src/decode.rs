//! Columns to values, by the definition of the field and not by what a driver reports.

use meta::catalogue::Part;
use meta::record::LinkTitle;
use meta::types::number::unscaled;
use meta::types::{Address, Currency, Email, Geo, MONEY_SCALE, Money, PersonName, Phone};
use meta::{Field, FieldType, Key, Value};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{Error, Row};

/// The value of a field whose reading columns start at `at`, with what its ids are called where it holds several.
pub fn value(row: &Row, at: usize, field: &Field, part: Option<Part>) -> Result<(Value, Vec<LinkTitle>), Error> {
    match (part, field.kind.shown()) {
        (Some(Part::Amount), _) => Ok((scaled(row, at, MONEY_SCALE)?, Vec::new())),
        (Some(_), _) => Ok((text(row, at)?, Vec::new())),
        (None, FieldType::Links { .. }) => linked(row, at),
        (None, FieldType::Parent { .. }) => parent(row, at),
        (None, kind) => Ok((single(row, at, kind)?, Vec::new())),
    }
}

fn single(row: &Row, at: usize, kind: &FieldType) -> Result<Value, Error> {
    let or_null = |value: Option<Value>| Ok(value.unwrap_or_default());
    match kind {
        FieldType::Text { .. }
        | FieldType::LongText { .. }
        | FieldType::Url
        | FieldType::Autonumber { .. }
        | FieldType::Select { .. } => text(row, at),
        FieldType::Int { .. } | FieldType::Rating { .. } => or_null(row.opt_int(at)?.map(Value::Int)),
        FieldType::Duration => or_null(row.opt_int(at)?.map(Value::Duration)),
        FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => scaled(row, at, *scale),
        FieldType::Money { .. } => money(row, at),
        FieldType::Bool => or_null(row.opt_bool(at)?.map(Value::Bool)),
        FieldType::Date => or_null(row.opt_date(at)?.map(Value::Date)),
        FieldType::DateTime => or_null(row.opt_time(at)?.map(Value::Time)),
        FieldType::Id | FieldType::Link { .. } | FieldType::User | FieldType::Team | FieldType::Stage => {
            or_null(row.opt_uuid(at)?.map(Value::Id))
        }
        FieldType::PersonName => name(row, at),
        FieldType::Address => address(row, at),
        FieldType::Geo => match (row.opt_int(at)?, row.opt_int(at + 1)?) {
            (Some(lat), Some(lon)) => Ok(Value::Geo(Geo { lat, lon })),
            _ => Ok(Value::Null),
        },
        FieldType::MultiSelect { .. } | FieldType::Tags => words(row, at),
        FieldType::Emails => Ok(points(row, at)?.map_or(Value::Null, |all| {
            Value::Emails(
                all.into_iter()
                    .map(|(value, r#type, [primary, opted_out, invalid])| Email {
                        value,
                        r#type,
                        primary,
                        opted_out,
                        invalid,
                    })
                    .collect(),
            )
        })),
        FieldType::Phones => Ok(points(row, at)?.map_or(Value::Null, |all| {
            Value::Phones(
                all.into_iter()
                    .map(|(value, r#type, [primary, opted_out, invalid])| Phone {
                        value,
                        r#type,
                        primary,
                        opted_out,
                        invalid,
                    })
                    .collect(),
            )
        })),
        _ => Ok(Value::Null),
    }
}

fn text(row: &Row, at: usize) -> Result<Value, Error> {
    Ok(row.opt_text(at)?.map_or(Value::Null, Value::Text))
}

fn scaled(row: &Row, at: usize, scale: u32) -> Result<Value, Error> {
    Ok(row.opt_int(at)?.map_or(Value::Null, |n| Value::Decimal(unscaled(n, scale))))
}

fn money(row: &Row, at: usize) -> Result<Value, Error> {
    let (Some(amount), Some(currency)) = (row.opt_int(at)?, row.opt_text(at + 1)?) else {
        return Ok(Value::Null);
    };
    let currency = Currency::parse(&currency).ok_or_else(|| damaged("currency", &currency))?;
    Ok(Value::Money(Money { amount: unscaled(amount, MONEY_SCALE), currency }))
}

fn name(row: &Row, at: usize) -> Result<Value, Error> {
    let part = |n: usize| row.opt_text(at + n).map(Option::unwrap_or_default);
    let name = PersonName { prefix: part(0)?, given: part(1)?, family: part(2)?, suffix: part(3)? };
    Ok(if name.is_empty() { Value::Null } else { Value::Name(name) })
}

fn address(row: &Row, at: usize) -> Result<Value, Error> {
    let part = |n: usize| row.opt_text(at + n).map(Option::unwrap_or_default);
    let address =
        Address { street: part(0)?, postal_code: part(1)?, city: part(2)?, region: part(3)?, country: part(4)? };
    Ok(if address.is_empty() { Value::Null } else { Value::Address(Box::new(address)) })
}

fn gathered(row: &Row, at: usize) -> Result<Vec<Json>, Error> {
    match row.opt_text(at)? {
        None => Ok(Vec::new()),
        Some(text) => serde_json::from_str(&text).map_err(|_| damaged("list", &text)),
    }
}

fn words(row: &Row, at: usize) -> Result<Value, Error> {
    let words: Vec<String> = gathered(row, at)?.iter().filter_map(Json::as_str).map(str::to_string).collect();
    Ok(if words.is_empty() { Value::Null } else { Value::Keys(words) })
}

type Point = (String, String, [bool; 3]);

fn points(row: &Row, at: usize) -> Result<Option<Vec<Point>>, Error> {
    let all: Vec<Point> = gathered(row, at)?
        .iter()
        .map(|point| {
            let text = |n: usize| point[n].as_str().unwrap_or_default().to_string();
            (text(0), text(1), [yes(&point[2]), yes(&point[3]), yes(&point[4])])
        })
        .collect();
    Ok((!all.is_empty()).then_some(all))
}

fn linked(row: &Row, at: usize) -> Result<(Value, Vec<LinkTitle>), Error> {
    let mut ids = Vec::new();
    let mut titles = Vec::new();
    for link in gathered(row, at)? {
        let id = link[0].as_str().unwrap_or_default();
        ids.push(Uuid::parse_str(id).map_err(|_| damaged("id", id))?);
        titles.push(title(&link[1], &link[2], &link[3]));
    }
    Ok(if ids.is_empty() { (Value::Null, titles) } else { (Value::Ids(ids), titles) })
}

fn parent(row: &Row, at: usize) -> Result<(Value, Vec<LinkTitle>), Error> {
    let (Some(id), Some(module)) = (row.opt_uuid(at)?, row.opt_text(at + 1)?) else {
        return Ok((Value::Null, Vec::new()));
    };
    let module = Key::new(&module).map_err(|_| damaged("module", &module))?;
    Ok((Value::Ref(module, id), vec![named(row, at + 2)?]))
}

/// What a record is called, by one column; one that is gone is told like one that may not be seen.
pub fn named(row: &Row, at: usize) -> Result<LinkTitle, Error> {
    let named: Json = match row.opt_text(at)? {
        None => Json::Null,
        Some(text) => serde_json::from_str(&text).map_err(|_| damaged("title", &text))?,
    };
    Ok(title(&named[0], &named[1], &named[2]))
}

fn title(title: &Json, binned: &Json, visible: &Json) -> LinkTitle {
    let text = title.as_str().unwrap_or_default().to_string();
    match (yes(visible), yes(binned)) {
        (false, _) => LinkTitle::Restricted,
        (true, true) => LinkTitle::Binned(text),
        (true, false) => LinkTitle::Open(text),
    }
}

/// Truth as either engine writes it into JSON.
fn yes(value: &Json) -> bool {
    value.as_bool().unwrap_or_else(|| value.as_i64() == Some(1))
}

fn damaged(what: &str, text: &str) -> Error {
    Error::Damaged(format!("a stored {what} cannot be read ({} characters)", text.chars().count()))
}
