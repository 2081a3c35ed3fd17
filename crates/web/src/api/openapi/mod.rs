//! `GET /openapi.json`: the API as OpenAPI 3.1, written from the definitions for the caller's role. A field that is
//! hidden from the role is not in it.

mod envelopes;
mod filters;
mod operation;
mod paths;
mod refusals;
mod schemas;
mod types;
mod values;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use crm::Work;
use meta::Key;
use serde_json::{Map, Value as Json, json};

use super::caller::Caller;
use super::lists::no_query;
use super::problem::Problem;
use super::view::View;
use crate::app::App;
use crate::cookie;

/// Documents by role, of the workspace at this version.
#[derive(Default)]
pub struct Documents(Mutex<(i64, HashMap<Key, Arc<str>>)>);

impl Documents {
    fn get(&self, version: i64, role: &Key) -> Option<Arc<str>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.1.get(role).filter(|_| kept.0 == version).cloned()
    }

    fn put(&self, version: i64, role: Key, document: Arc<str>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != version {
            *kept = (version, HashMap::new());
        }
        kept.1.insert(role, document);
    }
}

/// `GET /openapi.json`
pub async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    no_query(&query)?;
    let answer = |text: Arc<str>| ([(CONTENT_TYPE, "application/json")], text.to_string()).into_response();
    if let Some(text) = app.documents().get(app.crm().snapshot().version, &actor.role) {
        return Ok(answer(text));
    }
    let session = cookie::name(app.settings());
    let written = app.crm().read(&actor, move |work| Ok((work.snapshot.version, document(work, session).to_string())));
    let (version, text) = written.await?;
    let text: Arc<str> = text.into();
    app.documents().put(version, actor.role, text.clone());
    Ok(answer(text))
}

fn document(work: &Work, session: &str) -> Json {
    let view = View::of(work);
    let mut paths = paths::shared_by_all();
    let mut schemas: Map<String, Json> = values::schemas().into_iter().chain(envelopes::schemas()).collect();
    let seen = view.snapshot.schema.catalogue.modules().filter(|module| view.rights.may_read(&module.key));
    let mut tags = vec![json!({ "name": "kith", "description": "What no module owns" })];
    for module in seen {
        tags.push(json!({ "name": module.key, "description": module.label.many }));
        schemas::add(&mut schemas, &view, module);
        paths::add(&mut paths, work, &view, module);
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": format!("Kith of {}", view.snapshot.company.name), "version": "1",
            "description": "Written from the definitions of this workspace, for your role." },
        "servers": [{ "url": "/api/v1" }],
        "security": [{ "token": [] }, { "session": [] }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": refusals::parameters(),
            "responses": refusals::responses(),
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "bearerFormat": "kith_…" },
                "session": { "type": "apiKey", "in": "cookie", "name": session },
            },
        },
    })
}
