//! What a board is told: the field whose values its lanes are, and how many records are meant to stand in each at most. Both
//! stand in the address, so they are kept with a saved view.

use maud::{Markup, html};
use meta::layout::ViewKind;
use meta::{Field, Key};

use super::read::Board;
use crate::components::badge;
use crate::components::icon::icon;
use crate::pages::records::Scene;
use crate::pages::records::list::ask::{Ask, has_lanes};
use crate::pairs::Pairs;

/// What of an address belongs to the lanes of one field only, or to the page one is on.
const PASSING: [&str; 6] = ["lanes", "view", "pipeline", "cursor", "from", "add"];

/// The button that opens the panel.
pub fn button(scene: &Scene) -> Markup {
    html! {
        button.button.quiet type="button" popovertarget="lanes-panel" {
            (icon("square-kanban")) " " (scene.lang().text("board-lanes"))
        }
    }
}

/// The panel.
pub fn panel(board: &Board) -> Markup {
    let Board { scene, ask, frame } = board;
    let lang = scene.lang();
    let fields: Vec<&Field> =
        scene.module.own_fields().filter(|field| has_lanes(scene, &field.key)).map(|field| &**field).collect();
    let kept = ask.pairs.keeping(|name, _| !is_limit(name)).without(&["cursor", "from", "add"]);
    html! {
        div.menu.panel #lanes-panel popover {
            @if fields.len() > 1 {
                p.menu-title { (lang.text("board-lanes-by")) }
                @for field in fields {
                    a.menu-item href=(by(scene, ask, &field.key).on(&scene.home())) aria-current=[(field.key == frame.field).then_some("true")] { (field.label) }
                }
                div.menu-separator {}
            }
            form.lane-limits action=(scene.home()) {
                p.menu-title { (lang.text("board-limits")) }
                @for (name, value) in kept.iter() { input type="hidden" name=(name) value=(value); }
                @for lane in &frame.lanes {
                    label {
                        span { (badge::dot(&lane.label, lane.hue)) }
                        input type="number" name={ "limit[" (lane.name()) "]" } value=[lane.limit] min="1" max="99999" inputmode="numeric";
                    }
                }
                p.field-hint { (lang.text("board-limits-hint")) }
                button.button.primary.small { (lang.text("list-filter-apply")) }
            }
        }
    }
}

/// Whether a pair of an address says how many records a lane is meant to hold.
pub fn is_limit(name: &str) -> bool {
    name.starts_with("limit[")
}

/// The address of the board over another field, with the same records.
fn by(scene: &Scene, ask: &Ask, field: &Key) -> Pairs {
    let kept = ask.pairs.keeping(|name, _| !is_limit(name)).without(&PASSING);
    let mine = |view: &&meta::layout::View| view.kind == ViewKind::Board && view.lanes.as_ref() == Some(field);
    match scene.module.views.iter().find(mine) {
        Some(view) => kept.with("view", &view.key),
        None => kept.with("lanes", field),
    }
}
