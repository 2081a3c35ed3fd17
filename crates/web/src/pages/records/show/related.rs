//! A related list: the first records, a link to all, a link to add one.

use maud::{Markup, html};
use meta::relation::RelationKind;
use meta::{FieldType, Filter};
use serde_json::json;
use words::said;

use super::read::Related;
use super::{Shown, Tab};
use crate::components::control::capital;
use crate::components::empty;
use crate::components::fields;
use crate::components::icon::icon;
use crate::pages::records::list::table::{called, cell, columns};
use crate::pairs::Pairs;

/// The card of a related list.
pub fn card(shown: &Shown, list: &Related) -> Markup {
    let (all, lang) = (all(shown, list), shown.scene.lang());
    let count = list.records.len();
    let new = capital(&lang.say(said!("new-of", module = list.scene.one())));
    let columns = columns(&list.scene, list.columns.get(1..).unwrap_or_default());
    html! {
        section.card.related aria-label=(list.label) {
            div.card-header {
                h2 { (list.label) " " @if count > 0 { span.tab-count { (count) @if list.more { "+" } } } }
                @if let Some(add) = add(shown, list) {
                    a.button.quiet.small href=(add) data-dialog-load=(new) { (icon("plus")) (lang.text("record-add")) }
                }
            }
            @if list.records.is_empty() { (empty::small(&lang.say(said!("record-none-yet", modules = list.scene.many())))) } @else {
                div.table-wrap { table.table.cards.compact[shown.tab == Tab::Overview] {
                    thead { tr { @for path in &list.columns { @if let Some(found) = list.scene.resolve(path) {
                        th scope="col" class=[fields::is_figure(&found.kind()).then_some("num")] { (found.label(lang)) }
                    } } } }
                    tbody data-follow { @for record in &list.records {
                        tr {
                            td.cell-title { a href=(list.scene.record(record.id)) { (called(record, lang)) } }
                            @for column in &columns { (cell(&list.scene, record, column)) }
                        }
                    } }
                } }
                @if let (true, Some(all)) = (list.more, all) { p.card-footer { a href=(all) { (lang.text("record-show-all")) } } }
            }
        }
    }
}

/// The address of the whole list.
fn all(shown: &Shown, list: &Related) -> Option<String> {
    let (module, id) = (&shown.scene.module.key, shown.record.id);
    let mut pairs = Pairs::default();
    match &list.relation.kind {
        RelationKind::Inverse { field }
        | RelationKind::LinksInverse { field }
        | RelationKind::Children { by: field, .. } => {
            pairs.push(format!("filter[{field}][eq]"), id.to_string());
        }
        RelationKind::ParentInverse { field } => pairs.push(format!("filter[{field}][eq]"), format!("{module}/{id}")),
        RelationKind::Links { field } => {
            let field = shown.scene.module.field(field)?;
            let FieldType::Links { inverse: Some(inverse), .. } = &field.kind else { return None };
            let this = Filter::test(meta::Key::of("id"), meta::Op::Eq, meta::Value::Id(id)).to_json();
            pairs.push("filter", json!({ "related": inverse, "where": this }).to_string());
        }
    }
    Some(pairs.on(&list.scene.home()))
}

/// The address at which one more is made, tied to this record.
fn add(shown: &Shown, list: &Related) -> Option<String> {
    let (module, id) = (&shown.scene.module.key, shown.record.id);
    if !list.scene.rights.may_create(&list.relation.target) || !shown.record.get("deleted_at").is_empty() {
        return None;
    }
    let mut pairs = Pairs::default();
    match &list.relation.kind {
        RelationKind::Inverse { field } | RelationKind::LinksInverse { field } => {
            pairs.push(field.to_string(), id.to_string())
        }
        RelationKind::ParentInverse { field } => pairs.push(field.to_string(), format!("{module}/{id}")),
        RelationKind::Links { .. } | RelationKind::Children { .. } => return None,
    }
    pairs.push("back", shown.tab.on(&shown.scene.record(id)));
    Some(pairs.on(&format!("{}/new", list.scene.home())))
}
