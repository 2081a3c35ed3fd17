//! One act: what it changed, and the way back.

use std::collections::HashMap;

use axum::extract::{Path, State};
use crm::acts::{self, Act, Listed, Step};
use crm::{Error, Snapshot, Work};
use maud::{Markup, html};
use meta::{Field, FieldType, Key};
use serde_json::Value as Json;
use uuid::Uuid;
use words::{Language, said};

use super::{names, progress};
use crate::app::App;
use crate::components::acts as table;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::pages::records;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Changes a page.
const PAGE: usize = 100;
/// Longest value shown in characters.
const LONGEST: usize = 200;

/// `GET /acts/{act}`
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<Uuid>,
    asked: Pairs,
) -> Result<Markup, Failure> {
    let before = asked.get("before").and_then(|text| text.parse().ok());
    let standing = progress::standing(&app, &signed, id).await?;
    let (is_job, running) = (standing.is_some(), standing.as_ref().is_some_and(progress::is_running));
    let read = app.crm().read(&signed.actor, move |work| {
        let act = if running { None } else { Some(acts::of(work, id, before, PAGE)) };
        let found = match act {
            Some(Ok((act, steps))) => Some((act, linked(work, &steps)?, steps)),
            // A job that changed nothing left no act.
            Some(Err(Error::NotFound(_))) if is_job => None,
            Some(Err(error)) => return Err(error),
            None => None,
        };
        Ok((work.snapshot.clone(), Formats::of(work)?, found))
    });
    let (snapshot, formats, found) = read.await?;
    let done = standing.as_ref().map(|standing| progress::part(&snapshot, &formats, id, standing));
    let (title, content) = match (found, &standing) {
        (Some((act, names, steps)), _) => {
            let told = Told { snapshot: &snapshot, formats: &formats, names: &names, steps: &steps };
            told.act(&signed, act, done)
        }
        (None, Some(standing)) => {
            let title = progress::title(&snapshot, standing, signed.lang());
            let content = html! {
                div.page-header { div {
                    ol.crumbs { li { a href="/acts" { (signed.lang().text("act-own")) } } li { (title) } }
                    h1.page-title { (title) }
                } }
                (done.unwrap_or_default())
            };
            (title, content)
        }
        (None, None) => return Err(Error::NotFound(said!("act-missing")).into()),
    };
    Ok(shell::page(&Shell { signed: &signed, snapshot: &snapshot, title: &title, at: "/acts" }, content))
}

/// What an act is told with.
struct Told<'t> {
    snapshot: &'t Snapshot,
    formats: &'t Formats,
    names: &'t HashMap<Uuid, String>,
    steps: &'t [Step],
}

impl Told<'_> {
    /// The title and the content of an act's page; `done` is what came of it as a job.
    fn act(&self, signed: &Signed, act: Act, done: Option<Markup>) -> (String, Markup) {
        let Told { snapshot, formats, steps, .. } = *self;
        let (id, lang) = (act.id, formats.lang());
        let listed = Listed { act, changes: steps.len() as i64 };
        let title = table::told(&listed, lang);
        let own = listed.act.actor == signed.actor.person();
        let above = if own { ("/acts", "act-own") } else { ("/admin/audit", "act-trail") };
        let content = html! {
            div.page-header {
                div {
                    ol.crumbs { li { a href=(above.0) { (lang.text(above.1)) } } li { (title) } }
                    h1.page-title { (title) }
                    p.page-subtitle {
                        (table::who(snapshot, &listed, lang)) ", " (formats.time(listed.act.at))
                        @if let Some(by) = listed.act.undone_by { " · " a href={ "/acts/" (by) } { (lang.text("act-undone-by")) } }
                        @if let Some(cause) = listed.act.cause { " · " a href={ "/acts/" (cause) } { (lang.text("act-followed")) } }
                    }
                }
                div.page-actions {
                    @if table::undoable(&listed) {
                        form method="post" action={ "/acts/" (id) "/undo" } { button.button { (icon("undo-2")) (lang.text("undo")) } }
                    }
                }
            }
            @if let Some(done) = done { (done) }
            section.card {
                div.card-header { h2 { (lang.text("act-changed")) } }
                ul.card-list { @for step in steps { (self.line(step)) } }
            }
            @if let Some(last) = steps.last().filter(|_| steps.len() == PAGE) {
                nav.pager aria-label=(lang.text("pages")) {
                    a.button.small rel="next" href={ "/acts/" (id) "?before=" (last.nr) } { (lang.text("earlier")) " " (icon("chevron-right")) }
                }
            }
        };
        (title, content)
    }

    fn line(&self, step: &Step) -> Markup {
        let (lang, module) = (self.formats.lang(), self.snapshot.module(&step.module));
        let kind = module.map_or_else(|| names::setting(&step.module, lang), |module| module.label.one.clone());
        html! {
            li {
                (icon(module.map_or("settings", |module| module.icon.as_str())))
                div {
                    p {
                        @match (&step.title, module) {
                            (Some(title), Some(module)) => {
                                a.record-link href={ "/" (module.key) "/" (step.record) } { (title) }
                                " " span.faint { (kind) }
                            }
                            (_, Some(_)) => { span.restricted { (icon("lock")) (lang.text("link-restricted")) } " " span.faint { (kind) } }
                            _ => (kind),
                        }
                        " " (names::action(step.action.as_str(), lang))
                    }
                    @if !step.changes.is_empty() {
                        ul.changes { @for (field, before, after) in &step.changes { (self.change(step, field, before, after)) } }
                    }
                }
            }
        }
    }

    fn change(&self, step: &Step, field: &str, before: &Json, after: &Json) -> Markup {
        let lang = self.formats.lang();
        let known = self.snapshot.module(&step.module).and_then(|module| module.field(field));
        let label = known.map_or_else(|| names::part(field, lang), |field| field.label.clone());
        let shown = |value: &Json| {
            let name = id(value).and_then(|id| self.names.get(&id).cloned());
            let untold = || names::untold(field, value, lang).filter(|_| known.is_none());
            let choice = || known.and_then(|field| choice(field, value));
            name.or_else(untold).or_else(choice).unwrap_or_else(|| plain(value, lang))
        };
        html! {
            li.change {
                span.change-field { (label) } " "
                @if !before.is_null() { del { (shown(before)) } " " (icon("arrow-right")) " " }
                ins { (shown(after)) }
            }
        }
    }
}

/// What the records that changed links lead to are called, as far as the reader sees them.
fn linked(work: &mut Work, steps: &[Step]) -> crm::Result<HashMap<Uuid, String>> {
    let snapshot = work.snapshot.clone();
    let mut wanted: HashMap<Key, Vec<Uuid>> = HashMap::new();
    for step in steps {
        for (field, before, after) in &step.changes {
            let target = snapshot.module(&step.module).and_then(|module| module.field(field)?.kind.target());
            let Some(target) = target.and_then(|target| Key::new(target).ok()) else { continue };
            wanted.entry(target).or_default().extend([before, after].into_iter().filter_map(id));
        }
    }
    records::names(work, &wanted)
}

fn id(value: &Json) -> Option<Uuid> {
    Uuid::try_parse(value.as_str()?).ok()
}

/// What the choices of a field are called; `None` for other fields, and for choices that are no more.
fn choice(field: &Field, value: &Json) -> Option<String> {
    let (FieldType::Select { options } | FieldType::MultiSelect { options }) = &field.kind else { return None };
    let label = |value: &Json| {
        let key = value.as_str()?;
        options.iter().find(|option| option.key == key).map(|option| option.label.clone())
    };
    match value {
        Json::Array(several) => several.iter().map(label).collect::<Option<Vec<_>>>().map(|labels| labels.join(", ")),
        one => label(one),
    }
}

/// A value as it stands in the trail, in short.
fn plain(value: &Json, lang: Language) -> String {
    let text = match value {
        Json::Null => lang.text("act-value-none").to_string(),
        Json::String(text) => text.clone(),
        Json::Bool(yes) => lang.text(if *yes { "act-value-yes" } else { "act-value-no" }).to_string(),
        Json::Object(parts) => match (parts.get("amount"), parts.get("currency")) {
            (Some(Json::String(amount)), Some(Json::String(currency))) => format!("{currency} {amount}"),
            // What has a name is told by it alone.
            _ if let Some(label) = parts.get("label").and_then(Json::as_str).filter(|label| !label.is_empty()) => {
                label.to_string()
            }
            _ => parts.values().filter_map(Json::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        },
        other => other.to_string(),
    };
    text.chars().take(LONGEST).collect()
}
