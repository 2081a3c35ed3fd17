//! `Field`: one field of a module.

use crate::{FieldType, Key, Value};

/// An expression as written in a definition, with its place, for messages. Equal when the text is.
#[derive(Debug, Clone, Eq)]
pub struct ExprText {
    /// The source.
    pub text: String,
    /// Line in the definition, from 1.
    pub line: u32,
    /// Column of the first character of the source in that line, from 1.
    pub column: u32,
}

impl PartialEq for ExprText {
    fn eq(&self, other: &ExprText) -> bool {
        self.text == other.text
    }
}

/// One field of a module.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Identity: API name and column name.
    pub key: Key,
    /// Name shown to people, in English.
    pub label: String,
    /// A sentence of help under the field.
    pub help: Option<String>,
    /// What it holds.
    pub kind: FieldType,
    /// Must not be empty.
    pub required: bool,
    /// No two records out of the bin may hold the same (by folded key).
    pub unique: bool,
    /// Changes are shown in the timeline, not only in the history.
    pub audit: bool,
    /// Keep an index though nothing else asks for one.
    pub index: bool,
    /// Kept by the system or derived: shown, never set by anybody.
    pub read_only: bool,
    /// A column every module has: id, owner, created_at…
    pub system: bool,
    /// The value of a new record that gives none.
    pub default: Option<Value>,
    /// Earlier keys, whose data this field takes over.
    pub was: Vec<Key>,
    /// Shown only when this holds for the record.
    pub visible_if: Option<ExprText>,
    /// Required when this holds for the record.
    pub required_if: Option<ExprText>,
}

impl Field {
    /// A plain optional field; the loader sets the rest.
    pub fn new(key: Key, label: impl Into<String>, kind: FieldType) -> Field {
        Field {
            key,
            label: label.into(),
            help: None,
            kind,
            required: false,
            unique: false,
            audit: false,
            index: false,
            read_only: false,
            system: false,
            default: None,
            was: Vec::new(),
            visible_if: None,
            required_if: None,
        }
    }

    /// Whether a person or program may set it.
    pub fn writable(&self) -> bool {
        !self.read_only && !self.kind.derived()
    }
}
