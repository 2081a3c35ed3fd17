//! Modules and the text that defines each. Definitions are changed by `kith module plan` and `apply`, not here.

use axum::extract::{Path, State};
use crm::{Error, catalogue};
use maud::{Markup, html};
use meta::Module;

use super::{Administrator, Head};
use crate::app::App;
use crate::components::badge::badge;
use crate::components::icon::icon;
use crate::failure::Failure;

const AT: &str = "/admin/modules";

/// `GET /admin/modules`
pub async fn index(admin: Administrator) -> Markup {
    let modules = admin.snapshot.schema.catalogue.modules();
    let content = html! {
        div.stack {
            p.muted {
                "One file makes a module. Change one with " span.mono { "kith module plan FILE" } " and "
                span.mono { "kith module apply FILE" } "."
            }
            div.table-wrap {
                table.table.cards {
                    thead { tr {
                        th.cell-title scope="col" { "Module" }
                        th scope="col" { "Key" }
                        th scope="col" { "Area" }
                        th.num scope="col" { "Fields" }
                        th.num scope="col" { "Relations" }
                    } }
                    tbody data-follow { @for module in modules { (row(&admin, module)) } }
                }
            }
        }
    };
    super::page(&admin, Head::new(AT, "Modules"), content)
}

fn row(admin: &Administrator, module: &Module) -> Markup {
    let address = format!("{AT}/{}", module.key);
    html! {
        tr {
            td.cell-title { a.record-link href=(address) { (icon(&module.icon)) (module.label.many) } }
            td data-label="Key" { span.mono { (module.key) } }
            td data-label="Area" { (module.area) }
            td.num data-label="Fields" { (module.fields.len()) }
            td.num data-label="Relations" { (admin.snapshot.schema.catalogue.relations(&module.key).len()) }
        }
    }
}

/// `GET /admin/modules/{module}`
pub async fn show(State(app): State<App>, admin: Administrator, Path(key): Path<String>) -> Result<Markup, Failure> {
    let module = admin.snapshot.module(&key).ok_or_else(|| Error::NotFound(format!("module “{key}”")))?.clone();
    let layers = app.crm().read(admin.actor(), move |work| catalogue::layers(work, &key)).await?;
    let content = html! {
        div.stack {
            @for (layer, text) in &layers {
                section.card {
                    div.card-header { h2 { "Definition" } (badge(layer, 8)) }
                    pre.card-body.definition tabindex="0" { code { (text) } }
                }
            }
            (fields(&module))
        }
    };
    let open = html! { a.button href={ "/" (module.key) } { (icon(&module.icon)) "Open" } };
    let head = Head { above: &[(AT, "Modules")], actions: open, ..Head::new(AT, &module.label.many) };
    Ok(super::page(&admin, head, content))
}

fn fields(module: &Module) -> Markup {
    html! {
        section.card {
            div.card-header { h2 { "Fields" } }
            div.table-wrap {
                table.table.cards {
                    thead { tr { th.cell-title scope="col" { "Field" } th scope="col" { "Key" } th scope="col" { "Type" } } }
                    tbody {
                        @for field in module.fields.values() {
                            tr {
                                td.cell-title { (field.label) @if field.required { " " (badge("Required", 3)) } }
                                td data-label="Key" { span.mono { (field.key) } }
                                td data-label="Type" { (field.kind.name()) }
                            }
                        }
                    }
                }
            }
        }
    }
}
