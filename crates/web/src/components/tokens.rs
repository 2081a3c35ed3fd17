//! Tokens of programs, in a table.

use crm::signin::tokens::Token;
use maud::{Markup, html};
use words::said;

use crate::components::badge::badge;
use crate::components::format::Formats;
use crate::components::icon::icon;

/// A table of tokens. `who` names the user of each, if they differ; `end` is the address that ends one.
pub fn table(
    formats: &Formats,
    tokens: &[Token],
    who: Option<&dyn Fn(&Token) -> Markup>,
    end: &dyn Fn(&Token) -> String,
) -> Markup {
    let lang = formats.lang();
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("name")) }
                    @if who.is_some() { th scope="col" { (lang.text("token-acts-for")) } }
                    th scope="col" { (lang.text("token-made")) }
                    th scope="col" { (lang.text("session-last-used")) }
                    th.cell-actions { span.visually-hidden { (lang.text("actions")) } }
                } }
                tbody {
                    @for token in tokens {
                        tr {
                            td.cell-title { (token.name) @if token.ended_at.is_some() { " " (badge(lang.text("token-ended"), 0)) } }
                            @if let Some(who) = who { td data-label=(lang.text("token-acts-for")) { (who(token)) } }
                            td data-label=(lang.text("token-made")) { (formats.time(token.created_at)) }
                            td data-label=(lang.text("session-last-used")) {
                                @if let Some(at) = token.seen_at { (formats.time(at)) } @else { (lang.text("never")) }
                            }
                            td.cell-actions {
                                @if token.ended_at.is_none() {
                                    form method="post" action=(end(token)) {
                                        button.icon-button aria-label=(lang.say(said!("token-end", name = token.name.as_str()))) { (icon("ban")) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
