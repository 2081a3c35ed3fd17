//! The list of backups as people and commands use it: what is on it, what is asked for, what was made beside the schedule.

use chrono::{DateTime, Utc};
use store::Store;
use store::backups::{self as rows, Backup, State, Verdict, Why};
use uuid::Uuid;
use words::{Said, said};

use super::next::Known;
use super::vault::Vault;
use super::write::write;
use crate::acts;
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::settings::administrator;
use crate::work::Work;

/// What is known of the workspace's backups; for administrators.
pub fn known(work: &mut Work) -> Result<Known> {
    administrator(work.actor)?;
    Known::read(work.tx)
}

/// Asks for a backup, to be made by whichever process looks first.
pub fn ask(work: &mut Work) -> Result<()> {
    administrator(work.actor)?;
    let busy = |backup: &Backup| matches!(backup.state, State::Asked | State::Making);
    if rows::all(work.tx)?.iter().any(busy) {
        return Err(Error::Conflict(said!("backup-being-made")));
    }
    Ok(rows::put(work.tx, &Backup::asked(Why::ByHand, work.now, work.actor.person()))?)
}

/// Asks for a backup to be verified, by a process of the machine where it is.
pub fn ask_verification(work: &mut Work, id: Uuid) -> Result<()> {
    administrator(work.actor)?;
    let asked = rows::change(work.tx, id, |backup| {
        let waits = matches!(backup.verdict, Verdict::Asked | Verdict::Verifying);
        if backup.state == State::Made && backup.gone_at.is_none() && !waits {
            backup.verdict = Verdict::Asked;
        }
    })?;
    match asked {
        None => Err(Error::NotFound(said!("missing-backup"))),
        Some(backup) if backup.state != State::Made || backup.gone_at.is_some() => {
            Err(Error::Conflict(said!("backup-file-gone")))
        }
        Some(_) => Ok(()),
    }
}

/// Writes a backup into the vault at once, before a step that could lose what is there. The list is told by [`note`], once
/// the workspace has one.
pub fn save(store: &Store, vault: &Vault, why: Why, now: DateTime<Utc>) -> Result<Backup> {
    vault.open()?;
    let passphrase = vault.passphrase()?;
    let made = write(store, &vault.file(why, now), passphrase.as_deref(), now)?;
    let asked = Backup { machine: vault.machine.clone(), ..Backup::asked(why, now, None) };
    Ok(made.of(asked, passphrase.is_some()))
}

/// Puts a backup that was made on the list, in place of one whose file it replaced.
pub fn note(store: &Store, backup: &Backup) -> Result<()> {
    let backup = backup.clone();
    let noted = store.write(move |tx| {
        let same = |other: &&Backup| other.path == backup.path && other.machine == backup.machine;
        let replaced: Vec<Uuid> = rows::all(tx)?.iter().filter(same).map(|other| other.id).collect();
        replaced.into_iter().try_for_each(|id| rows::remove(tx, id))?;
        rows::put(tx, &backup)
    });
    Ok(noted.wait()?)
}

/// The newest backup that was made, whatever for.
pub fn last(known: &Known) -> Option<&Backup> {
    known.list.iter().find(|backup| backup.state == State::Made)
}

/// Why a backup was not made.
pub fn trouble(backup: &Backup) -> Option<Said> {
    backup.trouble.as_deref().and_then(acts::summary)
}

/// What verifying a backup found, one after the other.
pub fn found(backup: &Backup) -> Vec<Said> {
    match backup.found.as_deref().and_then(acts::summary) {
        None => Vec::new(),
        Some(Said::All(all)) => all,
        Some(Said::Plain(text)) => text.lines().map(Said::from).collect(),
        Some(one) => vec![one],
    }
}

/// Whether opening this workspace will change tables that hold anybody's work.
pub fn is_upgrade_due(store: &Store, now: DateTime<Utc>) -> Result<bool> {
    let due = store.read(move |tx| crate::definitions::changes_tables(tx, now)).wait()?;
    Ok(due && !super::is_bare(store)?)
}

/// What is known of the workspace's backups, for Kith itself.
pub fn known_to(crm: &Crm) -> Result<Known> {
    crm.store().read(Known::read).wait()
}
