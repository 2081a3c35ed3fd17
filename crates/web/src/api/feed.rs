//! `GET /changes`: what happened to the records the caller sees, and which they lost sight of, in order.

use axum::extract::{RawQuery, State};
use crm::Error;
use crm::feed::{self, Event};
use serde_json::{Value as Json, json};

use super::caller::Caller;
use super::instant;
use super::lists::limit_and;
use super::reply::{Answered, Reply};
use crate::app::App;

/// `GET /changes?after=POSITION`
pub async fn index(State(app): State<App>, Caller(actor): Caller, RawQuery(query): RawQuery) -> Answered {
    let (limit, after) = limit_and(&query, "after")?;
    let wrong = |_| Error::bad("after", "invalid", "must be a position of this feed: a whole number");
    let after = after.map_or(Ok(0), |text| text.parse::<i64>().map_err(wrong))?;
    let reply = app.crm().read(&actor, move |work| {
        let feed = feed::changes(work, after, limit)?;
        let data: Vec<Json> = feed.events.iter().map(event).collect();
        Ok(Reply::of(&json!({ "data": data, "last": feed.last })))
    });
    Ok(reply.await?)
}

fn event(event: &Event) -> Json {
    let action = event.happened.as_str();
    json!({
        "position": event.position, "module": event.module, "id": event.id, "action": action,
        "gone": matches!(action, "delete" | "purge" | "gone"), "version": event.version, "at": instant(&event.at),
    })
}
