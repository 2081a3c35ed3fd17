//! The bar at the top, with what can be made and one's own menu; on a phone also the bar at the bottom.

use std::sync::Arc;

use maud::{Markup, html};
use meta::Module;

use super::Shell;
use super::menu::listed;
use crate::components::icon::icon;
use crate::components::person::avatar;
use crate::pages::records::lower;

/// Themes to choose.
const THEMES: [(&str, &str, &str); 3] =
    [("light", "sun", "Light"), ("dark", "moon", "Dark"), ("auto", "monitor", "As the system")];

/// The bar at the top.
pub(super) fn top(shell: &Shell) -> Markup {
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
                @if creatable(shell).next().is_some() {
                    button.button.primary.small popovertarget="create-menu" { (icon("plus")) "New" }
                }
                a.icon-button.hide-phone href="/help" aria-label="Help" title="Help" { (icon("circle-help")) }
                button.icon-button popovertarget="user-menu" {
                    @if let Some(user) = shell.signed.actor.user { (avatar(user, &shell.signed.actor.name, "")) }
                    span.visually-hidden { "You: " (shell.signed.actor.name) }
                }
            }
        }
        div.menu #create-menu popover {
            @for module in creatable(shell) {
                a.menu-item href={ "/" (module.key) "/new" } data-dialog-load={ "New " (lower(&module.label.one)) } {
                    (icon(&module.icon)) (module.label.one)
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
            a.menu-item href="/help" { (icon("circle-help")) "Help" }
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

/// The modules in which somebody makes records every day.
fn creatable<'s>(shell: &Shell<'s>) -> impl Iterator<Item = &'s Arc<Module>> {
    let (rights, shell) = (&shell.signed.actor.rights, *shell);
    let modules = shell.snapshot.schema.catalogue.modules();
    modules.filter(move |module| module.area != "admin" && rights.may_create(&module.key) && listed(&shell, module))
}

/// The bar at the bottom.
pub(super) fn bottom(shell: &Shell) -> Markup {
    let rights = &shell.signed.actor.rights;
    html! {
        nav.bottom-bar aria-label="Quick" {
            a href="/" aria-current=[(shell.at == "/").then_some("page")] { (icon("house")) span { "Home" } }
            @if let Some(module) = shell.snapshot.module("opportunity").filter(|module| rights.may_read(&module.key)) {
                a href="/opportunity" aria-current=[(shell.at == "/opportunity").then_some("page")] {
                    (icon(&module.icon)) span { (module.label.many) }
                }
            }
            @if creatable(shell).next().is_some() {
                button.bottom-bar-new type="button" popovertarget="create-menu" { (icon("plus")) span { "New" } }
            }
            a href="/search" aria-current=[(shell.at == "/search").then_some("page")] { (icon("search")) span { "Search" } }
            button type="button" data-menu-toggle aria-controls="menu" { (icon("menu")) span { "Menu" } }
        }
    }
}
