//! The timeline of a record as HTML, with a place to write a note.

use maud::{Markup, html};

use super::Shown;
pub use super::events::{Change, links_of, read};
use super::events::{Event, What};
use crate::components::fields;
use crate::components::icon::icon;
use crate::components::{badge, person};
use crate::pages::records::Scene;

/// The card.
pub fn card(shown: &Shown) -> Markup {
    let scene = &shown.scene;
    let href = scene.record(shown.record.id);
    let writes = shown.notes && scene.rights.may_create("note") && shown.record.get("deleted_at").is_empty();
    let mut day = None;
    html! {
        section.card aria-label="Timeline" {
            div.card-header { h2 { "Timeline" } a.button.quiet.small href={ (href) "/history" } { (icon("history")) "History" } }
            div.card-body {
                @if writes {
                    form.composer method="post" action={ (href) "/notes" } data-keep {
                        textarea name="body" aria-label="Note" placeholder="Write a note" maxlength="20000" required {}
                        div.composer-actions { button.button.primary.small { "Save note" } }
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
    let (symbol, hue) = mark(scene, &event.what);
    html! {
        li.timeline-item {
            span class={ "timeline-icon " (badge::hue(hue).unwrap_or_default()) } { (icon(symbol)) }
            div.timeline-body {
                p { strong { (person::name(&scene.snapshot, event.who)) } " " (words(scene, &event.what)) }
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

fn mark(scene: &Scene, what: &What) -> (&'static str, u8) {
    match what {
        What::Created => ("plus", 0),
        What::Did(_) => ("activity", 0),
        What::Changed(_) => ("pencil", 0),
        What::Stage { to, .. } => ("arrow-right", scene.look().stage(*to).map_or(8, |stage| stage.hue)),
        What::Note { .. } => ("sticky-note", 3),
        What::Task { .. } => ("check", 5),
    }
}

fn words(scene: &Scene, what: &What) -> Markup {
    let stage =
        |id| scene.look().stage(id).map_or_else(|| "a stage that is gone".to_string(), |stage| stage.name.clone());
    match what {
        What::Created => html! { "created this" },
        What::Did(words) => html! { (words) },
        What::Changed(all) if all.len() == 1 => html! { "changed a value" },
        What::Changed(_) => html! { "changed values" },
        What::Stage { to, after: Some((from, days)) } => html! {
            "moved it to " strong { (stage(*to)) } " after " (days) @if *days == 1 { " day" } @else { " days" } " in " (stage(*from))
        },
        What::Stage { to, after: None } => html! { "put it into " strong { (stage(*to)) } },
        What::Note { id, pinned, .. } => {
            html! { a href={ "/note/" (id) } { "wrote a note" } @if *pinned { " " (icon("pin")) } }
        }
        What::Task { id, subject } => html! { "finished " a href={ "/task/" (id) } { (subject) } },
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
                        @if change.after.is_empty() { " nothing" } @else { " " ins { (fields::show(&field.kind, &change.after, &[], scene.look())) } }
                    }
                }
            }
        }
    }
}
