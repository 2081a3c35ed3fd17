//! The pipeline report as a page: chart, table, and ways down to the records.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use crm::reports::pipeline::{Question, Row, report};
use crm::{Error, FieldError, Snapshot, Work};

use super::{ask, pipeline_view};
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
    /// What was asked.
    pub question: Question,
    /// The rows; none where the question was refused.
    pub rows: Vec<Row>,
    /// What is wrong with the question.
    pub errors: Vec<FieldError>,
}

/// `GET /reports/pipeline?pipeline=&owner=&from=&to=&by=stage|owner|team`
pub async fn show(State(app): State<App>, signed: Signed, pairs: Pairs) -> Result<Response, Failure> {
    let asked = ask::pipeline(pairs.iter(), &signed.actor);
    let told = app.crm().read(&signed.actor, move |work| tell(work, asked.clone())).await?;
    let status = if told.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, pipeline_view::page(&signed, &told, &pairs)).into_response())
}

fn tell(work: &mut Work, asked: crm::Result<Question>) -> crm::Result<Told> {
    let rows = asked.and_then(|question| Ok((report(work, &question)?, question)));
    let (rows, question, errors) = match rows {
        Ok((rows, question)) => (rows, question, Vec::new()),
        Err(Error::Invalid(errors) | Error::BadRequest(errors)) => (Vec::new(), Question::default(), errors),
        Err(error) => return Err(error),
    };
    Ok(Told { snapshot: work.snapshot.clone(), formats: Formats::of(work)?, question, rows, errors })
}
