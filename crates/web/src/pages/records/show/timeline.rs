//! The timeline of a record as HTML, with a place to write a note.

use maud::{Markup, html};
use rust_decimal::Decimal;
use words::said;

use super::Shown;
pub use super::events::{Change, links_of, read};
use super::events::{Event, What};
use crate::components::fields;
use crate::components::icon::icon;
use crate::components::marked::{mark, marked};
use crate::components::{badge, person};
use crate::pages::records::Scene;

/// The card.
pub fn card(shown: &Shown) -> Markup {
    let (scene, lang) = (&shown.scene, shown.scene.lang());
    let href = scene.record(shown.record.id);
    let writes = shown.notes && scene.rights.may_create("note") && shown.record.get("deleted_at").is_empty();
    let mut day = None;
    html! {
        section.card aria-label=(lang.text("record-timeline")) {
            div.card-header {
                h2 { (lang.text("record-timeline")) }
                a.button.quiet.small href={ (href) "/history" } { (icon("history")) (lang.text("history")) }
            }
            div.card-body {
                @if writes {
                    form.composer method="post" action={ (href) "/notes" } data-keep {
                        textarea name="body" aria-label=(lang.text("record-note")) placeholder=(lang.text("record-note-write")) maxlength="20000" required {}
                        div.composer-actions { button.button.primary.small { (lang.text("record-note-save")) } }
                    }
                }
                ol.timeline {
                    @for event in &shown.events {
                        @let today = scene.formats.day(event.at);
                        @if day.replace(today) != Some(today) { li.timeline-day { (scene.formats.spoken(today)) } }
                        (item(scene, event))
                    }
                }
            }
        }
    }
}

fn item(scene: &Scene, event: &Event) -> Markup {
    let (symbol, hue) = symbol(scene, &event.what);
    html! {
        li.timeline-item {
            span class={ "timeline-icon " (badge::hue(hue).unwrap_or_default()) } { (icon(symbol)) }
            div.timeline-body {
                p { strong { (person::name(&scene.snapshot, event.who, scene.lang())) } " " (words(scene, &event.what)) }
                @match &event.what {
                    What::Note { text, .. } => p.timeline-text { (text) },
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
