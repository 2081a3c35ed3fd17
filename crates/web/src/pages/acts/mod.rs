//! What one did: recent acts with their way back, and what an act changed.

mod names;
pub mod progress;
mod show;

pub use show::show;

use axum::extract::State;
use chrono::{DateTime, Utc};
use crm::acts::{self, Listed, Whose};
use maud::{Markup, html};
use uuid::Uuid;
use words::Language;

use crate::app::App;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::components::{acts as table, empty};
use crate::failure::Failure;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Acts a page.
pub const PAGE: usize = 50;

/// The time and id of the last act of the page before, as a cursor: `2026-11-22T10:00:00Z_ID`.
pub fn before(asked: &Pairs) -> Option<(DateTime<Utc>, Uuid)> {
    let (at, id) = asked.get("before")?.rsplit_once('_')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

/// The way to older acts.
pub fn pager(address: &str, asked: &Pairs, acts: &[Listed], lang: Language) -> Markup {
    let last = acts.last().filter(|_| acts.len() == PAGE).map(|last| &last.act);
    html! {
        @if let Some(last) = last {
            @let cursor = format!("{}_{}", last.at.format("%Y-%m-%dT%H:%M:%S%.fZ"), last.id);
            nav.pager aria-label=(lang.text("pages")) {
                a.button.small rel="next" href=(asked.with("before", &cursor).on(address)) { (lang.text("earlier")) " " (icon("chevron-right")) }
            }
        }
    }
}

/// `GET /acts`: one's own.
pub async fn index(State(app): State<App>, signed: Signed, asked: Pairs) -> Result<Markup, Failure> {
    let (whose, from) = (signed.actor.person().map_or(Whose::Kith, Whose::Person), before(&asked));
    let read = app.crm().read(&signed.actor, move |work| {
        Ok((work.snapshot.clone(), Formats::of(work)?, acts::list(work, whose, from, PAGE)?))
    });
    let (snapshot, formats, acts) = read.await?;
    let lang = signed.lang();
    let title = lang.text("act-own");
    let content = html! {
        div.page-header { div {
            ol.crumbs { li { a href="/me" { (lang.text("shell-your-settings")) } } li { (title) } }
            h1.page-title { (title) }
        } }
        @if acts.is_empty() {
            (empty::empty("history", lang.text("act-none"), lang.text("act-none-hint"), html! {}))
        } @else { (table::table(&formats, &acts, None)) (pager("/acts", &asked, &acts, lang)) }
    };
    Ok(shell::page(&Shell { signed: &signed, snapshot: &snapshot, title, at: "/acts" }, content))
}
