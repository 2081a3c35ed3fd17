//! Search and commands, and the keys of every page, in dialogs.

use maud::{Markup, html};
use words::Language;

use super::Shell;
use super::menu::LETTERS;
use crate::assets::icon_url;
use crate::components::icon::icon;

/// Search and commands, opened by Ctrl-K: a script fills in what the page offers, and what the server finds.
pub(super) fn command(lang: Language) -> Markup {
    let say = |key| lang.text(key);
    html! {
        dialog.dialog.command #command aria-label=(say("shell-search-and-commands")) data-acts=(say("search-on-this-page"))
            data-go=(say("search-go-to")) data-make=(say("create")) data-nothing=(say("search-nothing")) data-icon=(icon_url("arrow-right")) {
            form.command-input action="/search" {
                (icon("search"))
                input type="search" name="q" role="combobox" aria-expanded="true" aria-controls="command-results" aria-autocomplete="list"
                    aria-label=(say("shell-search-or-command")) placeholder=(say("shell-command-hint")) autocomplete="off";
            }
            div.command-results #command-results role="listbox" aria-label=(say("shell-search-and-commands")) {}
            p.command-hint { span { kbd { "↑" } " " kbd { "↓" } " " (say("shell-command-choose")) } span { kbd { "↵" } " " (say("shell-command-open")) } }
        }
    }
}

/// Keys of every page, with the messages that say what they do.
const EVERYWHERE: [(&[&str], &str); 7] = [
    (&["Ctrl K"], "shell-search-and-commands"),
    (&["/"], "search"),
    (&["c"], "shell-key-create"),
    (&["n"], "shell-key-new"),
    (&["e"], "shell-key-edit"),
    (&["?"], "shell-key-these"),
    (&["Esc"], "shell-key-leave"),
];
/// Keys within lists, boards and records.
const WITHIN: [(&[&str], &str); 7] = [
    (&["j", "k"], "shell-key-near"),
    (&["m"], "shell-key-note"),
    (&["↑", "↓", "←", "→"], "shell-key-cells"),
    (&["↵", "F2"], "shell-key-cell"),
    (&["Space"], "shell-key-tick"),
    (&["Alt ←", "Alt →"], "shell-key-move"),
    (&["Ctrl ↵"], "shell-key-save"),
];

/// The keys of every page, opened by `?`.
pub(super) fn keys(shell: &Shell) -> Markup {
    let lang = shell.lang();
    let say = |all: &'static [(&[&str], &str)]| all.iter().map(|(keys, what)| (keys.to_vec(), lang.text(what)));
    let letters = LETTERS.iter().filter_map(|(module, letter)| Some((*letter, shell.snapshot.module(module)?)));
    let letters = letters.filter(|(_, module)| shell.signed.actor.rights.may_read(&module.key));
    html! {
        dialog.dialog.small #keys aria-labelledby="keys-title" {
            div.dialog-header {
                h2 #keys-title { (lang.text("shell-keyboard")) }
                button.icon-button type="button" data-dialog-close aria-label=(lang.text("close")) { (icon("x")) }
            }
            div.dialog-body.stack tabindex="0" {
                (group(lang.text("shell-key-everywhere"), say(&EVERYWHERE)))
                h3 { (lang.text("search-go-to")) }
                dl.facts {
                    (one(&["g h"], lang.text("home")))
                    @for (letter, module) in letters { (one(&[&format!("g {letter}")], &module.label.many)) }
                }
                (group(lang.text("shell-key-within"), say(&WITHIN)))
            }
        }
    }
}

fn group<'a>(heading: &str, keys: impl Iterator<Item = (Vec<&'a str>, &'a str)>) -> Markup {
    html! { h3 { (heading) } dl.facts { @for (keys, what) in keys { (one(&keys, what)) } } }
}

fn one(keys: &[&str], what: &str) -> Markup {
    html! { div.fact { dt { @for key in keys { kbd { (key) } " " } } dd { (what) } } }
}
