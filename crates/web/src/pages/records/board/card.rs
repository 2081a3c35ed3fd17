//! A card of a board.

use chrono::NaiveDate;
use crm::pipelines::Outcome;
use maud::{Markup, html};
use meta::{Path, Record, Value};

use super::super::Scene;
use super::super::list::ask::Ask;
use super::super::list::table::called;
use super::read::{self, Frame, Lane};
use crate::components::fields;
use crate::components::icon::icon;
use crate::components::person;

/// One card.
pub fn card(scene: &Scene, ask: &Ask, frame: &Frame, lane: &Lane, record: &Record) -> Markup {
    let href = scene.record(record.id);
    let title = called(record);
    let shown = ask.view.card.iter().filter(|path| path.single() != Some(&scene.module.title));
    let (foot, sub): (Vec<&Path>, Vec<&Path>) = shown.partition(|path| in_foot(scene, path));
    let owner = record.get("owner").id().and_then(|id| scene.snapshot.people.get(id));
    html! {
        li class={ "board-card" @if is_rotting(scene, frame, lane, record) { " is-rotting" } }
            data-move={ (href) "/values" } {
            a.board-card-title href=(href) { (title) }
            @for path in sub { @if !record.at(path).is_empty() { p.board-card-sub { (value(scene, record, path)) } } }
            div.board-card-foot {
                @for path in foot { (foot_value(scene, lane, record, path)) }
                @if let Some(owner) = owner {
                    span class={ "avatar small hue-" (person::hue(owner.id)) } title=(owner.name) {
                        (person::initials(&owner.name))
                    }
                }
            }
            span.board-move.js-only {
                button.icon-button.small popovertarget="board-menu" aria-label={ "Move " (title) } { (icon("ellipsis")) }
            }
        }
    }
}

fn in_foot(scene: &Scene, path: &Path) -> bool {
    use meta::FieldType as T;
    let kind = scene.resolve(path).map(|found| found.kind());
    kind.is_some_and(|kind| fields::is_figure(&kind) || matches!(kind, T::Date | T::DateTime | T::User))
}

/// A value in words, without links: the card's title is the link.
fn value(scene: &Scene, record: &Record, path: &Path) -> Markup {
    use meta::record::LinkTitle;
    let Some(found) = scene.resolve(path) else { return html! {} };
    let titles = record.titles_at(path);
    match titles.first() {
        Some(LinkTitle::Open(name) | LinkTitle::Binned(name)) => html! { (name) },
        Some(LinkTitle::Restricted) => html! { "Restricted" },
        None => fields::show(&found.kind(), record.at(path), titles, scene.look()),
    }
}

fn foot_value(scene: &Scene, lane: &Lane, record: &Record, path: &Path) -> Markup {
    // Only what is still open can be late.
    let open = lane.stage.as_ref().map_or(lane.key == "open", |stage| stage.outcome == Outcome::Open);
    match record.at(path) {
        Value::Money(amount) => html! { span.board-card-amount { (scene.formats.sum(amount)) } },
        Value::Date(day) if open => due(scene, *day),
        Value::Date(day) => html! { time datetime=(day) { (scene.formats.date(*day)) } },
        Value::Null | Value::Id(_) => html! {},
        _ => html! { span { (value(scene, record, path)) } },
    }
}

/// How far away a day is: `in 12 d`, `9 d late`.
fn due(scene: &Scene, day: NaiveDate) -> Markup {
    let days = (day - scene.formats.today()).num_days();
    let full = scene.formats.date(day);
    html! {
        @if days < 0 { time.overdue datetime=(day) title=(full) { (-days) " d late" } }
        @else if days == 0 { time datetime=(day) title=(full) { "today" } }
        @else { time datetime=(day) title=(full) { "in " (days) " d" } }
    }
}

/// Whether it stands in its lane for longer than the stage allows.
fn is_rotting(scene: &Scene, frame: &Frame, lane: &Lane, record: &Record) -> bool {
    let limit = lane.stage.as_ref().and_then(|stage| stage.rot_days);
    let since = read::since(scene, &frame.field).map(|key| record.get(&key).clone());
    match (limit, since) {
        (Some(days), Some(Value::Time(at))) => (scene.formats.now() - at).num_days() >= days,
        _ => false,
    }
}
