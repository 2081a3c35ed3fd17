//! A table as a backup describes it: by logical types, the same on both engines.

use serde::{Deserialize, Serialize};

use crate::ColumnType;
use crate::columns::SideKind;

/// What a table is for, which says how it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Kith's own; made by the migrations.
    Kernel,
    /// The records of a module, or of one that was dropped and is kept.
    Module,
    /// E-mail addresses or phone numbers of records.
    Points,
    /// Words of records: tags or chosen options.
    Words,
    /// Links of records to several others.
    Links,
}

impl Shape {
    /// The side table it is, if it is one.
    pub(super) fn side(self) -> Option<SideKind> {
        match self {
            Shape::Points => Some(SideKind::Points),
            Shape::Words => Some(SideKind::Words),
            Shape::Links => Some(SideKind::Links),
            Shape::Kernel | Shape::Module => None,
        }
    }
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    #[serde(with = "word")]
    pub kind: ColumnType,
}

/// A table with its columns, in the order of the rows in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub shape: Shape,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The columns that order its rows; no two rows agree in all of them.
    pub key: Vec<String>,
}

/// How many rows a table has and the digest over them in the order of its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The table.
    pub table: String,
    /// How many rows.
    pub rows: u64,
    /// BLAKE3 over the rows as a backup writes them.
    pub digest: blake3::Hash,
}

mod word {
    //! Column types as words.
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::ColumnType;

    pub(super) fn name(kind: ColumnType) -> &'static str {
        match kind {
            ColumnType::Uuid => "uuid",
            ColumnType::Bool => "bool",
            ColumnType::Int => "int",
            ColumnType::Text => "text",
            ColumnType::Date => "date",
            ColumnType::Time => "time",
            ColumnType::Bytes => "bytes",
        }
    }

    pub(super) fn serialize<S: Serializer>(kind: &ColumnType, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(name(*kind))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ColumnType, D::Error> {
        let text = String::deserialize(from)?;
        let found = ColumnType::ALL.into_iter().find(|kind| name(*kind) == text);
        found.ok_or_else(|| D::Error::custom(format!("no type of column: {text}")))
    }
}
