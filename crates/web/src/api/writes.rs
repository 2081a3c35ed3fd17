//! Requests that change something.

use axum::extract::{OriginalUri, RawQuery, State};
use axum::http::{HeaderMap, Method, Uri};
use serde_json::Map;

use super::batch;
use super::caller::Caller;
use super::change::{Change, Expected};
use super::lists::no_query;
use super::once::Once;
use super::payload::Sent;
use super::reply::Answered;
use super::verb::Aim;
use crate::app::App;

/// `POST`, `PUT`, `PATCH`, `DELETE` of a module, a record or a relation.
pub async fn change(
    State(app): State<App>,
    Caller(actor): Caller,
    method: Method,
    uri: Uri,
    OriginalUri(original): OriginalUri,
    headers: HeaderMap,
    sent: Sent,
) -> Answered {
    let aim = Aim::read(&method, uri.path(), uri.query())?;
    let body = if aim.takes_body() { sent.object(&headers)? } else { Map::new() };
    let once = Once::of(&headers, &method, &original.to_string(), &sent.0)?;
    let kind = aim.kind();
    let change = Change { aim, body, expected: Expected::of(&headers)? };
    once.perform(&app, &actor, kind, move |work| change.perform(work)).await
}

/// `POST /batch`
pub async fn batch(
    State(app): State<App>,
    Caller(actor): Caller,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    sent: Sent,
) -> Answered {
    no_query(&query)?;
    let acts = batch::acts(sent.object(&headers)?)?;
    let once = Once::of(&headers, &Method::POST, "/api/v1/batch", &sent.0)?;
    once.perform(&app, &actor, "batch", move |work| batch::perform(work, &acts)).await
}
