//! The lanes of a board as a tile: how many records stand in each, and what they add up to.

use crm::dashboards::Figure;
use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use words::said;

use super::draw::{holding, measure, narrowed, nothing, shown, summed, worth};
use super::place::Placed;
use crate::components::badge;
use crate::pages::records::board::Lane;

/// The lanes as a table.
pub fn table(placed: &Placed, lanes: &[Lane]) -> Markup {
    let Some(field) = placed.shows.grouped.as_ref().and_then(|key| placed.scene.module.field(key)) else {
        return nothing(&placed.scene);
    };
    let lang = placed.scene.lang();
    let figures: Vec<Figure> =
        lanes.iter().map(|lane| Figure { count: lane.count, total: lane.total.clone() }).collect();
    let most = figures.iter().map(|figure| worth(placed, figure)).max().unwrap_or_default();
    html! {
        div.table-wrap { table.table.compact {
            thead { tr {
                th scope="col" { (field.label) }
                th.num scope="col" { (lang.text("dashboards-records")) }
                @if summed(placed).is_some() { th.num scope="col" { (measure(placed)) } }
                th.hide-phone scope="col" { span.visually-hidden { (lang.text("home-share")) } }
            } }
            tbody data-follow { @for (lane, figure) in lanes.iter().zip(&figures) { tr {
                @let value = Some(lane.value.clone()).filter(|value| !value.is_empty());
                td { a href=(narrowed(placed, holding(&field.key, value.into_iter().collect()))) { (badge::badge(&lane.label, lane.hue)) } }
                td.num { (placed.scene.formats.number(&figure.count.into())) }
                @if summed(placed).is_some() { td.num { (shown(placed, figure)) } }
                td.hide-phone { (bar(placed, worth(placed, figure), most)) }
            } } }
        } }
    }
}

fn bar(placed: &Placed, worth: Decimal, most: Decimal) -> Markup {
    let share = (worth * Decimal::ONE_HUNDRED).checked_div(most).unwrap_or_default();
    let share = share.round_dp(0).to_i64().unwrap_or_default();
    let words = placed.scene.lang().say(said!("home-share-of-largest", share = share.to_string()));
    html! { span.bar-cell { progress max="100" value=(share) aria-label=(words) {} } }
}
