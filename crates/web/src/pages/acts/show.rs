//! One act: what it changed, and the way back.

use axum::extract::{Path, State};
use crm::acts::{self, Listed, Step};
use maud::{Markup, html};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::app::App;
use crate::components::control::capital;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::components::{acts as table, badge};
use crate::failure::Failure;
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
    let read = app.crm().read(&signed.actor, move |work| {
        Ok((work.snapshot.clone(), Formats::of(work)?, acts::of(work, id, before, PAGE)?))
    });
    let (snapshot, formats, (act, steps)) = read.await?;
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
                    (table::who(&snapshot, &listed)) ", " (formats.time(listed.act.at))
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
        section.card {
            div.card-header { h2 { "What changed" } }
            ul.card-list { @for step in &steps { (line(&snapshot, step)) } }
        }
        @if let Some(last) = steps.last().filter(|_| steps.len() == PAGE) {
            nav.pager aria-label="Pages" {
                a.button.small rel="next" href={ "/acts/" (id) "?before=" (last.nr) } { "Earlier " (icon("chevron-right")) }
            }
        }
    };
    Ok(shell::page(&Shell { signed: &signed, snapshot: &snapshot, title: &title, at: "/acts" }, content))
}

fn line(snapshot: &crm::Snapshot, step: &Step) -> Markup {
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
                    ul.changes { @for (field, before, after) in &step.changes { (change(snapshot, step, field, before, after)) } }
                }
            }
        }
    }
}

fn change(snapshot: &crm::Snapshot, step: &Step, field: &str, before: &Json, after: &Json) -> Markup {
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
