//! The lists and boards of a module.

use axum::extract::{Path, State};
use maud::{Markup, html};
use meta::layout::{View, ViewKind};
use words::Language;

use super::{address, frame, look, show, view};
use crate::app::App;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pages::admin::Administrator;

/// `GET /admin/modules/{module}/views`
pub async fn index(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
) -> Result<Markup, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    let (lang, new) = (admin.lang(), address(&module, "views/new"));
    let row = |view: &View| {
        html! {
            tr {
                td.cell-title {
                    a href=(address(&module, &format!("views/{}", view.key))) {
                        (icon(if view.kind == ViewKind::Board { "kanban" } else { "list" })) " " (view.label)
                    }
                }
                td.cell-wrap data-label=(lang.text("modules-shows")) { (shows(&shaped.now, view, lang)) }
                td data-label=(lang.text("modules-origin")) { (show::origin(shaped.origin_of_view(&view.key), lang)) }
            }
        }
    };
    let content = html! {
        div.stack {
            p.muted { (lang.text("modules-views-about")) }
            div.row {
                a.button.primary href={ (new) "?kind=list" } { (icon("plus")) (lang.text("modules-list-new")) }
                @if view::lanes(&shaped).next().is_some() {
                    a.button href={ (new) "?kind=board" } { (icon("kanban")) (lang.text("modules-board-new")) }
                }
            }
            div.table-wrap {
                table.table.cards {
                    thead { tr {
                        th.cell-title scope="col" { (lang.text("name")) }
                        th scope="col" { (lang.text("modules-shows")) }
                        th scope="col" { (lang.text("modules-origin")) }
                    } }
                    tbody data-follow { @for view in &shaped.now.views { (row(view)) } }
                }
            }
        }
    };
    Ok(frame::page(&admin, &shaped, "views", content))
}

/// What a view shows, by the names of the fields.
fn shows(module: &meta::Module, view: &View, lang: Language) -> String {
    let label = |path: &meta::Path| {
        let field = path.single().and_then(|key| module.field(key));
        field.map_or_else(|| path.to_string(), |field| field.label.clone())
    };
    let paths = if view.kind == ViewKind::Board { &view.card } else { &view.columns };
    let shown = paths.iter().map(label).collect::<Vec<_>>().join(", ");
    match view.lanes.as_ref().and_then(|key| module.field(key)) {
        Some(lanes) => lang.say(words::said!("modules-shows-by", lanes = lanes.label.as_str(), fields = shown)),
        None => shown,
    }
}
