//! The fields of a module, where each comes from, and what is related to its records.

use axum::extract::{Path, State};
use crm::definitions::shaping::{Origin, Shaped};
use maud::{Markup, html};
use meta::{Field, RelationKind};
use words::Language;

use super::{address, choices, frame, look};
use crate::app::App;
use crate::components::badge::badge;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pages::admin::Administrator;

/// `GET /admin/modules/{module}`
pub async fn show(State(app): State<App>, admin: Administrator, Path(module): Path<String>) -> Result<Markup, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    let lang = admin.lang();
    let content = html! {
        div.stack {
            div.row {
                a.button.primary data-key="n" href={ (address(&module, "fields/new")) } { (icon("plus")) (lang.text("modules-field-new")) }
                a.button href={ (address(&module, "fields/new")) "?type=link" } { (icon("link")) (lang.text("modules-relation-new")) }
            }
            (fields(&shaped, lang))
            (relations(&admin, &shaped))
            div.row.muted {
                (icon("shield-check")) (lang.text("modules-rights"))
                a href="/admin/roles" { (lang.text("admin-roles")) }
            }
        }
    };
    Ok(frame::page(&admin, &shaped, "", content))
}

fn fields(shaped: &Shaped, lang: Language) -> Markup {
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("field")) }
                    th scope="col" { (lang.text("key")) }
                    th scope="col" { (lang.text("modules-type")) }
                    th scope="col" { (lang.text("modules-origin")) }
                } }
                tbody data-follow { @for field in shaped.now.own_fields() { (row(shaped, field, lang)) } }
            }
        }
    }
}

fn row(shaped: &Shaped, field: &Field, lang: Language) -> Markup {
    let new = shaped.before.as_ref().is_some_and(|before| before.field(&field.key).is_none());
    html! {
        tr {
            td.cell-title {
                a href=(address(&shaped.key, &format!("fields/{}", field.key))) { (field.label) }
                @if field.required { " " (badge(lang.text("modules-required"), 3)) }
                @if field.unique { " " (badge(lang.text("modules-unique"), 9)) }
            }
            td data-label=(lang.text("key")) { span.mono { (field.key) } }
            td data-label=(lang.text("modules-type")) { (choices::called(field.kind.name(), lang)) }
            td data-label=(lang.text("modules-origin")) {
                (origin(shaped.origin(&field.key), lang))
                @if new { " " (badge(lang.text("modules-drafted"), 2)) }
            }
        }
    }
}

/// Where something comes from.
pub(super) fn origin(origin: Origin, lang: Language) -> Markup {
    match origin {
        Origin::Shipped => html! { (lang.text("modules-shipped")) },
        Origin::Changed => badge(lang.text("modules-changed"), 3),
        Origin::Own => badge(lang.text("modules-own"), 8),
    }
}

/// What hangs on its records, as it is in force.
fn relations(admin: &Administrator, shaped: &Shaped) -> Markup {
    let (lang, catalogue) = (admin.lang(), &admin.snapshot.schema.catalogue);
    let relations = catalogue.relations(&shaped.key);
    html! {
        @if !relations.is_empty() {
            section.card {
                div.card-header { h2 { (lang.text("modules-relations")) } }
                div.table-wrap {
                    table.table.cards {
                        thead { tr {
                            th.cell-title scope="col" { (lang.text("name")) }
                            th scope="col" { (lang.text("modules-related")) }
                            th scope="col" { (lang.text("modules-through")) }
                        } }
                        tbody {
                            @for relation in relations {
                                @let (owner, field) = through(&relation.kind, &shaped.key, &relation.target);
                                tr {
                                    td.cell-title { span.mono { (relation.name) } }
                                    td data-label=(lang.text("modules-related")) {
                                        (catalogue.module(&relation.target).map_or(relation.target.as_str(), |module| module.label.many.as_str()))
                                    }
                                    td data-label=(lang.text("modules-through")) {
                                        a href=(address(owner, &format!("fields/{field}"))) { span.mono { (owner) "." (field) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The module and the field that make a relation.
fn through<'a>(kind: &'a RelationKind, own: &'a str, target: &'a str) -> (&'a str, &'a str) {
    match kind {
        RelationKind::Inverse { field }
        | RelationKind::ParentInverse { field }
        | RelationKind::LinksInverse { field } => (target, field),
        RelationKind::Links { field } | RelationKind::Children { field, .. } => (own, field),
    }
}
