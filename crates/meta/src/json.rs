//! Values as JSON, the form of the API and of the audit trail.
//!
//! Numbers that must be exact are strings; `null` is empty. Reading is kind where only one meaning is possible (a number
//! for a decimal, a text for a name) and refuses everything else with a sentence.

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};
use words::{Said, said};

use crate::types::contact_point::{self, ContactPoint};
use crate::types::{Currency, Fault, Geo, Money, PersonName, date, datetime, duration, geo, link, number};
use crate::value::Line;
use crate::{FieldType, Key, Module, Value};

/// What reading JSON may fall back on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// The currency of a money value that is given as an amount alone; without it that is refused.
    pub base_currency: Option<Currency>,
}

/// A value as JSON, by its variant: `{"amount":"123.45","currency":"EUR"}`. Lines carry their id and their values.
pub fn write(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(yes) => json!(yes),
        Value::Int(number) => json!(number),
        Value::Decimal(number) => json!(number.to_string()),
        Value::Text(text) => json!(text),
        Value::Date(day) => json!(day.format("%Y-%m-%d").to_string()),
        Value::Time(instant) => json!(datetime::to_rfc3339(instant)),
        Value::Duration(seconds) => json!(duration::to_iso(*seconds)),
        Value::Money(money) => json!({ "amount": money.amount_text(), "currency": money.currency.as_str() }),
        Value::Id(id) => json!(id.to_string()),
        Value::Ref(module, id) => json!({ "module": module.as_str(), "id": id.to_string() }),
        Value::Ids(ids) => ids.iter().map(|id| id.to_string()).collect(),
        Value::Keys(keys) => json!(keys),
        Value::Name(name) => json!(name),
        Value::Emails(emails) => json!(emails),
        Value::Phones(phones) => json!(phones),
        Value::Address(address) => json!(address),
        Value::Geo(geo) => {
            let (lat, lon) = geo.degrees();
            json!({ "lat": lat.to_string(), "lon": lon.to_string() })
        }
        Value::Lines(lines) => lines.iter().map(write_line).collect(),
    }
}

fn write_line(line: &Line) -> Json {
    let id = line.id.map(|id| ("id".to_string(), json!(id.to_string())));
    let values = line.values.iter().map(|(key, value)| (key.to_string(), write(value)));
    Json::Object(id.into_iter().chain(values).collect())
}

impl FieldType {
    /// The value as JSON; decimals have all the places of their definition.
    pub fn to_json(&self, value: &Value) -> Json {
        match (self.shown(), value) {
            (FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. }, Value::Decimal(number)) => {
                let mut full = *number;
                full.rescale((*scale).max(number.normalize().scale()));
                json!(full.to_string())
            }
            (FieldType::MultiSelect { .. } | FieldType::Tags, Value::Null)
            | (FieldType::Emails | FieldType::Phones, Value::Null)
            | (FieldType::Links { .. } | FieldType::Children { .. }, Value::Null) => json!([]),
            _ => write(value),
        }
    }

    /// Reads and checks a value of the API. `null` is `Null`. Lines take their module: see [`read_lines`].
    pub fn from_json(&self, json: &Json, context: &Context) -> Result<Value, Fault> {
        if json.is_null() {
            return Ok(Value::Null);
        }
        let kind = self.shown();
        kind.check(kind.take(json, context)?)
    }

    fn take(&self, json: &Json, context: &Context) -> Result<Value, Fault> {
        let wrong = || Fault::unlike(self.expected());
        let text = || json.as_str().ok_or_else(wrong);
        let texts = || strings(json).ok_or_else(wrong);
        Ok(match self {
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::Url
            | FieldType::Select { .. }
            | FieldType::Autonumber { .. } => Value::Text(text()?.to_string()),
            FieldType::MultiSelect { .. } | FieldType::Tags => Value::Keys(texts()?),
            FieldType::Int { .. } | FieldType::Rating { .. } => Value::Int(number::whole(&decimal(json, &wrong)?)?),
            FieldType::Decimal { .. } | FieldType::Percent { .. } => Value::Decimal(decimal(json, &wrong)?),
            FieldType::Money { .. } => Value::Money(money(json, context, &wrong)?),
            FieldType::Bool => Value::Bool(json.as_bool().ok_or_else(wrong)?),
            FieldType::Date => Value::Date(date::from_iso(text()?.trim()).ok_or_else(wrong)?),
            FieldType::DateTime => Value::Time(
                chrono::DateTime::parse_from_rfc3339(text()?.trim())
                    .map_err(|_| Fault::unlike("expected-instant"))?
                    .to_utc(),
            ),
            FieldType::Duration => Value::Duration(duration::parse(text()?).ok_or_else(wrong)?),
            FieldType::PersonName => Value::Name(match json {
                Json::String(full) => PersonName::parse(full),
                other => object(other, self)?,
            }),
            FieldType::Emails => Value::Emails(points(json, self)?),
            FieldType::Phones => Value::Phones(points(json, self)?),
            FieldType::Address => Value::Address(Box::new(object(json, self)?)),
            FieldType::Geo => Value::Geo(place(json).ok_or_else(wrong)?),
            FieldType::Id | FieldType::Link { .. } | FieldType::Stage | FieldType::User | FieldType::Team => {
                Value::Id(link::parse_id(text()?)?)
            }
            FieldType::Links { .. } => {
                Value::Ids(texts()?.iter().map(|id| link::parse_id(id)).collect::<Result<_, _>>()?)
            }
            FieldType::Parent { .. } => reference(json).ok_or_else(wrong)??,
            FieldType::Children { .. } => return Err(wrong()),
            FieldType::Formula { .. } | FieldType::Rollup { .. } | FieldType::Lookup { .. } => {
                return self.shown().take(json, context);
            }
        })
    }
}

/// Reads the lines of a `children` field: a list of objects with the fields of their module and, for lines that exist,
/// their `id`. Faults are given by place, such as `0.quantity`.
pub fn read_lines(module: &Module, json: &Json, context: &Context) -> Result<Value, Vec<(String, Fault)>> {
    let items = match json {
        Json::Null => return Ok(Value::Null),
        Json::Array(items) => items,
        _ => return Err(vec![(String::new(), Fault::unlike("expected-lines"))]),
    };
    let mut faults = Vec::new();
    let lines = items.iter().enumerate().map(|(at, item)| read_line(module, item, context, at, &mut faults)).collect();
    if faults.is_empty() { Ok(Value::Lines(lines)) } else { Err(faults) }
}

fn read_line(module: &Module, json: &Json, context: &Context, at: usize, faults: &mut Vec<(String, Fault)>) -> Line {
    let mut line = Line::default();
    let Json::Object(parts) = json else {
        faults.push((at.to_string(), Fault::unlike("expected-object")));
        return line;
    };
    for (key, json) in parts {
        let read = match module.field(key) {
            Some(field) if field.writable() => {
                field.kind.from_json(json, context).map(|value| line.values.set(field.key.clone(), value))
            }
            Some(field) if matches!(field.kind, FieldType::Id) => match field.kind.from_json(json, context) {
                Ok(value) => {
                    line.id = value.id();
                    Ok(())
                }
                Err(fault) => Err(fault),
            },
            Some(_) => Err(Fault::new("read_only", said!("fault-read-only"))),
            None => Err(Fault::new("unknown_field", said!("fault-no-field", module = module.key.as_str()))),
        };
        if let Err(fault) = read {
            faults.push((format!("{at}.{key}"), fault));
        }
    }
    line
}

fn strings(json: &Json) -> Option<Vec<String>> {
    json.as_array()?.iter().map(|one| one.as_str().map(str::to_string)).collect()
}

fn decimal(json: &Json, wrong: &dyn Fn() -> Fault) -> Result<Decimal, Fault> {
    match json {
        Json::Number(number) => number::from_json(number),
        Json::String(text) => number::from_plain(text).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

fn money(json: &Json, context: &Context, wrong: &dyn Fn() -> Fault) -> Result<Money, Fault> {
    match (json, context.base_currency) {
        (Json::Object(parts), base) => {
            if let Some(stranger) = stranger(parts, &["amount", "currency"]) {
                return Err(Fault::invalid(said!("fault-money-parts", part = stranger)));
            }
            let amount = decimal(parts.get("amount").unwrap_or(&Json::Null), wrong)?;
            let currency = match parts.get("currency") {
                Some(Json::String(code)) => Some(
                    Currency::try_from(code.clone())
                        .map_err(|_| Fault::invalid(said!("fault-currency", given = code.as_str())))?,
                ),
                Some(Json::Null) | None => base,
                Some(_) => None,
            };
            Ok(Money { amount, currency: currency.ok_or_else(wrong)? })
        }
        (plain, Some(currency)) => Ok(Money { amount: decimal(plain, wrong)?, currency }),
        _ => Err(wrong()),
    }
}

fn place(json: &Json) -> Option<Geo> {
    let parts = json.as_object()?;
    if stranger(parts, &["lat", "lon"]).is_some() {
        return None;
    }
    let degrees = |key: &str| decimal(parts.get(key)?, &|| Fault::unlike(geo::EXPECTED)).ok();
    Geo::of(degrees("lat")?, degrees("lon")?)
}

fn reference(json: &Json) -> Option<Result<Value, Fault>> {
    let parts = json.as_object()?;
    if stranger(parts, &["module", "id"]).is_some() {
        return None;
    }
    let module = Key::new(parts.get("module")?.as_str()?).ok()?;
    let id = parts.get("id")?.as_str()?;
    Some(link::parse_id(id).map(|id| Value::Ref(module, id)))
}

fn points<P: ContactPoint>(json: &Json, kind: &FieldType) -> Result<Vec<P>, Fault> {
    match json {
        Json::String(text) => Ok(contact_point::parse(text)),
        Json::Array(items) => items
            .iter()
            .map(|item| match item {
                Json::String(value) => Ok(P::of(value)),
                item => object(item, kind),
            })
            .collect(),
        _ => Err(Fault::unlike(kind.expected())),
    }
}

/// Reads an object of known parts; a part that is `null` counts as not given.
fn object<T: DeserializeOwned>(json: &Json, kind: &FieldType) -> Result<T, Fault> {
    let Json::Object(parts) = json else {
        return Err(Fault::unlike(kind.expected()));
    };
    let given: Map<String, Json> =
        parts.iter().filter(|(_, part)| !part.is_null()).map(|(k, v)| (k.clone(), v.clone())).collect();
    serde_json::from_value(Json::Object(given)).map_err(|error| {
        let expected = Said::new(kind.expected(), []);
        Fault::invalid(said!("fault-unlike-because", expected = expected, error = error.to_string()))
    })
}

/// A part with another name than these.
fn stranger<'j>(parts: &'j Map<String, Json>, names: &[&str]) -> Option<&'j str> {
    parts.keys().map(String::as_str).find(|key| !names.contains(key))
}
