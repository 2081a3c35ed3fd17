//! Layouts and views: that every field and relation they show is there and fits its place.

use std::collections::BTreeSet;

use super::super::infer;
use super::super::problem::suggest;
use super::{Problems, modules};
use crate::layout::{View, ViewKind};
use crate::{Catalogue, FieldType, Key, Module, Path};

pub(super) fn check(catalogue: &Catalogue, module: &Module, problems: &mut Problems) {
    layout(module, problems);
    related(catalogue, module, problems);
    for view in &module.views {
        let place = format!("views.{}", view.key);
        match view.kind {
            ViewKind::List => list(catalogue, module, view, &place, problems),
            ViewKind::Board => board(catalogue, module, view, &place, problems),
        }
    }
}

fn layout(module: &Module, problems: &mut Problems) {
    let mut shown: BTreeSet<&Key> = BTreeSet::new();
    for (section, at) in module.detail.sections.iter().zip(0..) {
        for (row, row_at) in section.rows.iter().zip(0..) {
            for (key, key_at) in row.iter().zip(0..) {
                let place = format!("layouts.detail.sections.{at}.rows.{row_at}.{key_at}");
                if module.field(key).is_none() {
                    modules::no_field(module, &place, key, problems);
                } else if !shown.insert(key) {
                    problems.add(module, &place, format!("`{key}` stands in the layout twice"), "remove one");
                }
            }
        }
    }
}

fn related(catalogue: &Catalogue, module: &Module, problems: &mut Problems) {
    for (name, at) in module.detail.related.iter().zip(0..) {
        if catalogue.relation(&module.key, name).is_none() {
            let relations = catalogue.relations(&module.key).iter().map(|relation| relation.name.as_str());
            let help = suggest(name, relations, "its relations are");
            let place = format!("layouts.detail.related.{at}");
            problems.add(module, &place, format!("`{}` has no relation `{name}`", module.key), help);
        }
    }
}

fn list(catalogue: &Catalogue, module: &Module, view: &View, place: &str, problems: &mut Problems) {
    columns(catalogue, module, &view.columns, &format!("{place}.columns"), problems);
    for (key, at) in view.sort.iter().zip(0..) {
        let place = format!("{place}.sort.{at}");
        let Some(end) = catalogue.resolve(&module.key, &key.path) else {
            problems.unresolved(module, &place, infer::unresolved(catalogue, module, &key.path));
            continue;
        };
        if end.part.is_none() && !sortable(end.field.kind.shown()) {
            let message = format!("a {} has no order", end.field.kind.shown().name());
            problems.add(module, &place, message, "sort by another field");
        }
    }
}

fn columns(catalogue: &Catalogue, module: &Module, paths: &[Path], place: &str, problems: &mut Problems) {
    for (path, at) in paths.iter().zip(0..) {
        let place = format!("{place}.{at}");
        match catalogue.resolve(&module.key, path) {
            None => problems.unresolved(module, &place, infer::unresolved(catalogue, module, path)),
            Some(end) if matches!(end.field.kind, FieldType::Children { .. }) => {
                problems.add(module, &place, "lines do not fit here", "show them in the layout");
            }
            Some(_) => {}
        }
    }
}

fn board(catalogue: &Catalogue, module: &Module, view: &View, place: &str, problems: &mut Problems) {
    columns(catalogue, module, &view.card, &format!("{place}.card"), problems);
    if let Some(lanes) = &view.lanes {
        let place = format!("{place}.lanes");
        match module.field(lanes).map(|field| &field.kind) {
            Some(FieldType::Stage | FieldType::Select { .. }) => {}
            Some(kind) => {
                let message = format!("a {} cannot be the lanes of a board", kind.name());
                problems.add(module, &place, message, "take a stage or select field");
            }
            None => modules::no_field(module, &place, lanes, problems),
        }
    }
    if let Some(total) = &view.total {
        let place = format!("{place}.total");
        match module.field(total).map(|field| field.kind.shown()) {
            Some(kind) if summable(kind) => {}
            Some(kind) => {
                let message = format!("a {} has no total", kind.name());
                problems.add(module, &place, message, "take a number, money or duration");
            }
            None => modules::no_field(module, &place, total, problems),
        }
    }
}

fn sortable(kind: &FieldType) -> bool {
    use FieldType as T;
    !matches!(
        kind,
        T::LongText { .. }
            | T::MultiSelect { .. }
            | T::Tags
            | T::Emails
            | T::Phones
            | T::Address
            | T::Geo
            | T::Links { .. }
            | T::Parent { .. }
            | T::Children { .. }
    )
}

fn summable(kind: &FieldType) -> bool {
    use FieldType as T;
    *kind == FieldType::UNKNOWN
        || matches!(kind, T::Int { .. } | T::Decimal { .. } | T::Money { .. } | T::Duration | T::Rating { .. })
}
