//! Judging a backup of the list: it is restored into a scratch place of this machine, if there is room, and what is found
//! is kept with it.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use store::backups::{Backup, Verdict};
use words::{Said, said};

use super::vault::{self, Vault};
use super::verify::verify_in;
use super::{Verified, Watch};
use crate::acts;
use crate::crm::Crm;
use crate::error::{Error, Result};

/// Restoring writes everything twice, into the log of the scratch place and into the place itself, and a little more.
const TIMES: u64 = 2;
const MORE: u64 = 64 << 20;
/// Findings that are kept.
const KEPT: usize = 5;

/// What came of looking.
pub(super) enum Judged {
    Looked(Verified),
    /// Something is wrong with the file itself.
    Damaged(Said),
    /// Nothing could be looked at.
    Prevented(Said),
    Stopped,
}

/// Looks at a backup of the list.
pub(super) fn judge(crm: &Crm, vault: &Vault, backup: &Backup, watch: &Watch) -> Judged {
    match look(crm, vault, backup, watch) {
        Ok(judged) => judged,
        Err(Error::Store(store::Error::Stopped)) => Judged::Stopped,
        Err(Error::Store(store::Error::Damaged(words))) => Judged::Damaged(words.into()),
        Err(Error::Store(store::Error::Full)) => {
            Judged::Prevented(said!("backup-verify-disk-full", folder = vault.scratch.display().to_string()))
        }
        Err(error) => Judged::Prevented(error.said()),
    }
}

fn look(crm: &Crm, vault: &Vault, backup: &Backup, watch: &Watch) -> Result<Judged> {
    let passphrase = if backup.encrypted { vault.passphrase()? } else { None };
    if backup.encrypted && passphrase.is_none() {
        return Ok(Judged::Prevented(said!("backup-verify-no-passphrase")));
    }
    let size = crm.store().read(store::integrity::size).wait()?;
    let needed = u64::try_from(size).unwrap_or(0).max(u64::try_from(backup.size).unwrap_or(0)) * TIMES + MORE;
    // What a verification left behind that was broken off.
    let _ = std::fs::remove_dir_all(&vault.scratch);
    vault::make(&vault.scratch)?;
    if let Some(free) = (vault.free)(&vault.scratch).ok().filter(|free| *free < needed) {
        let folder = vault.scratch.display().to_string();
        let words = said!("backup-verify-no-room", folder = folder, needed = needed >> 20, free = free >> 20);
        return Ok(Judged::Prevented(words));
    }
    let path = Path::new(&backup.path);
    let verified = verify_in(&vault.scratch, path, passphrase.as_deref(), Some(crm.secret()), crm.now(), watch);
    let _ = std::fs::remove_dir(&vault.scratch);
    verified.map(Judged::Looked)
}

/// A backup once it was looked at.
pub(super) fn settled(taken: Backup, judged: Judged, over: &AtomicBool, now: DateTime<Utc>) -> Backup {
    let (verdict, found) = match judged {
        Judged::Stopped if over.load(Ordering::Relaxed) => return Backup { verdict: Verdict::Asked, ..taken },
        Judged::Stopped => (Verdict::Unknown, Some(said!("backup-verify-broken-off"))),
        Judged::Prevented(words) => (Verdict::Unknown, Some(words)),
        Judged::Damaged(words) => (Verdict::Faulty, Some(words)),
        Judged::Looked(verified) if !verified.report.is_sound() => (Verdict::Faulty, Some(findings(&verified))),
        Judged::Looked(verified) if !verified.sealed => (Verdict::Sound, Some(said!("backup-other-key"))),
        Judged::Looked(_) => (Verdict::Sound, None),
    };
    let told = found.as_ref().map(Said::english);
    match verdict {
        Verdict::Sound => tracing::info!(file = taken.path, "the backup was verified and is sound"),
        _ => tracing::warn!(file = taken.path, found = told, "verifying the backup did not end well"),
    }
    Backup { verdict, found: found.map(acts::kept), verified_at: Some(now), ..taken }
}

fn findings(verified: &Verified) -> Said {
    let all = &verified.report.findings;
    let named = all.iter().take(KEPT).map(|finding| finding.words.as_str().into());
    let more = all.len().checked_sub(KEPT).filter(|more| *more > 0);
    Said::all(named.chain(more.map(|more| said!("backup-more-findings", count = more))))
}
