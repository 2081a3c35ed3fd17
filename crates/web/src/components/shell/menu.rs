//! The side menu: areas with their modules.

use std::sync::Arc;

use maud::{Markup, html};
use meta::{Field, FieldType, Module};

use super::Shell;
use crate::assets::url;
use crate::components::icon::icon;

/// Areas of the menu in order, with the messages of their headings.
const AREAS: [(&str, &str); 3] = [("sales", "area-sales"), ("work", "area-work"), ("admin", "area-admin")];

/// Modules with pages of their own among the settings.
const ARRANGED: [&str; 4] = ["user", "team", "pipeline", "stage"];

/// Modules with a letter of their own: `g` and the letter goes there.
pub(super) const LETTERS: [(&str, &str); 6] =
    [("account", "a"), ("contact", "c"), ("opportunity", "o"), ("product", "p"), ("task", "t"), ("note", "n")];

/// The menu.
pub(super) fn menu(shell: &Shell) -> Markup {
    let (rights, lang) = (&shell.signed.actor.rights, shell.lang());
    let known = AREAS.map(|(area, heading)| (area, lang.text(heading).to_owned()));
    html! {
        nav.app-menu #menu aria-label=(lang.text("shell-main")) {
            a.brand href="/" { (mark(shell)) span { (shell.snapshot.company.name) } }
            (link(shell, "/", "house", lang.text("home"), Some("h")))
            (link(shell, "/dashboards", "layout-dashboard", lang.text("dashboards"), None))
            @for (area, heading) in known.into_iter().chain(others(shell)) {
                @let modules: Vec<_> = shell.snapshot.schema.catalogue.modules()
                    .filter(|module| module.area == *area && rights.may_read(&module.key) && listed(shell, module)).collect();
                @if if area == "admin" { shell.signed.actor.is_administrator() } else { !modules.is_empty() } {
                    details.menu-area data-area=(area) open {
                        summary { span { (heading) } (icon("chevron-down")) }
                        @for module in modules {
                            (link(shell, &format!("/{}", module.key), &module.icon, &module.label.many, letter(&module.key)))
                        }
                        @if area == "sales" && rights.may_read("opportunity") {
                            (link(shell, "/reports/pipeline", "chart-column", lang.text("report-pipeline"), None))
                            (link(shell, "/reports/sales", "chart-line", lang.text("report-sales"), None))
                        }
                        @if area == "admin" { (link(shell, "/admin", "settings", lang.text("settings"), None)) }
                    }
                }
            }
        }
    }
}

/// Whether a module has a place of its own in the menu: not those arranged in the settings, nor lines owned by others.
pub(super) fn listed(shell: &Shell, module: &Module) -> bool {
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
fn others<'a>(shell: &Shell<'a>) -> Vec<(&'a str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    for module in shell.snapshot.schema.catalogue.modules() {
        let area = module.area.as_str();
        if AREAS.iter().all(|(known, _)| *known != area) && found.iter().all(|(known, _)| *known != area) {
            found.push((area, capitalised(area)));
        }
    }
    found
}

fn link(shell: &Shell, href: &str, symbol: &str, label: &str, go: Option<&str>) -> Markup {
    let current = (shell.at == href).then_some("page");
    html! { a.menu-link href=(href) aria-current=[current] data-go=[go] title=(label) { (icon(symbol)) span { (label) } } }
}

fn capitalised(text: &str) -> String {
    let words = text.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn letter(module: &str) -> Option<&'static str> {
    LETTERS.iter().find(|(key, _)| *key == module).map(|(_, letter)| *letter)
}
