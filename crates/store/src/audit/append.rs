//! Appending to the trail, in the transaction of the change itself.

use blake3::Hash;
use uuid::Uuid;

use super::change::Change;
use super::digest::{self, Covered};
use crate::{Result, Sql, Tx};

/// Rows a statement inserts: few different lengths, so that the statements stay in the engines' caches.
const LENGTHS: [usize; 3] = [64, 8, 1];

/// A change with what is computed for it.
struct Row<'a> {
    change: &'a Change<'a>,
    id: Uuid,
    salt: [u8; 16],
    values: Hash,
    digest: Hash,
}

/// Appends one change.
pub fn append(tx: &mut Tx<'_>, change: &Change<'_>) -> Result<()> {
    append_all(tx, std::slice::from_ref(change))
}

/// Appends changes in their order.
pub fn append_all(tx: &mut Tx<'_>, changes: &[Change<'_>]) -> Result<()> {
    let mut left = changes;
    for length in LENGTHS {
        while left.len() >= length {
            let (now, later) = left.split_at(length);
            let rows: Vec<Row> = now.iter().map(Row::of).collect();
            insert(tx, &rows)?;
            left = later;
        }
    }
    Ok(())
}

impl<'a> Row<'a> {
    fn of(change: &'a Change<'a>) -> Row<'a> {
        let (id, salt) = (Uuid::now_v7(), Uuid::new_v4().into_bytes());
        let values = digest::values(&salt, &change.changes);
        let covered = Covered {
            id,
            act: change.act,
            at: change.at,
            actor: change.actor,
            module: change.module,
            record: change.record,
            action: change.action.as_str(),
            version: change.version,
            values: values.as_bytes(),
        };
        Row { change, id, salt, values, digest: covered.digest() }
    }
}

fn insert(tx: &mut Tx<'_>, rows: &[Row<'_>]) -> Result<()> {
    let mut audit = tx.sql();
    audit.push("INSERT INTO ").table("kith_audit");
    audit.push(" (id, act, at, actor, module, record, action, version, value_digest, digest) VALUES ");
    audit.join(rows, ", ", |q: &mut Sql, row| {
        let change = row.change;
        q.push("(").bind(row.id).push(", ").bind(change.act).push(", ").bind(change.at).push(", ");
        q.bind(change.actor).push(", ").bind(change.module.as_str()).push(", ").bind(change.record).push(", ");
        q.bind(change.action.as_str()).push(", ").bind(change.version).push(", ");
        q.bind(&row.values.as_bytes()[..]).push(", ").bind(&row.digest.as_bytes()[..]).push(")");
    });
    tx.execute(&audit)?;
    let mut values = tx.sql();
    values.push("INSERT INTO ").table("kith_audit_value").push(" (audit, salt, changes) VALUES ");
    values.join(rows, ", ", |q: &mut Sql, row| {
        q.push("(").bind(row.id).push(", ").bind(&row.salt[..]).push(", ").bind(&row.change.changes).push(")");
    });
    tx.execute(&values).map(drop)
}
