//! A board as HTML.

use maud::{Markup, html};
use meta::{FieldType, Value};
use words::said;

use super::super::Scene;
use super::super::list::ask::Ask;
use super::super::list::{bar, chips, filters};
use super::card::{self, Cards, Phrases};
use super::read::{Board, Lane};
use super::{add, chooser};
use crate::assets::url;
use crate::components::badge;
use crate::components::fields;
use crate::components::icon::icon;
use crate::components::live;
use crate::components::shell::{self, Shell};
use crate::components::toast;
use crate::who::Signed;

/// The page of a board.
pub fn page(signed: &Signed, board: &Board) -> Markup {
    let Board { scene, ask, frame } = board;
    let (at, lang) = (scene.home(), scene.lang());
    let phrases = Phrases::of(lang);
    let shell = Shell { signed, snapshot: &scene.snapshot, title: &scene.module.label.many, at: &at };
    shell::page(
        &shell,
        html! {
            link rel="stylesheet" href=(url("board.css"));
            (live::watch(&scene.module.key, scene.lang()))
            (bar::header(scene, ask))
            (bar::tabs(scene, ask))
            (bar::bar(scene, ask, None))
            (chooser::panel(board))
            (pipelines(board))
            (chips::chips(scene, ask))
            @if ask.pairs.get("add").is_some() { (filters::inline(scene, ask)) }
            p.no-js-only.small-text.muted { (lang.text("board-no-script")) }
            div.board data-board data-field=(frame.field) data-home=(scene.home()) {
                @for lane in &frame.lanes { (section(board, lane, &phrases)) }
            }
            div.menu #board-menu popover {
                p.menu-title { (lang.text("board-move-to")) }
                @for lane in &frame.lanes {
                    button.menu-item type="button" data-move-to=(sent(lane)) { (badge::dot(&lane.label, lane.hue)) }
                }
            }
        },
    )
}

/// What is sent for a lane: nothing for records without a value.
fn sent(lane: &Lane) -> &str {
    if lane.value.is_empty() { "" } else { &lane.key }
}

/// The choice of a pipeline, where there are several.
fn pipelines(board: &Board) -> Markup {
    let scene = &board.scene;
    let mine: Vec<_> = scene.pipelines().filter(|pipeline| pipeline.active).collect();
    if board.frame.pipeline.is_none() || mine.len() < 2 {
        return html! {};
    }
    let current = board.frame.pipeline.as_ref().map(|pipeline| pipeline.id);
    html! {
        div.button-group role="group" aria-label=(scene.lang().text("board-pipeline")) {
            @for pipeline in mine {
                a.button.small href=(board.ask.pairs.with("pipeline", &pipeline.id.to_string()).on(&scene.home()))
                    aria-current=[(current == Some(pipeline.id)).then_some("true")] { (pipeline.name) }
            }
        }
    }
}

fn section(board: &Board, lane: &Lane, phrases: &Phrases) -> Markup {
    let Board { scene, ask, frame } = board;
    let cards = Cards { scene, ask, frame, lane, phrases };
    let class = badge::hue(lane.hue).unwrap_or_default();
    let title = format!("lane-{}", lane.key);
    html! {
        section class={ "board-lane " (class) @if lane.folded { " is-folded" } } aria-labelledby=(title) {
            header.board-lane-header {
                h2.board-lane-title id=(title) { (lane.label) " " (count(scene, lane)) }
                (fold(scene, lane))
                (sum(scene, lane))
            }
            ol.board-cards id={ "lane-cards-" (lane.key) } data-lane=(sent(lane)) aria-labelledby=(title) tabindex="0"
                data-unread=[unread(scene, ask, lane)] {
                @for record in &lane.cards { (card::card(&cards, record)) }
                @if lane.count == 0 { li.board-empty { (scene.lang().text("board-nothing")) } }
            }
            div.board-lane-foot { (add::add(board, lane)) (more(scene, ask, lane)) }
        }
    }
}

/// The button that leaves only the head of a lane, and brings its cards back.
fn fold(scene: &Scene, lane: &Lane) -> Markup {
    let label = scene.lang().say(said!("board-cards-of", lane = lane.label.as_str()));
    html! {
        button.icon-button.small.board-fold.js-only type="button" data-fold=(lane.key) aria-expanded=(!lane.folded)
            aria-controls={ "lane-cards-" (lane.key) } aria-label=(label) title=(label) { (icon("chevrons-left")) }
    }
}

/// Where the cards of a folded lane are read once somebody wants to see them.
fn unread(scene: &Scene, ask: &Ask, lane: &Lane) -> Option<String> {
    let address = || ask.pairs.with("lane", &lane.key).without(&["cursor"]).on(&format!("{}/lane", scene.home()));
    (lane.folded && lane.count > 0).then(address)
}

fn count(scene: &Scene, lane: &Lane) -> Markup {
    let number = |count: i64| scene.formats.number(&count.into());
    html! {
        span.board-lane-count id={ "lane-count-" (lane.key) } {
            (number(lane.count)) @if let Some(limit) = lane.limit { " / " (number(limit)) }
        }
    }
}

fn sum(scene: &Scene, lane: &Lane) -> Markup {
    html! {
        p.board-lane-sum id={ "lane-sum-" (lane.key) } {
            @match &lane.total {
                Value::Money(amount) => span { (scene.formats.sum(amount)) },
                Value::Null => {},
                other => span { (fields::show(&FieldType::Int { min: None, max: None }, other, &[], scene.look())) },
            }
            @if lane.over() > 0 {
                @let over = scene.formats.number(&lane.over().into());
                span.board-over { (icon("triangle-alert")) (scene.lang().say(said!("board-over", count = over))) }
            }
        }
    }
}

/// The head of a lane as parts of an answer to htmx.
pub fn heads(scene: &Scene, lane: &Lane) -> Markup {
    html! {
        (toast::partial_at(&format!("#lane-sum-{}", lane.key), "outerHTML", sum(scene, lane)))
        (toast::partial_at(&format!("#lane-count-{}", lane.key), "outerHTML", count(scene, lane)))
    }
}

/// The button for the cards after those shown; without script it leads to the list of the lane.
pub fn more(scene: &Scene, ask: &Ask, lane: &Lane) -> Markup {
    let id = format!("lane-more-{}", lane.key);
    let Some(next) = &lane.next else { return html! { span id=(id) hidden {} } };
    let fetched = ask.pairs.with("lane", &lane.key).with("cursor", next).on(&format!("{}/lane", scene.home()));
    let field = ask.view.lanes.as_ref().map(ToString::to_string).unwrap_or_default();
    let (op, value) = if lane.value.is_empty() { ("empty", "true") } else { ("eq", lane.key.as_str()) };
    let listed = ask
        .pairs
        .without(&["view", "pipeline", "lanes"])
        .with(&format!("filter[{field}][{op}]"), value)
        .on(&scene.home());
    html! {
        a.button.quiet.small.board-more id=(id) href=(listed) hx-get=(fetched) hx-target={ "#lane-cards-" (lane.key) }
            hx-swap="beforeend" { (scene.lang().text("show-more")) }
    }
}
