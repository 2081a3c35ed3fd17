//! A few values of a record changed at once: a card moved on a board, a stage chosen, a task checked off, a cell of a list.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use crm::{Error, FieldError, Result, Work, acts, records};
use maud::{Markup, html};
use meta::record::Values;
use meta::{Field, Key, Record, Value};
use uuid::Uuid;
use words::{Language, said};

use super::acts::named;
use super::edit::{Given, sentence};
use super::list::cell;
use super::{Scene, acts as addresses, board, lacking};
use crate::app::App;
use crate::components::control::capital;
use crate::components::fields::links;
use crate::components::toast;
use crate::failure::{self, Failure};
use crate::flash::{self, News};
use crate::guard::local;
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
    let (asked, given) = (module.clone(), pairs.clone());
    let in_cell = fragment && pairs.get("_cell").is_some();
    let asked_for = pairs.get(lacking::ASKED).is_some();
    match written(&app, &signed, &asked, id, &given).await {
        Ok(done) => {
            let news = News { text: done.said.into(), undo: done.act, danger: false };
            if !fragment || asked_for {
                return Ok(flash::redirect(&back, news));
            }
            let page = addresses::page(&headers, "hx-current-url");
            let around = match in_cell {
                true => row(&app, &signed, module, id, page).await,
                false => heads(&app, &signed, module, page, done.moved).await,
            };
            match around {
                Ok(around) if in_cell && news.undo.is_none() => Ok(around.into_response()),
                Ok(around) => Ok(html! { (around) (toast::partial(&news, lang)) }.into_response()),
                // It is saved all the same: the page is asked for anew and shows it, or says what is wrong.
                Err(error) => {
                    tracing::warn!(%error, "what stands around a change cannot be shown");
                    Ok(([("HX-Refresh", "true")], toast::partial(&news, lang)).into_response())
                }
            }
        }
        Err(error) if in_cell && let Some((status, trouble)) = cell::trouble(&error) => {
            let asks = match error {
                Error::Invalid(errors) if lacking::concern(&pairs, &errors) => {
                    let back = addresses::page(&headers, "hx-current-url").unwrap_or(back);
                    let change = lacking::Change { module: module.clone(), id, pairs: pairs.clone(), errors, back };
                    lacking::asking(&app, &signed, change).await?
                }
                _ => None,
            };
            let read = move |work: &mut Work| cell::again(work, &module, id, &pairs, &trouble);
            let again = app.crm().read(&signed.actor, read).await?;
            Ok((status, html! { (again) (asks.unwrap_or_default()) }).into_response())
        }
        Err(Error::Invalid(errors)) if lacking::concern(&pairs, &errors) => {
            let here = fragment.then(|| addresses::page(&headers, "hx-current-url")).flatten();
            let back = if asked_for { back } else { here.unwrap_or(back) };
            let change = lacking::Change { module, id, pairs, errors: errors.clone(), back };
            match lacking::answer(&app, &signed, change, fragment).await? {
                Some(answer) => Ok(answer),
                None => Ok(refused(&Error::Invalid(errors), fragment, &edit, lang)),
            }
        }
        Err(error @ Error::Invalid(_)) => Ok(refused(&error, fragment, &edit, lang)),
        Err(error) if fragment => Ok(refused(&error, fragment, &edit, lang)),
        Err(error) => Err(error.into()),
    }
}

/// How often a change is tried that meets another one of the same record.
const TRIES: usize = 3;

/// Does the change. Where somebody else changes the record in the same moment it is looked at anew whether that was one of
/// the same values.
async fn written(app: &App, signed: &Signed, module: &str, id: Uuid, pairs: &Pairs) -> Result<Done> {
    let mut tries = 0;
    loop {
        let (module, pairs) = (module.to_string(), pairs.clone());
        let done = app.crm().write(&signed.actor, "update", move |work| change(work, &module, id, &pairs)).await;
        tries += 1;
        if tries == TRIES || !matches!(done, Err(Error::Stale { .. })) {
            return done;
        }
    }
}

/// Says what was refused: to a script where it is, to people without one at the record's form, where it can be mended.
fn refused(error: &Error, fragment: bool, edit: &str, lang: Language) -> Response {
    let news = News::refused(refusal(error, lang));
    match fragment {
        true => (failure::status(error), toast::partial(&news, lang)).into_response(),
        false => flash::redirect(edit, news),
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

/// The row of the list one looks at, read after the change was saved.
async fn row(app: &App, signed: &Signed, module: String, id: Uuid, page: Option<String>) -> Result<Markup> {
    let Some(page) = page else { return Ok(html! {}) };
    app.crm().read(&signed.actor, move |work| cell::row(work, &module, id, &page)).await
}

fn change(work: &mut Work, module: &str, id: Uuid, pairs: &Pairs) -> Result<Done> {
    let mut scene = Scene::set(work, module)?;
    let values = Given::read(&scene, pairs).all()?;
    let before = records::get(work, module, id, &[])?;
    still(work, &before, pairs, &values)?;
    // What was looked at is what is replaced: the record is locked only now.
    let expected = pairs.get("_version").map(|_| before.version);
    let record = records::update(work, module, id, values.clone(), expected)?;
    let changed = record.version != before.version;
    let linked = linked(&scene, &values);
    scene.name(work, &linked)?;
    let said = said(&scene, &record, &values);
    if changed {
        acts::summarise(work, said!("record-act-changed", title = named(&record)))?;
    }
    let moved = values.into_iter().next();
    let moved = moved.map(|(field, to)| board::Move { from: before.get(&field).clone(), field, to });
    Ok(Done { said, act: changed.then_some(work.act), moved })
}

/// Refuses values that somebody else changed since the version they were read at; what they changed besides stays.
fn still(work: &mut Work, now: &Record, pairs: &Pairs, values: &Values) -> Result<()> {
    let Some(given) = pairs.text("_version").parse().ok().filter(|given| *given != now.version) else { return Ok(()) };
    let fields: Vec<&Key> = values.iter().map(|(key, _)| key).collect();
    match cell::changed_since(work, &now.module, now.id, &fields, given)? {
        true => Err(Error::Stale { current: now.version, given }),
        false => Ok(()),
    }
}

/// The records that values lead to, by module.
fn linked(scene: &Scene, values: &Values) -> HashMap<Key, Vec<Uuid>> {
    let mut linked: HashMap<Key, Vec<Uuid>> = HashMap::new();
    for (key, value) in values.iter() {
        let target = scene.module.field(key).and_then(|field| Key::new(links::target(&field.kind)?).ok());
        match (value, target) {
            (Value::Id(id), Some(target)) if target != "stage" => linked.entry(target).or_default().push(*id),
            (Value::Ids(ids), Some(target)) => linked.entry(target).or_default().extend(ids),
            (Value::Ref(module, id), _) => linked.entry(module.clone()).or_default().push(*id),
            _ => {}
        }
    }
    linked
}

/// What was done, in the reader's words: `Acme renewal: Stage is now Won`.
fn said(scene: &Scene, record: &Record, values: &Values) -> String {
    let lang = scene.lang();
    let all = values.iter().filter_map(|(key, value)| {
        let field = scene.module.field(key)?;
        Some(lang.say(said!("record-value-now", field = field.label.as_str(), value = shown(scene, field, value))))
    });
    format!("{}: {}", super::list::table::called(record, lang), all.collect::<Vec<_>>().join(", "))
}

/// A value as plain text; records by the names that the scene knows.
pub fn shown(scene: &Scene, field: &Field, value: &Value) -> String {
    let (lang, formats) = (scene.lang(), &scene.formats);
    let name = |id: &Uuid| {
        let person = || scene.snapshot.people.get(*id).map(|person| person.name.clone());
        let name = scene.names.get(id).cloned().or_else(person);
        name.unwrap_or_else(|| lang.text("link-restricted").to_string())
    };
    match value {
        value if value.is_empty() => lang.text("record-value-empty").into(),
        Value::Id(id) if let Some(stage) = scene.look().stage(*id) => stage.name.clone(),
        Value::Id(id) | Value::Ref(_, id) => name(id),
        Value::Ids(ids) => ids.iter().map(name).collect::<Vec<_>>().join(", "),
        Value::Bool(yes) => lang.text(if *yes { "yes" } else { "no" }).into(),
        Value::Date(day) => formats.date(*day),
        Value::Time(at) => formats.time(*at),
        Value::Decimal(number) => formats.number(number),
        Value::Money(amount) => formats.money(amount),
        value => field.kind.show(value),
    }
}

/// Why something was not done, as a sentence.
pub fn refusal(error: &Error, lang: Language) -> String {
    match error {
        Error::Invalid(errors) => {
            let words: Vec<String> = errors.iter().map(|error: &FieldError| sentence(None, error, lang)).collect();
            words.join("; ")
        }
        error => capital(&lang.say(failure::said(error))),
    }
}
