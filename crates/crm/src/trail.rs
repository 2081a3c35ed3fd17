//! What is done without changing a record, in the audit trail all the same: settings, sign-ins, shares.

use meta::Key;
use serde_json::Value as Json;
use store::audit::{Action, Change};
use uuid::Uuid;

use crate::acts;
use crate::error::Result;
use crate::work::Work;

/// Writes what happened to something: `changes` is `{"name":[before,after],…}`, secrets left out.
pub fn note(work: &mut Work, action: Action, module: &Key, subject: Uuid, changes: &Json) -> Result<()> {
    acts::ensure(work)?;
    let change = Change {
        act: work.act,
        at: work.now,
        actor: work.actor.person(),
        module,
        record: subject,
        action,
        version: 0,
        changes: changes.to_string(),
    };
    Ok(store::audit::append(work.tx, &change)?)
}

/// The identity, in the trail, of something that has a name and no id: a role, a currency, the company.
pub fn subject(kind: &str, name: &str) -> Uuid {
    let digest = blake3::hash(format!("{kind}\0{name}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.as_bytes()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
