//! Search and commands, and the keys of every page, in dialogs.

use maud::{Markup, html};
use words::Language;

use super::Shell;
use super::menu::LETTERS;
use crate::components::icon::icon;

/// Search and commands, opened by Ctrl-K.
pub(super) fn command(lang: Language) -> Markup {
    html! {
        dialog.dialog.command #command aria-label=(lang.text("shell-search-and-commands")) {
            form.command-input action="/search" hx-get="/search/results" hx-target="next .command-results"
                hx-trigger="input changed delay:120ms, focusin once" {
                (icon("search"))
                input type="search" name="q" aria-label=(lang.text("shell-search-or-command")) placeholder=(lang.text("shell-command-hint")) autocomplete="off";
            }
            div.command-results {}
            p.command-hint { span { kbd { "↑" } " " kbd { "↓" } " " (lang.text("shell-command-choose")) } span { kbd { "↵" } " " (lang.text("shell-command-open")) } }
        }
    }
}

/// The keys of every page, opened by `?`.
pub(super) fn keys(shell: &Shell) -> Markup {
    let lang = shell.lang();
    let all = [
        ("/", lang.text("search")),
        ("Ctrl K", lang.text("shell-search-and-commands")),
        ("n", lang.text("shell-key-new")),
        ("e", lang.text("shell-key-edit")),
        ("g h", lang.text("home")),
    ];
    html! {
        dialog.dialog.small #keys aria-labelledby="keys-title" {
            div.dialog-header {
                h2 #keys-title { (lang.text("shell-keyboard")) }
                button.icon-button type="button" data-dialog-close aria-label=(lang.text("close")) { (icon("x")) }
            }
            div.dialog-body { dl.facts {
                @for (key, what) in all { div.fact { dt { kbd { (key) } } dd { (what) } } }
                @for (module, letter) in LETTERS {
                    @if let Some(module) = shell.snapshot.module(module).filter(|module| shell.signed.actor.rights.may_read(&module.key)) {
                        div.fact { dt { kbd { "g " (letter) } } dd { (module.label.many) } }
                    }
                }
                div.fact { dt { kbd { "Alt ←" } " " kbd { "Alt →" } } dd { (lang.text("shell-key-move")) } }
            } }
        }
    }
}
