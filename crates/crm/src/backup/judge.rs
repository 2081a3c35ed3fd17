//! Judging a backup of the list: it is restored into a scratch place of this machine, if there is room, and what is found
//! is kept with it.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use store::backups::{Backup, Verdict};

use super::vault::{self, Vault};
use super::verify::verify_in;
use super::{Verified, Watch};
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
    Damaged(String),
    /// Nothing could be looked at.
    Prevented(String),
    Stopped,
}

/// Looks at a backup of the list.
pub(super) fn judge(crm: &Crm, vault: &Vault, backup: &Backup, watch: &Watch) -> Judged {
    match look(crm, vault, backup, watch) {
        Ok(judged) => judged,
        Err(Error::Store(store::Error::Stopped)) => Judged::Stopped,
        Err(Error::Store(store::Error::Damaged(words))) => Judged::Damaged(words),
        Err(Error::Store(store::Error::Full)) => Judged::Prevented(format!(
            "the disk of {} is full: make room there and verify it again",
            vault.scratch.display()
        )),
        Err(error) => Judged::Prevented(error.to_string()),
    }
}

fn look(crm: &Crm, vault: &Vault, backup: &Backup, watch: &Watch) -> Result<Judged> {
    let passphrase = if backup.encrypted { vault.passphrase()? } else { None };
    if backup.encrypted && passphrase.is_none() {
        let words = "it is encrypted, and no file with its passphrase is named in backup_passphrase_file";
        return Ok(Judged::Prevented(words.into()));
    }
    let size = crm.store().read(store::integrity::size).wait()?;
    let needed = u64::try_from(size).unwrap_or(0).max(u64::try_from(backup.size).unwrap_or(0)) * TIMES + MORE;
    // What a verification left behind that was broken off.
    let _ = std::fs::remove_dir_all(&vault.scratch);
    vault::make(&vault.scratch)?;
    if let Some(free) = (vault.free)(&vault.scratch).ok().filter(|free| *free < needed) {
        let place = vault.scratch.display();
        let words = format!(
            "verifying takes about {} MB in {place} and {} MB are free: make room there and verify it again",
            needed >> 20,
            free >> 20
        );
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
        Judged::Stopped => (Verdict::Unknown, Some("it was broken off: verify it again".into())),
        Judged::Prevented(words) => (Verdict::Unknown, Some(words)),
        Judged::Damaged(words) => (Verdict::Faulty, Some(words)),
        Judged::Looked(verified) if !verified.report.is_sound() => (Verdict::Faulty, Some(findings(&verified))),
        Judged::Looked(verified) if !verified.sealed => {
            (Verdict::Sound, Some("the audit trail was not looked at: it was sealed with another key".into()))
        }
        Judged::Looked(_) => (Verdict::Sound, None),
    };
    match verdict {
        Verdict::Sound => tracing::info!(file = taken.path, "the backup was verified and is sound"),
        _ => tracing::warn!(file = taken.path, found, "verifying the backup did not end well"),
    }
    Backup { verdict, found, verified_at: Some(now), ..taken }
}

fn findings(verified: &Verified) -> String {
    let all = &verified.report.findings;
    let mut lines: Vec<String> = all.iter().take(KEPT).map(|finding| finding.words.clone()).collect();
    if all.len() > KEPT {
        lines.push(format!("and {} more", all.len() - KEPT));
    }
    lines.join("\n")
}
