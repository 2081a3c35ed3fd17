//! The frame of one's own settings.

use maud::{Markup, html};

use super::Own;
use crate::components::person;
use crate::components::shell::{self, Shell};
use crate::components::side_nav::{Entry, side_nav};

const PAGES: [Entry<'static>; 5] = [
    ("/me", "user-cog", "Profile"),
    ("/me/password", "lock", "Password"),
    ("/me/sessions", "monitor", "Sessions"),
    ("/me/tokens", "key-round", "API tokens"),
    ("/acts", "history", "What you did"),
];

/// A page of one's own settings.
pub fn page(own: &Own, at: &str, title: &str, content: Markup) -> Markup {
    let shell = Shell { signed: &own.signed, snapshot: &own.snapshot, title, at: "/me" };
    shell::page(
        &shell,
        html! {
            div.page-split {
                (side_nav("Your settings", [("Your settings", PAGES)], at))
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
    let role = own.snapshot.roles.get(&own.signed.actor.role).map_or("", |role| role.label.as_str());
    html! {
        @if let Some(user) = user {
            div.field { span.field-label { "E-mail" } div.field-value { (user.email) } }
            div.field { span.field-label { "Role" } div.field-value { (role) } }
            @if let Some(manager) = user.manager {
                div.field {
                    span.field-label { "Reports to" }
                    div.field-value { (person::person(manager, &person::name(&own.snapshot, Some(manager)))) }
                }
            }
        }
    }
}
