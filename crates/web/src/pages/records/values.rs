//! A few values of a record changed at once: a card moved on a board, a stage chosen, a task checked off.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use crm::{Error, FieldError, Result, Work, acts, records};
use maud::{Markup, html};
use uuid::Uuid;

use super::edit::{Given, local, sentence};
use super::{Scene, acts as addresses, board};
use crate::app::App;
use crate::components::toast;
use crate::failure::{self, Failure};
use crate::flash::{self, News};
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

/// What came of it.
struct Done {
    said: String,
    act: Option<Uuid>,
    /// What changed, as far as it may be a card that left its lane.
    moved: Option<board::Move>,
}

/// `POST /{module}/{id}/values`
pub async fn set(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    headers: HeaderMap,
    Posted(pairs): Posted,
) -> std::result::Result<Response, Failure> {
    let fragment = headers.contains_key("hx-request");
    let back = local(pairs.text("_back")).map_or_else(|| format!("/{module}/{id}"), str::to_string);
    let edit = format!("/{module}/{id}/edit");
    let asked = module.clone();
    match app.crm().write(&signed.actor, "update", move |work| change(work, &asked, id, &pairs)).await {
        Ok(done) => {
            let news = News { text: done.said, undo: done.act, danger: false };
            if !fragment {
                return Ok(flash::redirect(&back, news));
            }
            let page = addresses::page(&headers, "hx-current-url");
            match heads(&app, &signed, module, page, done.moved).await {
                Ok(heads) => Ok(html! { (heads) (toast::partial(&news)) }.into_response()),
                // It is saved all the same: the page is asked for anew and shows it, or says what is wrong.
                Err(error) => {
                    tracing::warn!(%error, "a board has no heads for its lanes");
                    Ok(([("HX-Refresh", "true")], toast::partial(&news)).into_response())
                }
            }
        }
        Err(error) if fragment => {
            let news = News::refused(refusal(&error));
            Ok((failure::status(&error), toast::partial(&news)).into_response())
        }
        // What is missing for this change is asked for in the form.
        Err(error @ Error::Invalid(_)) => Ok(flash::redirect(&edit, News::refused(refusal(&error)))),
        Err(error) => Err(error.into()),
    }
}

/// What stands above the lanes of the board one looks at, read after the change was saved.
async fn heads(
    app: &App,
    signed: &Signed,
    module: String,
    page: Option<String>,
    moved: Option<board::Move>,
) -> Result<Markup> {
    match (page, moved) {
        (Some(page), Some(moved)) => {
            app.crm().read(&signed.actor, move |work| board::moved(work, &module, &page, &moved)).await
        }
        _ => Ok(html! {}),
    }
}

fn change(work: &mut Work, module: &str, id: Uuid, pairs: &Pairs) -> Result<Done> {
    let scene = Scene::set(work, module)?;
    let values = Given::read(&scene, pairs).all()?;
    let before = records::get(work, module, id, &[])?;
    let record = records::update(work, module, id, values.clone(), None)?;
    let changed = record.version != before.version;
    let said = said(&scene, &record, &values);
    if changed {
        acts::summarise(work, &format!("Changed {} {}", scene.one(), record.title))?;
    }
    let moved = values.into_iter().next();
    let moved = moved.map(|(field, to)| board::Move { from: before.get(&field).clone(), field, to });
    Ok(Done { said, act: changed.then_some(work.act), moved })
}

/// What was done, in words: `Acme renewal: Stage is now Won`.
fn said(scene: &Scene, record: &meta::Record, values: &meta::record::Values) -> String {
    let all = values.iter().filter_map(|(key, value)| {
        let field = scene.module.field(key)?;
        let text = match value.id().and_then(|id| scene.look().stage(id).map(|stage| stage.name.clone())) {
            Some(stage) => stage,
            None if value.is_empty() => "empty".into(),
            None => field.kind.show(value),
        };
        Some(format!("{} is now {text}", field.label))
    });
    format!("{}: {}", super::list::table::called(record), all.collect::<Vec<_>>().join(", "))
}

fn refusal(error: &Error) -> String {
    match error {
        Error::Invalid(errors) => {
            let words: Vec<String> = errors.iter().map(|error: &FieldError| sentence(None, error)).collect();
            words.join("; ")
        }
        error => failure::words(error),
    }
}
