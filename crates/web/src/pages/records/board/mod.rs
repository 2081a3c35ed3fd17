//! The board of a module: lanes of a stage or select field with counts and sums, the first cards of each, and more on
//! demand. Two statements and one a lane, however many records there are.

mod add;
mod card;
mod chooser;
mod folded;
mod read;
mod view;

use axum::extract::{Path, State};
use crm::{Error, Work};
use maud::{Markup, html};
use meta::{Key, Value};
use words::said;

pub use add::LANE;
pub use chooser::{button, is_limit};
pub use folded::Folded;
pub use read::{Board, Lane, frame, read};
pub use view::page;

use super::Scene;
use super::list::ask::Ask;
use super::list::ask::has_lanes;
use super::list::views::opened;
use crate::app::App;
use crate::components::toast;
use crate::failure::Failure;
use crate::pairs::Pairs;
use crate::who::Signed;

/// `GET /{module}/lane`: the next cards of a lane, with the button for those after them.
pub async fn lane(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    pairs: Pairs,
) -> Result<Markup, Failure> {
    let shown = app.crm().read(&signed.actor, move |work| {
        let scene = Scene::set(work, &module)?;
        let ask = Ask::read(&scene, pairs.clone())?;
        let mut frame = read::frame(work, &scene, &ask)?;
        let wanted = pairs.get("lane").unwrap_or_default();
        let at = frame.lanes.iter().position(|lane| lane.key == wanted);
        let mut lane = frame.lanes.swap_remove(at.ok_or_else(|| Error::NotFound(said!("board-lane")))?);
        read::cards(work, &scene, &ask, &frame, &mut lane, pairs.get("cursor"))?;
        frame.lanes = vec![lane];
        read::movable(work, &scene, &mut frame)?;
        Ok::<_, Error>((scene, ask, frame))
    });
    let (scene, ask, frame) = shown.await?;
    let Some(lane) = frame.lanes.first() else { return Ok(html! {}) };
    let phrases = card::Phrases::of(scene.lang());
    let cards = card::Cards { scene: &scene, ask: &ask, frame: &frame, lane, phrases: &phrases };
    Ok(html! {
        @for record in &lane.cards { (card::card(&cards, record)) }
        (toast::partial_at(&format!("#lane-more-{}", lane.key), "outerHTML", view::more(&scene, &ask, lane)))
    })
}

/// A card that moved, or any other change of a value.
#[derive(Debug, Clone)]
pub struct Move {
    /// The field.
    pub field: Key,
    /// Its value before.
    pub from: Value,
    /// Its value afterwards.
    pub to: Value,
}

/// The heads of two lanes after a card moved between them, as parts of an answer to htmx. `page` is what one looks at,
/// path and query; nothing where that is no board over the field.
pub fn moved(work: &mut Work, module: &str, page: &str, card: &Move) -> crm::Result<Markup> {
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let scene = Scene::set(work, module)?;
    if path != scene.home() {
        return Ok(html! {});
    }
    let pairs = opened(work, &scene, &Pairs::read(query))?;
    let ask = Ask::read(&scene, pairs)?;
    if ask.view.lanes.as_ref() != Some(&card.field) {
        return Ok(html! {});
    }
    let frame = read::frame(work, &scene, &ask)?;
    let concerned = |lane: &&Lane| {
        lane.value == card.from || lane.value == card.to || (card.from.is_empty() && lane.value.is_empty())
    };
    let heads = frame.lanes.iter().filter(concerned).map(|lane| view::heads(&scene, lane));
    Ok(html! { @for head in heads { (head) } })
}
