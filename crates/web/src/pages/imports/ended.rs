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
use serde::Deserialize;
use uuid::Uuid;
use words::{Language, Said, said};

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
        let (what, job) = (scene.lang().say(said!("importing-runs", modules = scene.many())), &scene.job);
        return Ok(progress::running(&scene.address(), &what, &scene.formats, job.done, job.total));
    }
    let folder = jobs::folder(&scene.spool, scene.job.id);
    let reasons = app.run(move |_| kept(&folder, SHOWN)).await?;
    Ok(ended(scene, &reasons))
}

fn ended(scene: &Scene, reasons: &[Refused]) -> Markup {
    let Ended { created, updated, unchanged, refused } = jobs::so_far(&scene.job);
    let (lang, wrote) = (scene.lang(), created + updated > 0 && !scene.undone);
    html! {
        div.stack {
            @if scene.undone { div.banner.warning { (icon("undo-2")) p { (lang.text("importing-taken-back")) } } }
            @else { @match scene.job.state {
                Stands::Failed => div.banner.danger { (icon("triangle-alert")) p { (lang.say(said!("act-failed", why = why(scene)))) } },
                Stands::Stopped => div.banner.warning { (icon("triangle-alert")) p { (lang.text("act-was-stopped")) } },
                _ => div.banner.success { (icon("circle-check")) p { (lang.say(said!("importing-over", file = scene.order.name.as_str()))) } },
            } }
            (figures(scene, Counts { created, updated, unchanged }, refused))
            (refusals(scene, reasons, refused))
            div.form-actions {
                a.button.primary href={ "/" (scene.order.module) } { (lang.say(said!("importing-go-to", modules = scene.many()))) }
                @if refused > 0 {
                    a.button href={ (scene.address()) "/refused.csv" } { (icon("download")) (lang.text("importing-refused-rows")) }
                    a.button.quiet href={ "/imports/new?module=" (scene.order.module) } { (lang.text("importing-mended")) }
                }
                @if let (true, Some(act)) = (wrote, scene.job.act) {
                    form method="post" action={ "/acts/" (act) "/undo" } { button.button { (icon("undo-2")) (lang.text("importing-undo")) } }
                }
                form method="post" action={ (scene.address()) "/removal" } { button.button.quiet { (lang.text("importing-off-list")) } }
            }
        }
    }
}

/// Why it failed.
fn why(scene: &Scene) -> Said {
    #[derive(Deserialize)]
    struct Failed {
        error: Said,
    }
    let result = scene.job.result.as_deref().and_then(|text| serde_json::from_str::<Failed>(text).ok());
    result.map_or(said!("act-why-unknown"), |failed| failed.error)
}

/// The tally.
pub fn figures(scene: &Scene, counts: Counts, refused: u64) -> Markup {
    let figure =
        |label: &'static str, count: u64| stat(scene.lang().text(label), &scene.formats.number(&Decimal::from(count)));
    html! {
        div.stats {
            (figure("importing-created", counts.created))
            (figure("importing-updated", counts.updated))
            (figure("importing-unchanged", counts.unchanged))
            (figure("importing-refused", refused))
        }
    }
}

/// Refused rows with their reasons.
pub fn refusals(scene: &Scene, reasons: &[Refused], refused: u64) -> Markup {
    let lang = scene.lang();
    let more = refused.saturating_sub(reasons.len() as u64);
    html! {
        @if refused > 0 {
            section.card {
                div.card-header { h2 { (lang.text("importing-refused-rows")) } }
                div.table-wrap { table.table.cards {
                    thead { tr {
                        th.num scope="col" { (lang.text("importing-line")) }
                        th scope="col" { (lang.text("importing-column")) }
                        th scope="col" { (lang.text("importing-reason")) }
                    } }
                    tbody { @for row in reasons { (refusal(row, lang)) } }
                } }
                @if more > 0 { p.card-footer { (lang.say(said!("and-more", shown = scene.formats.number(&more.into())))) } }
            }
        }
    }
}

fn refusal(row: &Refused, lang: Language) -> Markup {
    html! {
        tr {
            td.num data-label=(lang.text("importing-line")) { (row.line) }
            td data-label=(lang.text("importing-column")) { @if row.column.is_empty() { span.none {} } @else { (row.column) } }
            td.cell-wrap data-label=(lang.text("importing-reason")) { (lang.say(&row.reason)) }
        }
    }
}

/// `GET /imports/{id}/refused.csv`: the refused rows, to be mended and imported again.
pub async fn refused(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let scene = Scene::set(&app, signed, id).await?;
    let path = jobs::refused_of(&scene.spool, id);
    let body = stream::written(&app, move |_, out| {
        let mut file = std::fs::File::open(&path).map_err(|_| Error::NotFound(said!("importing-refused-file")))?;
        std::io::copy(&mut file, out).map(drop).map_err(|error| Error::failed(&error))
    });
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"refused.csv\"")];
    Ok((headers, body.await?).into_response())
}
