//! What all modules share in the document: composite values, envelopes, problems, parameters, answers.

use serde_json::{Value as Json, json};

use super::types::shared;

/// Schemas that no module owns. Their names begin with a capital, so that no module's can be the same.
pub fn schemas() -> Json {
    let mut all = values();
    for (name, schema) in given().as_object().into_iter().flatten().chain(envelopes().as_object().into_iter().flatten())
    {
        all[name] = schema.clone();
    }
    all
}

fn point(types: &[&str]) -> Json {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["value", "type", "primary", "opted_out", "invalid"],
        "properties": {
            "value": { "type": "string" },
            "type": { "type": "string", "enum": types },
            "primary": { "type": "boolean", "description": "The one used first; exactly one is" },
            "opted_out": { "type": "boolean" },
            "invalid": { "type": "boolean", "description": "Known not to work" },
        },
    })
}

const EMAILS: [&str; 3] = ["work", "home", "other"];
const PHONES: [&str; 5] = ["work", "mobile", "home", "fax", "other"];

fn parts(names: &[&str], whole: bool) -> Json {
    let properties: serde_json::Map<String, Json> = names
        .iter()
        .map(|name| {
            (name.to_string(), json!({ "type": if whole { json!("string") } else { json!(["string", "null"]) } }))
        })
        .collect();
    let required = if whole { names } else { &[] };
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

const NAME: [&str; 4] = ["prefix", "given", "family", "suffix"];
const ADDRESS: [&str; 5] = ["street", "postal_code", "city", "region", "country"];

/// Composite values as answers hold them.
fn values() -> Json {
    json!({
        "Money": { "type": "object", "required": ["amount", "currency"], "additionalProperties": false, "properties": {
            "amount": { "type": "string", "pattern": "^-?[0-9]+\\.[0-9]{2,4}$", "examples": ["123.45"] },
            "currency": { "type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"] } } },
        "PersonName": parts(&NAME, true),
        "Email": point(&EMAILS),
        "Phone": point(&PHONES),
        "Address": parts(&ADDRESS, true),
        "Geo": { "type": "object", "required": ["lat", "lon"], "additionalProperties": false,
            "description": "Degrees, as decimal strings",
            "properties": { "lat": { "type": "string" }, "lon": { "type": "string" } } },
        "Reference": { "type": "object", "required": ["module", "id"], "additionalProperties": false,
            "properties": { "module": { "type": "string" }, "id": { "type": "string", "format": "uuid" } } },
    })
}

/// Composite values as they may be given.
fn given() -> Json {
    let amount = json!({ "type": ["string", "number"], "pattern": "^-?[0-9]+(\\.[0-9]{1,4})?$" });
    let points = |types: &[&str], examples: Json| {
        let marked = json!({ "type": "object", "additionalProperties": false, "required": ["value"], "properties": {
            "value": { "type": "string" }, "type": { "type": ["string", "null"], "enum": types },
            "primary": { "type": ["boolean", "null"] }, "opted_out": { "type": ["boolean", "null"] },
            "invalid": { "type": ["boolean", "null"] } } });
        json!({ "anyOf": [{ "type": "string" }, { "type": "array", "maxItems": 50,
            "items": { "anyOf": [{ "type": "string" }, marked] } }], "examples": examples })
    };
    json!({
        "MoneyGiven": { "anyOf": [amount, { "type": "object", "required": ["amount"], "additionalProperties": false,
            "properties": { "amount": amount, "currency": { "type": ["string", "null"], "pattern": "^[A-Za-z]{3}$" } } }],
            "description": "An amount alone is in base currency" },
        "PersonNameGiven": { "anyOf": [{ "type": "string", "maxLength": 200 }, parts(&NAME, false)] },
        "EmailsGiven": points(&EMAILS, json!([["ana@example.com"]])),
        "PhonesGiven": points(&PHONES, json!([["+44 20 7946 0000"]])),
        "AddressGiven": parts(&ADDRESS, false),
        "GeoGiven": { "type": "object", "required": ["lat", "lon"], "additionalProperties": false, "properties": {
            "lat": { "type": ["string", "number"], "pattern": "^-?[0-9]{1,2}(\\.[0-9]{1,6})?$", "minimum": -90, "maximum": 90 },
            "lon": { "type": ["string", "number"], "pattern": "^-?[0-9]{1,3}(\\.[0-9]{1,6})?$", "minimum": -180, "maximum": 180 } } },
    })
}

fn envelopes() -> Json {
    let uuid = json!({ "type": "string", "format": "uuid" });
    let maybe_uuid = json!({ "type": ["string", "null"], "format": "uuid" });
    let instant = json!({ "type": "string", "format": "date-time" });
    json!({
        "Problem": { "type": "object", "required": ["type", "title", "status", "detail", "errors"],
            "description": "RFC 9457", "properties": {
                "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
                "detail": { "type": "string" },
                "errors": { "type": "array", "items": { "type": "object", "required": ["field", "code", "detail"],
                    "properties": { "field": { "type": "string" }, "code": { "type": "string" },
                        "detail": { "type": "string" } } } } } },
        "Count": { "type": "object", "required": ["value", "capped"], "properties": {
            "value": { "type": "integer" }, "capped": { "type": "boolean", "description": "There may be more" } } },
        "History": page(json!({ "type": "object", "properties": {
            "act": uuid, "kind": { "type": "string" }, "summary": { "type": "string" }, "undone_by": maybe_uuid,
            "at": instant, "actor": maybe_uuid, "as_user": maybe_uuid, "action": { "type": "string" },
            "version": { "type": "integer" }, "erased": { "type": "boolean" },
            "changes": { "type": "array", "items": { "type": "object", "required": ["field", "before", "after"],
                "properties": { "field": { "type": "string" }, "before": {}, "after": {} } } } } })),
        "Changes": { "type": "object", "required": ["data", "last"], "properties": {
            "last": { "type": "integer", "description": "The position to go on after" },
            "data": { "type": "array", "items": { "type": "object",
                "required": ["position", "module", "id", "action", "gone", "version", "at"], "properties": {
                    "position": { "type": "integer" }, "module": { "type": "string" }, "id": uuid,
                    "action": { "type": "string" }, "version": { "type": ["integer", "null"] }, "at": instant,
                    "gone": { "type": "boolean", "description": "A tombstone: deleted, purged, or out of your sight" } } } } } },
        "Batch": { "type": "object", "required": ["acts"], "additionalProperties": false, "properties": {
            "acts": { "type": "array", "maxItems": 1000, "items": { "type": "object", "required": ["method", "path"],
                "additionalProperties": false, "properties": {
                    "method": { "type": "string", "enum": ["POST", "PUT", "PATCH", "DELETE"] },
                    "path": { "type": "string", "examples": ["/api/v1/account"] },
                    "body": { "type": ["object", "null"] },
                    "ref": { "type": ["string", "null"], "minLength": 1, "description": "Later acts name its record \"@ref\"" } } } } } },
        "BatchDone": { "type": "object", "required": ["act", "data"], "properties": { "act": uuid,
            "data": { "type": "array", "items": { "type": "object", "required": ["status", "headers"], "properties": {
                "status": { "type": "integer" }, "headers": { "type": "object" }, "body": { "type": "object" } } } } } },
        "PipelineReport": { "type": "object", "required": ["data"], "properties": {
            "data": { "type": "array", "items": { "type": "object", "required": ["label", "count"], "properties": {
                "stage": { "type": ["string", "null"] }, "owner": maybe_uuid, "owner_name": { "type": "string" },
                "team": maybe_uuid, "team_name": { "type": "string" }, "label": { "type": "string" },
                "count": { "type": "integer" }, "amount": shared("Money"), "weighted": shared("Money") } } } } },
        "Modules": { "type": "object", "required": ["data"], "properties": {
            "data": { "type": "array", "items": shared("Summary") } } },
        "Summary": { "type": "object", "required": ["module", "label", "icon", "area", "title"], "properties": {
            "module": { "type": "string" }, "icon": { "type": "string" }, "area": { "type": "string" },
            "title": { "type": "string", "description": "The field that names a record" },
            "label": { "type": "object", "properties": { "one": { "type": "string" }, "many": { "type": "string" } } } } },
        "Module": { "allOf": [shared("Summary"), { "type": "object", "required": ["fields", "relations", "rights"],
            "properties": {
                "fields": { "type": "array", "items": { "type": "object", "required": ["field", "label", "type"] } },
                "relations": { "type": "array", "items": { "type": "object", "required": ["name", "module"] } },
                "rights": { "type": "object", "required": ["create", "read", "edit", "delete"] } } }] },
    })
}

fn page(item: Json) -> Json {
    json!({ "type": "object", "required": ["data", "next"], "properties": {
        "data": { "type": "array", "items": item }, "next": { "type": ["string", "null"] } } })
}

/// The answers that say what went wrong, by status.
pub fn responses() -> Json {
    let long = "The address is too long: put the question into the body of a search";
    let mut all = json!({ "414": { "description": long }, "431": { "description": long } });
    for (status, about) in PROBLEMS {
        let mut response = json!({ "description": about,
            "content": { "application/problem+json": { "schema": shared("Problem") } } });
        let header = match status {
            401 => Some(("WWW-Authenticate", json!({ "type": "string" }))),
            429 | 503 => Some(("Retry-After", json!({ "type": "integer" }))),
            _ => None,
        };
        if let Some((name, schema)) = header {
            response["headers"] = json!({ name: { "schema": schema } });
        }
        all[status.to_string()] = response;
    }
    all
}

const PROBLEMS: [(u16, &str); 11] = [
    (400, "The question is malformed: unknown field, operator, parameter or cursor, or no JSON"),
    (401, "No valid token or session"),
    (403, "Visible, but without the right to do this"),
    (404, "Not there, or not visible"),
    (409, "It contradicts what is there"),
    (412, "The record is at another version than If-Match says"),
    (413, "The request is too large"),
    (415, "The body is not JSON"),
    (422, "Values were refused, each named in errors"),
    (429, "Too many tries"),
    (503, "Busy: try again after Retry-After seconds"),
];

/// Parameters that many requests take.
pub fn parameters() -> Json {
    let query = |name: &str, schema: Json, about: &str| json!({ "name": name, "in": "query", "schema": schema, "description": about });
    let header = |name: &str, schema: Json, about: &str| json!({ "name": name, "in": "header", "schema": schema, "description": about });
    json!({
        "id": { "name": "id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } },
        "other": { "name": "other", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } },
        "find": query("find", json!({ "type": "string", "maxLength": 200 }), "Words that full text search must find"),
        "limit": query("limit", json!({ "type": "integer", "minimum": 1, "maximum": 1000, "default": 50 }), "How many a page"),
        "cursor": query("cursor", json!({ "type": "string", "minLength": 1 }), "The next of an earlier answer to the same question"),
        "count": query("count", json!({ "type": "string", "enum": ["capped", "exact"] }), "Count them, up to 1,000 or all"),
        "bin": query("bin", json!({ "type": "boolean" }), "Records of the recycle bin instead"),
        "after": query("after", json!({ "type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991_i64, "default": 0 }), "The last position you have seen"),
        "if_match": header("If-Match", json!({ "type": "string", "pattern": "^(\\*|\"[0-9]{1,9}\")$" }),
            "The ETag of the version it is meant for"),
        "idempotency_key": header("Idempotency-Key", json!({ "type": "string", "pattern": "^[!-~]{1,255}$" }),
            "The same request with the same key is answered again within 24 hours, not done again"),
    })
}
