//! The history of a record: every change, who made it and when.

use std::collections::HashMap;

use axum::extract::{Path, State};
use crm::records::{self, Entry};
use crm::{Error, Work};
use maud::{Markup, html};
use uuid::Uuid;
use words::{Language, said};

use super::Scene;
use super::list::table::called;
use super::show::timeline::{self, Change};
use crate::app::App;
use crate::components::icon::icon;
use crate::components::person;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Changes a page.
const PAGE: usize = 50;

/// What is done to records, with the messages that say so after somebody's name.
const ACTIONS: [(&str, &str); 14] = [
    ("create", "record-event-created"),
    ("update", "history-changed"),
    ("delete", "record-event-deleted"),
    ("restore", "history-restored"),
    ("purge", "history-removed"),
    ("share", "record-event-shared"),
    ("unshare", "record-event-unshared"),
    ("relate", "history-linked"),
    ("unrelate", "history-unlinked"),
    ("access", "history-seen"),
    ("sign_in", "history-signed-in"),
    ("sign_in_failed", "history-not-signed-in"),
    ("sign_out", "history-signed-out"),
    ("configure", "history-configured"),
];

/// Kinds of acts that change records.
const KINDS: [(&str, &str); 19] = [
    ("create", "history-kind-create"),
    ("update", "history-kind-update"),
    ("delete", "history-kind-delete"),
    ("restore", "history-kind-restore"),
    ("purge", "history-kind-purge"),
    ("share", "history-kind-share"),
    ("unshare", "history-kind-unshare"),
    ("relate", "history-kind-relate"),
    ("unrelate", "history-kind-unrelate"),
    ("import", "history-kind-import"),
    ("undo", "history-kind-undo"),
    ("deactivate", "history-kind-deactivate"),
    ("definitions", "history-kind-definitions"),
    ("upgrade", "history-kind-upgrade"),
    ("furnish", "history-kind-furnish"),
    ("setup", "history-kind-setup"),
    ("configure", "history-kind-configure"),
    ("demo", "history-kind-demo"),
    ("change_password", "history-kind-change-password"),
];

struct Told {
    scene: Scene,
    record: meta::Record,
    entries: Vec<(Entry, Vec<Change>)>,
    next: Option<i64>,
}

/// `GET /{module}/{id}/history`
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    pairs: Pairs,
) -> Result<Markup, Failure> {
    let cursor = pairs.text("cursor").parse().ok();
    let told = app.crm().read(&signed.actor, move |work| read(work, &module, id, cursor)).await?;
    Ok(page(&signed, &told))
}

fn read(work: &mut Work, module: &str, id: Uuid, cursor: Option<i64>) -> Result<Told, Error> {
    let mut scene = Scene::set(work, module)?;
    let record = records::get(work, module, id, &[meta::Path::of(meta::Key::of("id"))])?;
    let (entries, next) = records::history(work, module, id, cursor, PAGE)?;
    let entries: Vec<(Entry, Vec<Change>)> = entries
        .into_iter()
        .map(|entry| {
            let changes = entry.changes.iter().filter_map(|change| timeline::read(&scene, change)).collect();
            (entry, changes)
        })
        .collect();
    let mut wanted = HashMap::new();
    entries.iter().flat_map(|(_, changes)| changes).for_each(|change| timeline::links_of(&scene, change, &mut wanted));
    scene.name(work, &wanted)?;
    Ok(Told { scene, record, entries, next })
}

fn page(signed: &Signed, told: &Told) -> Markup {
    let Told { scene, record, entries, next } = told;
    let (home, href, lang) = (scene.home(), scene.record(record.id), signed.lang());
    let title = lang.say(said!("history-of", record = called(record, lang)));
    html! {
        (shell::page(&Shell { signed, snapshot: &scene.snapshot, title: &title, at: &home }, html! {
            div.page-header { div {
                ol.crumbs {
                    li { a href=(home) { (scene.module.label.many) } }
                    li { a href=(href) { (called(record, lang)) } }
                    li { (lang.text("history")) }
                }
                h1.page-title { (title) }
            } }
            div.page-reading { section.card { div.card-body {
                ol.timeline { @for (entry, changes) in entries { (item(scene, entry, changes)) } }
            } } }
            @if let Some(next) = next {
                nav.pager aria-label=(lang.text("history-pages")) {
                    a.button.small rel="next" href={ (href) "/history?cursor=" (next) } { (lang.text("history-earlier")) " " (icon("chevron-right")) }
                }
            }
        }))
    }
}

fn item(scene: &Scene, entry: &Entry, changes: &[Change]) -> Markup {
    let (lang, action) = (scene.lang(), entry.action.as_str());
    let name = |user| person::name(&scene.snapshot, user, lang);
    let through = entry.as_user.map(|user| lang.say(said!("history-seeing-as", name = name(Some(user)))));
    html! {
        li.timeline-item {
            span.timeline-icon { (icon(symbol(action))) }
            div.timeline-body {
                p {
                    strong { (name(entry.actor)) } " " (words(action, lang))
                    @if let Some(through) = through { ", " (through) }
                    @if entry.kind != action { " " span.faint { "(" (kind(&entry.kind, lang)) ")" } }
                    @if entry.undone_by.is_some() { " " span.badge { (lang.text("history-undone")) } }
                }
                @if entry.erased { p.faint { (lang.text("history-erased")) } }
                @if !changes.is_empty() { (timeline::changes(scene, changes)) }
            }
            time.timeline-time datetime=(entry.at.to_rfc3339()) { (scene.formats.time(entry.at)) }
        }
    }
}

fn symbol(action: &str) -> &'static str {
    match action {
        "create" => "plus",
        "delete" | "purge" => "trash-2",
        "restore" => "rotate-ccw",
        "share" | "unshare" => "share-2",
        _ => "pencil",
    }
}

/// What somebody did, after their name.
fn words(action: &str, lang: Language) -> &str {
    let known = ACTIONS.iter().find(|(known, _)| *known == action);
    known.map_or(action, |(_, key)| lang.text(key))
}

/// What kind of act it was part of.
fn kind(kind: &str, lang: Language) -> &str {
    let known = KINDS.iter().find(|(known, _)| *known == kind);
    known.map_or(kind, |(_, key)| lang.text(key))
}
