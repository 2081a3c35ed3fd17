//! The rows of a list, each a card on a phone, with boxes to tick for what is done to several.

use maud::{Markup, html};
use meta::{FieldType, Path, Record};
use words::{Language, said};

use super::ask::{Ask, sortable};
use super::cell::settable;
use crate::components::escape::{Id, Text};
use crate::components::fields;
use crate::components::icon::icon;
use crate::pages::records::Scene;
use crate::pages::records::around::Around;

/// The table of a page of records.
pub fn table(scene: &Scene, ask: &Ask, records: &[Record]) -> Markup {
    let rows = Rows::of(scene, ask);
    framed(scene, ask, html! { tbody data-follow { @for record in records { (rows.row(record)) } } })
}

/// The table around its rows. The scripts learn from its head what they must know of its cells, which say nothing of it.
pub fn framed(scene: &Scene, ask: &Ask, bodies: Markup) -> Markup {
    let (home, lang) = (scene.home(), scene.lang());
    let back = ask.pairs.on(&home);
    let order: Vec<String> = ask.sort.iter().map(ToString::to_string).collect();
    let settable = ask.columns.iter().any(|path| settable(scene, path));
    html! {
        form method="post" action={ (home) "/bulk" } {
            input type="hidden" name="back" value=(back);
            div.table-wrap {
                table.table.cards data-list=(scene.module.key) data-sort=(order.join(",")) {
                    @if settable { caption.visually-hidden { (lang.text("list-cell-keys")) } }
                    thead { tr {
                        th.cell-check scope="col" { label.js-only {
                            input type="checkbox" data-check-all aria-label=(lang.text("list-select-all"));
                            span.only-phone { (lang.text("list-select-all")) }
                        } }
                        @for (at, path) in ask.columns.iter().enumerate() { (head(scene, ask, path, at == 0)) }
                    } }
                    (bodies)
                }
            }
            (bulk_bar(scene))
        }
    }
}

/// A row by itself.
pub fn one(scene: &Scene, ask: &Ask, record: &Record) -> Markup {
    Rows::of(scene, ask).row(record)
}

/// What is done to the ticked records, or to all that the list shows.
fn bulk_bar(scene: &Scene) -> Markup {
    let rights = &scene.rights;
    let module = &scene.module.key;
    let owner = scene.module.field("owner").is_some_and(|field| scene.sets(field));
    let lang = scene.lang();
    let selected = Around::of(lang, |count| said!("list-selected", count = count));
    html! {
        div.bulk-bar role="region" aria-label=(lang.text("list-selected-records")) {
            span.bulk-count { (selected.before) span data-check-count { "0" } (selected.after) }
            label.bulk-all { input type="checkbox" name="all" value="yes"; span { (lang.text("list-all-pages")) } }
            @if rights.edit.contains_key(module) {
                button.button.small name="act" value="edit" { (icon("pencil")) " " (lang.text("change")) }
                @if owner {
                    button.button.small name="act" value="assign" { (icon("user")) " " (lang.text("list-assign")) }
                }
            }
            @if scene.module.uses("export") {
                button.button.small name="act" value="export" { (icon("download")) " " (lang.text("export")) }
            }
            @if rights.delete.contains_key(module) {
                button.button.small.danger name="act" value="delete" { (icon("trash-2")) " " (lang.text("delete")) }
            }
        }
    }
}

fn head(scene: &Scene, ask: &Ask, path: &Path, title: bool) -> Markup {
    let Some(found) = scene.resolve(path) else { return html! {} };
    let rank = ask.sort.iter().position(|key| key.path == *path);
    let now = rank.map(|rank| ask.sort[rank].descending);
    let aria = now.filter(|_| rank == Some(0)).map(|descending| if descending { "descending" } else { "ascending" });
    let next = if now == Some(false) { format!("-{path}") } else { path.to_string() };
    let class = if title { Some("cell-title") } else { fields::is_figure(&found.kind()).then_some("num") };
    let label = found.label(scene.lang());
    html! {
        th scope="col" class=[class] aria-sort=[aria] data-col=(path) data-set[settable(scene, path)] {
            @if sortable(scene, path) {
                a.sort href=(ask.pairs.without(&["cursor", "from"]).with("sort", &next).on(&scene.home())) {
                    (label) " "
                    @match now { Some(true) => (icon("arrow-down")), Some(false) => (icon("arrow-up")), None => {} }
                    @if let Some(rank) = rank.filter(|_| ask.sort.len() > 1) { small.sort-rank { (rank + 1) } }
                }
            } @else { (label) }
        }
    }
}

/// What the rows of a list share.
pub struct Rows<'a> {
    scene: &'a Scene,
    columns: Vec<Column<'a>>,
    select: Around,
}

impl<'a> Rows<'a> {
    /// The rows of a list.
    pub fn of(scene: &'a Scene, ask: &'a Ask) -> Rows<'a> {
        let columns = columns(scene, ask.columns.get(1..).unwrap_or_default());
        Rows { scene, columns, select: Around::of(scene.lang(), |title| said!("list-select", title = title)) }
    }

    /// One row.
    pub fn row(&self, record: &Record) -> Markup {
        let (title, id) = (Text(called(record, self.scene.lang())), Id(record.id));
        let select = &self.select;
        html! {
            tr {
                td.cell-check { input.row-check type="checkbox" name="id" value=(id) aria-label={ (select.before) (title) (select.after) }; }
                td.cell-title { a href={ "/" (self.scene.module.key) "/" (id) } { (title) } }
                @for column in &self.columns { (cell(self.scene, record, column)) }
            }
        }
    }
}

/// A column, with what all its cells share.
pub struct Column<'a> {
    path: &'a Path,
    kind: FieldType,
    /// What the cell says before its value on a phone.
    label: Markup,
    class: Option<&'static str>,
}

/// The columns of these paths, those that are not there left out.
pub fn columns<'a>(scene: &Scene, paths: &'a [Path]) -> Vec<Column<'a>> {
    let column = |path: &'a Path| {
        let found = scene.resolve(path)?;
        // What is worked out is shown otherwise than what was typed.
        let kind = found.defined();
        let class = fields::is_figure(&found.kind()).then_some("num");
        Some(Column { path, label: html! { (found.label(scene.lang())) }, kind, class })
    };
    paths.iter().filter_map(column).collect()
}

/// One value of a row.
pub fn cell(scene: &Scene, record: &Record, column: &Column) -> Markup {
    let value = record.at(column.path);
    html! {
        td data-label=(column.label) class=[column.class] {
            @if !value.is_empty() { (fields::show(&column.kind, value, record.titles_at(column.path), scene.brief())) }
        }
    }
}

/// What a record is called; words for one without a name.
pub fn called(record: &Record, lang: Language) -> &str {
    if record.title.is_empty() { lang.text("without-a-name") } else { &record.title }
}
