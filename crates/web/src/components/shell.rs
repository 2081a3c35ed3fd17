//! The frame of every page: menu, top bar, content; or bare, for people who are not signed in.

mod bars;
mod command;
mod menu;

use crm::Snapshot;
use maud::{DOCTYPE, Markup, html};
use words::{Language, said};

use self::bars::{bottom, top};
use self::command::{command, keys};
use self::menu::menu;
use crate::assets::url;
use crate::components::icon::icon;
use crate::components::toast::toast;
use crate::pages::installing::GROUNDS;
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

impl Shell<'_> {
    /// The reader's language.
    pub fn lang(&self) -> Language {
        self.signed.lang()
    }
}

fn head(title: &str, scripts: bool) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            @for (scheme, ground) in GROUNDS { meta name="theme-color" content=(ground) media={ "(prefers-color-scheme: " (scheme) ")" }; }
            title { (title) " · Kith" }
            link rel="icon" href=(url("favicon.svg"));
            link rel="apple-touch-icon" href=(url("icon-192.png"));
            link rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials";
            link rel="preload" href=(url("inter-latin-wght-normal.woff2")) as="font" type="font/woff2" crossorigin;
            link rel="stylesheet" href=(url("app.css"));
            script src=(url("boot.js")) {}
            @if scripts { script type="module" src=(url("app.js")) {} }
        }
    }
}

/// A whole document, with what its scripts say in another language than English, which they know themselves.
fn document(lang: Language, title: &str, scripts: bool, body: Markup) -> Markup {
    let say = |key| (lang != Language::En).then(|| lang.text(key));
    html! {
        (DOCTYPE)
        html lang=(lang.locale()) data-say-restored=[say("scripts-restored")] data-say-discard=[say("scripts-discard")]
            data-say-copied=[say("scripts-copied")] data-say-failed=[say("scripts-failed")]
            data-say-offline=[say("scripts-offline")] data-say-moved=[say("scripts-moved")]
            data-say-close=[say("close")] data-say-nothing=[say("scripts-nothing")]
            data-say-create=[say("create")] data-say-remove=[say("remove")] data-say-clear=[say("scripts-clear")] {
            (head(title, scripts))
            (body)
        }
    }
}

/// A page for people who are not signed in.
pub fn bare(lang: Language, title: &str, content: Markup) -> Markup {
    document(lang, title, true, html! { body.auth { main #main { (content) } } })
}

/// A page on which nothing happens: it has no scripts but that of the theme.
pub fn still(lang: Language, title: &str, content: Markup) -> Markup {
    document(lang, title, false, html! { body.auth { main #main { (content) } } })
}

/// A page in its frame.
pub fn page(shell: &Shell, content: Markup) -> Markup {
    let lang = shell.lang();
    document(
        lang,
        shell.title,
        true,
        html! {
            body.app {
                a.skip-link href="#main" { (lang.text("shell-skip")) }
                (menu(shell))
                (top(shell))
                main.app-main #main tabindex="-1" {
                    @if shell.signed.actor.impersonator.is_some() { (impersonation(shell)) }
                    (content)
                }
                (bottom(shell))
                div.toasts #toasts role="status" { @if let Some(news) = &shell.signed.news { (toast(news, lang)) } }
                div.visually-hidden #live role="status" {}
                dialog.dialog #dialog aria-labelledby="dialog-title" {}
                (command(lang))
                (keys(shell))
            }
        },
    )
}

fn impersonation(shell: &Shell) -> Markup {
    html! {
        div.banner.impersonation role="status" {
            (icon("eye"))
            p { (shell.lang().say(said!("shell-seen-as", name = shell.signed.actor.name.as_str()))) }
            form method="post" action="/see-as/end" { button.button.small { (shell.lang().text("shell-seen-as-stop")) } }
        }
    }
}
