//! The timeline of a record as HTML: what happened, all of it or of one kind.

use std::collections::HashMap;

use axum::extract::{Path, State};
use crm::notices::Names;
use crm::pipelines::Stay;
use crm::records;
use crm::{Result, Work};
use maud::{Markup, html};
use meta::{Key, Path as Way};
use rust_decimal::Decimal;
use uuid::Uuid;
use words::said;

pub use super::events::{Change, Only, links_of, read};
use super::events::{Event, What, events};
use super::read::{hanging, stays};
use super::{Shown, Tab, composer};
use crate::app::App;
use crate::components::fields;
use crate::components::icon::icon;
use crate::components::marked::{mark, marked};
use crate::components::{badge, empty, person};
use crate::failure::Failure;
use crate::pages::records::Scene;
use crate::pairs::Pairs;
use crate::who::Signed;

/// What a timeline shows.
pub struct Timeline {
    /// Where it stands.
    tab: Tab,
    /// Of which kind.
    only: Only,
    /// The kinds there can be.
    offered: Vec<Only>,
    /// What happened, newest first.
    events: Vec<Event>,
    /// Earlier ones may stand elsewhere.
    more: bool,
    /// Whom the notes mention, and where.
    mentions: HashMap<Uuid, Vec<std::ops::Range<usize>>>,
}

/// Reads what happened with a record that the actor sees.
pub fn told(
    work: &mut Work,
    scene: &mut Scene,
    id: Uuid,
    stays: Option<&(Key, Vec<Stay>)>,
    tab: &Tab,
    only: Only,
) -> Result<Timeline> {
    let there = |work: &Work, kind: Only| match kind {
        Only::All | Only::Changes => true,
        Only::Notes => hanging(work, scene, "note").is_some(),
        Only::Tasks => hanging(work, scene, "task").is_some(),
        Only::Stages => stays.is_some(),
    };
    let offered: Vec<Only> = Only::ALL.into_iter().filter(|kind| there(work, *kind)).collect();
    let (events, more) = events(work, scene, id, stays, only)?;
    let mentions = mentions(scene, &events);
    Ok(Timeline { tab: tab.clone(), only, offered, events, more, mentions })
}

fn mentions(scene: &Scene, events: &[Event]) -> HashMap<Uuid, Vec<std::ops::Range<usize>>> {
    let notes = events.iter().filter_map(|event| match &event.what {
        What::Note { id, text, .. } if text.contains('@') => Some((*id, text)),
        _ => None,
    });
    let notes: Vec<(Uuid, &String)> = notes.collect();
    if notes.is_empty() {
        return HashMap::new();
    }
    let names = Names::of(&scene.snapshot.people);
    let places = |text: &str| names.places(text).into_iter().map(|(place, _)| place).collect();
    notes.into_iter().map(|(id, text)| (id, places(text))).collect()
}

/// `GET /{module}/{id}/timeline`: the timeline alone.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    pairs: Pairs,
) -> std::result::Result<Markup, Failure> {
    let (tab, only) = (Tab::of(pairs.text("tab")), Only::of(pairs.text("timeline")));
    let read = app.crm().read(&signed.actor, move |work| {
        let mut scene = Scene::set(work, &module)?;
        records::get(work, &module, id, &[Way::of(Key::of("id"))])?;
        let stays = stays(work, &scene, id)?;
        let told = told(work, &mut scene, id, stays.as_ref(), &tab, only)?;
        Ok::<_, crm::Error>((scene, told))
    });
    let (scene, told) = read.await?;
    Ok(part(&scene, id, &told))
}

/// The card; nothing where it is not shown.
pub fn card(shown: &Shown) -> Markup {
    let Some((told, composer)) = &shown.happened else { return html! {} };
    let (scene, lang) = (&shown.scene, shown.scene.lang());
    let id = shown.record.id;
    html! {
        section.card.happened aria-label=(lang.text("record-timeline")) {
            div.card-header {
                h2 { (lang.text("record-timeline")) }
                a.button.quiet.small href={ (scene.record(id)) "/history" } { (icon("history")) (lang.text("history")) }
            }
            div.card-body {
                (composer::composer(scene, id, &shown.tab, composer))
                (part(scene, id, told))
            }
        }
    }
}

/// What happened, with the choice of kinds above it.
fn part(scene: &Scene, id: Uuid, told: &Timeline) -> Markup {
    let lang = scene.lang();
    let mut day = None;
    html! {
        div #timeline {
            (kinds(scene, id, told))
            @if told.events.is_empty() { (empty::small(lang.text("record-timeline-empty"))) }
            ol.timeline {
                @for event in &told.events {
                    @let today = scene.formats.day(event.at);
                    @if day.replace(today) != Some(today) { li.timeline-day { (scene.formats.spoken(today)) } }
                    (item(scene, told, event))
                }
            }
            @if let (true, Some(all)) = (told.more, all(scene, id, told.only)) {
                p.small-text { a href=(all) { (lang.text("record-show-all")) } }
            }
        }
    }
}

/// The kinds of happenings to choose from.
fn kinds(scene: &Scene, id: Uuid, told: &Timeline) -> Markup {
    let lang = scene.lang();
    let asked = Pairs::default().with("tab", told.tab.name());
    let address = |path: &str, kind: Only| asked.with("timeline", kind.key()).on(path);
    let (page, part) = (scene.record(id), format!("{}/timeline", scene.record(id)));
    html! {
        nav.timeline-kinds aria-label=(lang.text("record-timeline-show")) {
            @for kind in &told.offered {
                a id={ "timeline-" (label(*kind).trim_start_matches("record-timeline-")) } href={ (address(&page, *kind)) "#timeline" } aria-current=[(*kind == told.only).then_some("true")]
                    hx-get=(address(&part, *kind)) hx-target="#timeline" hx-swap="outerHTML"
                    hx-replace-url=(address(&page, *kind)) { (lang.text(label(*kind))) }
            }
        }
    }
}

fn label(kind: Only) -> &'static str {
    match kind {
        Only::All => "record-timeline-all",
        Only::Notes => "record-timeline-notes",
        Only::Tasks => "record-timeline-tasks",
        Only::Changes => "record-timeline-changes",
        Only::Stages => "record-timeline-stages",
    }
}

/// Where all happenings of a kind stand, and the earlier ones of every kind.
fn all(scene: &Scene, id: Uuid, only: Only) -> Option<String> {
    let hung = |module: &str| {
        let about = format!("{}/{id}", scene.module.key);
        Pairs::default().with("filter[about][eq]", &about).with("sort", "-created_at").on(&format!("/{module}"))
    };
    match only {
        Only::Notes => Some(hung("note")),
        Only::Tasks => Some(hung("task")),
        Only::All | Only::Changes => Some(format!("{}/history", scene.record(id))),
        Only::Stages => None,
    }
}

/// A note's text, in which those it mentions stand out.
fn text(told: &Timeline, id: Uuid, text: &str) -> Markup {
    let places = told.mentions.get(&id).map_or(&[][..], Vec::as_slice);
    let begins = std::iter::once(0).chain(places.iter().map(|place| place.end));
    let rest = places.last().map_or(0, |place| place.end);
    html! {
        p.timeline-text {
            @for (begin, place) in begins.zip(places) {
                (text[begin..place.start]) span.mention { (text[place.clone()]) }
            }
            (text[rest..])
        }
    }
}

fn item(scene: &Scene, told: &Timeline, event: &Event) -> Markup {
    let (symbol, hue) = symbol(scene, &event.what);
    html! {
        li.timeline-item {
            span class={ "timeline-icon " (badge::hue(hue).unwrap_or_default()) } { (icon(symbol)) }
            div.timeline-body {
                p { strong { (person::name(&scene.snapshot, event.who, scene.lang())) } " " (words(scene, &event.what)) }
                @match &event.what {
                    What::Note { id, text, .. } => (self::text(told, *id, text)),
                    What::Changed(all) => (changes(scene, all)),
                    _ => {},
                }
            }
            time.timeline-time datetime=(event.at.to_rfc3339()) { (scene.formats.clock(event.at)) }
        }
    }
}

fn symbol(scene: &Scene, what: &What) -> (&'static str, u8) {
    match what {
        What::Created => ("plus", 0),
        What::Did(_) => ("activity", 0),
        What::Changed(_) => ("pencil", 0),
        What::Stage { to, .. } => ("arrow-right", scene.look().stage(*to).map_or(8, |stage| stage.hue)),
        What::Note { .. } => ("sticky-note", 3),
        What::Task { .. } => ("check", 5),
    }
}

/// What somebody did, after their name.
fn words(scene: &Scene, what: &What) -> Markup {
    let (lang, look) = (scene.lang(), scene.look());
    let stage = |id| look.stage(id).map_or(lang.text("record-stage-gone"), |stage| &stage.name);
    let strong = |name: &str| html! { strong { (name) } };
    match what {
        What::Created => html! { (lang.text("record-event-created")) },
        What::Did(key) => html! { (lang.text(key)) },
        What::Changed(all) if all.len() == 1 => html! { (lang.text("record-event-changed-one")) },
        What::Changed(_) => html! { (lang.text("record-event-changed")) },
        What::Stage { to, after: Some((from, days)) } => {
            let shown = scene.formats.number(&Decimal::from(*days));
            let (to, from) = (mark(stage(*to)), stage(*from));
            marked(
                &lang.say(said!("record-event-moved", stage = to, days = *days, shown = shown, before = from)),
                strong,
            )
        }
        What::Stage { to, after: None } => {
            marked(&lang.say(said!("record-event-put", stage = mark(stage(*to)))), strong)
        }
        What::Note { id, pinned, .. } => html! {
            a href={ "/note/" (id) } { (lang.text("record-event-noted")) } @if *pinned { " " (icon("pin")) }
        },
        What::Task { id, subject } => {
            let finished = lang.say(said!("record-event-finished", task = mark(subject)));
            marked(&finished, |subject| html! { a href={ "/task/" (id) } { (subject) } })
        }
    }
}

/// Changed values, before and afterwards.
pub fn changes(scene: &Scene, all: &[Change]) -> Markup {
    html! {
        ul.changes {
            @for change in all {
                @if let Some(field) = scene.module.field(&change.field) {
                    li.change {
                        span.change-field { (field.label) } " "
                        @if !change.before.is_empty() { del { (fields::show(&field.kind, &change.before, &[], scene.look())) } " " }
                        (icon("arrow-right"))
                        @if change.after.is_empty() { " " (scene.lang().text("record-change-nothing")) } @else { " " ins { (fields::show(&field.kind, &change.after, &[], scene.look())) } }
                    }
                }
            }
        }
    }
}
