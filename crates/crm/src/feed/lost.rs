//! Whether a change took a record out of an actor's sight. Of records they never saw, nothing may be told.

use meta::filter::Source;
use meta::json::Context;
use meta::{Key, Module, Value};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};
use store::Access;
use store::audit::{Action, Event};

use crate::work::Work;

/// Whether the actor, who does not see the record now, may have seen it before this change.
pub(super) fn lost(work: &Work, event: &Event) -> bool {
    let Ok(module) = work.module(&event.module) else { return false };
    let Some(access) = work.actor.rights.read.get(&module.key) else { return false };
    if event.action == Action::Purge {
        // The values are gone with the record, so nobody can say who saw it; its id leads nowhere.
        return true;
    }
    let changes = event.changes.as_deref().unwrap_or("{}");
    if event.action == Action::Unshare {
        return access.shared_with.iter().any(|grantee| changes.contains(&grantee.to_string()));
    }
    let changes: Map<String, Json> = serde_json::from_str(changes).unwrap_or_default();
    event.action == Action::Update && saw(work, &module, access, &changes)
}

/// Whether the values before the change fit the rule by which the actor sees records.
fn saw(work: &Work, module: &Module, access: &Access, changes: &Map<String, Json>) -> bool {
    if access.through.iter().any(|field| changes.contains_key(field.as_str())) {
        return true;
    }
    let before = Before { module, changes };
    !changes.is_empty() && meta::filter::eval(&access.rows, &work.snapshot.schema.catalogue, &module.key, &before)
}

/// The values that a change replaced; whatever it did not touch is empty.
struct Before<'a> {
    module: &'a Module,
    changes: &'a Map<String, Json>,
}

impl Source for Before<'_> {
    fn value(&self, key: &Key) -> Value {
        let before = self.changes.get(key.as_str()).and_then(|pair| pair.get(0));
        let field = self.module.field(key);
        field
            .zip(before)
            .and_then(|(field, json)| field.kind.from_json(json, &Context::default()).ok())
            .unwrap_or_default()
    }

    fn base_amount(&self, _: &Key) -> Option<Decimal> {
        None
    }

    fn follow(&self, _: &Key) -> Option<Box<dyn Source + '_>> {
        None
    }

    fn related(&self, _: &Key) -> Vec<Box<dyn Source + '_>> {
        Vec::new()
    }
}
