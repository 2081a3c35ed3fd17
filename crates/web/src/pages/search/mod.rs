//! Search over everything: a page, and the results that the command dialog shows while somebody types.

mod results;

use axum::extract::State;
use crm::search::{self, Found};
use crm::{Result, Work, personal};
use maud::{Markup, html};
use words::{Language, said};

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
                                ul.results { @for hit in hits { (results::hit(&snapshot, hit, query, lang, true)) } }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// `GET /search/results?q=`: what the command dialog finds: records, pages of settings, and the way to the whole search;
/// without words, what one starred and looked at last.
pub async fn lines(State(app): State<App>, signed: Signed, pairs: Pairs) -> std::result::Result<Markup, Failure> {
    let query = pairs.text("q").to_string();
    let asked = query.clone();
    let mut found = app.crm().read(&signed.actor, move |work| read(work, &asked)).await?;
    found.truncate(LINES);
    let lang = signed.lang();
    let snapshot = app.crm().snapshot().read_in(lang);
    let places: Vec<Place> = results::places(&signed.actor, &query);
    let records = if query.is_empty() { "search-recent" } else { "search-records" };
    Ok(html! {
        (part(lang.text("settings"), places.iter().map(|place| results::place(place, &query)).collect()))
        (part(lang.text(records), found.iter().map(|hit| results::hit(&snapshot, hit, &query, lang, false)).collect()))
        @if !found.is_empty() && !query.is_empty() { (part(lang.text("search"), vec![whole(&query, lang)])) }
    })
}

/// Lines under a heading; nothing where there are none.
fn part(heading: &str, lines: Vec<Markup>) -> Markup {
    html! {
        @if !lines.is_empty() {
            p.command-group { (heading) }
            ul.results aria-label=(heading) { @for line in lines { (line) } }
        }
    }
}

/// The way to the page of the search.
fn whole(query: &str, lang: Language) -> Markup {
    let mut pairs = Pairs::default();
    pairs.push("q", query);
    html! {
        li { a.result href=(pairs.on("/search")) {
            (icon("search"))
            span.result-text { span.result-title { (lang.say(said!("search-all-for", words = query))) } }
        } }
    }
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
