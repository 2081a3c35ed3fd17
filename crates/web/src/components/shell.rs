//! The frame of every page: menu, top bar, content; or bare, for people who are not signed in.

use crm::Snapshot;
use maud::{DOCTYPE, Markup, html};

use crate::assets::url;
use crate::components::icon::icon;
use crate::components::person::initials;
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
            }
        }
    }
}

fn menu(shell: &Shell) -> Markup {
    let rights = &shell.signed.actor.rights;
    html! {
        nav.app-menu #menu aria-label="Main" {
            a.brand href="/" { img.brand-mark src=(url("favicon.svg")) alt=""; span { (shell.snapshot.company.name) } }
            (link(shell, "/", "house", "Home"))
            @for (area, heading) in AREAS.into_iter().chain(others(shell)) {
                @let modules: Vec<_> = shell.snapshot.schema.catalogue.modules()
                    .filter(|module| module.area == *area && rights.may_read(&module.key)).collect();
                @if !modules.is_empty() && (area != "admin" || shell.signed.actor.is_administrator()) {
                    details.menu-area data-area=(area) open {
                        summary { span { (heading) } (icon("chevron-down")) }
                        @for module in modules {
                            (link(shell, &format!("/{}", module.key), &module.icon, &module.label.many))
                        }
                    }
                }
            }
        }
    }
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

fn link(shell: &Shell, href: &str, symbol: &str, label: &str) -> Markup {
    let current = (shell.at == href).then_some("page");
    html! { a.menu-link href=(href) aria-current=[current] title=(label) { (icon(symbol)) span { (label) } } }
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
                    span.avatar aria-hidden="true" { (initials(&shell.signed.actor.name)) }
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
            div.menu-separator {}
            form method="post" action="/sign-out" { button.menu-item { (icon("log-out")) "Sign out" } }
        }
    }
}

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
            @for key in ["account", "opportunity", "task"] {
                @if let Some(module) = shell.snapshot.module(key).filter(|module| rights.may_read(&module.key)) {
                    @let href = format!("/{key}");
                    a href=(href) aria-current=[(shell.at == href).then_some("page")] {
                        (icon(&module.icon)) span { (module.label.many) }
                    }
                }
            }
            button data-menu-toggle aria-controls="menu" { (icon("menu")) span { "Menu" } }
        }
    }
}
