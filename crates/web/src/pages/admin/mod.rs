//! Administration: the company, people and what they may do, pipelines, modules, the audit trail. Every handler takes an
//! [`Administrator`], so that nobody else reaches any of it; the business refuses them once more.

pub mod audit;
pub mod backups;
pub mod company;
pub mod currencies;
pub mod modules;
pub mod pipelines;
pub mod roles;
pub mod sessions;
pub mod teams;
pub mod tokens;
pub mod users;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use crm::{Actor, Snapshot};
use maud::{Markup, html};
use words::Language;

use crate::app::App;
use crate::components::shell::{self, Shell};
use crate::components::side_nav::{Entry, side_nav};
use crate::failure::Failure;
use crate::who::Signed;

/// A signed-in administrator, with what rarely changes as they found it.
pub struct Administrator {
    /// Who it is.
    pub signed: Signed,
    /// Company, people, roles, definitions.
    pub snapshot: Arc<Snapshot>,
}

impl Administrator {
    /// The language of their pages.
    pub fn lang(&self) -> Language {
        self.signed.lang()
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.signed.actor
    }
}

impl FromRequestParts<App> for Administrator {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Administrator, Response> {
        let signed = <Signed as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let lang = signed.lang();
        match crm::settings::administrator(&signed.actor) {
            Ok(()) => Ok(Administrator { signed, snapshot: app.crm().snapshot().read_in(lang) }),
            Err(error) => Err(Failure::from(error).into_response()),
        }
    }
}

/// Headings of the menu, with their pages; all words are messages.
pub const SECTIONS: [(&str, &[Entry<'static>]); 4] = [
    (
        "admin-company",
        &[("/admin/company", "building", "admin-company"), ("/admin/currencies", "coins", "admin-currencies")],
    ),
    (
        "admin-people",
        &[
            ("/admin/users", "users", "admin-users"),
            ("/admin/roles", "shield-check", "admin-roles"),
            ("/admin/teams", "network", "admin-teams"),
            ("/admin/sessions", "monitor", "admin-sessions"),
            ("/admin/tokens", "key-round", "admin-tokens"),
        ],
    ),
    ("area-sales", &[("/admin/pipelines", "workflow", "admin-pipelines")]),
    (
        "admin-system",
        &[
            ("/admin/modules", "component", "admin-modules"),
            ("/admin/backups", "archive", "admin-backups"),
            ("/admin/audit", "history", "admin-audit"),
        ],
    ),
];

/// `GET /admin`
pub async fn index(_: Administrator) -> Redirect {
    Redirect::to("/admin/company")
}

/// The top of a page of administration, in the reader's language.
pub struct Head<'a> {
    /// The address of its menu entry.
    pub at: &'a str,
    /// Its heading.
    pub title: &'a str,
    /// Pages above it: address and words.
    pub above: &'a [(&'a str, &'a str)],
    /// Buttons beside the heading.
    pub actions: Markup,
}

impl<'a> Head<'a> {
    /// A page right under the menu.
    pub fn new(at: &'a str, title: &'a str) -> Head<'a> {
        Head { at, title, above: &[], actions: html! {} }
    }
}

/// A name that stands in files and on command lines, within a sentence.
fn mono(words: &str) -> Markup {
    html! { span.mono { (words) } }
}

/// The menu, with the page at `at` marked.
fn menu(lang: Language, at: &str) -> Markup {
    let sections = SECTIONS.map(|(heading, pages)| {
        let entries = pages.iter().map(move |&(address, symbol, words)| (address, symbol, lang.text(words)));
        (lang.text(heading), entries)
    });
    side_nav(lang.text("area-admin"), sections, at)
}

/// A page of administration in its frame.
pub fn page(admin: &Administrator, head: Head, content: Markup) -> Markup {
    let Head { at, title, above, actions } = head;
    shell::page(
        &Shell { signed: &admin.signed, snapshot: &admin.snapshot, title, at: "/admin" },
        html! {
            div.page-split {
                (menu(admin.lang(), at))
                div {
                    div.page-header {
                        div {
                            @if !above.is_empty() {
                                ol.crumbs {
                                    @for (address, words) in above { li { a href=(address) { (words) } } }
                                    li { (title) }
                                }
                            }
                            h1.page-title { (title) }
                        }
                        div.page-actions { (actions) }
                    }
                    (content)
                }
            }
        },
    )
}
