//! The answers that say what went wrong, by status, and the parameters that many requests take.

use serde_json::{Map, Value as Json, json};

use super::types::shared;
use crate::api::problem::MEDIA_TYPE;
use crate::api::question;

const PROBLEMS: [(u16, &str); 11] = [
    (400, "The question is malformed: unknown field, operator, parameter or cursor, or no JSON"),
    (401, "No valid token or session"),
    (403, "Visible, but without the right to do this"),
    (404, "Not there, or not visible"),
    (409, "It contradicts what is there"),
    (412, "The record is at another version than If-Match says"),
    (413, "The request is too large"),
    (415, "The body is not JSON"),
    (422, "Values were refused, each named in errors: of a record, or of a filter"),
    (429, "Too many tries"),
    (503, "Busy: try again after Retry-After seconds"),
];

/// The largest position that every reader of JSON keeps.
const FARTHEST: i64 = (1 << 53) - 1;

/// Answers by status.
pub fn responses() -> Json {
    let long = "The address is too long: put the question into the body of a search";
    let mut all = json!({ "414": { "description": long }, "431": { "description": long } });
    for (status, about) in PROBLEMS {
        let mut response = json!({ "description": about, "content": { MEDIA_TYPE: { "schema": shared("Problem") } } });
        let header = match status {
            401 => Some(("WWW-Authenticate", "string")),
            429 | 503 => Some(("Retry-After", "integer")),
            _ => None,
        };
        if let Some((name, kind)) = header {
            response["headers"] = json!({ name: { "schema": { "type": kind } } });
        }
        all[status.to_string()] = response;
    }
    all
}

/// Parameters by name.
pub fn parameters() -> Map<String, Json> {
    let limit = json!({ "type": "integer", "minimum": 1, "maximum": question::MOST, "default": 50 });
    let after = json!({ "type": "integer", "minimum": 0, "maximum": FARTHEST, "default": 0 });
    let find = json!({ "type": "string", "maxLength": question::LONGEST_FIND });
    let count = json!({ "type": "string", "enum": ["capped", "exact"] });
    let tag = json!({ "type": "string", "pattern": "^(\\*|\"[0-9]{1,9}\")$" });
    let key = json!({ "type": "string", "pattern": "^[!-~]{1,255}$" });
    let once = "The same request with the same key is answered again within 24 hours, not done again";
    let pairs = [
        ("id", step("id")),
        ("other", step("other")),
        ("find", given("query", "find", find, "Words that full text search must find")),
        ("limit", given("query", "limit", limit, "How many a page")),
        ("cursor", given("query", "cursor", text(), "The next of an earlier answer to the same question")),
        ("count", given("query", "count", count, "Count them, up to 1,000 or all")),
        ("bin", given("query", "bin", json!({ "type": "boolean" }), "Records of the recycle bin instead")),
        ("after", given("query", "after", after, "The last position you have seen")),
        ("if_match", given("header", "If-Match", tag, "The ETag of the version it is meant for")),
        ("idempotency_key", given("header", "Idempotency-Key", key, once)),
    ];
    pairs.into_iter().map(|(name, parameter)| (name.to_string(), parameter)).collect()
}

fn text() -> Json {
    json!({ "type": "string", "minLength": 1 })
}

fn step(name: &str) -> Json {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } })
}

fn given(place: &str, name: &str, schema: Json, about: &str) -> Json {
    json!({ "name": name, "in": place, "schema": schema, "description": about })
}
