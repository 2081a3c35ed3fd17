//! A few values of a record changed at once: a card moved on a board, a stage chosen, a task checked off.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use crm::{Error, FieldError, Result, Work, acts, records};
use maud::{Markup, html};
use meta::{Field, Value};
use uuid::Uuid;
use words::{Language, said};

use super::acts::named;
use super::edit::{Given, local, sentence};
use super::{Scene, acts as addresses, board};
use crate::app::App;
use crate::components::control::capital;
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
    let lang = signed.lang();
    let fragment = headers.contains_key("hx-request");
    let back = local(pairs.text("_back")).map_or_else(|| format!("/{module}/{id}"), str::to_string);
    let edit = format!("/{module}/{id}/edit");
    let asked = module.clone();
    match app.crm().write(&signed.actor, "update", move |work| change(work, &asked, id, &pairs)).await {
        Ok(done) => {
            let news = News { text: done.said.into(), undo: done.act, danger: false };
            if !fragment {
                return Ok(flash::redirect(&back, news));
            }
            let page = addresses::page(&headers, "hx-current-url");
            match heads(&app, &signed, module, page, done.moved).await {
                Ok(heads) => Ok(html! { (heads) (toast::partial(&news, lang)) }.into_response()),
                // It is saved all the same: the page is asked for anew and shows it, or says what is wrong.
                Err(error) => {
                    tracing::warn!(%error, "a board has no heads for its lanes");
                    Ok(([("HX-Refresh", "true")], toast::partial(&news, lang)).into_response())
                }
            }
        }
        Err(error) if fragment => {
            let news = News::refused(refusal(&error, lang));
            Ok((failure::status(&error), toast::partial(&news, lang)).into_response())
        }
        // What is missing for this change is asked for in the form.
        Err(error @ Error::Invalid(_)) => Ok(flash::redirect(&edit, News::refused(refusal(&error, lang)))),
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
        acts::summarise(work, said!("record-act-changed", title = named(&record)))?;
    }
    let moved = values.into_iter().next();
    let moved = moved.map(|(field, to)| board::Move { from: before.get(&field).clone(), field, to });
    Ok(Done { said, act: changed.then_some(work.act), moved })
}

/// What was done, in the reader's words: `Acme renewal: Stage is now Won`.
fn said(scene: &Scene, record: &meta::Record, values: &meta::record::Values) -> String {
    let lang = scene.lang();
    let all = values.iter().filter_map(|(key, value)| {
        let field = scene.module.field(key)?;
        Some(lang.say(said!("record-value-now", field = field.label.as_str(), value = shown(scene, field, value))))
    });
    format!("{}: {}", super::list::table::called(record, lang), all.collect::<Vec<_>>().join(", "))
}

/// A value as plain text.
fn shown(scene: &Scene, field: &Field, value: &Value) -> String {
    let (lang, formats) = (scene.lang(), &scene.formats);
    match value {
        value if value.is_empty() => lang.text("record-value-empty").into(),
        Value::Id(id) if let Some(stage) = scene.look().stage(*id) => stage.name.clone(),
        Value::Bool(yes) => lang.text(if *yes { "yes" } else { "no" }).into(),
        Value::Date(day) => formats.date(*day),
        Value::Time(at) => formats.time(*at),
        Value::Decimal(number) => formats.number(number),
        Value::Money(amount) => formats.money(amount),
        value => field.kind.show(value),
    }
}

fn refusal(error: &Error, lang: Language) -> String {
    match error {
        Error::Invalid(errors) => {
            let words: Vec<String> = errors.iter().map(|error: &FieldError| sentence(None, error, lang)).collect();
            words.join("; ")
        }
        error => capital(&lang.say(failure::said(error))),
    }
}
