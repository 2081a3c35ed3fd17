//! `Hints`: which module and field of one catalogue is which of another, where keys alone do not say it: renamed by
//! `was`, or taken back.

use std::collections::BTreeMap;

use meta::definition::FieldId;
use meta::{Catalogue, Key};

use super::step::Step;

/// What became of what.
#[derive(Debug, Clone, Default)]
pub(super) struct Hints {
    /// Earlier keys of modules.
    pub(super) modules: BTreeMap<Key, Key>,
    /// Earlier keys of fields, by the field as it is afterwards.
    pub(super) fields: BTreeMap<FieldId, Key>,
    /// Tombstones of modules that come back.
    pub(super) module_stones: BTreeMap<Key, Key>,
    /// Tombstones of fields that come back.
    pub(super) field_stones: BTreeMap<FieldId, Key>,
}

impl Hints {
    /// What the new definitions say themselves by `was`. A rename that was applied before says nothing any more.
    pub(super) fn by_was(before: &Catalogue, after: &Catalogue) -> Hints {
        let mut hints = Hints::default();
        for module in after.modules() {
            let mut earlier = module.was.iter().filter(|was| before.module(was).is_some());
            if before.module(&module.key).is_none()
                && let Some(was) = earlier.next()
            {
                hints.modules.insert(module.key.clone(), was.clone());
            }
            let Some(had) = before.module(hints.modules.get(&module.key).unwrap_or(&module.key)) else { continue };
            for field in module.own_fields().filter(|field| had.field(&field.key).is_none()) {
                if let Some(was) = field.was.iter().find(|was| had.field(was).is_some()) {
                    hints.fields.insert((module.key.clone(), field.key.clone()), was.clone());
                }
            }
        }
        hints
    }

    /// What takes these steps back.
    pub(super) fn undoing(steps: &[Step]) -> Hints {
        let mut hints = Hints::default();
        // Steps name modules as they were afterwards; what is taken back has their earlier keys.
        let renamed: BTreeMap<Key, Key> = steps
            .iter()
            .filter_map(|step| match step {
                Step::RenameModule { module, from } => Some((module.clone(), from.clone())),
                _ => None,
            })
            .collect();
        let earlier = |module: &Key| renamed.get(module).unwrap_or(module).clone();
        for step in steps {
            match step {
                Step::RenameModule { module, from } => {
                    hints.modules.insert(from.clone(), module.clone());
                }
                Step::RenameField { module, field, from } => {
                    hints.fields.insert((earlier(module), from.clone()), field.clone());
                }
                Step::DropModule { module, stone } => {
                    hints.module_stones.insert(module.clone(), stone.clone());
                }
                Step::DropField { module, field, stone: Some(stone), .. } => {
                    hints.field_stones.insert((earlier(module), field.clone()), stone.clone());
                }
                _ => {}
            }
        }
        hints
    }

    /// The key a module had.
    pub(super) fn module<'a>(&'a self, key: &'a Key) -> &'a Key {
        self.modules.get(key).unwrap_or(key)
    }

    /// The key a field had.
    pub(super) fn field(&self, module: &Key, field: &Key) -> Key {
        self.fields.get(&(module.clone(), field.clone())).unwrap_or(field).clone()
    }
}
