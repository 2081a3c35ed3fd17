//! Lists of records: of a module, found by a search, or hanging on a record.

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use crm::records::{self, RecordPage};
use crm::{Result, Work};
use meta::Module;
use serde_json::{Value as Json, json};

use super::caller::Caller;
use super::expand;
use super::payload::Sent;
use super::question::Question;
use super::reply::{Answered, Reply};
use super::view::View;
use super::{id, pairs};
use crate::app::App;

/// `GET /{module}`
pub async fn index(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(module): Path<String>,
    RawQuery(query): RawQuery,
) -> Answered {
    let pairs = pairs(query.as_deref());
    let reply = app.crm().read(&actor, move |work| {
        let (module, view) = (work.module(&module)?, View::of(work));
        let question = Question::query(&view, &module, &pairs)?;
        let page = records::list(work, &module.key, &question.list)?;
        answer(work, &view, page, &question)
    });
    Ok(reply.await?)
}

/// `POST /{module}/search`
pub async fn search(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(module): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Sent,
) -> Answered {
    no_query(&query)?;
    let body = body.object(&headers)?;
    let reply = app.crm().read(&actor, move |work| {
        let (module, view) = (work.module(&module)?, View::of(work));
        let question = Question::body(&view, &module, &body)?;
        let page = records::list(work, &module.key, &question.list)?;
        answer(work, &view, page, &question)
    });
    Ok(reply.await?)
}

/// `GET /{module}/{id}/{relation}`
pub async fn related(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((module, record, relation)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Answered {
    let pairs = pairs(query.as_deref());
    let reply = app.crm().read(&actor, move |work| {
        let (module, view) = (work.module(&module)?, View::of(work));
        let record = id(&module, &record)?;
        super::single::present(work, &module, record)?;
        let target = target(work, &module, &relation)?;
        let question = Question::query(&view, &target, &pairs)?;
        let page = records::related(work, &module.key, record, &relation, &question.list)?;
        answer(work, &view, page, &question)
    });
    Ok(reply.await?)
}

fn target(work: &Work, module: &Module, relation: &str) -> Result<std::sync::Arc<Module>> {
    work.module(&records::relation_of(work, module, relation)?.target)
}

fn answer(work: &mut Work, view: &View, page: RecordPage, question: &Question) -> Result<Reply> {
    let data = expand::written(work, view, &page.records, question)?;
    let mut body = json!({ "data": data, "next": page.next });
    if let Some(count) = page.count {
        body["count"] = json!({ "value": count.value, "capped": count.capped });
    }
    Ok(Reply::of(&body))
}

/// Refuses a query string where there is none to give.
pub fn no_query(query: &Option<String>) -> Result<()> {
    match pairs(query.as_deref()).first() {
        Some((name, _)) => Err(super::question::unknown(name)),
        None => Ok(()),
    }
}

/// The `limit`, and one other parameter by name, of a request that takes nothing else.
pub fn limit_and(query: &Option<String>, name: &str) -> Result<(usize, Option<String>)> {
    let pairs = pairs(query.as_deref());
    super::question::once(pairs.iter().map(|(name, _)| name))?;
    let (mut limit, mut other) = (50, None);
    for (given, value) in pairs {
        match given.as_str() {
            "limit" => limit = super::question::limit(&Json::String(value))?,
            given if given == name => other = Some(value),
            given => return Err(super::question::unknown(given)),
        }
    }
    Ok((limit, other))
}
