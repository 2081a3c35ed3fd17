//! One list or board: its columns and order, its lanes, cards and sums.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use crm::FieldError;
use crm::definitions::shaping::{self, Against, Origin, Shaped, ViewGiven};
use maud::{Markup, html};
use meta::definition::reserved;
use meta::layout::{View, ViewKind};
use meta::{Field, FieldType};
use words::{Language, said};

use super::rows::{self, List, enter};
use super::{SEEN, address, changed, edited, frame, look, missing, seen, told};
use crate::app::App;
use crate::components::control::{Control, Form, mend};
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::Administrator;
use crate::pairs::{Pairs, Posted};

/// What the controls are called.
const CALLED: &[(&str, &str)] = &[
    ("label", "name"),
    ("columns", "modules-columns"),
    ("card", "modules-card"),
    ("sort", "modules-sort"),
    ("lanes", "modules-lanes"),
    ("total", "modules-total"),
];

/// `GET /admin/modules/{module}/views/new`
pub async fn new(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    asked: Pairs,
) -> Result<Markup, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    let board = asked.get("kind") == Some("board");
    let columns = vec![shaped.now.title.to_string(), "owner".to_owned()];
    let lanes = lanes(&shaped).next().map(|field| field.key.to_string()).unwrap_or_default();
    let given = ViewGiven { board, columns, lanes, ..ViewGiven::default() };
    Ok(draw(&admin, &shaped, &given, Vec::new(), &shaped.mark()))
}

/// `GET /admin/modules/{module}/views/{view}`
pub async fn edit(
    State(app): State<App>,
    admin: Administrator,
    Path((module, key)): Path<(String, String)>,
) -> Result<Markup, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    let view = shaped.now.views.iter().find(|view| view.key == key.as_str()).ok_or_else(missing)?;
    Ok(draw(&admin, &shaped, &stored(view), Vec::new(), &shaped.mark()))
}

fn stored(view: &View) -> ViewGiven {
    let text = |key: &Option<meta::Key>| key.as_ref().map(ToString::to_string).unwrap_or_default();
    let board = view.kind == ViewKind::Board;
    let columns = if board { &view.card } else { &view.columns };
    ViewGiven {
        key: view.key.to_string(),
        board,
        label: view.label.clone(),
        columns: columns.iter().map(ToString::to_string).collect(),
        sort: view.sort.iter().map(ToString::to_string).collect(),
        lanes: text(&view.lanes),
        total: text(&view.total),
    }
}

/// `POST /admin/modules/{module}/views`
pub async fn add(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    keep(app, admin, module, String::new(), typed).await
}

/// `POST /admin/modules/{module}/views/{view}`
pub async fn save(
    State(app): State<App>,
    admin: Administrator,
    Path((module, key)): Path<(String, String)>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    keep(app, admin, module, key, typed).await
}

async fn keep(app: App, admin: Administrator, module: String, key: String, typed: Pairs) -> Result<Response, Failure> {
    let mut shaped = look(&app, &admin, &module).await?;
    let mut given = read(&key, &typed);
    if let Some((list, act)) = rows::pressed(&typed) {
        rows::step(if list == "sort" { &mut given.sort } else { &mut given.columns }, act);
        return Ok(draw(&admin, &shaped, &given, Vec::new(), typed.text(SEEN)).into_response());
    }
    let copy = given.clone();
    let put = move |shaped: &Shaped| Ok(shaping::put_view(shaped, &copy)?.0);
    match edited(&app, &admin, &module, (&typed, Against::Definitions), put).await? {
        Ok(stand) => Ok(changed(&module, stand)),
        Err(errors) => {
            let mut seen = typed.text(SEEN).to_owned();
            if told::conflict(&errors) {
                shaped = look(&app, &admin, &module).await?;
                seen = shaped.mark();
            }
            let known = if key.is_empty() { shaping::key_of(&given.label, reserved::FIELD_LENGTH) } else { key };
            let errors = told::placed(errors, &format!("views.{known}"), CALLED);
            Ok(mend(draw(&admin, &shaped, &given, errors, &seen)))
        }
    }
}

fn read(key: &str, typed: &Pairs) -> ViewGiven {
    let rows = |name: &str| typed.rows(name).into_iter().map(|at| at.to_owned()).collect::<Vec<_>>();
    let columns = rows("columns").iter().map(|at| typed.text(&format!("columns[{at}][path]")).to_owned()).collect();
    let orders = rows("sort");
    let sort = orders.iter().map(|at| {
        let (path, order) = (typed.text(&format!("sort[{at}][path]")), typed.text(&format!("sort[{at}][order]")));
        if path.is_empty() { String::new() } else { format!("{}{path}", if order == "down" { "-" } else { "" }) }
    });
    ViewGiven {
        key: key.to_owned(),
        board: typed.text("kind") == "board",
        label: typed.text("label").to_owned(),
        columns,
        sort: sort.collect(),
        lanes: typed.text("lanes").to_owned(),
        total: typed.text("total").to_owned(),
    }
}

/// `POST /admin/modules/{module}/views/{view}/retirement`
pub async fn drop(
    State(app): State<App>,
    admin: Administrator,
    Path((module, key)): Path<(String, String)>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let drop = move |shaped: &Shaped| shaping::drop_view(shaped, &key);
    match edited(&app, &admin, &module, (&typed, Against::Definitions), drop).await? {
        Ok(stand) => Ok(changed(&module, stand)),
        Err(errors) => {
            let why = errors.first().map(|error| error.detail.clone()).unwrap_or_else(|| said!("modules-view-stays"));
            Ok(flash::redirect(&address(&module, "views"), News::refused(why)))
        }
    }
}

/// The fields whose values can be lanes.
pub(super) fn lanes(shaped: &Shaped) -> impl Iterator<Item = &Field> {
    let fields = shaped.now.own_fields().map(|field| &**field);
    fields.filter(|field| matches!(field.kind, FieldType::Stage | FieldType::Select { .. }))
}

fn draw(admin: &Administrator, shaped: &Shaped, given: &ViewGiven, errors: Vec<FieldError>, mark: &str) -> Markup {
    let lang = admin.lang();
    let values = [("label", given.label.clone()), ("lanes", given.lanes.clone()), ("total", given.total.clone())];
    let form = Form { errors, ..Form::of(lang, values) }.calling(CALLED);
    let new = given.key.is_empty();
    let action = address(&shaped.key, &if new { "views".to_owned() } else { format!("views/{}", given.key) });
    let drawing = Drawing { given, form: &form, paths: paths(admin, shaped), action: &action };
    let title = match (new, given.board) {
        (false, _) => given.label.as_str(),
        (true, true) => lang.text("modules-board-new"),
        (true, false) => lang.text("modules-list-new"),
    };
    let content = html! {
        div.stack {
            form.form method="post" action=(action) {
                (enter())
                (seen(mark))
                input type="hidden" name="kind" value=(if given.board { "board" } else { "list" });
                (form.summary())
                fieldset.form-section {
                    legend { (lang.text(if given.board { "modules-board" } else { "modules-list" })) }
                    div.form-grid {
                        (form.text("text", Control::new("label", lang.text("name")).required()))
                        @if given.board { (drawing.board(shaped)) }
                    }
                }
                (drawing.columns())
                @if !given.board { (drawing.sort()) }
                div.form-actions {
                    button.button.primary { (lang.text("modules-to-plan")) }
                    a.button.quiet href=(address(&shaped.key, "views")) { (lang.text("cancel")) }
                }
            }
            @if !new && shaped.origin_of_view(&given.key) != Origin::Shipped {
                form method="post" action={ (action) "/retirement" } {
                    (seen(mark))
                    button.button.danger {
                        (icon("trash-2"))
                        (lang.text(if shaped.origin_of_view(&given.key) == Origin::Changed { "modules-view-reset" } else { "modules-view-drop" }))
                    }
                }
            }
        }
    };
    frame::below(admin, shaped, ("views", lang.text("modules-views")), title, content)
}

/// Fields and the fields of what they link to, each with its words.
fn paths(admin: &Administrator, shaped: &Shaped) -> Vec<(String, String)> {
    let catalogue = &admin.snapshot.schema.catalogue;
    let fits = |field: &&std::sync::Arc<Field>| !matches!(field.kind, FieldType::Children { .. });
    let mut all: Vec<(String, String)> =
        shaped.now.fields.values().filter(fits).map(|field| (field.key.to_string(), field.label.clone())).collect();
    for link in shaped.now.own_fields() {
        let FieldType::Link { to, .. } = &link.kind else { continue };
        let Some(target) = catalogue.module(to) else { continue };
        let through = target.own_fields().filter(|field| fits(field) && !matches!(field.kind, FieldType::Link { .. }));
        all.extend(
            through.map(|field| (format!("{}.{}", link.key, field.key), format!("{} › {}", link.label, field.label))),
        );
    }
    all
}

/// What the form is drawn from.
struct Drawing<'a> {
    given: &'a ViewGiven,
    form: &'a Form,
    paths: Vec<(String, String)>,
    action: &'a str,
}

impl Drawing<'_> {
    fn lang(&self) -> Language {
        self.form.lang
    }

    fn board(&self, shaped: &Shaped) -> Markup {
        let text = |key: &'static str| self.lang().text(key);
        let of = |field: &Field| (field.key.to_string(), field.label.clone());
        let summed = shaped.now.own_fields().filter(|field| {
            use FieldType as T;
            let kind = field.kind.shown();
            field.kind.result().is_some()
                || matches!(kind, T::Int { .. } | T::Decimal { .. } | T::Money { .. } | T::Duration | T::Rating { .. })
        });
        let none = std::iter::once((String::new(), "–".to_owned()));
        html! {
            (self.form.select(Control::new("lanes", text("modules-lanes")).required(), lanes(shaped).map(of)))
            (self.form.select(Control::new("total", text("modules-total")).hint(text("modules-total-hint")), none.chain(summed.map(|field| of(field)))))
        }
    }

    fn columns(&self) -> Markup {
        let lang = self.lang();
        let title = if self.given.board { "modules-card" } else { "modules-columns" };
        let list = List { name: "columns", count: self.given.columns.len(), action: self.action };
        html! {
            fieldset.form-section id="list-columns" {
                legend { (lang.text(title)) }
                table.lines data-order {
                    tbody {
                        @for (at, path) in self.given.columns.iter().enumerate() {
                            tr {
                                td.line-handle.js-only data-handle { (icon("grip-vertical")) }
                                td { (self.path(&format!("columns[{at}][path]"), path, &format!("{} {}", lang.text(title), at + 1))) }
                                td.line-remove { (list.buttons(lang, at, &self.label(path))) }
                            }
                        }
                    }
                }
                (list.more(lang.text("modules-column-new")))
            }
        }
    }

    fn sort(&self) -> Markup {
        let lang = self.lang();
        let list = List { name: "sort", count: self.given.sort.len(), action: self.action };
        html! {
            fieldset.form-section id="list-sort" {
                legend { (lang.text("modules-sort")) }
                table.lines data-order {
                    tbody {
                        @for (at, key) in self.given.sort.iter().enumerate() {
                            @let (down, path) = key.strip_prefix('-').map_or((false, key.as_str()), |path| (true, path));
                            tr {
                                td.line-handle.js-only data-handle { (icon("grip-vertical")) }
                                td { (self.path(&format!("sort[{at}][path]"), path, &format!("{} {}", lang.text("modules-sort"), at + 1))) }
                                td {
                                    select name={ "sort[" (at) "][order]" } aria-label={ (lang.text("modules-order")) " " (at + 1) } {
                                        option value="up" { (lang.text("modules-smallest")) }
                                        option value="down" selected[down] { (lang.text("modules-largest")) }
                                    }
                                }
                                td.line-remove { (list.buttons(lang, at, &self.label(path))) }
                            }
                        }
                    }
                }
                (list.more(lang.text("modules-sort-new")))
            }
        }
    }

    fn path(&self, name: &str, chosen: &str, words: &str) -> Markup {
        let known = chosen.is_empty() || self.paths.iter().any(|(path, _)| path == chosen);
        html! {
            select name=(name) aria-label=(words) {
                option value="" {}
                @if !known { option value=(chosen) selected { (chosen) } }
                @for (path, label) in &self.paths { option value=(path) selected[path == chosen] { (label) } }
            }
        }
    }

    fn label(&self, path: &str) -> String {
        self.paths.iter().find(|(known, _)| known == path).map_or_else(|| path.to_owned(), |(_, label)| label.clone())
    }
}
