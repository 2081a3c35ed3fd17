//! SQLite's words. Tables are STRICT, so a column takes only its own storage type.

use super::ColumnType;

pub(super) const IDENTITY: &str = "_rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE";

pub(super) fn column_type(column: ColumnType) -> &'static str {
    match column {
        ColumnType::Uuid | ColumnType::Bytes => "BLOB",
        ColumnType::Bool | ColumnType::Int | ColumnType::Date | ColumnType::Time => "INTEGER",
        ColumnType::Text => "TEXT",
    }
}
