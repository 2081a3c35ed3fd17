//! A card of a board.

use chrono::NaiveDate;
use crm::pipelines::Outcome;
use maud::{Markup, html};
use meta::{Path, Record, Value};
use words::{Language, said};

use super::super::Scene;
use super::super::around::Around;
use super::super::list::ask::Ask;
use super::super::list::table::called;
use super::read::{self, Frame, Lane};
use crate::components::fields;
use crate::components::icon::icon;
use crate::components::person;

/// Days that a card may stand in an open stage which says nothing of it.
const USUAL: i64 = 30;

/// What cards say, put into words once for all of them.
pub struct Phrases {
    shift: Around,
    fixed: &'static str,
    stands: Around,
    late: Around,
    ahead: Around,
    today: &'static str,
    restricted: &'static str,
}

impl Phrases {
    /// Those of a language.
    pub fn of(lang: Language) -> Phrases {
        Phrases {
            shift: Around::of(lang, |title| said!("board-move", title = title)),
            fixed: lang.text("board-fixed"),
            stands: Around::of(lang, |days| said!("board-stands", days = days)),
            late: Around::of(lang, |days| said!("board-days-late", days = days)),
            ahead: Around::of(lang, |days| said!("board-days-ahead", days = days)),
            today: lang.text("board-today"),
            restricted: lang.text("link-restricted"),
        }
    }
}

/// What the cards of a lane are drawn with.
pub struct Cards<'a> {
    /// Module, formats.
    pub scene: &'a Scene,
    /// The address.
    pub ask: &'a Ask,
    /// The lanes.
    pub frame: &'a Frame,
    /// The lane.
    pub lane: &'a Lane,
    /// What the cards say.
    pub phrases: &'a Phrases,
}

/// One card.
pub fn card(cards: &Cards, record: &Record) -> Markup {
    let Cards { scene, ask, phrases, .. } = cards;
    let href = scene.record(record.id);
    let title = called(record, scene.lang());
    let shown = ask.view.card.iter().filter(|path| path.single() != Some(&scene.module.title));
    let (foot, sub): (Vec<&Path>, Vec<&Path>) = shown.partition(|path| in_foot(scene, path));
    let owner = record.get("owner").id().and_then(|id| scene.snapshot.people.get(id));
    let (stands, movable) = (stands_too_long(cards, record), cards.frame.movable.contains(&record.id));
    html! {
        li class={ "board-card" @if stands.is_some() { " is-rotting" } } data-move=[movable.then(|| format!("{href}/values"))] {
            a.board-card-title href=(href) { (title) }
            @for path in sub { @if !record.at(path).is_empty() { p.board-card-sub { (value(cards, record, path)) } } }
            @if let Some(days) = stands { p.board-card-rot { (icon("hourglass")) (phrases.stands.before) (days) (phrases.stands.after) } }
            div.board-card-foot {
                @for path in foot { (foot_value(cards, record, path)) }
                @if let Some(owner) = owner {
                    span class={ "avatar small hue-" (person::hue(owner.id)) } title=(owner.name) {
                        (person::initials(&owner.name))
                    }
                }
            }
            span.board-move.js-only {
                @if movable {
                    button.icon-button.small popovertarget="board-menu" aria-label={ (phrases.shift.before) (title) (phrases.shift.after) } {}
                } @else { span.board-fixed title=(phrases.fixed) { (icon("lock")) span.visually-hidden { (phrases.fixed) } } }
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
fn value(cards: &Cards, record: &Record, path: &Path) -> Markup {
    use meta::record::LinkTitle;
    let scene = cards.scene;
    let Some(found) = scene.resolve(path) else { return html! {} };
    let titles = record.titles_at(path);
    match titles.first() {
        Some(LinkTitle::Open(name) | LinkTitle::Binned(name)) => html! { (name) },
        Some(LinkTitle::Restricted) => html! { (cards.phrases.restricted) },
        None => fields::show(&found.defined(), record.at(path), titles, scene.look()),
    }
}

fn foot_value(cards: &Cards, record: &Record, path: &Path) -> Markup {
    let Cards { scene, lane, .. } = cards;
    // Only what is still open can be late.
    let open = lane.stage.as_ref().map_or(lane.key == "open", |stage| stage.outcome == Outcome::Open);
    match record.at(path) {
        Value::Money(amount) => html! { span.board-card-amount { (scene.formats.sum(amount)) } },
        Value::Date(day) if open => due(cards, *day),
        Value::Date(day) => html! { time datetime=(day) { (scene.formats.date(*day)) } },
        Value::Null | Value::Id(_) => html! {},
        _ => html! { span { (value(cards, record, path)) } },
    }
}

/// How far away a day is: `in 12 d`, `9 d late`.
fn due(cards: &Cards, day: NaiveDate) -> Markup {
    let Cards { scene, phrases: Phrases { late, ahead, today, .. }, .. } = cards;
    let days = (day - scene.formats.today()).num_days();
    let full = scene.formats.date(day);
    html! {
        @if days < 0 { span.overdue title=(full) { (late.before) (-days) (late.after) } }
        @else if days == 0 { span title=(full) { (today) } }
        @else { span title=(full) { (ahead.before) (days) (ahead.after) } }
    }
}

/// How many days it has stood in its lane, where that is longer than the stage allows or, where it says nothing, than is
/// usual. What is closed may stand there for ever.
fn stands_too_long(cards: &Cards, record: &Record) -> Option<i64> {
    let Cards { scene, frame, lane, .. } = cards;
    let stage = lane.stage.as_ref()?;
    let usual = || (stage.outcome == Outcome::Open).then_some(USUAL);
    let allowed = stage.rot_days.filter(|days| *days > 0).or_else(usual)?;
    let since = read::since(scene, &frame.field)?;
    let Value::Time(at) = record.get(&since) else { return None };
    Some((scene.formats.now() - *at).num_days()).filter(|days| *days >= allowed)
}
