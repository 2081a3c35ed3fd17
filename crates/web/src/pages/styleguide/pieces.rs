//! Small things: buttons, badges, people, icons, links, menus, tabs.

use maud::{Markup, html};
use uuid::Uuid;

use super::{Guide, part};
use crate::assets::icons;
use crate::components::badge::{badge, dot};
use crate::components::icon::icon;
use crate::components::person;

/// Sizes of letters with the words that show them.
const SIZES: [(&str, &str); 4] = [("h2", "--text-lg"), ("h3", "--text-md"), ("p", "--text-md"), ("small", "--text-sm")];

/// The page.
pub fn page(guide: &Guide) -> Markup {
    let lang = guide.lang();
    html! {
        div.columns {
            (part(lang.text("styleguide-type"), letters(guide)))
            (part(lang.text("styleguide-buttons"), buttons(guide)))
            (part(lang.text("styleguide-badges"), badges(guide)))
            (part(lang.text("admin-people"), people(guide)))
            (part(lang.text("styleguide-links"), links(guide)))
            (part(lang.text("styleguide-menus"), menus(guide)))
        }
        (part(lang.text("styleguide-icons"), html! {
            div.row { @for name in icons() { span title=(name) { (icon(name)) span.visually-hidden { (name) } } } }
        }))
    }
}

fn letters(guide: &Guide) -> Markup {
    let company = &guide.snapshot.company.name;
    html! {
        @for (element, token) in SIZES {
            div.row.spread {
                @match element {
                    "h2" => h2 { (company) },
                    "h3" => h3 { (company) },
                    "small" => small { (company) },
                    _ => p { (company) },
                }
                code.faint { (token) }
            }
        }
        p.row {
            span { "muted" } " " span.muted { "muted" } " " span.faint { "faint" } " " span.overdue { "overdue" } " "
            span.mono { "mono" } " " mark { "mark" } " " del { "del" } " " kbd { "Ctrl K" }
        }
    }
}

fn buttons(guide: &Guide) -> Markup {
    let (lang, save) = (guide.lang(), guide.lang().text("save"));
    let kinds = ["button", "button primary", "button quiet", "button danger", "button primary danger"];
    html! {
        @for small in ["", " small"] {
            div.row { @for kind in kinds { button type="button" class={ (kind) (small) } { (save) } } }
        }
        div.row {
            button.button type="button" { (icon("plus")) (lang.text("new")) }
            button.button type="button" disabled { (lang.text("styleguide-disabled")) }
            button.button type="button" aria-pressed="true" { (lang.text("styleguide-chosen")) }
            div.button-group {
                button.button type="button" aria-pressed="true" { (lang.text("today")) }
                button.button type="button" aria-pressed="false" { (lang.text("tomorrow")) }
            }
        }
        div.row {
            button.icon-button type="button" aria-label=(lang.text("change")) { (icon("pencil")) }
            button.icon-button.small type="button" aria-label=(lang.text("remove")) { (icon("x")) }
            button.icon-button.star type="button" aria-pressed="false" aria-label=(lang.text("search-act-star")) { (icon("star")) }
            button.icon-button.star type="button" aria-pressed="true" aria-label=(lang.text("search-act-unstar")) { (icon("star")) }
            button.link-button type="button" { (lang.text("show-more")) }
        }
        button.button.primary.wide type="button" { (save) }
    }
}

fn badges(guide: &Guide) -> Markup {
    let lang = guide.lang();
    html! {
        div.row { @for hue in 0..=12 { (badge(&format!("hue {hue}"), hue)) } }
        div.row { @for hue in 1..=12 { (dot(&format!("hue {hue}"), hue)) } }
        div.row { @for kind in ["success", "warning", "danger", "info"] { span class={ "badge " (kind) } { (kind) } } }
        span.tags {
            a.tag.hue-8 href="#main" { "vip" }
            span.tag.hue-3 { "renewal" button type="button" aria-label={ (lang.text("remove")) " renewal" } { "×" } }
        }
    }
}

fn people(guide: &Guide) -> Markup {
    let name = &guide.signed.actor.name;
    let id = guide.signed.actor.user.unwrap_or(Uuid::nil());
    html! {
        div.row { @for size in ["small", "", "large"] { (person::avatar(id, name, size)) } (person::avatar(id, name, "square")) }
        div.row { (person::person(id, name)) }
        div.row { (person::person(Uuid::nil(), &person::name(&guide.snapshot, Some(Uuid::nil()), guide.lang()))) }
    }
}

fn links(guide: &Guide) -> Markup {
    let lang = guide.lang();
    html! {
        div.row {
            a href="#main" { "Acme" }
            a.record-link href="#main" { (icon("building-2")) " Acme" }
            a.record-link.binned href="#main" { (icon("building-2")) " Acme" }
            span.restricted { (icon("lock")) " " (lang.text("link-restricted")) }
            a.external href="https://acme.example" rel="noopener" { "acme.example" }
            span.none {}
        }
        ol.crumbs { li { a href="#main" { (lang.text("home")) } } li { a href="#main" { "Acme" } } li { (lang.text("change")) } }
        nav.pager aria-label=(lang.text("pages")) {
            a.button.small href="#main" rel="prev" { (icon("chevron-left")) (lang.text("previous")) }
            a.button.small href="#main" rel="next" { (lang.text("next")) (icon("chevron-right")) }
        }
    }
}

fn menus(guide: &Guide) -> Markup {
    let lang = guide.lang();
    html! {
        nav.tabs aria-label=(lang.text("styleguide-menus")) {
            a href="#main" aria-current="true" { (lang.text("today")) }
            a href="#main" { (lang.text("tomorrow")) " " span.tab-count { "4" } }
        }
        div.row {
            button.button type="button" popovertarget="sg-menu" { (lang.text("actions")) (icon("chevron-down")) }
            button.button type="button" popovertarget="sg-panel" { (lang.text("more")) }
            button.button type="button" data-dialog="sg-dialog" { (lang.text("styleguide-dialog")) }
        }
        div.menu #sg-menu popover {
            p.menu-title { (lang.text("actions")) }
            a.menu-item href="#main" { (icon("pencil")) (lang.text("change")) kbd { "e" } }
            button.menu-item type="button" aria-checked="true" role="menuitemradio" { (icon("check")) (lang.text("styleguide-chosen")) }
            div.menu-separator {}
            button.menu-item.danger type="button" { (icon("trash-2")) (lang.text("delete")) }
        }
        div.menu.panel #sg-panel popover { p { (lang.text("styleguide-hint")) } }
        dialog.dialog.small #sg-dialog aria-labelledby="sg-dialog-title" {
            div.dialog-header {
                h2 #sg-dialog-title { (lang.text("styleguide-dialog")) }
                button.icon-button type="button" data-dialog-close aria-label=(lang.text("close")) { (icon("x")) }
            }
            div.dialog-body { p { (lang.text("styleguide-hint")) } }
            div.dialog-actions {
                button.button type="button" data-dialog-close { (lang.text("cancel")) }
                button.button.primary type="button" data-dialog-close { (lang.text("save")) }
            }
        }
    }
}
