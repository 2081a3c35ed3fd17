//! An import that was started: how far it is, and what came of it.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use crm::Error;
use crm::imports::jobs::{self, Ended};
use crm::imports::{Counts, Refused, kept};
use crm::jobs::State as Stands;
use maud::{Markup, html};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::Scene;
use crate::app::App;
use crate::components::icon::icon;
use crate::components::progress;
use crate::components::stat::stat;
use crate::failure::Failure;
use crate::stream;
use crate::who::Signed;

/// Refused rows that are shown; all are in the file.
const SHOWN: usize = 100;

/// The page of an import that was started.
pub async fn page(app: &App, scene: &Scene) -> Result<Markup, Failure> {
    let content = content(app, scene).await?;
    let step = if matches!(scene.job.state, Stands::Done) { 4 } else { 3 };
    Ok(scene.page(step, content))
}

/// `GET /imports/{id}/progress`: the part of the page that changes while it runs.
pub async fn progress(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Markup, Failure> {
    let scene = Scene::set(&app, signed, id).await?;
    content(&app, &scene).await
}

async fn content(app: &App, scene: &Scene) -> Result<Markup, Failure> {
    if matches!(scene.job.state, Stands::Waiting | Stands::Running) {
        let (what, job) = (format!("Importing {}", scene.many()), &scene.job);
        return Ok(progress::running(&scene.address(), &what, &scene.formats, job.done, job.total));
    }
    let folder = jobs::folder(&scene.spool, scene.job.id);
    let reasons = app.run(move |_| kept(&folder, SHOWN)).await?;
    Ok(ended(scene, &reasons))
}

fn ended(scene: &Scene, reasons: &[Refused]) -> Markup {
    let Ended { created, updated, unchanged, refused } = jobs::so_far(&scene.job);
    let wrote = created + updated > 0 && !scene.undone;
    html! {
        div.stack {
            @if scene.undone { div.banner.warning { (icon("undo-2")) p { "This import was undone. What it had come to:" } } }
            @else { @match scene.job.state {
                Stands::Failed => div.banner.danger { (icon("triangle-alert")) p { "It failed: " (why(scene)) } },
                Stands::Stopped => div.banner.warning { (icon("triangle-alert")) p { "It was stopped. What it did so far stands." } },
                _ => div.banner.success { (icon("circle-check")) p { (scene.order.name) " was imported." } },
            } }
            (figures(scene, Counts { created, updated, unchanged }, refused))
            (refusals(reasons, refused))
            div.form-actions {
                a.button.primary href={ "/" (scene.order.module) } { "Go to " (scene.many()) }
                @if refused > 0 {
                    a.button href={ (scene.address()) "/refused.csv" } { (icon("download")) "Refused rows" }
                    a.button.quiet href={ "/imports/new?module=" (scene.order.module) } { "Import the mended file" }
                }
                @if let (true, Some(act)) = (wrote, scene.job.act) {
                    form method="post" action={ "/acts/" (act) "/undo" } { button.button { (icon("undo-2")) "Undo this import" } }
                }
                form method="post" action={ (scene.address()) "/removal" } { button.button.quiet { "Remove from the list" } }
            }
        }
    }
}

fn why(scene: &Scene) -> String {
    let result: Option<serde_json::Value> =
        scene.job.result.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let said = result.as_ref().and_then(|result| result["error"].as_str());
    said.unwrap_or("nobody knows why").to_string()
}

/// The tally.
pub fn figures(scene: &Scene, counts: Counts, refused: u64) -> Markup {
    let figure = |label: &str, count: u64| stat(label, &scene.formats.number(&Decimal::from(count)));
    html! {
        div.stats {
            (figure("Created", counts.created))
            (figure("Updated", counts.updated))
            (figure("Unchanged", counts.unchanged))
            (figure("Refused", refused))
        }
    }
}

/// Refused rows with their reasons.
pub fn refusals(reasons: &[Refused], refused: u64) -> Markup {
    let more = refused.saturating_sub(reasons.len() as u64);
    html! {
        @if refused > 0 {
            section.card {
                div.card-header { h2 { "Refused rows" } }
                div.table-wrap { table.table.cards {
                    thead { tr { th.num scope="col" { "Line" } th scope="col" { "Column" } th scope="col" { "Reason" } } }
                    tbody { @for row in reasons {
                        tr {
                            td.num data-label="Line" { (row.line) }
                            td data-label="Column" { @if row.column.is_empty() { span.none {} } @else { (row.column) } }
                            td.cell-wrap data-label="Reason" { (row.reason) }
                        }
                    } }
                } }
                @if more > 0 { p.card-footer { "and " (more) " more" } }
            }
        }
    }
}

/// `GET /imports/{id}/refused.csv`: the refused rows, to be mended and imported again.
pub async fn refused(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let scene = Scene::set(&app, signed, id).await?;
    let path = jobs::refused_of(&scene.spool, id);
    let body = stream::written(&app, move |_, out| {
        let mut file = std::fs::File::open(&path).map_err(|_| Error::NotFound("the file of refused rows".into()))?;
        std::io::copy(&mut file, out).map(drop).map_err(|error| Error::failed(&error))
    });
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"refused.csv\"")];
    Ok((headers, body.await?).into_response())
}
