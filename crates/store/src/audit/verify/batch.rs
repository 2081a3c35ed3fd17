//! One batch: its rows follow each other, each fits its digest, and together they make the hash of the seal.

use blake3::Hash;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Report, Seal};
use crate::audit::Head;
use crate::audit::digest::{self, Covered};
use crate::{Result, Row, Store, Tx};

/// Rows read at a time.
const ROWS: i64 = 1_000;

/// A row of the trail as it is stored, with its values unless they are gone.
struct Stored {
    position: i64,
    id: Uuid,
    act: Uuid,
    at: DateTime<Utc>,
    actor: Option<Uuid>,
    module: String,
    record: Uuid,
    action: String,
    version: i64,
    value_digest: Vec<u8>,
    digest: Vec<u8>,
    values: Option<(Vec<u8>, String)>,
}

/// Checks a seal and the rows it covers.
pub(super) fn check(
    store: &Store,
    key: &[u8; 32],
    before: Option<&Head>,
    seal: &Seal,
    report: &mut Report,
) -> Result<()> {
    let (last, start) = before.map_or((0, Head::START), |head| (head.position, head.hash));
    let known = report.count();
    report.seals += 1;
    if !seal.head.is_genuine(key) {
        report.add(seal.head.position, "the seal was not made with this workspace's key: it was edited or forged");
    }
    if seal.first != last + 1 {
        let words = format!("the seals of positions {} to {} are missing or were edited", last + 1, seal.first - 1);
        report.add(last + 1, words);
    }
    let hash = walk(store, last, seal.head.position, start, report)?;
    if hash != seal.head.hash && report.count() == known {
        let words = format!(
            "the rows at positions {} to {} are not those that were sealed, or not in that order",
            last + 1,
            seal.head.position
        );
        report.add(last + 1, words);
    }
    Ok(())
}

/// Goes through the rows after `last` up to `end`; gives the chain's hash.
fn walk(store: &Store, last: i64, end: i64, start: Hash, report: &mut Report) -> Result<Hash> {
    let (mut at, mut hash) = (last, start);
    while at < end {
        let rows = store.read(move |tx| rows(tx, at, end)).wait()?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            gap(at, row.position, report);
            row.check(report);
            hash = digest::link(&hash, row.position, &row.digest);
            at = row.position;
        }
    }
    gap(at, end + 1, report);
    Ok(hash)
}

fn gap(before: i64, found: i64, report: &mut Report) {
    match found - before - 1 {
        0 => {}
        1 => report.add(before + 1, "the row was deleted"),
        more => report.add(before + 1, format!("{more} rows were deleted, up to position {}", found - 1)),
    }
}

impl Stored {
    fn check(&self, report: &mut Report) {
        report.rows += 1;
        let covered = Covered {
            id: self.id,
            act: self.act,
            at: self.at,
            actor: self.actor,
            module: &self.module,
            record: self.record,
            action: &self.action,
            version: self.version,
            values: &self.value_digest,
        };
        let name = || format!("{} of {} {}", self.action, self.module, self.record);
        if covered.digest().as_bytes()[..] != self.digest {
            report.add(self.position, format!("the row was edited (it now reads: {})", name()));
        }
        match &self.values {
            None => report.add(self.position, format!("the values were removed ({})", name())),
            Some((salt, changes)) if digest::values(salt, changes).as_bytes()[..] != self.value_digest => {
                report.add(self.position, format!("the values were edited ({})", name()));
            }
            Some(_) => {}
        }
    }

    fn read(row: &Row<'_>) -> Result<Stored> {
        let salt = row.opt_bytes(11)?;
        Ok(Stored {
            position: row.int(0)?,
            id: row.uuid(1)?,
            act: row.uuid(2)?,
            at: row.time(3)?,
            actor: row.opt_uuid(4)?,
            module: row.text(5)?,
            record: row.uuid(6)?,
            action: row.text(7)?,
            version: row.int(8)?,
            value_digest: row.bytes(9)?,
            digest: row.bytes(10)?,
            values: salt.zip(row.opt_text(12)?),
        })
    }
}

fn rows(tx: &mut Tx<'_>, after: i64, upto: i64) -> Result<Vec<Stored>> {
    let mut select = tx.sql();
    select.push("SELECT a.position, a.id, a.act, a.at, a.actor, a.module, a.record, a.action, a.version, ");
    select.push("a.value_digest, a.digest, v.salt, v.changes FROM ").table("kith_audit").push(" a LEFT JOIN ");
    select.table("kith_audit_value").push(" v ON v.audit = a.id WHERE a.position > ").bind(after);
    select.push(" AND a.position <= ").bind(upto).push(" ORDER BY a.position LIMIT ").bind(ROWS);
    tx.query(&select, Stored::read)
}
