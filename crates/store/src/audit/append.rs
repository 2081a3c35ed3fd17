//! Appending to the trail, in the transaction of the change itself.

use blake3::Hash;
use uuid::Uuid;

use super::change::Change;
use super::digest::{self, Covered};
use crate::insertion::Shape;
use crate::{Param, Result, Tx};

/// A change with what is computed for it.
struct Row<'a> {
    change: &'a Change<'a>,
    id: Uuid,
    salt: [u8; 16],
    value_digest: Hash,
    digest: Hash,
}

/// Appends one change.
pub fn append(tx: &mut Tx<'_>, change: &Change<'_>) -> Result<()> {
    let row = Row::of(change);
    tx.insert(shape(), vec![row.params()])?;
    tx.insert(values(), vec![row.values()])
}

/// Appends changes in their order.
pub fn append_all(tx: &mut Tx<'_>, changes: &[Change<'_>]) -> Result<()> {
    tx.gather(|tx| changes.iter().try_for_each(|change| append(tx, change)))
}

fn shape() -> Shape {
    let columns = ["id", "act", "at", "actor", "module", "record", "action", "version", "value_digest", "digest"];
    Shape::of("kith_audit", &columns)
}

fn values() -> Shape {
    Shape::of("kith_audit_value", &["audit", "salt", "changes"])
}

impl<'a> Row<'a> {
    fn of(change: &'a Change<'a>) -> Row<'a> {
        let (id, salt) = (Uuid::now_v7(), Uuid::new_v4().into_bytes());
        let value_digest = digest::values(&salt, &change.changes);
        let covered = Covered {
            id,
            act: change.act,
            at: change.at,
            actor: change.actor,
            module: change.module,
            record: change.record,
            action: change.action.as_str(),
            version: change.version,
            values: value_digest.as_bytes(),
        };
        Row { change, id, salt, value_digest, digest: covered.digest() }
    }

    fn params(&self) -> Vec<Param> {
        let change = self.change;
        vec![
            self.id.into(),
            change.act.into(),
            change.at.into(),
            change.actor.into(),
            change.module.as_str().into(),
            change.record.into(),
            change.action.as_str().into(),
            change.version.into(),
            self.value_digest.as_bytes()[..].into(),
            self.digest.as_bytes()[..].into(),
        ]
    }

    fn values(&self) -> Vec<Param> {
        vec![self.id.into(), self.salt[..].into(), (&self.change.changes).into()]
    }
}
