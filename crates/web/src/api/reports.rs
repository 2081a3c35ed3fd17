//! Reports: `GET /reports/pipeline`.

use axum::extract::{RawQuery, State};
use crm::reports::pipeline::{Row, Subject, report};
use meta::Value;
use meta::types::Money;
use serde_json::{Map, Value as Json, json};

use super::caller::Caller;
use super::pairs;
use super::question::once;
use super::reply::{Answered, Reply};
use crate::app::App;
use crate::pages::reports::ask;

/// `GET /reports/pipeline?pipeline=&owner=&from=&to=&by=stage|owner|team`
pub async fn pipeline(State(app): State<App>, Caller(actor): Caller, RawQuery(query): RawQuery) -> Answered {
    let pairs = pairs(query.as_deref());
    once(pairs.iter().map(|(name, _)| name))?;
    let question = ask::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())), &actor)?;
    let rows = app.crm().read(&actor, move |work| report(work, &question)).await?;
    let snapshot = app.crm().snapshot();
    let unrated: Vec<Json> = snapshot.rates.unrated().map(|currency| json!(currency.as_str())).collect();
    let mut told = json!({ "data": rows.into_iter().map(row).collect::<Vec<_>>() });
    if !unrated.is_empty() {
        told["unrated"] = Json::Array(unrated);
    }
    Ok(Reply::of(&told))
}

/// A row; its stage is null where it is of an owner or a team, and sums of what the caller may not see are left out.
fn row(row: Row) -> Json {
    let mut told = Map::new();
    let mut put = |key: &str, value: Json| drop(told.insert(key.to_string(), value));
    let label = row.label;
    put("stage", Json::Null);
    match row.subject {
        Subject::Stage { key, .. } if key.is_empty() => {}
        Subject::Stage { key, .. } => put("stage", json!(key)),
        Subject::Owner(id) => {
            put("owner", json!(id));
            put("owner_name", json!(label));
        }
        Subject::Team(id) => {
            put("team", json!(id));
            put("team_name", json!(label));
        }
    }
    put("label", json!(label));
    put("count", json!(row.count));
    let money = |money: Money| meta::json::write(&Value::Money(money));
    if let Some(amount) = row.amount {
        put("amount", money(amount));
    }
    if let Some(weighted) = row.weighted {
        put("weighted", money(weighted));
    }
    Json::Object(told)
}
