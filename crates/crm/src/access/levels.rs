//! Field levels of a role, carried over to whatever is derived from a field: a formula over a hidden field is hidden.

use std::collections::HashMap;

use meta::{FieldLevel, Key};

use crate::snapshot::Snapshot;

/// The levels that differ from full, by module and field.
pub fn levels(snapshot: &Snapshot, role: &Key) -> HashMap<(Key, Key), FieldLevel> {
    let mut levels = stated(snapshot, role);
    // Derived fields may stand on derived ones: repeat until nothing more is hidden.
    loop {
        let mut grown = false;
        for (derived, sources) in snapshot.derivations.sources() {
            let hidden = |source| levels.get(source) == Some(&FieldLevel::Hidden);
            if levels.get(derived) != Some(&FieldLevel::Hidden) && sources.iter().any(hidden) {
                levels.insert(derived.clone(), FieldLevel::Hidden);
                grown = true;
            }
        }
        if !grown {
            return levels;
        }
    }
}

/// The levels that definitions and pages state, without what follows from them.
pub fn stated(snapshot: &Snapshot, role: &Key) -> HashMap<(Key, Key), FieldLevel> {
    let mut levels = HashMap::new();
    if *role == "administrator" {
        return levels;
    }
    for module in snapshot.schema.catalogue.modules() {
        for (field, by_role) in &module.field_access {
            if let Some(level) = by_role.get(role) {
                levels.insert((module.key.clone(), field.clone()), *level);
            }
        }
    }
    for ((module, field), level) in snapshot.field_levels(role) {
        levels.insert((module.clone(), field.clone()), *level);
    }
    levels
}
