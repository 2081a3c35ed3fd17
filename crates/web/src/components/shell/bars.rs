//! The bar at the top, with what can be made and one's own menu; on a phone also the bar at the bottom.

use std::sync::Arc;

use maud::{Markup, html};
use meta::Module;
use words::{Language, said};

use super::Shell;
use super::menu::listed;
use crate::components::icon::icon;
use crate::components::person::avatar;
use crate::pages::notices::silent_bell;
use crate::pages::records::lower;

/// Themes to choose, with their icons and messages.
const THEMES: [(&str, &str, &str); 3] =
    [("light", "sun", "theme-light"), ("dark", "moon", "theme-dark"), ("auto", "monitor", "theme-auto")];

/// Densities to choose, with their icons and messages.
const DENSITIES: [(&str, &str, &str); 2] =
    [("comfortable", "rows-3", "density-comfortable"), ("compact", "rows-4", "density-compact")];

/// Where a record of a list opens, with icons and messages.
const RECORDS: [(&str, &str, &str); 2] =
    [("page", "square", "records-page"), ("beside", "columns-2", "records-beside")];

/// The bar at the top.
pub(super) fn top(shell: &Shell) -> Markup {
    let lang = shell.lang();
    html! {
        header.app-top {
            button.icon-button.hide-phone.js-only data-menu-toggle aria-controls="menu" aria-label=(lang.text("shell-fold-menu")) {
                (icon("panel-left"))
            }
            form.app-search role="search" aria-label=(lang.text("shell-everything")) action="/search" {
                (icon("search"))
                input type="search" name="q" aria-label=(lang.text("shell-search-everything")) placeholder=(lang.text("search")) data-search-focus;
                kbd { "/" }
            }
            div.app-top-end {
                @if creatable(shell).next().is_some() {
                    button.button.primary.small popovertarget="create-menu" data-key="c" { (icon("plus")) (lang.text("new")) }
                }
                (silent_bell(lang))
                a.icon-button.hide-phone href="/help" aria-label=(lang.text("help")) title=(lang.text("help")) { (icon("circle-help")) }
                button.icon-button popovertarget="user-menu" {
                    @if let Some(user) = shell.signed.actor.user { (avatar(user, &shell.signed.actor.name, "")) }
                    span.visually-hidden { (lang.text("shell-you")) ": " (shell.signed.actor.name) }
                }
            }
        }
        div.menu #create-menu popover {
            @for module in creatable(shell) {
                a.menu-item href={ "/" (module.key) "/new" } data-dialog-load=(lang.say(said!("new-of", module = lower(&module.label.one)))) {
                    (icon(&module.icon)) (module.label.one)
                }
            }
        }
        div.menu #user-menu popover {
            p.menu-title { (shell.signed.actor.name) }
            a.menu-item href="/me" { (icon("user-cog")) (lang.text("shell-your-settings")) }
            @if shell.signed.actor.is_administrator() {
                a.menu-item href="/admin" { (icon("settings")) (lang.text("area-admin")) }
            }
            a.menu-item href="/bin" { (icon("trash-2")) (lang.text("recycle-bin")) }
            a.menu-item href="/help" { (icon("circle-help")) (lang.text("help")) }
            button.menu-item.js-only type="button" data-dialog="keys" { (icon("keyboard")) (lang.text("shell-keyboard")) kbd { "?" } }
            (choices("theme", "", &THEMES, lang))
            (choices("density", "hide-phone", &DENSITIES, lang))
            (choices("records", "only-wide", &RECORDS, lang))
            div.menu-separator {}
            form method="post" action="/sign-out" { button.menu-item { (icon("log-out")) (lang.text("sign-out")) } }
        }
    }
}

/// What a script remembers in this browser.
fn choices(kind: &str, class: &str, offered: &[(&str, &str, &'static str)], lang: Language) -> Markup {
    html! {
        div class={ "menu-separator js-only " (class) } {}
        @for (choice, symbol, label) in offered {
            button class={ "menu-item js-only " (class) } type="button" role="menuitemradio" data-choice={ (kind) ":" (choice) } { (icon(symbol)) (lang.text(label)) }
        }
    }
}

/// The modules in which somebody makes records every day.
fn creatable<'s>(shell: &Shell<'s>) -> impl Iterator<Item = &'s Arc<Module>> {
    let (rights, shell) = (&shell.signed.actor.rights, *shell);
    let modules = shell.snapshot.schema.catalogue.modules();
    modules.filter(move |module| module.area != "admin" && rights.may_create(&module.key) && listed(&shell, module))
}

/// The bar at the bottom.
pub(super) fn bottom(shell: &Shell) -> Markup {
    let (rights, lang) = (&shell.signed.actor.rights, shell.lang());
    html! {
        nav.bottom-bar aria-label=(lang.text("shell-quick")) {
            a href="/" aria-current=[(shell.at == "/").then_some("page")] { (icon("house")) span { (lang.text("home")) } }
            @if let Some(module) = shell.snapshot.module("opportunity").filter(|module| rights.may_read(&module.key)) {
                a href="/opportunity" aria-current=[(shell.at == "/opportunity").then_some("page")] {
                    (icon(&module.icon)) span { (module.label.many) }
                }
            }
            @if creatable(shell).next().is_some() {
                button.bottom-bar-new type="button" popovertarget="create-menu" { (icon("plus")) span { (lang.text("new")) } }
            }
            a href="/search" aria-current=[(shell.at == "/search").then_some("page")] { (icon("search")) span { (lang.text("search")) } }
            button type="button" data-menu-toggle aria-controls="menu" { (icon("menu")) span { (lang.text("shell-menu")) } }
        }
    }
}
