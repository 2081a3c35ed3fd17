//! The physical shape of a field: the columns that hold it, or the side table beside its module's table.
//!
//! A name is a key or a key with a suffix after two underscores, which no key may hold, so that names never clash.
//! Text has a second column `…__key`, folded, by which it compares and sorts.

use meta::catalogue::Part;
use meta::{Field, FieldType, Key, Module};

use crate::dialect::ColumnType;

/// One column of a module's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it stores.
    pub kind: ColumnType,
}

/// What a side table holds, one row an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SideKind {
    /// E-mail addresses or phone numbers with their marks.
    Points,
    /// Words: tags or chosen options.
    Words,
    /// Ids of linked records.
    Links,
}

/// The suffix of the folded copy of a text column.
pub const KEY: &str = "__key";

/// The integer that orders a table's rows by their making; the tie-breaker of every sort.
pub const RID: &str = "_rid";
/// What a record is called, kept beside its fields so that links show it with one join.
pub const TITLE: &str = "_title";
/// The folded title.
pub const TITLE_KEY: &str = "_title__key";
/// The act that moved the record to the bin, so that what went with its parent comes back with it.
pub const DELETED_ACT: &str = "_deleted_act";

/// The columns of a stored field in the module's table; none for fields kept elsewhere.
pub fn columns(field: &Field) -> Vec<Column> {
    let one = |kind| vec![Column { name: field.key.to_string(), kind }];
    let with = |parts: &[(&str, ColumnType)]| {
        parts.iter().map(|(suffix, kind)| Column { name: format!("{}{suffix}", field.key), kind: *kind }).collect()
    };
    use ColumnType as C;
    match field.kind.shown() {
        FieldType::Id | FieldType::Link { .. } | FieldType::User | FieldType::Team | FieldType::Stage => one(C::Uuid),
        FieldType::Text { .. } | FieldType::LongText { .. } | FieldType::Url | FieldType::Autonumber { .. } => {
            with(&[("", C::Text), (KEY, C::Text)])
        }
        FieldType::Int { .. }
        | FieldType::Decimal { .. }
        | FieldType::Percent { .. }
        | FieldType::Duration
        | FieldType::Rating { .. } => one(C::Int),
        FieldType::Money { .. } => with(&[("", C::Int), ("__currency", C::Text), ("__base", C::Int)]),
        FieldType::Bool => one(C::Bool),
        FieldType::Date => one(C::Date),
        FieldType::DateTime => one(C::Time),
        FieldType::Select { .. } => one(C::Text),
        FieldType::Parent { .. } => with(&[("", C::Uuid), ("__module", C::Text)]),
        FieldType::Geo => with(&[("__lat", C::Int), ("__lon", C::Int)]),
        FieldType::PersonName => with(&[
            ("__prefix", C::Text),
            ("__given", C::Text),
            ("__given__key", C::Text),
            ("__family", C::Text),
            ("__family__key", C::Text),
            ("__suffix", C::Text),
            (KEY, C::Text),
        ]),
        FieldType::Address => with(&[
            ("__street", C::Text),
            ("__street__key", C::Text),
            ("__postal_code", C::Text),
            ("__postal_code__key", C::Text),
            ("__city", C::Text),
            ("__city__key", C::Text),
            ("__region", C::Text),
            ("__region__key", C::Text),
            ("__country", C::Text),
            (KEY, C::Text),
        ]),
        FieldType::MultiSelect { .. }
        | FieldType::Tags
        | FieldType::Emails
        | FieldType::Phones
        | FieldType::Links { .. }
        | FieldType::Children { .. } => Vec::new(),
        FieldType::Formula { .. } | FieldType::Rollup { .. } | FieldType::Lookup { .. } => {
            unreachable!("shown() is never derived")
        }
    }
}

/// The kind of side table that holds a field; `None` for fields with columns.
pub fn side(kind: &FieldType) -> Option<SideKind> {
    match kind {
        FieldType::Emails | FieldType::Phones => Some(SideKind::Points),
        FieldType::MultiSelect { .. } | FieldType::Tags => Some(SideKind::Words),
        FieldType::Links { .. } => Some(SideKind::Links),
        FieldType::Formula { result, .. } => side(result),
        _ => None,
    }
}

/// The name of the side table of a field.
pub fn side_table(module: &Key, field: &Key) -> String {
    format!("{module}__{field}")
}

/// The name of the full text table of a module.
pub fn search_table(module: &Key) -> String {
    format!("{module}__search")
}

/// The columns of a side table after `owner` (the record's id) and `position`.
pub fn side_columns(kind: SideKind) -> &'static [(&'static str, ColumnType)] {
    match kind {
        SideKind::Points => &[
            ("value", ColumnType::Text),
            ("value__key", ColumnType::Text),
            ("type", ColumnType::Text),
            ("main", ColumnType::Bool),
            ("opted_out", ColumnType::Bool),
            ("invalid", ColumnType::Bool),
        ],
        SideKind::Words => &[("value", ColumnType::Text), ("value__key", ColumnType::Text)],
        SideKind::Links => &[("other", ColumnType::Uuid)],
    }
}

/// The column by which a field, or a part of it, compares and sorts; `None` for what has no single one.
pub fn comparable(field: &Field, part: Option<Part>) -> Option<Column> {
    let key = &field.key;
    let column = |suffix: &str, kind| Some(Column { name: format!("{key}{suffix}"), kind });
    if let Some(part) = part {
        return match part {
            Part::Amount => column("", ColumnType::Int),
            Part::Currency => column("__currency", ColumnType::Text),
            Part::Given => column("__given__key", ColumnType::Text),
            Part::Family => column("__family__key", ColumnType::Text),
            Part::Street => column("__street__key", ColumnType::Text),
            Part::PostalCode => column("__postal_code__key", ColumnType::Text),
            Part::City => column("__city__key", ColumnType::Text),
            Part::Region => column("__region__key", ColumnType::Text),
            Part::Country => column("__country", ColumnType::Text),
        };
    }
    match field.kind.shown() {
        FieldType::Text { .. }
        | FieldType::LongText { .. }
        | FieldType::Url
        | FieldType::Autonumber { .. }
        | FieldType::PersonName
        | FieldType::Address => column(KEY, ColumnType::Text),
        FieldType::Money { .. } => column("__base", ColumnType::Int),
        FieldType::Geo => column("__lat", ColumnType::Int),
        _ => columns(field).into_iter().next(),
    }
}

/// Every column of a module's table but `rid`, in order: what is not a field first.
pub fn table_columns(module: &Module, stored: impl Fn(&Field) -> bool) -> Vec<Column> {
    let mut all = vec![
        Column { name: TITLE.into(), kind: ColumnType::Text },
        Column { name: TITLE_KEY.into(), kind: ColumnType::Text },
        Column { name: DELETED_ACT.into(), kind: ColumnType::Uuid },
    ];
    for field in module.fields.values().filter(|field| stored(field)) {
        all.extend(columns(field));
    }
    all
}
