//! Backups as doctor sees them: whether they are made as the schedule says, what verifying them came to, and whether the
//! next one will have a place.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use store::backups::{Backup, State, Verdict, Why};
use words::Said;

use super::Report;
use crate::backup::{self, Known, Vault};
use crate::crm::Crm;
use crate::error::Result;

/// How late a scheduled backup may be.
const LATE: TimeDelta = TimeDelta::hours(2);
/// How old the last one may become where there is no schedule.
const STALE: TimeDelta = TimeDelta::days(7);

/// Examines the backups.
pub fn backups(crm: &Crm, vault: &Vault, report: &mut Report) -> Result<()> {
    let known = backup::known_to(crm)?;
    let (now, zone) = (crm.now(), crm.snapshot().company.zone());
    let due = known.schedule.last(zone, now - LATE);
    if let Some(failed) = known.unmade().filter(|failed| failed.trouble.is_some()) {
        let why = backup::trouble(failed).map(|why| why.english()).unwrap_or_default();
        report.found(
            format!("the scheduled backup was not made in {} tries: {why}", failed.tries),
            "mend that: kith serve tries again by itself, or at once from Administration, Backups",
        );
    } else if known.schedule.is_due(zone, known.last_scheduled(), now - LATE) {
        report.found(
            format!("the backup of {} was not made", said(due)),
            "is kith serve running at night? It makes up for a missed one as soon as it runs; its log says more",
        );
    }
    age(&known, now, report);
    verdict(&known, report);
    place(&known, vault, report);
    Ok(())
}

fn age(known: &Known, now: DateTime<Utc>, report: &mut Report) {
    let last = backup::last(known);
    if !known.schedule.on && last.map_or(known.born, |backup| backup.at) < now - STALE {
        let words = match last {
            Some(backup) => format!("there is no schedule, and the last backup is of {}", said(backup.at)),
            None => "there is no schedule, and the workspace was never backed up".into(),
        };
        report.found(words, "turn scheduled backups on in Administration, Backups, or run kith backup FILE every day");
    }
    report.checked(last.map_or("backups: none yet".into(), |backup| {
        format!("the last backup: {} of {}", backup.path, said(backup.at))
    }));
}

/// The last one that was verified, and every scheduled one since that could not be.
fn verdict(known: &Known, report: &mut Report) {
    let looked = |backup: &&Backup| matches!(backup.verdict, Verdict::Sound | Verdict::Faulty | Verdict::Unknown);
    let Some(backup) = known.list.iter().filter(|backup| backup.state == State::Made).find(looked) else { return };
    let found = backup::found(backup).iter().map(Said::english).collect::<Vec<_>>().join("\n");
    match backup.verdict {
        Verdict::Faulty => report.found(
            format!("something was found in the backup {}: {found}", backup.path),
            "run kith verify on it: when the workspace has the same finding, mend it there and back up again; when not, use an earlier backup, and look at the disk",
        ),
        Verdict::Unknown => report.found(
            format!("the backup {} could not be verified: {found}", backup.path),
            "mend that and verify it again, from Administration, Backups, or with kith verify",
        ),
        _ => {}
    }
    report.checked(format!("the last verification: of {}", said(backup.verified_at.unwrap_or(backup.at))));
}

/// The folder, the passphrase, and room for one more and its verification.
fn place(known: &Known, vault: &Vault, report: &mut Report) {
    let folder = vault.folder.display();
    if let Err(error) = vault.passphrase() {
        report
            .found(error.to_string(), "backups are not made without it: put it there, or take it out of the settings");
    }
    let usable = match vault.named && !vault.folder.is_dir() {
        true => Err("the folder for backups is not there".to_string()),
        false => vault.probe().map_err(|error| error.to_string()),
    };
    if let Err(words) = usable {
        report.found(
            format!("backups cannot be written into {folder}: {words}"),
            "mount its disk or make it, let the user that runs Kith write there, or name another folder in backup_folder",
        );
    }
    let largest = known.list.iter().filter(|backup| backup.state == State::Made && is_ours(backup, &vault.folder));
    let needed = largest.map(|backup| u64::try_from(backup.size).unwrap_or(0)).max().unwrap_or(0) * 2;
    if let Some(free) = vault.room().filter(|free| *free < needed) {
        report.found(
            format!("only {} MB are free in {folder}, and the next backup may take {} MB", free >> 20, needed >> 20),
            "make room, keep fewer backups, or name a folder on another disk in backup_folder",
        );
    }
    report.checked(format!("the folder for backups: {folder}"));
}

fn is_ours(backup: &Backup, folder: &Path) -> bool {
    backup.why != Why::ByHand || Path::new(&backup.path).starts_with(folder)
}

fn said(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}
