//! A few values of a record changed at once: a card moved on a board, a stage chosen, a task checked off.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use crm::{Error, FieldError, Result, Work, acts, records};
use maud::{Markup, html};
use uuid::Uuid;

use super::edit::{Given, local, sentence};
use super::{Scene, board};
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
    /// Parts of the board that look different now.
    board: Markup,
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
    let page = headers.get("hx-current-url").and_then(|url| url.to_str().ok()).map(str::to_string);
    let back = local(pairs.text("_back")).map_or_else(|| format!("/{module}/{id}"), str::to_string);
    let edit = format!("/{module}/{id}/edit");
    let done = app.crm().write(&signed.actor, "update", move |work| {
        change(work, &module, id, &pairs, page.as_deref().filter(|_| fragment))
    });
    match done.await {
        Ok(done) => {
            let news = News { text: done.said, undo: done.act, danger: false };
            if fragment {
                return Ok(html! { (done.board) (toast::partial(&news)) }.into_response());
            }
            Ok(flash::redirect(&back, news))
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

fn change(work: &mut Work, module: &str, id: Uuid, pairs: &Pairs, page: Option<&str>) -> Result<Done> {
    let scene = Scene::set(work, module)?;
    let values = Given::read(&scene, pairs).all()?;
    let before = records::get(work, module, id, &[])?;
    let record = records::update(work, module, id, values.clone(), None)?;
    let changed = record.version != before.version;
    let said = said(&scene, &record, &values);
    if changed {
        acts::summarise(work, &format!("Changed {} {}", scene.one(), record.title))?;
    }
    let mut parts = html! {};
    if let (Some(page), Some((key, value))) = (page, values.iter().next())
        && board::has_lanes(&scene, key)
        && page.contains(&scene.home())
    {
        parts = board::moved(work, module, page, before.get(key), value).unwrap_or_default();
    }
    Ok(Done { said, act: changed.then_some(work.act), board: parts })
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
