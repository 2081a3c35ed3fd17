//! The modules there are, and those that wait to be made.

use axum::extract::State;
use crm::definitions::shaping::{self, Waiting};
use crm::definitions::{self, Tombstone};
use maud::{Markup, html};
use meta::Module;
use words::{Language, said};

use super::{AT, address, seen};
use crate::app::App;
use crate::components::badge::badge;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pages::admin::{self, Administrator, Head};

/// What the page knows beside the modules themselves.
struct Known {
    /// The modules that have a text of the company's own, by key: whether it lies over a shipped one.
    own: Vec<(String, bool)>,
    drafts: Vec<Waiting>,
    dropped: Vec<Tombstone>,
    formats: Formats,
}

/// `GET /admin/modules`
pub async fn index(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let known = app.crm().read(admin.actor(), |work| {
        Ok(Known {
            own: shaping::own(work)?,
            drafts: shaping::drafts(work)?,
            dropped: definitions::dropped_in(work)?,
            formats: Formats::of(work)?,
        })
    });
    let known = known.await?;
    let (lang, modules) = (admin.lang(), admin.snapshot.schema.catalogue.modules());
    let content = html! {
        div.stack {
            p.muted { (lang.text("modules-how")) }
            @for draft in known.drafts.iter().filter(|draft| admin.snapshot.module(&draft.module).is_none()) { (coming(draft, lang)) }
            div.table-wrap {
                table.table.cards {
                    thead { tr {
                        th.cell-title scope="col" { (lang.text("modules-module")) }
                        th scope="col" { (lang.text("key")) }
                        th scope="col" { (lang.text("modules-origin")) }
                        th.num scope="col" { (lang.text("modules-fields")) }
                        th.num scope="col" { (lang.text("modules-relations")) }
                    } }
                    tbody data-follow { @for module in modules { (row(&admin, &known, module)) } }
                }
            }
            (dropped(&known, lang))
        }
    };
    let actions = html! {
        a.button href={ (AT) "/take-back" } { (icon("undo-2")) (lang.text("modules-take-back")) }
        a.button.primary data-key="n" href={ (AT) "/new" } { (icon("plus")) (lang.text("modules-new")) }
    };
    Ok(admin::page(&admin, Head { actions, ..Head::new(AT, lang.text("admin-modules")) }, content))
}

/// A module that is drafted and not made yet.
fn coming(draft: &Waiting, lang: Language) -> Markup {
    let key = draft.module.as_str();
    html! {
        div.banner.warning {
            (icon("triangle-alert"))
            p { (lang.say(said!("modules-coming", module = key))) }
            form.nowrap method="post" action=(address(key, "discard")) {
                (seen(&draft.mark))
                a.button.small.primary href=(address(key, "")) { (lang.text("modules-review")) } " "
                button.button.small { (lang.text("modules-discard")) }
            }
        }
    }
}

fn row(admin: &Administrator, known: &Known, module: &Module) -> Markup {
    let relations = admin.snapshot.schema.catalogue.relations(&module.key).len();
    let lang = admin.lang();
    html! {
        tr {
            td.cell-title { a.record-link href=(address(&module.key, "")) { (icon(&module.icon)) (module.label.many) } }
            td data-label=(lang.text("key")) { span.mono { (module.key) } }
            td data-label=(lang.text("modules-origin")) {
                @match known.own.iter().find(|(key, _)| *key == *module.key) {
                    None => { (lang.text("modules-shipped")) }
                    Some((_, true)) => { (badge(lang.text("modules-changed"), 3)) }
                    Some((_, false)) => { (badge(lang.text("modules-own"), 8)) }
                }
                @if known.drafts.iter().any(|draft| *module.key == *draft.module) { " " (badge(lang.text("modules-drafted"), 2)) }
            }
            td.num data-label=(lang.text("modules-fields")) { (module.own_fields().count()) }
            td.num data-label=(lang.text("modules-relations")) { (relations) }
        }
    }
}

/// What was retired and is still kept.
fn dropped(known: &Known, lang: Language) -> Markup {
    html! {
        @if !known.dropped.is_empty() {
            section.card {
                div.card-header { h2 { (lang.text("modules-dropped")) } }
                ul.card-list {
                    @for stone in known.dropped.iter().rev().take(20) {
                        @let version = stone.version;
                        li {
                            (icon("archive"))
                            span {
                                span.mono { (stone.module) @if let Some(field) = &stone.field { "." (field) } }
                                br;
                                small.faint { (lang.say(said!("modules-dropped-at", version = version.to_string(), at = known.formats.time(stone.at)))) }
                            }
                        }
                    }
                }
                p.card-footer.muted { (lang.text("modules-dropped-hint")) }
            }
        }
    }
}
