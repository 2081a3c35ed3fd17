//! The history of a record: every change, who made it and when.

use std::collections::HashMap;

use axum::extract::{Path, State};
use crm::records::{self, Entry};
use crm::{Error, Work};
use maud::{Markup, html};
use uuid::Uuid;

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
    let (home, href) = (scene.home(), scene.record(record.id));
    let title = format!("History of {}", called(record));
    html! {
        (shell::page(&Shell { signed, snapshot: &scene.snapshot, title: &title, at: &home }, html! {
            div.page-header { div {
                ol.crumbs { li { a href=(home) { (scene.module.label.many) } } li { a href=(href) { (called(record)) } } li { "History" } }
                h1.page-title { (title) }
            } }
            div.page-reading { section.card { div.card-body {
                ol.timeline { @for (entry, changes) in entries { (item(scene, entry, changes)) } }
            } } }
            @if let Some(next) = next {
                nav.pager aria-label="Pages" {
                    a.button.small rel="next" href={ (href) "/history?cursor=" (next) } { "Earlier " (icon("chevron-right")) }
                }
            }
        }))
    }
}

fn item(scene: &Scene, entry: &Entry, changes: &[Change]) -> Markup {
    let through = entry.as_user.map(|user| person::name(&scene.snapshot, Some(user)));
    html! {
        li.timeline-item {
            span.timeline-icon { (icon(symbol(entry.action.as_str()))) }
            div.timeline-body {
                p {
                    strong { (person::name(&scene.snapshot, entry.actor)) } " " (words(entry.action.as_str()))
                    @if let Some(user) = through { ", seeing as " (user) }
                    @if entry.kind != entry.action.as_str() { " " span.faint { "(" (entry.kind) ")" } }
                    @if entry.undone_by.is_some() { " " span.badge { "undone" } }
                }
                @if entry.erased { p.faint { "The values were erased." } }
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

fn words(action: &str) -> String {
    match action {
        "create" => "created this".into(),
        "update" => "changed this".into(),
        "delete" => "moved this to the bin".into(),
        "restore" => "brought this back".into(),
        "purge" => "removed this for good".into(),
        "share" => "shared this".into(),
        "unshare" => "stopped sharing this".into(),
        "relate" => "linked this".into(),
        "unrelate" => "unlinked this".into(),
        other => other.into(),
    }
}
