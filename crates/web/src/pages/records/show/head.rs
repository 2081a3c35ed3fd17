//! The heading of a record: what it is, the few facts that matter most, what can be done with it.

use maud::{Markup, html};
use meta::layout::ViewKind;
use meta::{FieldType, Path, Value};
use words::Language;

use super::{Shown, reach};
use crate::components::badge;
use crate::components::fields;
use crate::components::icon::icon;
use crate::pages::records::list::table::called;
use crate::pages::records::{follow, star};

/// Facts in the heading.
const FACTS: usize = 5;

/// The heading.
pub fn head(shown: &Shown, administrator: bool) -> Markup {
    let (scene, record, lang) = (&shown.scene, &shown.record, shown.scene.lang());
    let href = scene.record(record.id);
    let number = scene
        .module
        .own_fields()
        .find(|field| matches!(field.kind, FieldType::Autonumber { .. }) && scene.sees(&field.key));
    let number = number.and_then(|field| record.get(&field.key).text());
    let hue = 1 + blake3::hash(scene.module.key.as_bytes()).as_bytes()[0] % 12;
    let live = record.get("deleted_at").is_empty();
    html! {
        header.record-header {
            span class={ "record-mark " (badge::hue(hue).unwrap_or_default()) } { (icon(&scene.module.icon)) }
            div {
                p.record-kind { (scene.module.label.one) @if let Some(number) = number { " · " (number) } }
                div.record-title { h1 { (called(record, lang)) } (star::button(&href, shown.starred, lang)) (follow::button(&href, shown.followed, lang)) }
            }
            div.record-actions {
                div.presence data-presence={ (href) "/presence" } role="status" hx-morph-skip {}
                (near(lang))
                (done(shown, &href, live))
                @if shown.allowed.edit && live {
                    a.button href={ (href) "/edit" } data-key="e" { (icon("pencil")) (lang.text("record-edit")) }
                }
                button.icon-button type="button" popovertarget="record-menu" aria-label=(lang.text("record-more")) { (icon("ellipsis")) }
            }
            (reach::buttons(shown))
            (summary(shown))
        }
        (menu(shown, &href, administrator, live))
    }
}

/// A task that is open is done by one click.
fn done(shown: &Shown, href: &str, live: bool) -> Markup {
    let (scene, lang) = (&shown.scene, shown.scene.lang());
    let open = scene.module.key == "task" && shown.record.get("status").text() == Some("open");
    let sets = scene.module.field("status").is_some_and(|field| scene.sets(field));
    html! {
        @if open && sets && live && shown.allowed.edit {
            form method="post" action={ (href) "/values" } {
                button.button.primary name="status" value="done" { (icon("check")) (lang.text("record-mark-done")) }
            }
        }
    }
}

fn menu(shown: &Shown, href: &str, administrator: bool, live: bool) -> Markup {
    let (scene, lang) = (&shown.scene, shown.scene.lang());
    let may_create = scene.rights.may_create(&scene.module.key);
    html! {
        div.menu #record-menu popover {
            @if may_create { a.menu-item href={ (scene.home()) "/new?copy=" (shown.record.id) } { (icon("copy")) (lang.text("record-duplicate")) } }
            @if shown.allowed.edit && live { a.menu-item href={ (href) "/sharing" } { (icon("share-2")) (lang.text("record-share")) } }
            button.menu-item.js-only type="button" data-copy="" popovertarget="record-menu" popovertargetaction="hide" { (icon("link")) (lang.text("record-copy-link")) }
            a.menu-item href={ (href) "/history" } { (icon("history")) (lang.text("history")) }
            @if administrator { a.menu-item href={ (href) "/why" } { (icon("eye")) (lang.text("record-who-sees")) } }
            @if shown.allowed.delete && live {
                div.menu-separator {}
                form method="post" action={ (href) "/deletion" } { button.menu-item.danger { (icon("trash-2")) (lang.text("record-delete")) } }
            }
        }
    }
}

/// The records before and after this one in the list one came from, and the list; a script knows which.
fn near(lang: Language) -> Markup {
    let link = |way: &str, key: Option<&str>, symbol: &str, label: &'static str| {
        let label = lang.text(label);
        html! { a.icon-button.small data-near=(way) data-key=[key] aria-label=(label) title=(label) { (icon(symbol)) } }
    };
    html! {
        nav.record-near data-trail hidden hx-morph-skip aria-label=(lang.text("record-near")) {
            (link("0", None, "list", "record-near-list"))
            (link("-1", Some("k"), "chevron-up", "record-near-before"))
            (link("1", Some("j"), "chevron-down", "record-near-after"))
        }
    }
}

/// The first facts that the module's list would show.
fn summary(shown: &Shown) -> Markup {
    let (scene, record) = (&shown.scene, &shown.record);
    let stage = shown.stays.as_ref().map(|(field, _)| field);
    let view = scene.module.views.iter().find(|view| view.kind == ViewKind::List);
    let wanted = view.into_iter().flat_map(|view| &view.columns).filter_map(Path::single);
    let facts: Vec<_> = wanted
        .filter(|key| **key != scene.module.title && Some(*key) != stage && scene.sees(key))
        .filter(|key| !shown.shape.hidden.contains(*key) && !record.get(key).is_empty())
        .filter_map(|key| scene.module.field(key))
        .take(FACTS)
        .collect();
    html! {
        @if !facts.is_empty() {
            dl.record-summary {
                @for field in facts {
                    @let value = record.get(&field.key);
                    div {
                        dt { (field.label) }
                        dd class=[matches!(value, Value::Money(_)).then_some("big")] {
                            (fields::show(&field.kind, value, record.link_titles(&field.key), scene.look()))
                        }
                    }
                }
            }
        }
    }
}
