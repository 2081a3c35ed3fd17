//! Reports: `GET /reports/pipeline`, `GET /reports/sales`.

use axum::extract::{RawQuery, State};
use crm::reports::pipeline::{Row, Subject};
use crm::reports::sales::{Report, Sales, Sum};
use crm::reports::{pipeline as by_stage, sales as by_month};
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
    let pairs = asked(query.as_deref())?;
    let question = ask::pipeline(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())), &actor)?;
    let rows = app.crm().read(&actor, move |work| by_stage::report(work, &question)).await?;
    Ok(answer(&app, json!({ "data": rows.into_iter().map(row).collect::<Vec<_>>() })))
}

/// `GET /reports/sales?pipeline=&owner=&team=&from=&to=`
pub async fn sales(State(app): State<App>, Caller(actor): Caller, RawQuery(query): RawQuery) -> Answered {
    let pairs = asked(query.as_deref())?;
    let which = ask::sales(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())), &actor)?;
    let report = app.crm().read(&actor, move |work| by_month::report(work, &which)).await?;
    Ok(answer(&app, agents(&report)))
}

fn asked(query: Option<&str>) -> crm::Result<Vec<(String, String)>> {
    let pairs = pairs(query);
    once(pairs.iter().map(|(name, _)| name))?;
    Ok(pairs)
}

/// What was found, with the currencies that count one to one.
fn answer(app: &App, mut told: Json) -> Reply {
    let snapshot = app.crm().snapshot();
    let unrated: Vec<Json> = snapshot.rates.unrated().map(|currency| json!(currency.as_str())).collect();
    if !unrated.is_empty() {
        told["unrated"] = Json::Array(unrated);
    }
    Reply::of(&told)
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
    for (key, sum) in [("amount", row.amount), ("weighted", row.weighted)] {
        if let Some(sum) = sum {
            put(key, money(&sum));
        }
    }
    Json::Object(told)
}

fn money(money: &Money) -> Json {
    meta::json::write(&Value::Money(money.clone()))
}

/// Sales by agent and month.
fn agents(report: &Report) -> Json {
    let months = report.period.months();
    let line = |sales: &Sales| {
        let months = months.iter().zip(&sales.months).map(|(month, told)| {
            let mut told = sum(told);
            told["month"] = json!(month.format("%Y-%m").to_string());
            told
        });
        let mut line = sum(&sales.all);
        line["months"] = months.collect();
        line
    };
    let rows = report.rows.iter().map(|row| {
        let mut told = line(&row.sales);
        (told["owner"], told["owner_name"]) = (json!(row.owner), json!(row.owner_name));
        told
    });
    let (from, to) = (report.period.from, report.period.to);
    json!({ "from": from, "to": to, "data": rows.collect::<Vec<_>>(), "total": line(&report.total) })
}

/// A count and what it is worth, which is left out where the caller may not see it.
fn sum(sum: &Sum) -> Json {
    let mut told = json!({ "count": sum.count });
    if let Some(amount) = &sum.amount {
        told["amount"] = money(amount);
    }
    told
}
