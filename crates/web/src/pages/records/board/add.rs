//! One more card in a lane, made in place: its name and whatever else must be filled. Where that takes more than a few plain
//! controls, the whole form with the lane filled in; so it does when what was typed is refused.

use maud::{Markup, html};
use meta::{Field, FieldType};
use words::said;

use super::read::{Board, Lane};
use crate::components::control::capital;
use crate::components::icon::icon;
use crate::pages::records::Scene;
use crate::pairs::Pairs;

/// The most controls that are asked for in a lane.
const FEW: usize = 4;

/// With what the id of a lane's form begins.
pub const LANE: &str = "lane-add-";

/// What makes one more card in a lane; nothing where the reader may not.
pub fn add(board: &Board, lane: &Lane) -> Markup {
    let (scene, field) = (&board.scene, &board.frame.field);
    let lanes = scene.module.field(field).filter(|field| scene.sets(field));
    if !scene.rights.may_create(&scene.module.key) || lanes.is_none() {
        return html! {};
    }
    let value = if lane.value.is_empty() { "" } else { &lane.key };
    let id = format!("{LANE}{}", lane.key);
    let back = format!("{}#{id}", board.ask.pairs.without(&["cursor", "from", "add"]).on(&scene.home()));
    let label = scene.lang().say(said!("board-add-to", lane = lane.label.as_str()));
    match fields(scene, field) {
        Some(fields) => html! {
            details.lane-add id=(id) hx-morph-skip {
                summary.button.quiet.small aria-label=(label) { (icon("plus")) (scene.lang().text("board-add")) }
                form method="post" action=(scene.home()) data-keep=(id) {
                    input type="hidden" name=(field) value=(value);
                    input type="hidden" name="_back" value=(back);
                    @for field in fields { (control(scene, field)) }
                    button.button.primary.small { (scene.lang().text("board-add")) }
                }
            }
        },
        None => {
            let new = Pairs::default().with(field, value).with("back", &back).on(&format!("{}/new", scene.home()));
            let title = capital(&scene.lang().say(said!("new-of", module = scene.one())));
            html! {
                a.lane-add.button.quiet.small id=(id) href=(new) data-dialog-load=(title) aria-label=(label) {
                    (icon("plus")) (scene.lang().text("board-add"))
                }
            }
        }
    }
}

/// The name and what else must be filled; nothing where that is not done with a few plain controls.
fn fields<'s>(scene: &'s Scene, lanes: &str) -> Option<Vec<&'s Field>> {
    let title = scene.module.field(&scene.module.title).filter(|field| scene.sets(field));
    let asked = |field: &&Field| {
        // Where it stands follows from the lane, or from where records begin.
        let known = field.key == lanes || field.kind == FieldType::Stage || field.default.is_some();
        field.required && !known && field.key != scene.module.title && scene.sets(field)
    };
    let rest = scene.module.own_fields().map(|field| &**field).filter(asked);
    let all: Vec<&Field> = title.map(|field| &**field).into_iter().chain(rest).collect();
    (!all.is_empty() && all.len() <= FEW && all.iter().all(|field| is_plain(&field.kind))).then_some(all)
}

fn is_plain(kind: &FieldType) -> bool {
    use FieldType as T;
    matches!(
        kind,
        T::Text { .. }
            | T::Url
            | T::Int { .. }
            | T::Decimal { .. }
            | T::Percent { .. }
            | T::Date
            | T::Select { .. }
            | T::PersonName
    )
}

fn control(scene: &Scene, field: &Field) -> Markup {
    use FieldType as T;
    let (label, must) = (field.label.as_str(), field.required || field.key == scene.module.title);
    let part = |part: &str, label: &str| {
        html! { input name={ (field.key) "[" (part) "]" } aria-label=(label) placeholder=(label) maxlength="100" autocomplete="off"; }
    };
    match &field.kind {
        T::PersonName => html! {
            (part("given", scene.lang().text("person-given"))) (part("family", scene.lang().text("person-family")))
        },
        T::Select { options } => html! {
            select name=(field.key) aria-label=(label) required[must] {
                option value="" { (label) }
                @for choice in options.iter().filter(|choice| !choice.retired) { option value=(choice.key) { (choice.label) } }
            }
        },
        T::Date => html! { input type="date" name=(field.key) aria-label=(label) title=(label) required[must]; },
        T::Int { .. } | T::Decimal { .. } | T::Percent { .. } => html! {
            input name=(field.key) aria-label=(label) placeholder=(label) inputmode="decimal" required[must] autocomplete="off";
        },
        _ => html! { input name=(field.key) aria-label=(label) placeholder=(label) required[must] autocomplete="off"; },
    }
}
