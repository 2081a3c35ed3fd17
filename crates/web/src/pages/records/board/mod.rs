//! The board of a module: lanes of a stage or select field with counts and sums, the first cards of each, and more on
//! demand. Two statements and one a lane, however many records there are.

mod card;
mod read;
mod view;

use axum::extract::{Path, State};
use crm::{Error, Work};
use maud::{Markup, html};
use meta::Value;

pub use read::{Board, Lane, read};
pub use view::page;

use super::Scene;
use super::list::ask::Ask;
pub use super::list::ask::has_lanes;
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
        let frame = read::frame(work, &scene, &ask)?;
        let wanted = pairs.get("lane").unwrap_or_default();
        let mut lane = frame
            .lanes
            .iter()
            .find(|lane| lane.key == wanted)
            .cloned()
            .ok_or_else(|| Error::NotFound("lane".into()))?;
        read::cards(work, &scene, &ask, &frame, &mut lane, pairs.get("cursor"))?;
        Ok::<_, Error>((scene, ask, frame, lane))
    });
    let (scene, ask, frame, lane) = shown.await?;
    Ok(html! {
        @for record in &lane.cards { (card::card(&scene, &ask, &frame, &lane, record)) }
        (toast::partial_at(&format!("#lane-more-{}", lane.key), "outerHTML", view::more(&scene, &ask, &lane)))
    })
}

/// The heads of two lanes after a card moved between them, as parts of an answer to htmx. `address` is the page's.
pub fn moved(work: &mut Work, module: &str, address: &str, from: &Value, to: &Value) -> crm::Result<Markup> {
    let pairs = Pairs::read(address.split_once('?').map_or("", |(_, query)| query));
    let scene = Scene::set(work, module)?;
    let ask = Ask::read(&scene, pairs)?;
    let frame = read::frame(work, &scene, &ask)?;
    let concerned =
        |lane: &&Lane| lane.value == *from || lane.value == *to || (from.is_empty() && lane.value.is_empty());
    let heads = frame.lanes.iter().filter(concerned).map(|lane| view::heads(&scene, lane));
    Ok(html! { @for head in heads { (head) } })
}
