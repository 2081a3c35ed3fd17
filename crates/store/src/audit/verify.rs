//! Verifying the trail: every row against its digest, every batch against its seal, the end against the heads kept.
//!
//! Reads in pages, each a transaction of its own, so a trail of any length needs little memory and holds up nobody.

mod batch;
mod end;
mod report;

use super::head::Head;
use crate::{Result, Store, Tx};

pub use report::{Finding, Report};

/// A seal as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Seal {
    first: i64,
    head: Head,
}

/// Seals read at a time.
const SEALS: i64 = 200;

/// Verifies the trail with the workspace's key; `on_file` is the head kept outside the database, if there is one.
pub fn verify(store: &Store, key: &[u8; 32], on_file: Option<&Head>) -> Result<Report> {
    let mut report = Report::default();
    let mut before: Option<Head> = None;
    loop {
        let last = before.map_or(0, |head| head.position);
        let seals = store.read(move |tx| seals(tx, last)).wait()?;
        if seals.is_empty() {
            break;
        }
        for seal in seals {
            batch::check(store, key, before.as_ref(), &seal, &mut report)?;
            before = Some(seal.head);
        }
    }
    end::check(store, key, before, on_file, &mut report)?;
    Ok(report)
}

fn seals(tx: &mut Tx<'_>, after: i64) -> Result<Vec<Seal>> {
    let mut select = tx.sql();
    select.push("SELECT position, hash, mac, first FROM ").table("kith_seal").push(" WHERE position > ").bind(after);
    select.push(" ORDER BY position LIMIT ").bind(SEALS);
    tx.query(&select, |row| Ok(Seal { head: Head::read(row, 0)?, first: row.int(3)? }))
}
