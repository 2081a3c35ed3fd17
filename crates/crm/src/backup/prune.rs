//! Pruning: files that may go are removed, and files that somebody else removed are noticed. A file that is not the one
//! Kith made stays, whatever its name.

use chrono::TimeDelta;
use store::backups::{self as rows, Backup, State};

use super::next::Known;
use super::retention::surplus;
use super::vault::Vault;
use crate::crm::Crm;
use crate::error::Result;

/// How long one that is gone, or was never made, stays on the list.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// Removes what may go from this machine. For a look every hour, and after each backup.
pub fn prune(crm: &Crm, vault: &Vault) -> Result<()> {
    let (now, zone) = (crm.now(), crm.snapshot().company.zone());
    let known = crm.store().read(Known::read).wait()?;
    let surplus = surplus(&known.schedule, zone, &known.list, now);
    let (mut off, mut turned) = (Vec::new(), Vec::new());
    for backup in &known.list {
        let old = |at| at < now - REMEMBERED;
        let missed = backup.state == State::Made && vault.misses(backup);
        if surplus.contains(&backup.id) && vault.holds(backup) {
            match std::fs::remove_file(&backup.path) {
                Ok(()) => off.push(backup.id),
                Err(error) => tracing::warn!(file = backup.path, %error, "a backup that may go was not removed"),
            }
        } else if backup.gone_at.is_some_and(old) || (is_over(backup) && old(backup.at)) {
            off.push(backup.id);
        } else if missed != backup.gone_at.is_some() && (missed || vault.holds(backup)) {
            turned.push((backup.id, missed.then_some(now)));
        }
    }
    if off.is_empty() && turned.is_empty() {
        return Ok(());
    }
    let written = crm.store().write(move |tx| {
        for (id, gone_at) in &turned {
            rows::change(tx, *id, |backup| backup.gone_at = *gone_at)?;
        }
        off.iter().try_for_each(|id| rows::remove(tx, *id))
    });
    Ok(written.wait()?)
}

/// Whether it failed and is not tried again.
fn is_over(backup: &Backup) -> bool {
    backup.state == State::Failed && backup.again_at.is_none()
}
