//! The frame of every page: menu, top bar, content; or bare, for people who are not signed in.

use std::sync::Arc;

use crm::Snapshot;
use maud::{DOCTYPE, Markup, html};
use meta::{Field, FieldType, Module};

use crate::assets::url;
use crate::components::icon::icon;
use crate::components::person::avatar;
use crate::components::toast::toast;
use crate::who::Signed;

/// What the frame of a page shows around its content.
pub struct Shell<'a> {
    /// Who looks.
    pub signed: &'a Signed,
    /// Company and modules.
    pub snapshot: &'a Snapshot,
    /// The browser's title, without “Kith”.
    pub title: &'a str,
    /// The address of the menu entry the page belongs to.
    pub at: &'a str,
}

/// Areas of the menu in order, with their headings.
const AREAS: [(&str, &str); 3] = [("sales", "Sales"), ("work", "Work"), ("admin", "Administration")];

/// Modules with pages of their own among the settings.
const ARRANGED: [&str; 4] = ["user", "team", "pipeline", "stage"];

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) " · Kith" }
            link rel="icon" href=(url("favicon.svg"));
            link rel="stylesheet" href=(url("app.css"));
            script src=(url("boot.js")) {}
            script type="module" src=(url("app.js")) {}
        }
    }
}

/// A page for people who are not signed in.
pub fn bare(title: &str, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title))
            body.auth { main #main { (content) } }
        }
    }
}

/// A page in its frame.
pub fn page(shell: &Shell, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(shell.title))
            body.app {
                a.skip-link href="#main" { "Skip to content" }
                (menu(shell))
                (top(shell))
                main.app-main #main tabindex="-1" {
                    @if shell.signed.actor.impersonator.is_some() { (impersonation(shell)) }
                    (content)
                }
                (bottom(shell))
                div.toasts #toasts role="status" { @if let Some(news) = &shell.signed.news { (toast(news)) } }
                div.visually-hidden #live role="status" {}
                dialog.dialog #dialog aria-labelledby="dialog-title" {}
                (command())
                (keys())
            }
        }
    }
}

fn menu(shell: &Shell) -> Markup {
    let rights = &shell.signed.actor.rights;
    html! {
        nav.app-menu #menu aria-label="Main" {
            a.brand href="/" { (mark(shell)) span { (shell.snapshot.company.name) } }
            (link(shell, "/", "house", "Home", Some("h")))
            @for (area, heading) in AREAS.into_iter().chain(others(shell)) {
                @let modules: Vec<_> = shell.snapshot.schema.catalogue.modules()
                    .filter(|module| module.area == *area && rights.may_read(&module.key) && listed(shell, module)).collect();
                @if if area == "admin" { shell.signed.actor.is_administrator() } else { !modules.is_empty() } {
                    details.menu-area data-area=(area) open {
                        summary { span { (capitalised(heading)) } (icon("chevron-down")) }
                        @for module in modules {
                            (link(shell, &format!("/{}", module.key), &module.icon, &module.label.many, letter(&module.key)))
                        }
                        @if area == "sales" && rights.may_read("opportunity") {
                            (link(shell, "/reports/pipeline", "chart-column", "Pipeline report", None))
                        }
                        @if area == "admin" { (link(shell, "/admin", "settings", "Settings", None)) }
                    }
                }
            }
        }
    }
}

/// Whether a module has a place of its own in the menu: not those arranged in the settings, nor lines owned by others.
fn listed(shell: &Shell, module: &Module) -> bool {
    let owns = |field: &Arc<Field>| matches!(&field.kind, FieldType::Children { to, .. } if *to == module.key);
    let mut all = shell.snapshot.schema.catalogue.modules();
    !ARRANGED.contains(&module.key.as_str()) && !all.any(|other| other.own_fields().any(owns))
}

/// The company's logo, or Kith's.
fn mark(shell: &Shell) -> Markup {
    let logo = shell.snapshot.company.logo.as_ref().map(|digest| format!("/logo/{digest}"));
    html! { img.brand-mark src=(logo.unwrap_or_else(|| url("favicon.svg"))) alt=""; }
}

/// Areas that custom modules brought along, by their key.
fn others<'a>(shell: &Shell<'a>) -> Vec<(&'a str, &'a str)> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    for module in shell.snapshot.schema.catalogue.modules() {
        let area = module.area.as_str();
        if AREAS.iter().all(|(known, _)| *known != area) && found.iter().all(|(known, _)| *known != area) {
            found.push((area, area));
        }
    }
    found
}

fn capitalised(text: &str) -> String {
    let words = text.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn link(shell: &Shell, href: &str, symbol: &str, label: &str, go: Option<&str>) -> Markup {
    let current = (shell.at == href).then_some("page");
    html! { a.menu-link href=(href) aria-current=[current] data-go=[go] title=(label) { (icon(symbol)) span { (label) } } }
}

/// Modules with a letter of their own: `g` and the letter goes there.
const LETTERS: [(&str, &str); 6] =
    [("account", "a"), ("contact", "c"), ("opportunity", "o"), ("product", "p"), ("task", "t"), ("note", "n")];

fn letter(module: &str) -> Option<&'static str> {
    LETTERS.iter().find(|(key, _)| *key == module).map(|(_, letter)| *letter)
}

/// Search and commands, opened by Ctrl-K.
fn command() -> Markup {
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
fn keys() -> Markup {
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
                @for (module, letter) in LETTERS { div.fact { dt { kbd { "g " (letter) } } dd { "Go to " (module) } } }
                div.fact { dt { kbd { "Alt ←" } " " kbd { "Alt →" } } dd { "Move a card on a board" } }
            } }
        }
    }
}

fn top(shell: &Shell) -> Markup {
    let rights = &shell.signed.actor.rights;
    let creatable = ["account", "contact", "opportunity", "task", "note"];
    html! {
        header.app-top {
            button.icon-button.hide-phone.js-only data-menu-toggle aria-controls="menu" aria-label="Fold the menu" {
                (icon("panel-left"))
            }
            form.app-search role="search" aria-label="Everything" action="/search" {
                (icon("search"))
                input type="search" name="q" aria-label="Search everything" placeholder="Search" data-search-focus;
                kbd { "/" }
            }
            div.app-top-end {
                button.button.primary.small popovertarget="create-menu" { (icon("plus")) "New" }
                button.icon-button popovertarget="user-menu" {
                    @if let Some(user) = shell.signed.actor.user { (avatar(user, &shell.signed.actor.name, "")) }
                    span.visually-hidden { "You: " (shell.signed.actor.name) }
                }
            }
        }
        div.menu #create-menu popover {
            @for key in creatable {
                @if let Some(module) = shell.snapshot.module(key).filter(|module| rights.may_create(&module.key)) {
                    a.menu-item href={ "/" (key) "/new" } data-dialog-load={ "New " (module.label.one.to_lowercase()) } {
                        (icon(&module.icon)) (module.label.one)
                    }
                }
            }
        }
        div.menu #user-menu popover {
            p.menu-title { (shell.signed.actor.name) }
            a.menu-item href="/me" { (icon("user-cog")) "Your settings" }
            @if shell.signed.actor.is_administrator() {
                a.menu-item href="/admin" { (icon("settings")) "Administration" }
            }
            a.menu-item href="/bin" { (icon("trash-2")) "Recycle bin" }
            button.menu-item.js-only type="button" data-dialog="keys" { (icon("keyboard")) "Keyboard" kbd { "?" } }
            div.menu-separator.js-only {}
            @for (choice, symbol, label) in THEMES {
                button.menu-item.js-only type="button" role="menuitemradio" data-theme-choice=(choice) { (icon(symbol)) (label) }
            }
            div.menu-separator {}
            form method="post" action="/sign-out" { button.menu-item { (icon("log-out")) "Sign out" } }
        }
    }
}

/// Themes to choose.
const THEMES: [(&str, &str, &str); 3] =
    [("light", "sun", "Light"), ("dark", "moon", "Dark"), ("auto", "monitor", "As the system")];

fn impersonation(shell: &Shell) -> Markup {
    html! {
        div.banner.impersonation role="status" {
            (icon("eye"))
            p { "You see Kith as " strong { (shell.signed.actor.name) } "." }
            form method="post" action="/see-as/end" { button.button.small { "Stop" } }
        }
    }
}

fn bottom(shell: &Shell) -> Markup {
    let rights = &shell.signed.actor.rights;
    html! {
        nav.bottom-bar aria-label="Quick" {
            a href="/" aria-current=[(shell.at == "/").then_some("page")] { (icon("house")) span { "Home" } }
            @for key in ["opportunity", "task"] {
                @if let Some(module) = shell.snapshot.module(key).filter(|module| rights.may_read(&module.key)) {
                    @let href = format!("/{key}");
                    a href=(href) aria-current=[(shell.at == href).then_some("page")] {
                        (icon(&module.icon)) span { (module.label.many) }
                    }
                }
            }
            a href="/search" aria-current=[(shell.at == "/search").then_some("page")] { (icon("search")) span { "Search" } }
            button type="button" data-menu-toggle aria-controls="menu" { (icon("menu")) span { "Menu" } }
        }
    }
}
