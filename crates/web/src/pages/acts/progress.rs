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
use words::{Language, said};

use crate::app::App;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::progress;
use crate::components::stat::stat;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::records::lower;
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
pub fn title(snapshot: &Snapshot, standing: &Standing, lang: Language) -> String {
    let module = snapshot.module(&standing.order.module);
    let many = module.map_or(standing.order.module.clone(), |module| lower(&module.label.many));
    lang.say(match (&standing.order.deed, is_running(standing)) {
        (Deed::Delete, true) => said!("act-deletes", modules = many),
        (Deed::Delete, false) => said!("act-delete-many", modules = many),
        (_, true) => said!("act-changes-many", modules = many),
        (_, false) => said!("act-change-many", modules = many),
    })
}

/// `GET /acts/{act}/progress`: the part of the page that changes while it runs; the whole page anew once it ended.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(act): Path<Uuid>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let missing = || crm::Error::NotFound(said!("act-missing"));
    let standing = standing(&app, &signed, act).await?.ok_or_else(missing)?;
    let formats = app.crm().read(&signed.actor, Formats::of).await?;
    if !is_running(&standing) && headers.contains_key("hx-request") {
        return Ok(([("HX-Refresh", "true")], "").into_response());
    }
    let snapshot = app.crm().snapshot().read_in(signed.lang());
    Ok(part(&snapshot, &formats, act, &standing).into_response())
}

/// `POST /acts/{act}/stop`
pub async fn stop(State(app): State<App>, signed: Signed, Path(act): Path<Uuid>) -> Result<Response, Failure> {
    let actor = signed.actor;
    let news = match app.run(move |crm| bulk::stop(crm, &actor, act)).await {
        Ok(()) => News::done(said!("act-stopped")),
        Err(crm::Error::Conflict(why)) => News::refused(why),
        Err(error) => return Err(error.into()),
    };
    Ok(flash::redirect(&format!("/acts/{act}"), news))
}

/// How far it is, or what came of it.
pub fn part(snapshot: &Snapshot, formats: &Formats, act: Uuid, standing: &Standing) -> Markup {
    let (tally, lang) = (&standing.tally, formats.lang());
    if is_running(standing) {
        let done = i64::try_from(tally.seen()).unwrap_or(i64::MAX);
        return progress::running(
            &format!("/acts/{act}"),
            &title(snapshot, standing, lang),
            formats,
            done,
            standing.total,
        );
    }
    let figure = |label: &'static str, count: u64| stat(lang.text(label), &formats.number(&Decimal::from(count)));
    let why = standing.error.clone().unwrap_or_else(|| said!("act-why-unknown"));
    html! {
        div.stack {
            @match standing.state {
                Stands::Failed => div.banner.danger { (icon("triangle-alert")) p { (lang.say(said!("act-failed", why = why))) } },
                Stands::Stopped => div.banner.warning { (icon("triangle-alert")) p { (lang.text("act-was-stopped")) } },
                _ => {}
            }
            div.stats {
                (figure("act-count-changed", tally.done))
                (figure("act-count-unchanged", tally.unchanged))
                (figure("act-count-left", tally.left))
            }
            @if tally.left > 0 { (left(formats, standing)) }
        }
    }
}

fn left(formats: &Formats, standing: &Standing) -> Markup {
    let (tally, lang) = (&standing.tally, formats.lang());
    let more = tally.left - tally.named.len() as u64;
    html! {
        section.card {
            div.card-header { h2 { (lang.text("act-left")) } }
            ul.card-list {
                @for left in &tally.named {
                    li {
                        a.record-link href={ "/" (standing.order.module) "/" (left.id) } {
                            @if left.title.is_empty() { (lang.text("without-a-name")) } @else { (left.title) }
                        }
                        span.muted { (lang.say(&left.why)) }
                    }
                }
            }
            @if more > 0 { p.card-footer { (lang.say(said!("and-more", shown = formats.number(&more.into())))) } }
        }
    }
}
