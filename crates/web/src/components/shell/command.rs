//! Search and commands, and the keys of every page, in dialogs.

use maud::{Markup, html};

use super::Shell;
use super::menu::LETTERS;
use crate::components::icon::icon;

/// Search and commands, opened by Ctrl-K.
pub(super) fn command() -> Markup {
    html! {
        dialog.dialog.command #command aria-label="Search and commands" {
            form.command-input action="/search" hx-get="/search/results" hx-target="next .command-results"
                hx-trigger="input changed delay:120ms, focusin once" {
                (icon("search"))
                input type="search" name="q" aria-label="Search or command" placeholder="Search or type a command" autocomplete="off";
            }
            div.command-results {}
            p.command-hint { span { kbd { "↑" } " " kbd { "↓" } " choose" } span { kbd { "↵" } " open" } }
        }
    }
}

/// The keys of every page, opened by `?`.
pub(super) fn keys(shell: &Shell) -> Markup {
    let all = [
        ("/", "Search"),
        ("Ctrl K", "Search and commands"),
        ("n", "New record of this list"),
        ("e", "Edit this record"),
        ("g h", "Home"),
    ];
    html! {
        dialog.dialog.small #keys aria-labelledby="keys-title" {
            div.dialog-header {
                h2 #keys-title { "Keyboard" }
                button.icon-button type="button" data-dialog-close aria-label="Close" { (icon("x")) }
            }
            div.dialog-body { dl.facts {
                @for (key, what) in all { div.fact { dt { kbd { (key) } } dd { (what) } } }
                @for (module, letter) in LETTERS {
                    @if let Some(module) = shell.snapshot.module(module).filter(|module| shell.signed.actor.rights.may_read(&module.key)) {
                        div.fact { dt { kbd { "g " (letter) } } dd { (module.label.many) } }
                    }
                }
                div.fact { dt { kbd { "Alt ←" } " " kbd { "Alt →" } } dd { "Move a card on a board" } }
            } }
        }
    }
}
