//! Modules and the text that defines each. Definitions are changed by `kith module plan` and `apply`, not here.

use axum::extract::{Path, State};
use crm::{Error, catalogue};
use maud::{Markup, html};
use meta::Module;
use words::{Language, said};

use super::{Administrator, Head, mono};
use crate::app::App;
use crate::components::badge::badge;
use crate::components::icon::icon;
use crate::components::marked::{mark, marked};
use crate::failure::Failure;

const AT: &str = "/admin/modules";

/// `GET /admin/modules`
pub async fn index(admin: Administrator) -> Markup {
    let (lang, modules) = (admin.lang(), admin.snapshot.schema.catalogue.modules());
    let (plan, apply) = (mark("kith module plan FILE"), mark("kith module apply FILE"));
    let how = lang.say(said!("modules-how", plan = plan, apply = apply));
    let content = html! {
        div.stack {
            p.muted { (marked(&how, mono)) }
            div.table-wrap {
                table.table.cards {
                    thead { tr {
                        th.cell-title scope="col" { (lang.text("modules-module")) }
                        th scope="col" { (lang.text("key")) }
                        th scope="col" { (lang.text("modules-area")) }
                        th.num scope="col" { (lang.text("modules-fields")) }
                        th.num scope="col" { (lang.text("modules-relations")) }
                    } }
                    tbody data-follow { @for module in modules { (row(&admin, module)) } }
                }
            }
        }
    };
    super::page(&admin, Head::new(AT, lang.text("admin-modules")), content)
}

fn row(admin: &Administrator, module: &Module) -> Markup {
    let relations = admin.snapshot.schema.catalogue.relations(&module.key).len();
    let (lang, address) = (admin.lang(), format!("{AT}/{}", module.key));
    html! {
        tr {
            td.cell-title { a.record-link href=(address) { (icon(&module.icon)) (module.label.many) } }
            td data-label=(lang.text("key")) { span.mono { (module.key) } }
            td data-label=(lang.text("modules-area")) { (module.area) }
            td.num data-label=(lang.text("modules-fields")) { (module.fields.len()) }
            td.num data-label=(lang.text("modules-relations")) { (relations) }
        }
    }
}

/// `GET /admin/modules/{module}`
pub async fn show(State(app): State<App>, admin: Administrator, Path(key): Path<String>) -> Result<Markup, Failure> {
    let lang = admin.lang();
    let missing = || Error::NotFound(said!("missing-module", module = key.as_str()));
    let module = admin.snapshot.module(&key).ok_or_else(missing)?.clone();
    let layers = app.crm().read(admin.actor(), move |work| catalogue::layers(work, &key)).await?;
    let content = html! {
        div.stack {
            @for (layer, text) in &layers {
                section.card {
                    div.card-header { h2 { (lang.text("modules-definition")) } (badge(layer, 8)) }
                    pre.card-body.definition tabindex="0" { code { (text) } }
                }
            }
            (fields(lang, &module))
        }
    };
    let open = html! { a.button href={ "/" (module.key) } { (icon(&module.icon)) (lang.text("modules-open")) } };
    let head = Head { above: &[(AT, lang.text("admin-modules"))], actions: open, ..Head::new(AT, &module.label.many) };
    Ok(super::page(&admin, head, content))
}

fn fields(lang: Language, module: &Module) -> Markup {
    html! {
        section.card {
            div.card-header { h2 { (lang.text("modules-fields")) } }
            div.table-wrap {
                table.table.cards {
                    thead { tr {
                        th.cell-title scope="col" { (lang.text("modules-field")) }
                        th scope="col" { (lang.text("key")) }
                        th scope="col" { (lang.text("modules-type")) }
                    } }
                    tbody {
                        @for field in module.fields.values() {
                            tr {
                                td.cell-title {
                                    (field.label)
                                    @if field.required { " " (badge(lang.text("modules-required"), 3)) }
                                }
                                td data-label=(lang.text("key")) { span.mono { (field.key) } }
                                td data-label=(lang.text("modules-type")) { (field.kind.name()) }
                            }
                        }
                    }
                }
            }
        }
    }
}
