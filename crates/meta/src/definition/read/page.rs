//! Layouts and views.

use super::super::raw::{RawLayout, RawSection, RawView};
use super::super::{made, problem::suggest};
use super::{Reader, join};
use crate::layout::{Layout, Section, SortKey, View, ViewKind};

pub(super) fn read_layouts(reader: &mut Reader, table: toml::Table) -> Option<Layout> {
    let mut detail = None;
    for (name, value) in table {
        let place = join("layouts", &name);
        if name != "detail" {
            reader.problem(&place, format!("there is no layout `{name}`"), suggest(&name, ["detail"], "layouts are"));
        } else if let Some(raw) = reader.shape::<RawLayout>(&place, value) {
            let sections = raw.sections.into_iter().enumerate();
            let sections =
                sections.map(|(at, raw)| read_section(reader, &format!("{place}.sections.{at}"), raw)).collect();
            let related = reader.keys(&join(&place, "related"), &raw.related);
            detail = Some(Layout { sections, related });
        }
    }
    detail
}

fn read_section(reader: &mut Reader, place: &str, raw: RawSection) -> Section {
    let mut rows = Vec::new();
    for (at, row) in raw.rows.iter().enumerate() {
        let place = format!("{place}.rows.{at}");
        if row.is_empty() || row.len() > 2 {
            reader.problem(&place, format!("a row has one or two fields, not {}", row.len()), "split the row");
        }
        rows.push(reader.keys(&place, row));
    }
    let visible_if = raw.visible_if.and_then(|text| reader.expr(&join(place, "visible_if"), text));
    Section { label: raw.label, rows, visible_if }
}

pub(super) fn read_views(reader: &mut Reader, table: toml::Table) -> Vec<View> {
    let mut views = Vec::new();
    for (name, value) in table {
        let place = join("views", &name);
        let Some(key) = reader.key(&place, &name) else { continue };
        let Some(raw) = reader.shape::<RawView>(&place, value) else { continue };
        refuse_of_other_kind(reader, &place, &raw);
        let lanes = raw.lanes.as_ref().and_then(|lanes| reader.key(&join(&place, "lanes"), lanes));
        if raw.kind == ViewKind::Board && raw.lanes.is_none() {
            reader.problem(&place, "a board needs `lanes`", "name a stage or select field: `lanes = \"stage\"`");
        }
        views.push(View {
            label: raw.label.unwrap_or_else(|| made::words(&key)),
            key,
            kind: raw.kind,
            columns: reader.paths(&join(&place, "columns"), &raw.columns),
            sort: read_sort(reader, &join(&place, "sort"), &raw.sort),
            lanes,
            card: reader.paths(&join(&place, "card"), &raw.card),
            total: raw.total.as_ref().and_then(|total| reader.key(&join(&place, "total"), total)),
        });
    }
    views
}

fn refuse_of_other_kind(reader: &mut Reader, place: &str, raw: &RawView) {
    let list = [("columns", !raw.columns.is_empty()), ("sort", !raw.sort.is_empty())];
    let board = [("lanes", raw.lanes.is_some()), ("card", !raw.card.is_empty()), ("total", raw.total.is_some())];
    let (kind, foreign, takes) = match raw.kind {
        ViewKind::List => ("list", &board[..], "columns, sort"),
        ViewKind::Board => ("board", &list[..], "lanes, card, total"),
    };
    for (name, _) in foreign.iter().filter(|(_, given)| *given) {
        reader.problem(
            &join(place, name),
            format!("`{name}` does not apply to a {kind}"),
            format!("a {kind} takes {takes}"),
        );
    }
}

fn read_sort(reader: &mut Reader, place: &str, texts: &[String]) -> Vec<SortKey> {
    let mut sort = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        match SortKey::parse(text) {
            Some(key) => sort.push(key),
            None => {
                let help = "write a field or path, with `-` before it for largest first: `-amount`";
                reader.problem(&format!("{place}.{at}"), format!("“{text}” is not a sort key"), help);
            }
        }
    }
    sort
}
