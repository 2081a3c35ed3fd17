//! Layouts and views: which fields stand where on a record's page, in its lists and on its boards.

use serde::{Deserialize, Serialize};

use crate::field::ExprText;
use crate::{Key, Path};

/// The arrangement of a record's page and form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// Groups of fields, top to bottom.
    pub sections: Vec<Section>,
    /// Related lists by relation name, in order.
    pub related: Vec<Key>,
}

/// A titled group of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Heading in English.
    pub label: String,
    /// Rows of one or two fields.
    pub rows: Vec<Vec<Key>>,
    /// Shown only when this holds for the record.
    pub visible_if: Option<ExprText>,
}

/// How a view shows its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ViewKind {
    /// Rows and columns.
    List,
    /// Lanes of cards.
    Board,
}

/// A named way to look at a module's records.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Identity within the module.
    pub key: Key,
    /// Name shown to people.
    pub label: String,
    /// List or board.
    pub kind: ViewKind,
    /// Columns of a list, as paths.
    pub columns: Vec<Path>,
    /// Sort of a list, first key first.
    pub sort: Vec<SortKey>,
    /// The stage or select field whose values are the lanes of a board.
    pub lanes: Option<Key>,
    /// Fields on a card.
    pub card: Vec<Path>,
    /// The number or money field summed for each lane.
    pub total: Option<Key>,
}

/// One key of a sort.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SortKey {
    /// What to sort by.
    pub path: Path,
    /// Largest first.
    pub descending: bool,
}

impl SortKey {
    /// Reads `name` or `-amount`.
    pub fn parse(text: &str) -> Option<SortKey> {
        let (descending, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        Some(SortKey { path: Path::parse(rest)?, descending })
    }
}

impl std::fmt::Display for SortKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.path)
    }
}
