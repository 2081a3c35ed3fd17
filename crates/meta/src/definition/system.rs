//! The columns that every module has without saying so.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::{Field, FieldType, Key};

/// Keys of the system fields, in their order.
pub(super) const KEYS: [&str; 10] =
    ["id", "created_at", "created_by", "updated_at", "updated_by", "owner", "team", "deleted_at", "version", "source"];

/// Whether a key is that of a system field.
pub fn is_system(key: &str) -> bool {
    KEYS.contains(&key)
}

/// Puts the system fields after those of the file; a field of the file that takes one of their keys stays, for `check` to
/// refuse.
pub(super) fn append(fields: &mut IndexMap<Key, Arc<Field>>) {
    for key in KEYS {
        if !fields.contains_key(key) {
            fields.insert(Key::of(key), Arc::new(field(key)));
        }
    }
}

fn field(key: &'static str) -> Field {
    let (label, kind) = match key {
        "id" => ("ID", FieldType::Id),
        "created_at" => ("Created", FieldType::DateTime),
        "created_by" => ("Created by", FieldType::User),
        "updated_at" => ("Changed", FieldType::DateTime),
        "updated_by" => ("Changed by", FieldType::User),
        "owner" => ("Owner", FieldType::User),
        "team" => ("Team", FieldType::Team),
        "deleted_at" => ("Deleted", FieldType::DateTime),
        "version" => ("Version", FieldType::Int { min: Some(1), max: None }),
        _ => ("Source", FieldType::Text { max: 120 }),
    };
    Field { system: true, read_only: !matches!(key, "owner" | "team"), ..Field::new(Key::of(key), label, kind) }
}
