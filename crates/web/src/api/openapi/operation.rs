//! `Operation`: one method at one address, put together step by step.

use serde_json::{Value as Json, json};

use super::types::shared;
use crate::api::question;

/// An operation of the document.
pub struct Operation(Json);

impl Operation {
    /// Of a module, or of `kith`; what it is called for generated clients, and in words.
    pub fn new(owner: &str, name: &str, summary: &str) -> Operation {
        Operation(json!({ "operationId": format!("{owner}.{name}"), "tags": [owner], "summary": summary,
            "parameters": [], "responses": {} }))
        .refuses(&[400, 401, 422, 503])
    }

    /// With a sentence more.
    pub fn about(mut self, about: &str) -> Operation {
        self.0["description"] = json!(about);
        self
    }

    /// With a parameter of its own.
    pub fn parameter(mut self, parameter: Json) -> Operation {
        if let Some(all) = self.0["parameters"].as_array_mut() {
            all.push(parameter);
        }
        self
    }

    /// With parameters that are described once for all.
    pub fn shared(self, names: &[&str]) -> Operation {
        names.iter().fold(self, |operation, name| {
            operation.parameter(json!({ "$ref": format!("#/components/parameters/{name}") }))
        })
    }

    /// With a step of the address.
    pub fn path(self, name: &str) -> Operation {
        self.shared(&[name])
    }

    /// With a header that is described once for all.
    pub fn header(self, name: &str) -> Operation {
        self.shared(&[name])
    }

    /// A change: it may carry an idempotency key, and its answer may be one given before.
    pub fn written(self) -> Operation {
        self.shared(&["idempotency_key"]).refuses(&[413])
    }

    /// With a parameter of the query string.
    pub fn query(self, name: &str, schema: Json, required: bool) -> Operation {
        self.parameter(json!({ "name": name, "in": "query", "required": required, "schema": schema }))
    }

    /// With a list of names, separated by commas; left out where there is nothing to name.
    pub fn list_query(self, name: &str, names: Vec<String>, about: &str) -> Operation {
        if names.is_empty() {
            return self;
        }
        let most = if name == "sort" { question::MOST_SORTS } else { question::MOST_FIELDS };
        let schema =
            json!({ "type": "array", "minItems": 1, "maxItems": most, "items": { "type": "string", "enum": names } });
        self.parameter(json!({ "name": name, "in": "query", "style": "form", "explode": false, "schema": schema,
            "description": about }))
    }

    /// With parameters of a common name, written `name[key]=value`.
    pub fn deep_query(self, name: &str, schema: &str, about: &str) -> Operation {
        self.parameter(json!({ "name": name, "in": "query", "description": about, "style": "deepObject",
            "explode": true, "schema": shared(schema) }))
    }

    /// With a body.
    pub fn body(mut self, schema: &str) -> Operation {
        self.0["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": shared(schema) } } });
        self.refuses(&[413, 415])
    }

    /// Answered by 200 and a schema.
    pub fn answer(self, schema: &str) -> Operation {
        self.json_answer(shared(schema))
    }

    /// Answered by 200 and JSON of a schema.
    pub fn json_answer(mut self, schema: Json) -> Operation {
        self.0["responses"]["200"] =
            json!({ "description": "Done", "content": { "application/json": { "schema": schema } } });
        self
    }

    /// Answered by a record and its version.
    pub fn record(mut self, module: &str) -> Operation {
        self = self.answer(module);
        self.0["responses"]["200"]["headers"] = json!({ "ETag": etag() });
        self
    }

    /// Answered by 201, the record and its address.
    pub fn created(mut self, module: &str) -> Operation {
        self.0["responses"]["201"] = json!({ "description": "Made",
            "headers": { "ETag": etag(), "Location": { "required": true, "schema": { "type": "string" } } },
            "content": { "application/json": { "schema": shared(module) } } });
        self
    }

    /// Answered by 204.
    pub fn empty(mut self) -> Operation {
        self.0["responses"]["204"] = json!({ "description": "Done" });
        self
    }

    /// What may go wrong.
    pub fn refuses(mut self, statuses: &[u16]) -> Operation {
        for status in statuses {
            self.0["responses"][status.to_string()] = json!({ "$ref": format!("#/components/responses/{status}") });
        }
        self
    }

    /// The finished operation.
    pub fn done(self) -> Json {
        self.0
    }
}

fn etag() -> Json {
    json!({ "required": true, "schema": { "type": "string", "pattern": "^\"[0-9]+\"$" } })
}
