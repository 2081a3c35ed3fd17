//! `Step`: one thing that a change of definitions does. Steps are what a plan shows, what is done, and what is written
//! down so that it can be taken back; they hold no counts and no values.

use meta::Key;
use serde::{Deserialize, Serialize};
use store::verify::Hold;

/// One thing that a change of definitions does. Modules are named as they are afterwards, unless said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the sentence of each variant names its parts")]
pub enum Step {
    /// Drops an index of a table, named as it is before.
    DropIndex { module: Key, column: String, unique: bool },
    /// Keeps a module, named as it is before, with its records under a tombstone.
    DropModule { module: Key, stone: Key },
    /// Renames a module with its records.
    RenameModule { module: Key, from: Key },
    /// Keeps a field under a tombstone; without one it was computed and goes for good.
    DropField { module: Key, field: Key, kind: String, stone: Option<Key>, side: bool },
    /// Renames a field with its values.
    RenameField { module: Key, field: Key, from: Key },
    /// Makes a module's tables.
    AddModule { module: Key },
    /// Brings a dropped module back with its records.
    ReviveModule { module: Key, stone: Key },
    /// Adds a field that is kept.
    AddField { module: Key, field: Key, kind: String },
    /// Brings a dropped field back with its values.
    ReviveField { module: Key, field: Key, stone: Key },
    /// Gives a field another type; the values as they were stay under a tombstone.
    ConvertField { module: Key, field: Key, from: String, to: String, stone: Key, side: bool },
    /// Puts the default where a field is empty, or numbers where an autonumber is.
    FillField { module: Key, field: Key },
    /// Computes a kept formula or rollup for every record.
    Compute { module: Key, field: Key },
    /// Writes what records are called.
    Titles { module: Key },
    /// Writes the words by which records are found.
    Search { module: Key },
    /// Makes an index.
    AddIndex { module: Key, column: String, unique: bool },
    /// Changes nothing that is kept.
    Define { module: Key, what: String },
}

impl Step {
    /// When it is done among the others: what makes room first, what reads the values last.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Step::DropIndex { .. } => 0,
            Step::DropModule { .. } => 1,
            Step::RenameModule { .. } => 2,
            Step::DropField { .. } => 3,
            Step::RenameField { .. } => 4,
            Step::ReviveModule { .. } => 5,
            Step::AddModule { .. } => 6,
            Step::ReviveField { .. } => 7,
            Step::AddField { .. } => 8,
            Step::ConvertField { .. } => 9,
            Step::FillField { .. } => 10,
            Step::Compute { .. } => 11,
            Step::Titles { .. } => 12,
            Step::Search { .. } => 13,
            Step::AddIndex { .. } => 14,
            Step::Define { .. } => 15,
        }
    }

    /// What it takes of the module's table.
    pub(super) fn hold(&self) -> Option<Hold> {
        match self {
            Step::Define { .. } => None,
            Step::FillField { .. } | Step::Compute { .. } | Step::Titles { .. } | Step::Search { .. } => {
                Some(Hold::Values)
            }
            _ => Some(Hold::Table),
        }
    }

    /// Whether it takes something of the records away, or changes what is in them.
    pub fn is_destructive(&self) -> bool {
        match self {
            Step::DropModule { .. } | Step::DropField { stone: Some(_), .. } | Step::ConvertField { .. } => true,
            Step::DropIndex { .. }
            | Step::RenameModule { .. }
            | Step::DropField { stone: None, .. }
            | Step::RenameField { .. }
            | Step::AddModule { .. }
            | Step::ReviveModule { .. }
            | Step::AddField { .. }
            | Step::ReviveField { .. }
            | Step::FillField { .. }
            | Step::Compute { .. }
            | Step::Titles { .. }
            | Step::Search { .. }
            | Step::AddIndex { .. }
            | Step::Define { .. } => false,
        }
    }

    /// The module whose records it touches.
    pub fn module(&self) -> &Key {
        match self {
            Step::DropIndex { module, .. }
            | Step::DropModule { module, .. }
            | Step::RenameModule { module, .. }
            | Step::DropField { module, .. }
            | Step::RenameField { module, .. }
            | Step::AddModule { module }
            | Step::ReviveModule { module, .. }
            | Step::AddField { module, .. }
            | Step::ReviveField { module, .. }
            | Step::ConvertField { module, .. }
            | Step::FillField { module, .. }
            | Step::Compute { module, .. }
            | Step::Titles { module }
            | Step::Search { module }
            | Step::AddIndex { module, .. }
            | Step::Define { module, .. } => module,
        }
    }

    /// The step in words, with how many records it concerns.
    pub fn words(&self, rows: i64) -> String {
        let n = counted(rows);
        match self {
            Step::DropIndex { module, column, .. } => format!("drop the index on {column} of {module}"),
            Step::DropModule { module, .. } => format!("drop module {module}: kept as a tombstone, {n}"),
            Step::RenameModule { module, from } => format!("rename module {from} to {module} ({n})"),
            Step::DropField { module, field, stone: Some(_), .. } => {
                format!("drop field {field} of {module}: kept as a tombstone, {n} with a value")
            }
            Step::DropField { module, field, stone: None, .. } => format!("drop computed field {field} of {module}"),
            Step::RenameField { module, field, from } => format!("rename field {from} of {module} to {field} ({n})"),
            Step::AddModule { module } => format!("create module {module}"),
            Step::ReviveModule { module, .. } => format!("bring module {module} back ({n})"),
            Step::AddField { module, field, kind } => format!("add {kind} field {field} to {module} ({n}, empty)"),
            Step::ReviveField { module, field, .. } => {
                format!("bring field {field} of {module} back, {n} with a value")
            }
            Step::ConvertField { module, field, from, to, .. } => {
                format!("convert field {field} of {module} from {from} to {to}: {n}")
            }
            Step::FillField { module, field } => format!("back-fill {field} of {module} where it is empty ({n})"),
            Step::Compute { module, field } => format!("compute {field} of {module} ({n})"),
            Step::Titles { module } => format!("write the titles of {module} ({n})"),
            Step::Search { module } => format!("write the search texts of {module} ({n})"),
            Step::AddIndex { module, column, unique: false } => format!("build an index on {column} of {module} ({n})"),
            Step::AddIndex { module, column, unique: true } => {
                format!("build a unique index on {column} of {module} ({n})")
            }
            Step::Define { module, what } => format!("definition only: {what} of {module}"),
        }
    }
}

/// `1 record`, `8,412 records`.
pub(super) fn counted(rows: i64) -> String {
    let digits = rows.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if rows == 1 { format!("{text} record") } else { format!("{text} records") }
}
