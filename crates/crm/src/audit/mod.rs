//! The audit trail as the business runs it: sealing it while the server runs, and verifying it on demand.
//!
//! Only Kith itself seals. The head that [`seal`] gives is meant to be kept outside the database as well: a trail whose
//! tail was cut is found out by it.

use chrono::{DateTime, TimeDelta, Utc};
use store::audit;

use crate::crm::Crm;
use crate::error::Result;

pub use store::audit::{Finding, Head, Report};

/// The lease that the sealer holds.
const LEASE: &str = "audit";
/// How long a lease outlives its sealer; another node takes over after that, well before anything is overdue.
const HOLD: TimeDelta = TimeDelta::seconds(5);
/// Rows a transaction seals: a few milliseconds of the writer.
const BATCH: usize = 1_000;
/// How old an unsealed row may be before something is wrong with the sealer.
const OVERDUE: TimeDelta = TimeDelta::seconds(10);

/// Seals whatever is committed and not sealed yet; gives the new head, `None` when there was nothing to do or another
/// node does it. Meant to be called twice a second; an idle workspace is only read.
pub fn seal(crm: &Crm) -> Result<Option<Head>> {
    if crm.store().read(audit::oldest_unsealed).wait()?.is_none() {
        return Ok(None);
    }
    let mut head = None;
    loop {
        let (crm_, now) = (crm.clone(), crm.now());
        let sealed = crm.store().write(move |tx| {
            if !store::lease::take(tx, LEASE, &crm_.node().to_string(), now, now + HOLD)? {
                return Ok(None);
            }
            audit::seal(tx, crm_.secret(), now, BATCH)
        });
        match sealed.wait()? {
            Some(sealed) if sealed.rows == BATCH => head = Some(sealed.head),
            Some(sealed) => return Ok(Some(sealed.head)),
            None => return Ok(head),
        }
    }
}

/// Leaves sealing to whoever comes next, for a process about to end: otherwise nobody could for a while.
pub fn release(crm: &Crm) -> Result<()> {
    let holder = crm.node().to_string();
    Ok(crm.store().write(move |tx| store::lease::release(tx, LEASE, &holder)).wait()?)
}

/// Whether the trail still holds the seal of a head kept elsewhere. Before that head is replaced by a newer one this
/// must be asked: otherwise the proof of a cut tail would be overwritten.
pub fn holds(crm: &Crm, head: Head) -> Result<bool> {
    Ok(head.is_genuine(crm.secret()) && crm.store().read(move |tx| audit::holds(tx, &head)).wait()?)
}

/// Verifies the whole trail, and its end against the head kept in the data directory.
pub fn verify(crm: &Crm, head_on_file: Option<Head>) -> Result<Report> {
    Ok(audit::verify(crm.store(), crm.secret(), head_on_file.as_ref())?)
}

/// Since when the sealer has been behind; `None` when it keeps up.
pub fn overdue(crm: &Crm) -> Result<Option<DateTime<Utc>>> {
    let limit = crm.now() - OVERDUE;
    Ok(crm.store().read(audit::oldest_unsealed).wait()?.filter(|oldest| *oldest < limit))
}
