//! Leases: which process does what only one may do at a time. Held in the database until an instant, then free.
//!
//! Taking one locks its row until the transaction ends, so work done in the same transaction is never done twice, even
//! when the clocks of two machines differ.

use chrono::{DateTime, Utc};

use crate::{Result, Tx};

/// Takes or extends a lease; `false` while another holder has it.
pub fn take(tx: &mut Tx<'_>, name: &str, holder: &str, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<bool> {
    let mut upsert = tx.sql();
    upsert.push("INSERT INTO ").table("kith_lease").push(" AS held (name, holder, until) VALUES (");
    upsert.binds([name, holder]).push(", ").bind(until);
    upsert.push(") ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until");
    upsert.push(" WHERE held.holder = excluded.holder OR held.until <= ").bind(now);
    Ok(tx.execute(&upsert)? > 0)
}

/// Gives a lease back before its time. Nothing happens when somebody else holds it.
pub fn release(tx: &mut Tx<'_>, name: &str, holder: &str) -> Result<()> {
    let mut delete = tx.sql();
    delete.push("DELETE FROM ").table("kith_lease").push(" WHERE name = ").bind(name);
    delete.push(" AND holder = ").bind(holder);
    tx.execute(&delete).map(drop)
}
