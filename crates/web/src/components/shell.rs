//! The frame of every page: menu, top bar, content; or bare, for people who are not signed in.

mod bars;
mod command;
mod menu;

use crm::Snapshot;
use maud::{DOCTYPE, Markup, html};

use self::bars::{bottom, top};
use self::command::{command, keys};
use self::menu::menu;
use crate::assets::url;
use crate::components::icon::icon;
use crate::components::toast::toast;
use crate::who::Signed;

/// What the frame of a page shows around its content.
#[derive(Clone, Copy)]
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

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) " · Kith" }
            link rel="icon" href=(url("favicon.svg"));
            link rel="preload" href=(url("inter-latin-wght-normal.woff2")) as="font" type="font/woff2" crossorigin;
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
                (keys(shell))
            }
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
