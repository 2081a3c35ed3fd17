//! Help: the pages of `docs/`, in the frame of Kith. It is the same for everybody, and never shows a record.

mod guide;

use axum::extract::{Path, State};
use axum::response::Redirect;
use crm::Error;
use maud::{Markup, html};
use words::{Language, said};

use self::guide::Guide;
use crate::app::App;
use crate::components::shell::{self, Shell};
use crate::components::side_nav::side_nav;
use crate::failure::Failure;
use crate::who::Signed;

/// A page: its address, its icon, its Markdown.
type Page = (&'static str, &'static str, &'static str);

macro_rules! page {
    ($name:literal, $icon:literal) => {
        (concat!("/help/", $name), $icon, include_str!(concat!("../../../../../docs/", $name, ".md")))
    };
}

/// The pages in reading order, by who looks for them, with the messages that say so.
const SHELVES: [(&str, &[Page]); 3] = [
    (
        "help-every-day",
        &[
            page!("records", "table"),
            page!("reports", "chart-column"),
            page!("import", "file-up"),
            page!("notifications", "bell"),
        ],
    ),
    (
        "area-admin",
        &[
            page!("getting-started", "rocket"),
            page!("people", "users"),
            page!("company", "building"),
            page!("shaping", "layers"),
            page!("modules", "component"),
            page!("backup", "archive"),
            page!("durability", "shield"),
            page!("performance", "gauge"),
            page!("working-hour", "hourglass"),
        ],
    ),
    ("help-programs", &[page!("api", "webhook")]),
];

/// `GET /help`
pub async fn index(_: Signed) -> Redirect {
    Redirect::to("/help/records")
}

/// `GET /help/{page}`
pub async fn show(State(app): State<App>, signed: Signed, Path(page): Path<String>) -> Result<Markup, Failure> {
    let at = format!("/help/{page}");
    let guide = read(&at).ok_or_else(|| Error::NotFound(said!("help-page", page = page)))?;
    let lang = signed.lang();
    let snapshot = app.crm().snapshot().read_in(lang);
    Ok(shell::page(
        &Shell { signed: &signed, snapshot: &snapshot, title: &guide.title, at: "/help" },
        html! {
            div.page-split {
                (menu(&at, lang))
                div.help {
                    div {
                        @if lang != Language::En { p.small-text.muted { (lang.text("help-in-english")) } }
                        article.prose lang="en" { (guide.body) }
                    }
                    (contents(&guide, lang))
                }
            }
        },
    ))
}

fn menu(at: &str, lang: Language) -> Markup {
    let titled = |(address, symbol, text): &Page| (*address, *symbol, guide::title(text));
    side_nav(lang.text("help"), SHELVES.map(|(heading, pages)| (lang.text(heading), pages.iter().map(titled))), at)
}

/// The parts of a long page, shown beside its beginning.
fn contents(guide: &Guide, lang: Language) -> Markup {
    let parts: Vec<_> = guide.headings.iter().filter(|heading| heading.is_part()).collect();
    html! {
        @if parts.len() > 2 {
            nav.help-contents aria-label=(lang.text("help-on-this-page")) {
                p { (lang.text("help-on-this-page")) }
                @for part in parts { a href={ "#" (part.id) } { (part.words) } }
            }
        }
    }
}

fn pages() -> impl Iterator<Item = &'static Page> {
    SHELVES.iter().flat_map(|(_, pages)| pages.iter())
}

/// The page at an address.
fn read(at: &str) -> Option<Guide> {
    pages().find(|(address, ..)| *address == at).map(|(_, _, text)| Guide::read(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_docs_stands_on_a_shelf_once() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs")).unwrap();
        let files = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut written: Vec<String> =
            files.filter_map(|file| Some(format!("/help/{}", file.strip_suffix(".md")?))).collect();
        let mut shelved: Vec<&str> = pages().map(|(address, ..)| *address).collect();
        written.sort_unstable();
        shelved.sort_unstable();
        assert_eq!(shelved, written);
    }

    #[test]
    fn links_between_pages_lead_to_a_page_and_a_heading() {
        let mut followed = 0;
        for (here, _, text) in pages() {
            let body = Guide::read(text).body.0;
            // What stands before the first link is none.
            let (_, links) = body.split_once("<a href=\"").unwrap_or_default();
            let links = links.split("<a href=\"").filter_map(|rest| rest.split('"').next());
            for link in links.filter(|link| link.starts_with(['/', '#'])) {
                let (page, heading) = link.split_once('#').unwrap_or((link, ""));
                let guide = read(if page.is_empty() { here } else { page });
                let guide = guide.unwrap_or_else(|| panic!("{here} links to {link}"));
                let known = guide.headings.iter().any(|known| known.id == heading);
                assert!(heading.is_empty() || known, "{here} links to {link}");
                followed += 1;
            }
        }
        assert!(followed > 0, "no page links to another");
    }
}
