//! What a definition need not say: labels from keys, the title, search, layouts and views from the fields.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::layout::{Section, SortKey, View, ViewKind};
use crate::module::Label;
use crate::{Field, FieldType, Key, Module, Path};

/// Most columns of a list that is made.
const COLUMNS: usize = 6;
/// Most fields below the title of a card that is made.
const CARD: usize = 3;

/// `close_date` as people read it: "Close date".
pub(super) fn words(key: &Key) -> String {
    let text = key.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The English plural of a name, good enough until a definition says better.
pub(super) fn plural(one: &str) -> String {
    match one.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if one.ends_with(['s', 'x']) || one.ends_with("ch") || one.ends_with("sh") => format!("{one}es"),
        _ => format!("{one}s"),
    }
}

/// The label of a module that gives none.
pub(super) fn label(key: &Key) -> Label {
    let one = words(key);
    Label { many: plural(&one), one }
}

/// The field that the ability `tags` gives.
pub(super) fn tags_field() -> Field {
    Field::new(Key::of("tags"), "Tags", FieldType::Tags)
}

/// Whether values of a type can name a record.
pub fn names(kind: &FieldType) -> bool {
    use FieldType as T;
    matches!(
        kind,
        T::Text { .. } | T::PersonName | T::Autonumber { .. } | T::Url | T::Formula { .. } | T::LongText { .. }
    )
}

/// The field that names a record: `name`, or the first that can.
pub(super) fn title(fields: &IndexMap<Key, Arc<Field>>) -> Option<Key> {
    let named = fields.get("name").filter(|field| names(&field.kind));
    named.or_else(|| fields.values().find(|field| names(&field.kind))).map(|field| field.key.clone())
}

/// What search reads: the title, numbers, e-mails and phones.
pub(super) fn search(fields: &IndexMap<Key, Arc<Field>>, title: &Key) -> Vec<Path> {
    let found = |field: &&Arc<Field>| {
        field.key == *title
            || matches!(field.kind, FieldType::Autonumber { .. } | FieldType::Emails | FieldType::Phones)
    };
    fields.values().filter(found).map(|field| Path::of(field.key.clone())).collect()
}

/// Fills in the detail layout and the list that the definition leaves out.
pub(super) fn pages(module: &mut Module) {
    if module.detail.sections.is_empty() {
        module.detail.sections = sections(module);
    }
    if module.views.iter().all(|view| view.kind != ViewKind::List) {
        let key = Key::of(if module.views.iter().any(|view| view.key == "all") { "list" } else { "all" });
        let list = list(module, key);
        let boards = std::mem::take(&mut module.views);
        let board = if boards.is_empty() { board(module) } else { None };
        module.views = std::iter::once(list).chain(boards).chain(board).collect();
    }
    for at in 0..module.views.len() {
        complete(module, at);
    }
}

/// Sections for a layout without any: the fields two a row, those that need room alone.
pub(super) fn sections(module: &Module) -> Vec<Section> {
    let mut rows: Vec<Vec<Key>> = Vec::new();
    let last = ["owner", "team"].map(Key::of);
    for key in module.own_fields().map(|field| &field.key).chain(&last) {
        let alone = |key: &Key| module.field(key).is_some_and(|field| wide(&field.kind));
        match rows.last_mut() {
            Some(row) if row.len() == 1 && !alone(key) && !alone(&row[0]) => row.push(key.clone()),
            _ => rows.push(vec![key.clone()]),
        }
    }
    vec![Section { label: "Details".to_string(), rows, visible_if: None }]
}

fn wide(kind: &FieldType) -> bool {
    matches!(kind, FieldType::LongText { .. } | FieldType::Children { .. } | FieldType::Address)
}

fn narrow(kind: &FieldType) -> bool {
    !wide(kind) && !matches!(kind, FieldType::Geo | FieldType::Links { .. })
}

/// The title and the fields after it that fit a column or card.
fn short(module: &Module, most: usize) -> Vec<Path> {
    let fields = module.own_fields().filter(|field| narrow(&field.kind) && field.key != module.title);
    let title = std::iter::once(module.title.clone());
    title.chain(fields.map(|field| field.key.clone())).take(most).map(Path::of).collect()
}

fn list(module: &Module, key: Key) -> View {
    View {
        label: format!("All {}", module.label.many.to_lowercase()),
        key,
        kind: ViewKind::List,
        columns: Vec::new(),
        sort: Vec::new(),
        lanes: None,
        card: Vec::new(),
        total: None,
    }
}

fn board(module: &Module) -> Option<View> {
    let lanes = module.own_fields().find(|field| field.kind == FieldType::Stage)?;
    let total = module.own_fields().find(|field| matches!(field.kind, FieldType::Money { .. }));
    Some(View {
        key: Key::of("board"),
        label: "Board".to_string(),
        kind: ViewKind::Board,
        columns: Vec::new(),
        sort: Vec::new(),
        lanes: Some(lanes.key.clone()),
        card: Vec::new(),
        total: total.map(|field| field.key.clone()),
    })
}

/// Gives a list its columns and sort, and a board its card, where it has none.
fn complete(module: &mut Module, at: usize) {
    let mut view = module.views[at].clone();
    match view.kind {
        ViewKind::List => {
            if view.columns.is_empty() {
                view.columns = short(module, COLUMNS);
                view.columns.push(Path::of(Key::of("owner")));
            }
            if view.sort.is_empty() {
                view.sort = vec![SortKey { path: Path::of(module.title.clone()), descending: false }];
            }
        }
        ViewKind::Board if view.card.is_empty() => {
            let lanes = view.lanes.clone();
            view.card = short(module, CARD + 2);
            view.card.retain(|path| path.single() != lanes.as_ref());
            view.card.truncate(CARD + 1);
        }
        ViewKind::Board => {}
    }
    module.views[at] = view;
}

/// Whether the sections are those that are made for a module without a layout.
pub(super) fn is_made(module: &Module) -> bool {
    module.detail.sections == sections(module)
}
