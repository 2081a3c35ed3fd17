//! Sales by agent and month as a page: chart, table, and ways down to the records.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use crm::reports::Which;
use crm::reports::sales::{Report, report};
use crm::{Error, FieldError, Snapshot, Work};

use super::{ask, sales_view};
use crate::app::App;
use crate::components::format::Formats;
use crate::failure::Failure;
use crate::pairs::Pairs;
use crate::who::Signed;

/// What the page is drawn from.
pub struct Told {
    /// Definitions, people, pipelines.
    pub snapshot: Arc<Snapshot>,
    /// How the reader writes numbers.
    pub formats: Formats,
    /// The report with what was asked, or what is wrong with the question.
    pub found: Result<(Which, Report), Vec<FieldError>>,
}

/// `GET /reports/sales?pipeline=&owner=&team=&from=&to=`, and `show=count` for numbers of opportunities in place of amounts.
pub async fn show(State(app): State<App>, signed: Signed, pairs: Pairs) -> Result<Response, Failure> {
    let asked = ask::sales(pairs.without(&["show"]).iter(), &signed.actor);
    let told = app.crm().read(&signed.actor, move |work| tell(work, asked.clone())).await?;
    let status = if told.found.is_ok() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, sales_view::page(&signed, &told, &pairs)).into_response())
}

fn tell(work: &mut Work, asked: crm::Result<Which>) -> crm::Result<Told> {
    let found = match asked.and_then(|which| Ok((which, report(work, &which)?))) {
        Ok(found) => Ok(found),
        Err(Error::Invalid(errors) | Error::BadRequest(errors)) => Err(errors),
        Err(error) => return Err(error),
    };
    Ok(Told { snapshot: work.snapshot.clone(), formats: Formats::of(work)?, found })
}
