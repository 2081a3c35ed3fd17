//! One act: what it changed, and the way back.

use std::collections::HashMap;

use axum::extract::{Path, State};
use crm::acts::{self, Act, Listed, Step};
use crm::{Error, Snapshot, Work};
use maud::{Markup, html};
use meta::Key;
use serde_json::Value as Json;
use uuid::Uuid;

use super::progress;
use crate::app::App;
use crate::components::control::capital;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::components::{acts as table, badge};
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
            let title = progress::title(&snapshot, standing);
            let content = html! {
                div.page-header { div {
                    ol.crumbs { li { a href="/acts" { "What you did" } } li { (title) } }
                    h1.page-title { (title) }
                } }
                (done.unwrap_or_default())
            };
            (title, content)
        }
        (None, None) => return Err(Error::NotFound("this act".into()).into()),
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
        let Told { snapshot, formats, names, steps } = *self;
        let id = act.id;
        let listed = Listed { act, changes: steps.len() as i64 };
        let title = table::told(&listed);
        let own = listed.act.actor == signed.actor.person();
        let above = if own { ("/acts", "What you did") } else { ("/admin/audit", "Audit trail") };
        let content = html! {
            div.page-header {
                div {
                    ol.crumbs { li { a href=(above.0) { (above.1) } } li { (title) } }
                    h1.page-title { (title) }
                    p.page-subtitle {
                        (table::who(snapshot, &listed)) ", " (formats.time(listed.act.at))
                        @if let Some(by) = listed.act.undone_by { " · " a href={ "/acts/" (by) } { "undone" } }
                        @if let Some(cause) = listed.act.cause { " · " a href={ "/acts/" (cause) } { "followed from another" } }
                    }
                }
                div.page-actions {
                    @if table::undoable(&listed) {
                        form method="post" action={ "/acts/" (id) "/undo" } { button.button { (icon("undo-2")) "Undo" } }
                    }
                }
            }
            @if let Some(done) = done { (done) }
            section.card {
                div.card-header { h2 { "What changed" } }
                ul.card-list { @for step in steps { (line(snapshot, names, step)) } }
            }
            @if let Some(last) = steps.last().filter(|_| steps.len() == PAGE) {
                nav.pager aria-label="Pages" {
                    a.button.small rel="next" href={ "/acts/" (id) "?before=" (last.nr) } { "Earlier " (icon("chevron-right")) }
                }
            }
        };
        (title, content)
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

fn line(snapshot: &Snapshot, names: &HashMap<Uuid, String>, step: &Step) -> Markup {
    let module = snapshot.module(&step.module);
    let kind = module.map_or_else(|| capital(&step.module), |module| module.label.one.clone());
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
                        (_, Some(_)) => { span.restricted { (icon("lock")) "Restricted" } " " span.faint { (kind) } }
                        _ => (kind),
                    }
                    " " (badge::badge(&capital(&step.action.as_str().replace('_', " ")), 0))
                }
                @if !step.changes.is_empty() {
                    ul.changes { @for (field, before, after) in &step.changes { (change(snapshot, names, step, field, before, after)) } }
                }
            }
        }
    }
}

fn change(
    snapshot: &Snapshot,
    names: &HashMap<Uuid, String>,
    step: &Step,
    field: &str,
    before: &Json,
    after: &Json,
) -> Markup {
    let plain = |value: &Json| id(value).and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| plain(value));
    let known = snapshot.module(&step.module).and_then(|module| module.field(field));
    let label = known.map_or_else(|| capital(&field.replace('_', " ")), |field| field.label.clone());
    html! {
        li.change {
            span.change-field { (label) } " "
            @if !before.is_null() { del { (plain(before)) } " " (icon("arrow-right")) " " }
            ins { (plain(after)) }
        }
    }
}

/// A value as it stands in the trail, in short.
fn plain(value: &Json) -> String {
    let text = match value {
        Json::Null => "nothing".to_string(),
        Json::String(text) => text.clone(),
        Json::Bool(yes) => if *yes { "yes" } else { "no" }.to_string(),
        Json::Object(parts) => match (parts.get("amount"), parts.get("currency")) {
            (Some(Json::String(amount)), Some(Json::String(currency))) => format!("{currency} {amount}"),
            _ => parts.values().filter_map(Json::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        },
        other => other.to_string(),
    };
    text.chars().take(LONGEST).collect()
}
