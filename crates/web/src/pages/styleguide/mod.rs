//! The style guide: every component in every state, drawn by the components themselves, for whoever designs a page or looks
//! whether a change of a style sheet did more than it should. What it shows is invented; nothing on it changes anything.

mod fields;
mod forms;
mod pieces;
mod sample;
mod surfaces;
mod tables;

use std::sync::Arc;

use axum::extract::State;
use axum::response::Redirect;
use crm::{Snapshot, Work};
use maud::{Markup, html};
use words::Language;

use self::sample::Sample;
use crate::app::App;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::pairs::Pairs;
use crate::who::Signed;

/// What a page of the guide is drawn with.
struct Guide {
    signed: Signed,
    snapshot: Arc<Snapshot>,
    formats: Formats,
    sample: Sample,
}

impl Guide {
    fn lang(&self) -> Language {
        self.formats.lang()
    }
}

/// The pages of the guide, with their messages and how each is drawn.
type Drawn = fn(&Guide) -> Markup;
const PAGES: [(&str, &str, Drawn); 7] = [
    ("", "styleguide-pieces", pieces::page),
    ("surfaces", "styleguide-surfaces", surfaces::page),
    ("tables", "styleguide-tables", tables::page),
    ("forms", "styleguide-forms", forms::page),
    ("filled", "styleguide-fields", |guide| fields::page(guide, fields::State::Filled)),
    ("empty", "styleguide-fields-empty", |guide| fields::page(guide, fields::State::Empty)),
    ("wrong", "styleguide-fields-wrong", |guide| fields::page(guide, fields::State::Wrong)),
];

/// `GET /styleguide?show=`
pub async fn show(State(app): State<App>, signed: Signed, pairs: Pairs) -> Result<Markup, Failure> {
    let read = |work: &mut Work| Ok::<_, crm::Error>((Formats::of(work)?, Sample::read(work)?));
    let (formats, sample) = app.crm().read(&signed.actor, read).await?;
    let snapshot = app.crm().snapshot().read_in(signed.lang());
    let guide = Guide { signed, snapshot, formats, sample };
    let wanted = pairs.text("show").to_string();
    let (at, _, draw) = PAGES.iter().find(|(key, ..)| *key == wanted).unwrap_or(&PAGES[0]);
    Ok(page(&guide, at, draw(&guide)))
}

/// `POST /styleguide`: nothing is done; the guide comes again.
pub async fn again(_: Signed) -> Redirect {
    Redirect::to("/styleguide")
}

fn page(guide: &Guide, at: &str, content: Markup) -> Markup {
    let lang = guide.lang();
    let title = lang.text("styleguide");
    let address = |key: &str| if key.is_empty() { "/styleguide".into() } else { format!("/styleguide?show={key}") };
    shell::page(
        &Shell { signed: &guide.signed, snapshot: &guide.snapshot, title, at: "/styleguide" },
        html! {
            div.page-header { div {
                h1.page-title { (icon("swatch-book")) " " (title) }
                p.page-subtitle { (lang.text("styleguide-what")) }
            } }
            nav.tabs aria-label=(title) {
                @for (key, words, _) in PAGES {
                    a href=(address(key)) aria-current=[(key == at).then_some("page")] { (lang.text(words)) }
                }
            }
            div.stack { (content) }
        },
    )
}

/// A part of a page: what it shows, under its heading.
fn part(heading: &str, content: Markup) -> Markup {
    html! {
        section.card {
            div.card-header { h2 { (heading) } }
            div.card-body.stack { (content) }
        }
    }
}
