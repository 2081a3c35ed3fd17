//! Tokens of programs, in a table.

use crm::signin::tokens::Token;
use maud::{Markup, html};

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
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { "Name" }
                    @if who.is_some() { th scope="col" { "Acts for" } }
                    th scope="col" { "Made" }
                    th scope="col" { "Last used" }
                    th.cell-actions { span.visually-hidden { "Actions" } }
                } }
                tbody {
                    @for token in tokens {
                        tr {
                            td.cell-title { (token.name) @if token.ended_at.is_some() { " " (badge("Ended", 0)) } }
                            @if let Some(who) = who { td data-label="Acts for" { (who(token)) } }
                            td data-label="Made" { (formats.time(token.created_at)) }
                            td data-label="Last used" {
                                @if let Some(at) = token.seen_at { (formats.time(at)) } @else { "Never" }
                            }
                            td.cell-actions {
                                @if token.ended_at.is_none() {
                                    form method="post" action=(end(token)) {
                                        button.icon-button aria-label={ "End the token " (token.name) } { (icon("ban")) }
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
