//! The REST API under `/api/v1`: every module, shipped or made here, by the definitions of the moment. It turns
//! requests into questions and changes, asks the business with the caller as actor, and writes the answers; it never queries and
//! never decides who may do what. The contract is `docs/api.md`.

mod batch;
mod caller;
mod change;
mod expand;
mod feed;
mod history;
mod lists;
mod modules;
mod once;
mod openapi;
mod payload;
mod problem;
mod question;
mod reply;
mod reports;
mod single;
mod upsert;
mod verb;
mod view;
mod writes;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{any, get, post, put};
use chrono::{DateTime, Utc};
use crm::Error;
use meta::{Module, Value};
use uuid::Uuid;

use crate::app::App;
pub use openapi::Documents;
pub use problem::{Problem, problems};

/// Everything under `/api/v1`.
pub fn router() -> Router<App> {
    Router::new()
        .route("/", any(nowhere))
        .route("/batch", post(writes::batch))
        .route("/changes", get(feed::index))
        .route("/meta/modules", get(modules::index))
        .route("/meta/modules/{module}", get(modules::show))
        .route("/reports/pipeline", get(reports::pipeline))
        .route("/reports/sales", get(reports::sales))
        .route("/openapi.json", get(openapi::show))
        .route("/{module}", get(lists::index).post(writes::change).put(writes::change))
        .route("/{module}/search", post(lists::search))
        .route("/{module}/{id}", get(single::show).patch(writes::change).delete(writes::change))
        .route("/{module}/{id}/restore", post(writes::change))
        .route("/{module}/{id}/history", get(history::index))
        .route("/{module}/{id}/{relation}", get(lists::related))
        .route("/{module}/{id}/{relation}/{other}", put(writes::change).delete(writes::change))
        .fallback(nowhere)
        .method_not_allowed_fallback(|| async {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "This cannot be done here: Allow names what can.")
        })
        .layer(DefaultBodyLimit::max(payload::MOST))
}

/// The answer to addresses under `/api` where nothing is.
pub async fn nowhere() -> Problem {
    Problem::nowhere()
}

/// The decoded pairs of a query string.
fn pairs(query: Option<&str>) -> Vec<(String, String)> {
    serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default()
}

/// The id in an address; whatever is none leads nowhere.
fn id(module: &Module, text: &str) -> Result<Uuid, Error> {
    Uuid::try_parse(text).map_err(|_| Error::NotFound(format!("{} {text}", module.label.one.to_lowercase()).into()))
}

/// An instant as the API writes it.
fn instant(at: &DateTime<Utc>) -> serde_json::Value {
    meta::json::write(&Value::Time(*at))
}
