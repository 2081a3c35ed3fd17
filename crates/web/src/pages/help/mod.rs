//! Help: the pages of `docs/`, in the frame of Kith. It is the same for everybody, and never shows a record.

mod guide;

use axum::extract::{Path, State};
use axum::response::Redirect;
use crm::Error;
use maud::{Markup, html};

use self::guide::Guide;
use crate::app::App;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::who::Signed;

/// A page: its address, its icon, its Markdown.
type Page = (&'static str, &'static str, &'static str);

macro_rules! page {
    ($name:literal, $icon:literal) => {
        ($name, $icon, include_str!(concat!("../../../../../docs/", $name, ".md")))
    };
}

/// The pages in reading order, by who looks for them.
const SHELVES: [(&str, &[Page]); 3] = [
    ("Every day", &[page!("records", "table"), page!("reports", "chart-column"), page!("import", "file-up")]),
    (
        "Administration",
        &[
            page!("getting-started", "rocket"),
            page!("people", "users"),
            page!("company", "building"),
            page!("modules", "component"),
            page!("backup", "archive"),
        ],
    ),
    ("Programs", &[page!("api", "webhook")]),
];

/// `GET /help`
pub async fn index(_: Signed) -> Redirect {
    Redirect::to("/help/records")
}

/// `GET /help/{page}`
pub async fn show(State(app): State<App>, signed: Signed, Path(page): Path<String>) -> Result<Markup, Failure> {
    let guide = read(&page).ok_or_else(|| Error::NotFound(format!("the help page “{page}”")))?;
    let snapshot = app.crm().snapshot();
    Ok(shell::page(
        &Shell { signed: &signed, snapshot: &snapshot, title: &guide.title, at: "/help" },
        html! {
            div.page-split {
                (menu(&page))
                div.help {
                    article.prose { (guide.body) }
                    (contents(&guide))
                }
            }
        },
    ))
}

fn menu(page: &str) -> Markup {
    html! {
        nav.side-nav aria-label="Help" {
            @for (heading, pages) in SHELVES {
                h2 { (heading) }
                @for (name, symbol, text) in pages {
                    a.menu-link href={ "/help/" (name) } aria-current=[(*name == page).then_some("page")] {
                        (icon(symbol)) span { (guide::title(text)) }
                    }
                }
            }
        }
    }
}

/// The parts of a long page, shown beside its beginning.
fn contents(guide: &Guide) -> Markup {
    let parts: Vec<_> = guide.headings.iter().filter(|heading| heading.is_part()).collect();
    html! {
        @if parts.len() > 2 {
            nav.help-contents aria-label="On this page" {
                p { "On this page" }
                @for part in parts { a href={ "#" (part.id) } { (part.words) } }
            }
        }
    }
}

fn read(name: &str) -> Option<Guide> {
    let mut pages = SHELVES.iter().flat_map(|(_, pages)| pages.iter());
    pages.find(|(known, _, _)| *known == name).map(|(_, _, text)| Guide::read(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_docs_stands_on_a_shelf_once() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs")).unwrap();
        let files = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut written: Vec<String> = files.filter_map(|file| Some(file.strip_suffix(".md")?.to_string())).collect();
        let mut shelved: Vec<&str> = SHELVES.iter().flat_map(|(_, pages)| pages.iter().map(|page| page.0)).collect();
        written.sort_unstable();
        shelved.sort_unstable();
        assert_eq!(shelved, written);
    }

    #[test]
    fn links_between_pages_lead_to_a_page_and_a_heading() {
        for (name, _, text) in SHELVES.iter().flat_map(|(_, pages)| pages.iter()) {
            let body = Guide::read(text).body.0;
            let links = body.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            for link in links.filter(|link| !link.starts_with("https://")) {
                let (page, heading) = link.split_once('#').unwrap_or((link, ""));
                let guide = read(if page.is_empty() { name } else { page.trim_start_matches("/help/") });
                let guide = guide.unwrap_or_else(|| panic!("{name}.md links to {link}"));
                let known = guide.headings.iter().any(|known| known.id == heading);
                assert!(heading.is_empty() || known, "{name}.md links to {link}");
            }
        }
    }
}
