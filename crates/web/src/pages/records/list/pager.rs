//! Paging by cursor: on to the next page, back over the pages that led here.

use crm::records::RecordPage;
use maud::{Markup, html};
use words::said;

use super::ask::Ask;
use crate::components::icon::icon;
use crate::pages::records::Scene;

/// Most pages one can go back over; then it is the first one.
const TRAIL: usize = 12;
/// Stands between cursors, which never hold it.
const BETWEEN: &str = "~";

/// The links to the page before and after.
pub fn pager(scene: &Scene, ask: &Ask, page: &RecordPage) -> Markup {
    let home = scene.home();
    let cursor = ask.pairs.text("cursor");
    let mut trail: Vec<&str> = ask.pairs.text("from").split(BETWEEN).filter(|step| !step.is_empty()).collect();
    let plain = ask.pairs.without(&["cursor", "from"]);
    let next = page.next.as_deref().map(|next| {
        let mut on = trail.clone();
        on.extend(Some(cursor).filter(|cursor| !cursor.is_empty()));
        let on = on[on.len().saturating_sub(TRAIL)..].join(BETWEEN);
        plain.with("cursor", next).with("from", &on).on(&home)
    });
    let before = (!cursor.is_empty()).then(|| {
        let last = trail.pop().unwrap_or_default();
        plain.with("cursor", last).with("from", &trail.join(BETWEEN)).on(&home)
    });
    let lang = scene.lang();
    html! {
        @if next.is_some() || before.is_some() {
            nav.pager aria-label=(lang.text("pages")) {
                span { (lang.say(said!("list-shown", count = page.records.len()))) }
                @if let Some(before) = before {
                    a.button.small rel="prev" href=(before) { (icon("chevron-left")) " " (lang.text("previous")) }
                }
                @if let Some(next) = next { a.button.small rel="next" href=(next) { (lang.text("next")) " " (icon("chevron-right")) } }
            }
        }
    }
}
