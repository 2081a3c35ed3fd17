//! Search over everything: a page, and the results that the command dialog shows while somebody types.

mod results;

use axum::extract::State;
use crm::search::{self, Found};
use crm::{Result, Work, personal};
use maud::{Markup, html};
use words::said;

use self::results::Place;
use crate::app::App;
use crate::components::empty;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Hits a module on the page.
const EACH: usize = 20;
/// Hits a module in the dialog.
const FEW: usize = 4;
/// Lines of the dialog.
const LINES: usize = 12;

/// `GET /search?q=`
pub async fn show(State(app): State<App>, signed: Signed, pairs: Pairs) -> std::result::Result<Markup, Failure> {
    let query = pairs.text("q").to_string();
    let asked = query.clone();
    let found = app.crm().read(&signed.actor, move |work| search::everywhere(work, &asked, EACH)).await?;
    Ok(page(&app, &signed, &query, &found))
}

fn page(app: &App, signed: &Signed, query: &str, found: &[Found]) -> Markup {
    let lang = signed.lang();
    let snapshot = app.crm().snapshot().read_in(lang);
    let mut modules: Vec<&str> = Vec::new();
    for hit in found {
        if !modules.contains(&hit.module.as_str()) {
            modules.push(&hit.module);
        }
    }
    shell::page(
        &Shell { signed, snapshot: &snapshot, title: lang.text("search"), at: "/search" },
        html! {
            div.page-header { div { h1.page-title { (icon("search")) " " (lang.text("search")) } } }
            form.list-bar role="search" aria-label=(lang.text("search")) action="/search" {
                div.list-search { (icon("search")) input type="search" name="q" value=(query) aria-label=(lang.text("shell-search-everything")) autofocus; }
                button.button { (lang.text("search")) }
            }
            @if query.is_empty() {
                (empty::empty("search", lang.text("search-what"), lang.text("search-what-hint"), html! {}))
            } @else if found.is_empty() {
                (empty::empty("search", &lang.say(said!("search-nothing-for", words = query)), lang.text("search-nothing-hint"), html! {}))
            } @else {
                div.stack.page-reading {
                    @for key in modules {
                        @if let Some(module) = snapshot.module(key) {
                            @let hits: Vec<&Found> = found.iter().filter(|hit| hit.module == *key).collect();
                            section.card {
                                div.card-header {
                                    h2 { (module.label.many) " " span.tab-count { (hits.len()) @if hits.len() == EACH { "+" } } }
                                    @if hits.len() == EACH {
                                        a.button.quiet.small href=({ let mut pairs = Pairs::default(); pairs.push("find", query); pairs.on(&format!("/{key}")) }) { (lang.text("show-all")) }
                                    }
                                }
                                ul.results { @for hit in hits { (results::hit(&snapshot, hit, query, lang)) } }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// `GET /search/results?q=`: the lines of the command dialog: records and places; without words, what one looked at last.
pub async fn lines(State(app): State<App>, signed: Signed, pairs: Pairs) -> std::result::Result<Markup, Failure> {
    let query = pairs.text("q").to_string();
    let asked = query.clone();
    let mut found = app.crm().read(&signed.actor, move |work| read(work, &asked)).await?;
    found.truncate(LINES);
    let lang = signed.lang();
    let snapshot = app.crm().snapshot().read_in(lang);
    let places: Vec<Place> = results::places(&snapshot, &signed.actor, &query);
    Ok(html! {
        ul.results {
            @for hit in &found { (results::hit(&snapshot, hit, &query, lang)) }
            @for place in &places { (results::place(place, &query, lang)) }
        }
        @if found.is_empty() && places.is_empty() { div.empty.small { p { (lang.text("search-nothing")) } } }
    })
}

fn read(work: &mut Work, query: &str) -> Result<Vec<Found>> {
    if !query.is_empty() {
        return search::everywhere(work, query, FEW);
    }
    let mut items = personal::stars(work)?;
    items.truncate(LINES / 2);
    let recents = personal::recents(work)?;
    items
        .extend(recents.into_iter().filter(|recent| items.iter().all(|item| item.id != recent.id)).collect::<Vec<_>>());
    Ok(items.into_iter().map(|item| Found { module: item.module, id: item.id, title: item.title }).collect())
}
