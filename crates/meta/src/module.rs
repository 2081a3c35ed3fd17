//! `Module`: everything a definition says about one kind of record.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::layout::{Layout, View};
use crate::{Field, FieldLevel, Key, Path, Rights};

/// A name in the singular and the plural, in English.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// One of them.
    pub one: String,
    /// Several of them.
    pub many: String,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The file, as named when it was read.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where things stand in the texts a module was read from, for messages. Two modules that differ only in this are equal.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// Spots by dotted place: `fields.account.to`. Of several layers, the last that speaks of a place.
    pub spots: BTreeMap<String, Spot>,
}

impl Source {
    /// The spot of a place, or of the nearest place around it; the start of the text at worst.
    pub fn spot(&self, place: &str) -> Spot {
        let mut around = place;
        loop {
            if let Some(spot) = self.spots.get(around) {
                return spot.clone();
            }
            match around.rfind('.') {
                Some(dot) => around = &around[..dot],
                None if !around.is_empty() => around = "",
                None => return Spot { file: "".into(), line: 1, column: 1 },
            }
        }
    }
}

impl PartialEq for Source {
    fn eq(&self, _: &Source) -> bool {
        true
    }
}

/// One kind of record.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// Identity: API name, page address and table name.
    pub key: Key,
    /// Name shown to people.
    pub label: Label,
    /// Icon name.
    pub icon: String,
    /// The part of the side menu it stands in: `sales`, `service`, `admin`…
    pub area: Key,
    /// Abilities: `activities`, `tags`, `import`…
    pub uses: Vec<Key>,
    /// Earlier keys, whose table this module takes over.
    pub was: Vec<Key>,
    /// The field that names a record.
    pub title: Key,
    /// What full text search reads.
    pub search: Vec<Path>,
    /// The date field by whose day amounts are converted; `None` is the day a record was made.
    pub rates_on: Option<Key>,
    /// Own fields in the order of the file, then the system fields.
    pub fields: IndexMap<Key, Arc<Field>>,
    /// The record page; made from the fields when the file gives none.
    pub detail: Layout,
    /// Views, the first list being the default.
    pub views: Vec<View>,
    /// Rights by role. A role that is not named has none; an administrator always has all.
    pub access: BTreeMap<Key, Rights>,
    /// Levels by field, then role. A role that is not named may edit.
    pub field_access: BTreeMap<Key, BTreeMap<Key, FieldLevel>>,
    /// Where it was read from.
    pub source: Source,
}

impl Module {
    /// A field by key, system fields included.
    pub fn field(&self, key: &str) -> Option<&Arc<Field>> {
        self.fields.get(key)
    }

    /// The fields of the file, without the system ones.
    pub fn own_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.fields.values().filter(|field| !field.system)
    }

    /// Whether an ability is used.
    pub fn uses(&self, ability: &str) -> bool {
        self.uses.iter().any(|used| used == ability)
    }
}
