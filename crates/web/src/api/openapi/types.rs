//! Field types as JSON Schema: how a value is written in answers, and what may be given for it.

use meta::{Field, FieldType, Key, Module};
use serde_json::{Value as Json, json};

use crate::api::view::View;

/// A decimal number as text, or as a number that a float holds exactly.
const PLAIN: &str = "^-?[0-9]+(\\.[0-9]+)?$";

/// A reference to a shared schema.
pub fn shared(name: &str) -> Json {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A list of values.
pub fn list(item: Json) -> Json {
    json!({ "type": "array", "items": item })
}

/// An object with these properties, some of them required; there may be others.
pub fn open(required: &[&str], properties: Json) -> Json {
    json!({ "type": "object", "required": required, "properties": properties })
}

/// An object with these properties and no others, some of them required.
pub fn closed(required: &[&str], properties: Json) -> Json {
    let mut schema = open(required, properties);
    schema["additionalProperties"] = json!(false);
    schema
}

/// An object with all of these properties and no others.
pub fn whole(properties: Json) -> Json {
    let names: Vec<String> = properties.as_object().into_iter().flat_map(|all| all.keys().cloned()).collect();
    closed(&names.iter().map(String::as_str).collect::<Vec<_>>(), properties)
}

/// Also `null`.
pub fn or_null(schema: Json) -> Json {
    if let (Some(Json::String(kind)), None) = (schema.get("type"), schema.get("enum")) {
        let kinds = json!([kind, "null"]);
        let mut schema = schema;
        schema["type"] = kinds;
        return schema;
    }
    json!({ "anyOf": [schema, { "type": "null" }] })
}

/// A field as answers hold it.
pub fn answered(view: &View, field: &Field) -> Json {
    let schema = described(value(view, field.kind.shown()), field);
    match several(&field.kind) || field.key == "id" || field.key == "version" {
        true => schema,
        false => or_null(schema),
    }
}

/// A field as it may be given; `null` empties what need not be filled.
pub fn given(view: &View, field: &Field) -> Json {
    let schema = described(input(view, field), field);
    if field.required { schema } else { or_null(schema) }
}

fn described(mut schema: Json, field: &Field) -> Json {
    if schema.get("$ref").is_some() {
        schema = json!({ "allOf": [schema] });
    }
    schema["title"] = json!(field.label);
    if let Some(help) = &field.help {
        schema["description"] = json!(help);
    }
    schema
}

fn several(kind: &FieldType) -> bool {
    matches!(
        kind.shown(),
        FieldType::MultiSelect { .. }
            | FieldType::Tags
            | FieldType::Emails
            | FieldType::Phones
            | FieldType::Links { .. }
            | FieldType::Children { .. }
    )
}

fn value(view: &View, kind: &FieldType) -> Json {
    match kind {
        FieldType::Int { .. } | FieldType::Rating { .. } => json!({ "type": "integer", "format": "int64" }),
        FieldType::Decimal { .. } | FieldType::Percent { .. } => json!({ "type": "string", "pattern": PLAIN }),
        FieldType::Money { .. } => shared("Money"),
        FieldType::Bool => json!({ "type": "boolean" }),
        FieldType::Date => json!({ "type": "string", "format": "date" }),
        FieldType::DateTime => json!({ "type": "string", "format": "date-time" }),
        FieldType::Duration => json!({ "type": "string", "format": "duration" }),
        FieldType::MultiSelect { .. } | FieldType::Tags => list(json!({ "type": "string" })),
        FieldType::PersonName => shared("PersonName"),
        FieldType::Emails => list(shared("Email")),
        FieldType::Phones => list(shared("Phone")),
        FieldType::Address => shared("Address"),
        FieldType::Geo => shared("Geo"),
        FieldType::Links { .. } => list(id()),
        FieldType::Parent { .. } => shared("Reference"),
        FieldType::Children { to, by } => list(lines(view, to, by, false)),
        kind if kind.target().is_some() || matches!(kind, FieldType::Id) => id(),
        _ => json!({ "type": "string" }),
    }
}

fn input(view: &View, field: &Field) -> Json {
    match &field.kind {
        FieldType::Text { max } | FieldType::LongText { max } => text(*max, field.required),
        FieldType::Int { min, max } => bounded(json!({ "type": "integer", "format": "int64" }), min, max),
        FieldType::Rating { max } => json!({ "type": "integer", "minimum": 0, "maximum": max }),
        FieldType::Decimal { .. } | FieldType::Percent { .. } => {
            json!({ "type": ["string", "number"], "pattern": PLAIN })
        }
        FieldType::Money { .. } => shared("MoneyGiven"),
        FieldType::Select { options } => {
            let keys: Vec<&str> = options.iter().map(|option| option.key.as_str()).collect();
            json!({ "type": "string", "enum": keys })
        }
        FieldType::MultiSelect { options } => {
            let keys: Vec<&str> = options.iter().map(|option| option.key.as_str()).collect();
            json!({ "type": "array", "items": { "type": "string", "enum": keys } })
        }
        FieldType::Tags => json!({ "type": "array", "maxItems": 100, "items": { "type": "string", "maxLength": 60 } }),
        FieldType::Url => json!({ "type": "string", "maxLength": 2000, "description": "http, https or mailto" }),
        FieldType::Duration => json!({ "type": "string", "examples": ["PT1H30M", "1:30", "90m"] }),
        FieldType::PersonName => shared("PersonNameGiven"),
        FieldType::Emails => shared("EmailsGiven"),
        FieldType::Phones => shared("PhonesGiven"),
        FieldType::Address => shared("AddressGiven"),
        FieldType::Geo => shared("GeoGiven"),
        FieldType::Children { to, by } => {
            json!({ "type": "array", "maxItems": 1000, "items": lines(view, to, by, true) })
        }
        kind => value(view, kind),
    }
}

fn text(max: u32, required: bool) -> Json {
    match required {
        true => json!({ "type": "string", "minLength": 1, "maxLength": max, "pattern": "\\S" }),
        false => json!({ "type": "string", "maxLength": max }),
    }
}

fn bounded(mut schema: Json, min: &Option<i64>, max: &Option<i64>) -> Json {
    if let Some(min) = min {
        schema["minimum"] = json!(min);
    }
    if let Some(max) = max {
        schema["maximum"] = json!(max);
    }
    schema
}

fn id() -> Json {
    json!({ "type": "string", "format": "uuid" })
}

/// Owned lines within their record: the fields of their module without the link back.
fn lines(view: &View, to: &Key, by: &Key, giving: bool) -> Json {
    let Some(module) = view.snapshot.module(to) else { return json!({ "type": "object" }) };
    let own = |field: &&std::sync::Arc<Field>| !field.system && field.key != *by && !nested(field);
    let mut properties = serde_json::Map::from_iter([("id".to_string(), id())]);
    for field in view.fields(module).filter(own).filter(|field| !giving || writable(view, module, field)) {
        let schema = if giving { given(view, field) } else { answered(view, field) };
        properties.insert(field.key.to_string(), schema);
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": !giving })
}

fn nested(field: &Field) -> bool {
    matches!(field.kind, FieldType::Children { .. })
}

/// Whether the actor may set a field.
pub fn writable(view: &View, module: &Module, field: &Field) -> bool {
    field.writable() && view.rights.level(&module.key, &field.key) == meta::FieldLevel::Edit
}
