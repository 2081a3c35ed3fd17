//! What the document says of one module: its records as answered, as made, as changed, and what may be asked of them.

use meta::{FieldType, Module};
use serde_json::{Map, Value as Json, json};

use super::filters;
use super::types::{answered, given, or_null, shared, writable};
use super::values::page;
use crate::api::view::{View, leads};
use crate::api::{question, upsert};

/// Adds the schemas of a module.
pub fn add(out: &mut Map<String, Json>, view: &View, module: &Module) {
    let key = &module.key;
    let mut put = |name: &str, schema: Json| out.insert(format!("{key}{name}"), schema);
    put("", record(view, module));
    put(".page", page(shared(key)));
    put(".filter", filters::schema(view, module));
    put(".query", filters::query(view, module));
    put(".search", search(view, module));
    put(".new", input(view, module, true));
    put(".change", input(view, module, false));
}

fn record(view: &View, module: &Module) -> Json {
    let properties = view.fields(module).map(|field| (field.key.to_string(), answered(view, field)));
    let mut properties: Map<String, Json> = properties.collect();
    let linked = view.fields(module).filter(|field| leads(&field.kind).is_some());
    let expanded = linked.map(|field| {
        let one = match leads(&field.kind).as_deref() {
            Some([to]) if view.rights.may_read(to) => shared(to),
            _ => json!({ "type": "object" }),
        };
        let many = matches!(field.kind.shown(), FieldType::Links { .. });
        (field.key.to_string(), if many { json!({ "type": "array", "items": one }) } else { or_null(one) })
    });
    let expanded: Map<String, Json> = expanded.collect();
    properties.insert("_expanded".into(), json!({ "type": "object", "properties": expanded }));
    let restricted = "Link fields that lead to a record you may not see; their ids are left out.";
    properties.insert(
        "_restricted".into(),
        json!({ "type": "array", "items": { "type": "string" }, "description": restricted }),
    );
    json!({ "type": "object", "title": module.label.one, "required": ["id", "version"], "properties": properties,
        "description": "With fields= also the paths asked for, such as account.industry." })
}

fn input(view: &View, module: &Module, new: bool) -> Json {
    let fields: Vec<_> = view.fields(module).filter(|field| writable(view, module, field)).collect();
    let mut properties: Map<String, Json> =
        fields.iter().map(|field| (field.key.to_string(), given(view, field))).collect();
    let mut schema = json!({ "type": "object", "additionalProperties": false });
    if new {
        let id = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";
        properties.insert(
            "id".into(),
            json!({ "type": "string", "pattern": id, "description": "A UUID of version 7 of your own making" }),
        );
        // A new record begins in the first stage of the default pipeline, where there is one.
        let begun = |field: &meta::Field| field.default.is_some() || matches!(field.kind, FieldType::Stage);
        let needed = fields.iter().filter(|field| field.required && !begun(field));
        let needed: Vec<&str> = needed.map(|field| field.key.as_str()).collect();
        if !needed.is_empty() {
            schema["required"] = json!(needed);
        }
    }
    schema["properties"] = Json::Object(properties);
    schema
}

fn search(view: &View, module: &Module) -> Json {
    let names = |names: Vec<String>, most: usize| match names.is_empty() {
        true => json!({ "type": "array", "maxItems": 0 }),
        false => json!({ "type": "array", "maxItems": most, "items": { "type": "string", "enum": names } }),
    };
    let members = [
        ("filter", shared(&format!("{}.filter", module.key))),
        ("find", json!({ "type": "string", "maxLength": question::LONGEST_FIND })),
        ("sort", names(sorts(view, module), question::MOST_SORTS)),
        ("fields", names(paths(view, module), question::MOST_FIELDS)),
        ("expand", names(links(view, module), question::MOST_FIELDS)),
        ("limit", json!({ "type": "integer", "minimum": 1, "maximum": question::MOST, "default": 50 })),
        ("cursor", json!({ "type": "string", "description": "The next of an earlier answer to the same question" })),
        ("count", json!({ "type": "string", "enum": ["capped", "exact"] })),
        ("bin", json!({ "type": "boolean", "description": "Records of the recycle bin instead" })),
    ];
    let members = members.map(|(name, schema)| (name.to_string(), or_null(schema)));
    json!({ "type": "object", "additionalProperties": false, "properties": Map::from_iter(members) })
}

/// What can be sorted by: fields of the module, with a minus for the largest first.
pub fn sorts(view: &View, module: &Module) -> Vec<String> {
    let fields = view.fields(module).filter(|field| field.kind.sortable());
    fields.flat_map(|field| [field.key.to_string(), format!("-{}", field.key)]).collect()
}

/// What can be read: fields of the module, and those one link away.
pub fn paths(view: &View, module: &Module) -> Vec<String> {
    let mut paths: Vec<String> = view.fields(module).map(|field| field.key.to_string()).collect();
    for field in view.fields(module) {
        let target = field.kind.shown().target().and_then(|target| view.snapshot.module(target));
        let Some(target) = target.filter(|target| view.rights.may_read(&target.key)) else { continue };
        let there = view.fields(target).filter(|field| !matches!(field.kind, FieldType::Children { .. }));
        paths.extend(there.map(|inner| format!("{}.{}", field.key, inner.key)));
    }
    paths
}

/// What can be expanded.
pub fn links(view: &View, module: &Module) -> Vec<String> {
    view.fields(module).filter(|field| leads(&field.kind).is_some()).map(|field| field.key.to_string()).collect()
}

/// What an upsert can match by, of what a body may hold that makes a record too.
pub fn matches(view: &View, module: &Module) -> Vec<String> {
    let fields = view.fields(module).filter(|field| upsert::identifies(field));
    let fields = fields.filter(|field| field.key == "id" || field.writable());
    fields.map(|field| field.key.to_string()).collect()
}
