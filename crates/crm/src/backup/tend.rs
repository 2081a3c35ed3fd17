//! Tending: one look at what is to be done about backups, and doing it. Several processes may look; a lease lets one at a
//! time do anything.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use store::backups::{self as rows, Backup, State, Verdict, Why};
use store::lease;
use uuid::Uuid;
use words::said;

use super::next::{Known, Next, pause};
use super::vault::Vault;
use super::write::{Made, watched};
use super::{Watch, judge, prune};
use crate::acts;
use crate::crm::Crm;
use crate::error::{Error, Result};

const LEASE: &str = "backups";
/// How long a process may be silent before another goes on.
const HELD: TimeDelta = TimeDelta::seconds(60);
/// How often it says that it goes on, and how far it is.
const BEAT: Duration = Duration::from_secs(2);

/// Does the next thing that is to be done, if there is one here; says whether there was. Once `over` is set it is broken
/// off, and done again by whoever looks next.
pub fn tend(crm: &Crm, vault: &Vault, over: &Arc<AtomicBool>) -> Result<bool> {
    let (now, zone) = (crm.now(), crm.snapshot().company.zone());
    // An idle workspace is only read.
    let known = crm.store().read(Known::read).wait()?;
    let here = known.here(vault);
    if known.next(zone, now, &here).is_none() {
        return Ok(false);
    }
    let (node, of) = (crm.node().to_string(), vault.clone());
    let taking = crm.store().write(move |tx| {
        if !lease::take(tx, LEASE, &node, now, now + HELD)? {
            return Ok::<_, Error>(None);
        }
        let next = Known::read(tx)?.next(zone, now, &here);
        next.map(|next| {
            let taken = begun(next.clone(), &of, now);
            rows::put(tx, &taken)?;
            Ok((next, taken))
        })
        .transpose()
    });
    let Some((next, taken)) = taking.wait()? else { return Ok(false) };
    let watch = Watch::new(over.clone());
    let outcome = match next {
        Next::Make(before) => {
            // Whoever began it before left it half written.
            store::backup::draft(Path::new(&before.path)).map(std::fs::remove_file);
            let made = minding(crm, taken.id, &watch, || make(crm, vault, &taken, &watch));
            settled(vault, taken, made, over, crm.now())
        }
        Next::Verify(_) => {
            let found = minding(crm, taken.id, &watch, || judge::judge(crm, vault, &taken, &watch));
            judge::settled(taken, found, over, crm.now())
        }
        Next::GiveUp(_) => taken,
    };
    finish(crm, outcome)?;
    prune(crm, vault)?;
    Ok(true)
}

/// A backup as it stands once somebody begins with it.
fn begun(next: Next, vault: &Vault, now: DateTime<Utc>) -> Backup {
    match next {
        Next::Make(backup) => Backup {
            state: State::Making,
            machine: vault.machine.clone(),
            path: vault.file(backup.why, now).to_string_lossy().into_owned(),
            tries: backup.tries + 1,
            again_at: Some(now + pause(backup.tries + 1)),
            rows: 0,
            ..backup
        },
        Next::Verify(backup) => Backup { verdict: Verdict::Verifying, ..backup },
        Next::GiveUp(backup) => Backup {
            verdict: Verdict::Unknown,
            verified_at: Some(now),
            found: Some(acts::kept(said!("backup-verify-ended"))),
            ..backup
        },
    }
}

fn make(crm: &Crm, vault: &Vault, taken: &Backup, watch: &Watch) -> Result<(Made, bool)> {
    vault.open()?;
    let passphrase = vault.passphrase()?;
    let made = watched(crm.store(), Path::new(&taken.path), passphrase.as_deref(), crm.now(), watch)?;
    Ok((made, passphrase.is_some()))
}

/// A backup once making it ended, well or not.
fn settled(vault: &Vault, taken: Backup, made: Result<(Made, bool)>, over: &AtomicBool, now: DateTime<Utc>) -> Backup {
    match made {
        Ok((made, encrypted)) => {
            tracing::info!(file = taken.path, rows = made.rows, bytes = made.size, "the workspace was backed up");
            // What it is worth is looked at next.
            Backup { verdict: Verdict::Asked, ..made.of(taken, encrypted) }
        }
        Err(Error::Store(store::Error::Stopped)) if over.load(Ordering::Relaxed) => {
            Backup { state: State::Asked, tries: taken.tries - 1, again_at: None, rows: 0, ..taken }
        }
        Err(error) => {
            let trouble = match error {
                Error::Store(store::Error::Full) => {
                    said!("backup-disk-full", folder = vault.folder.display().to_string())
                }
                error => error.said(),
            };
            let told = trouble.english();
            tracing::warn!(
                why = taken.why.as_str(),
                tries = taken.tries,
                trouble = told,
                "the workspace was not backed up"
            );
            let again_at = (taken.why == Why::Scheduled).then(|| now + pause(taken.tries));
            Backup { state: State::Failed, again_at, trouble: Some(acts::kept(trouble)), ..taken }
        }
    }
}

/// Runs something long and meanwhile keeps the lease and says how far it is.
fn minding<T>(crm: &Crm, id: Uuid, watch: &Watch, work: impl FnOnce() -> T) -> T {
    let (done, ended) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while ended.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                if let Err(error) = alive(crm, id, watch) {
                    tracing::warn!(%error, "how far the backup is was not written down");
                }
            }
        });
        // Gone once the work is, however it ends.
        let _done = done;
        work()
    })
}

fn alive(crm: &Crm, id: Uuid, watch: &Watch) -> Result<()> {
    let (node, now) = (crm.node().to_string(), crm.now());
    let rows_ = i64::try_from(watch.rows()).unwrap_or(i64::MAX);
    let beat = crm.store().write(move |tx| {
        lease::take(tx, LEASE, &node, now, now + HELD)?;
        rows::change(tx, id, |backup| {
            if backup.state == State::Making {
                backup.rows = rows_;
            }
        })
    });
    Ok(beat.wait().map(drop)?)
}

/// Writes down what came of it and lets others do what is next.
fn finish(crm: &Crm, outcome: Backup) -> Result<()> {
    let node = crm.node().to_string();
    let finish = crm.store().write(move |tx| {
        rows::put(tx, &outcome)?;
        lease::release(tx, LEASE, &node)
    });
    Ok(finish.wait()?)
}
