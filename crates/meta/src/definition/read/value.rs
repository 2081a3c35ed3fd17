//! Defaults and bounds: values written in a definition.

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::Reader;
use crate::json::Context;
use crate::{FieldType, Value};

/// A number of TOML, exactly as written.
pub(super) fn decimal(given: &toml::Value) -> Option<Decimal> {
    match given {
        toml::Value::Integer(number) => Some(Decimal::from(*number)),
        toml::Value::Float(number) => number.to_string().parse().ok(),
        toml::Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The default of a field: what the API would take as its value.
pub(super) fn default(reader: &mut Reader, place: &str, kind: &FieldType, given: &toml::Value) -> Option<Value> {
    if points(kind) {
        reader.problem(place, format!("a {} takes no default", kind.name()), "remove it: records are not known here");
        return None;
    }
    match kind.from_json(&json(given), &Context::default()) {
        Ok(value) => Some(value),
        Err(fault) => {
            reader.problem(place, format!("the default {fault}"), "");
            None
        }
    }
}

/// Whether values name records.
fn points(kind: &FieldType) -> bool {
    use FieldType as T;
    kind.target().is_some() || matches!(kind, T::Links { .. } | T::Parent { .. } | T::Children { .. })
}

fn json(given: &toml::Value) -> Json {
    match given {
        toml::Value::Boolean(flag) => Json::from(*flag),
        toml::Value::Integer(number) => Json::from(*number),
        toml::Value::String(text) => Json::from(text.as_str()),
        toml::Value::Float(number) => Json::from(number.to_string()),
        toml::Value::Datetime(date) => Json::from(date.to_string()),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(table) => {
            Json::Object(table.iter().map(|(key, value)| (key.clone(), json(value))).collect())
        }
    }
}
