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
    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.signed.actor
    }
}

impl FromRequestParts<App> for Administrator {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Administrator, Response> {
        let signed = <Signed as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        match crm::settings::administrator(&signed.actor) {
            Ok(()) => Ok(Administrator { signed, snapshot: app.crm().snapshot() }),
            Err(error) => Err(Failure::from(error).into_response()),
        }
    }
}

/// Headings of the menu, with their pages.
const SECTIONS: [(&str, &[Entry<'static>]); 4] = [
    ("Company", &[("/admin/company", "building", "Company"), ("/admin/currencies", "coins", "Currencies")]),
    (
        "People",
        &[
            ("/admin/users", "users", "Users"),
            ("/admin/roles", "shield-check", "Roles"),
            ("/admin/teams", "network", "Teams"),
            ("/admin/sessions", "monitor", "Sessions"),
            ("/admin/tokens", "key-round", "API tokens"),
        ],
    ),
    ("Sales", &[("/admin/pipelines", "workflow", "Pipelines")]),
    (
        "System",
        &[
            ("/admin/modules", "component", "Modules"),
            ("/admin/backups", "archive", "Backups"),
            ("/admin/audit", "history", "Audit trail"),
        ],
    ),
];

/// `GET /admin`
pub async fn index(_: Administrator) -> Redirect {
    Redirect::to("/admin/company")
}

/// The top of a page of administration.
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

/// A page of administration in its frame.
pub fn page(admin: &Administrator, head: Head, content: Markup) -> Markup {
    let Head { at, title, above, actions } = head;
    shell::page(
        &Shell { signed: &admin.signed, snapshot: &admin.snapshot, title, at: "/admin" },
        html! {
            div.page-split {
                (side_nav("Administration", SECTIONS.map(|(heading, pages)| (heading, pages.iter().copied())), at))
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
