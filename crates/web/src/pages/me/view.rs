//! The frame of one's own settings.

use maud::{Markup, html};

use super::Own;
use crate::components::person;
use crate::components::shell::{self, Shell};
use crate::components::side_nav::{Entry, side_nav};
use crate::pages::admin::roles;

/// Address, icon and message of each page.
pub const PAGES: [Entry<'static>; 6] = [
    ("/me", "user-cog", "me-profile"),
    ("/me/notifications", "bell", "notices"),
    ("/me/password", "lock", "me-password"),
    ("/me/sessions", "monitor", "admin-sessions"),
    ("/me/tokens", "key-round", "admin-tokens"),
    ("/acts", "history", "act-own"),
];

/// A page of one's own settings.
pub fn page(own: &Own, at: &str, title: &str, content: Markup) -> Markup {
    let shell = Shell { signed: &own.signed, snapshot: &own.snapshot, title, at: "/me" };
    let lang = own.signed.lang();
    let (heading, pages) =
        (lang.text("shell-your-settings"), PAGES.map(|(at, symbol, words)| (at, symbol, lang.text(words))));
    shell::page(
        &shell,
        html! {
            div.page-split {
                (side_nav(heading, [(heading, pages)], at))
                div {
                    div.page-header { div { h1.page-title { (title) } } }
                    div.stack { (content) }
                }
            }
        },
    )
}

/// What only an administrator can change.
pub fn facts(own: &Own) -> Markup {
    let user = own.signed.actor.user.and_then(|id| own.snapshot.people.get(id));
    let role = roles::called(&own.snapshot, &own.signed.actor.role);
    let lang = own.signed.lang();
    html! {
        @if let Some(user) = user {
            div.field { span.field-label { (lang.text("users-email")) } div.field-value { (user.email) } }
            div.field { span.field-label { (lang.text("users-role")) } div.field-value { (role) } }
            @if let Some(manager) = user.manager {
                div.field {
                    span.field-label { (lang.text("users-reports-to")) }
                    div.field-value { (person::person(manager, &person::name(&own.snapshot, Some(manager), lang))) }
                }
            }
        }
    }
}
