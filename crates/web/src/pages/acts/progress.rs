//! An act that is done to many records as a job: how far it is, and what came of it.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use crm::Snapshot;
use crm::bulk::{self, Deed, Standing};
use crm::jobs::State as Stands;
use maud::{Markup, html};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::app::App;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::progress;
use crate::components::stat::stat;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::who::Signed;

/// How it stands with an act that is a job; `None` for other acts.
pub async fn standing(app: &App, signed: &Signed, act: Uuid) -> Result<Option<Standing>, Failure> {
    let actor = signed.actor.clone();
    Ok(app.run(move |crm| bulk::find(crm, &actor, act)).await?)
}

/// Whether it goes on.
pub fn is_running(standing: &Standing) -> bool {
    matches!(standing.state, Stands::Waiting | Stands::Running)
}

/// What is done, in words: `Deleting opportunities`.
pub fn title(snapshot: &Snapshot, standing: &Standing) -> String {
    let module = snapshot.module(&standing.order.module);
    let many = module.map_or(standing.order.module.clone(), |module| module.label.many.to_lowercase());
    let (now, then) = match standing.order.deed {
        Deed::Delete => ("Deleting", "Delete"),
        _ => ("Changing", "Change"),
    };
    format!("{} {many}", if is_running(standing) { now } else { then })
}

/// `GET /acts/{act}/progress`: the part of the page that changes while it runs; the whole page anew once it ended.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(act): Path<Uuid>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let missing = || crm::Error::NotFound("this act".into());
    let standing = standing(&app, &signed, act).await?.ok_or_else(missing)?;
    let formats = app.crm().read(&signed.actor, Formats::of).await?;
    if !is_running(&standing) && headers.contains_key("hx-request") {
        return Ok(([("HX-Refresh", "true")], "").into_response());
    }
    Ok(part(&app.crm().snapshot(), &formats, act, &standing).into_response())
}

/// `POST /acts/{act}/stop`
pub async fn stop(State(app): State<App>, signed: Signed, Path(act): Path<Uuid>) -> Result<Response, Failure> {
    let actor = signed.actor;
    let news = match app.run(move |crm| bulk::stop(crm, &actor, act)).await {
        Ok(()) => News::done("Stopped"),
        Err(crm::Error::Conflict(why)) => News::refused(why),
        Err(error) => return Err(error.into()),
    };
    Ok(flash::redirect(&format!("/acts/{act}"), news))
}

/// How far it is, or what came of it.
pub fn part(snapshot: &Snapshot, formats: &Formats, act: Uuid, standing: &Standing) -> Markup {
    let tally = &standing.tally;
    if is_running(standing) {
        let done = i64::try_from(tally.seen()).unwrap_or(i64::MAX);
        return progress::running(&format!("/acts/{act}"), &title(snapshot, standing), formats, done, standing.total);
    }
    let figure = |label: &str, count: u64| stat(label, &formats.number(&Decimal::from(count)));
    let why = standing.error.as_deref().unwrap_or("nobody knows why");
    html! {
        div.stack {
            @match standing.state {
                Stands::Failed => div.banner.danger { (icon("triangle-alert")) p { "It failed: " (why) } },
                Stands::Stopped => div.banner.warning { (icon("triangle-alert")) p { "It was stopped. What it did so far stands." } },
                _ => {}
            }
            div.stats {
                (figure("Changed", tally.done))
                (figure("Were so already", tally.unchanged))
                (figure("Left", tally.left))
            }
            @if tally.left > 0 { (left(standing)) }
        }
    }
}

fn left(standing: &Standing) -> Markup {
    let tally = &standing.tally;
    let more = tally.left - tally.named.len() as u64;
    html! {
        section.card {
            div.card-header { h2 { "Left as they are" } }
            ul.card-list {
                @for left in &tally.named {
                    li {
                        a.record-link href={ "/" (standing.order.module) "/" (left.id) } {
                            @if left.title.is_empty() { "Without a name" } @else { (left.title) }
                        }
                        span.muted { (left.why) }
                    }
                }
            }
            @if more > 0 { p.card-footer { "and " (more) " more" } }
        }
    }
}
