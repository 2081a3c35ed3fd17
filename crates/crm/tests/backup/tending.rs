//! Backups that the workspace makes by itself: when their time has come, by one of several processes, verified, thinned out.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, Duration, Utc};
use crm::backup::{self, Backup, Schedule, State, Vault, Verdict, Why};
use crm::settings::backups;
use crm::{Crm, Error};

use crate::company::KEY;
use crate::support::clock::{Clock, each_with_clock};
use crate::support::{now, people};

/// Why a backup was not made.
fn trouble(backup: &Backup) -> String {
    backup::trouble(backup).map(|why| why.english()).unwrap_or_default()
}

/// What verifying a backup found.
fn found(backup: &Backup) -> String {
    backup::found(backup).iter().map(|one| one.english()).collect::<Vec<_>>().join("; ")
}

/// A place for backups that goes with the test.
struct Place {
    folder: tempfile::TempDir,
    vault: Vault,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let (data, machine) = (folder.path().canonicalize().unwrap(), "here".to_string());
    let vault = Vault { machine, folder: data.join("backups"), scratch: data.join("scratch"), ..Vault::default() };
    Place { folder, vault }
}

fn tend(crm: &Crm, vault: &Vault) -> bool {
    backup::tend(crm, vault, &Arc::new(AtomicBool::new(false))).unwrap()
}

fn list(crm: &Crm) -> Vec<Backup> {
    backup::known_to(crm).unwrap().list
}

/// Says that the workspace was made at an instant.
fn born(crm: &Crm, at: DateTime<Utc>) {
    let aged = crm.store().write(move |tx| {
        let mut q = tx.sql();
        q.push("UPDATE ").table("kith_migration").push(" SET applied_at = ").bind(at);
        tx.execute(&q)
    });
    aged.wait().unwrap();
}

/// Lets nights pass, each with its backup and its verification.
fn nights(crm: &Crm, clock: &Clock, vault: &Vault, count: usize) {
    for _ in 0..count {
        clock.pass(Duration::days(1));
        assert!(tend(crm, vault), "made");
        assert!(tend(crm, vault), "verified");
        assert!(!tend(crm, vault), "done");
    }
}

fn schedule(crm: &Crm, schedule: Schedule) {
    crm.write(&crm.system(), "configure", move |work| backups::save(work, &schedule)).wait().unwrap();
}

#[test]
fn a_night_is_backed_up_and_verified_once_and_a_missed_one_is_made_up_for() {
    each_with_clock(|crm, clock| {
        let place = place();
        born(crm, now());
        assert!(!tend(crm, &place.vault), "a new workspace waits for its first night");
        nights(crm, clock, &place.vault, 1);
        let [made] = list(crm).try_into().unwrap();
        assert_eq!(
            (made.why, made.state, made.verdict, &*made.machine),
            (Why::Scheduled, State::Made, Verdict::Sound, "here")
        );
        assert_eq!((made.found, made.trouble, made.encrypted), (None, None, false));
        let file = fs::metadata(&made.path).unwrap();
        assert_eq!((file.len() as i64, file.permissions().mode() & 0o777), (made.size, 0o600));
        assert!(made.path.ends_with("/backups/scheduled-20261123-100000.kith"), "{}", made.path);
        assert!(!place.vault.scratch.exists(), "nothing is left of the verification");
        clock.pass(Duration::days(9));
        nights(crm, clock, &place.vault, 1);
        assert_eq!(list(crm).len(), 2, "many missed nights are one backup");
    });
}

#[test]
fn two_processes_make_one_and_verify_it_once() {
    store::testing::with(|workspace| {
        let place = place();
        let nodes = [0, 1].map(|_| Crm::open_at(workspace.open(), KEY, now).unwrap());
        born(&nodes[0], now() - Duration::days(2));
        let did: usize = std::thread::scope(|scope| {
            let looking =
                nodes.each_ref().map(|node| scope.spawn(|| (0..200).filter(|_| tend(node, &place.vault)).count()));
            looking.into_iter().map(|node| node.join().unwrap()).sum()
        });
        assert_eq!(did, 2);
        let [made] = list(&nodes[0]).try_into().unwrap();
        assert_eq!((made.tries, made.verdict), (1, Verdict::Sound));
        assert_eq!(fs::read_dir(&place.vault.folder).unwrap().count(), 1);
    });
}

#[test]
fn one_that_fails_says_why_and_is_made_once_that_is_mended() {
    each_with_clock(|crm, clock| {
        let mut place = place();
        place.vault.named = true;
        born(crm, now() - Duration::days(2));
        assert!(tend(crm, &place.vault));
        assert!(!tend(crm, &place.vault), "it waits a little");
        let [failed] = list(crm).try_into().unwrap();
        assert!(failed.state == State::Failed && trouble(&failed).contains("the folder for backups is not there"));
        clock.pass(Duration::minutes(1));
        assert!(tend(crm, &place.vault));
        clock.pass(Duration::minutes(1));
        assert!(!tend(crm, &place.vault), "the pause grows");
        fs::create_dir(&place.vault.folder).unwrap();
        clock.pass(Duration::minutes(1));
        assert!(tend(crm, &place.vault) && tend(crm, &place.vault));
        let [made] = list(crm).try_into().unwrap();
        assert_eq!((made.state, made.tries, made.trouble, made.verdict), (State::Made, 3, None, Verdict::Sound));
    });
}

#[test]
fn a_damaged_one_is_found_and_one_that_there_is_no_room_for_is_not_called_sound() {
    each_with_clock(|crm, clock| {
        let place = place();
        born(crm, now());
        clock.pass(Duration::days(1));
        assert!(tend(crm, &place.vault));
        let crowded = Vault { free: |_| Ok(1 << 20), ..place.vault.clone() };
        assert!(tend(crm, &crowded));
        let [unknown] = list(crm).try_into().unwrap();
        let words = found(&unknown);
        assert!(unknown.verdict == Verdict::Unknown && words.contains("MB are free"), "{words}");
        let mut bytes = fs::read(&unknown.path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 4;
        fs::write(&unknown.path, bytes).unwrap();
        crm.write(&crm.system(), "backup", move |work| backup::ask_verification(work, unknown.id)).wait().unwrap();
        assert!(tend(crm, &place.vault));
        let [faulty] = list(crm).try_into().unwrap();
        assert!(faulty.verdict == Verdict::Faulty && found(&faulty).contains("damaged"));
    });
}

#[test]
fn only_its_own_files_are_removed() {
    each_with_clock(|crm, clock| {
        let place = place();
        let vault = &place.vault;
        born(crm, now());
        schedule(crm, Schedule { daily: 2, weekly: 0, monthly: 0, ..Schedule::default() });
        crm.write(&crm.system(), "backup", backup::ask).wait().unwrap();
        assert!(tend(crm, vault) && tend(crm, vault));
        let strange = vault.folder.join("scheduled-20200101-030000.kith");
        fs::write(&strange, "somebody's").unwrap();
        nights(crm, clock, vault, 2);
        let replaced = list(crm)[0].path.clone();
        fs::write(&replaced, "something else").unwrap();
        nights(crm, clock, vault, 3);
        let mut there: Vec<String> =
            fs::read_dir(&vault.folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        there.sort();
        let expected = [
            "by-hand-20261122-100000.kith",
            "scheduled-20200101-030000.kith",
            "scheduled-20261124-100000.kith",
            "scheduled-20261126-100000.kith",
            "scheduled-20261127-100000.kith",
        ];
        assert_eq!(there, expected);
        assert_eq!(fs::read_to_string(Path::new(&replaced)).unwrap(), "something else");
    });
}

#[test]
fn a_file_that_somebody_removed_is_noticed_and_forgotten_after_a_month() {
    each_with_clock(|crm, clock| {
        let place = place();
        born(crm, now());
        nights(crm, clock, &place.vault, 1);
        let [made] = list(crm).try_into().unwrap();
        fs::remove_file(&made.path).unwrap();
        let elsewhere = Vault { machine: "there".into(), ..place.vault.clone() };
        backup::prune(crm, &elsewhere).unwrap();
        assert_eq!(list(crm)[0].gone_at, None, "another machine knows nothing of it");
        backup::prune(crm, &place.vault).unwrap();
        assert!(list(crm)[0].gone_at.is_some());
        clock.pass(Duration::days(31));
        backup::prune(crm, &place.vault).unwrap();
        assert_eq!(list(crm), []);
    });
}

#[test]
fn with_a_passphrase_it_is_encrypted_and_verified_with_it() {
    each_with_clock(|crm, clock| {
        let mut place = place();
        let file = place.folder.path().join("passphrase");
        place.vault.passphrase_file = Some(file.clone());
        born(crm, now());
        clock.pass(Duration::days(1));
        assert!(tend(crm, &place.vault));
        let [failed] = list(crm).try_into().unwrap();
        assert!(trouble(&failed).contains("passphrase: No such file"), "never written in plain instead");
        assert!(fs::read_dir(&place.vault.folder).unwrap().next().is_none());
        fs::write(&file, "a long good word\n").unwrap();
        clock.pass(Duration::minutes(1));
        assert!(tend(crm, &place.vault) && tend(crm, &place.vault));
        let [made] = list(crm).try_into().unwrap();
        assert!(made.encrypted && made.verdict == Verdict::Sound, "{made:?}");
        assert!(backup::header(Path::new(&made.path), None).is_err());
        let plain = Vault { passphrase_file: None, ..place.vault.clone() };
        crm.write(&crm.system(), "backup", move |work| backup::ask_verification(work, made.id)).wait().unwrap();
        assert!(tend(crm, &plain));
        let [unknown] = list(crm).try_into().unwrap();
        assert!(unknown.verdict == Verdict::Unknown && found(&unknown).contains("encrypted"));
    });
}

#[test]
fn what_is_broken_off_leaves_no_file_and_is_made_later() {
    each_with_clock(|crm, clock| {
        let place = place();
        born(crm, now());
        clock.pass(Duration::days(1));
        let over = Arc::new(AtomicBool::new(true));
        assert!(backup::tend(crm, &place.vault, &over).unwrap());
        let [asked] = list(crm).try_into().unwrap();
        assert_eq!((asked.state, asked.tries, asked.trouble), (State::Asked, 0, None));
        assert_eq!(fs::read_dir(&place.vault.folder).unwrap().count(), 0);
        assert!(tend(crm, &place.vault));
        assert!(backup::tend(crm, &place.vault, &over).unwrap());
        assert_eq!(list(crm)[0].verdict, Verdict::Asked, "verified later");
        assert!(tend(crm, &place.vault));
        assert_eq!(list(crm)[0].verdict, Verdict::Sound);
    });
}

#[test]
fn what_a_process_was_making_when_it_died_is_made_by_another_and_its_half_file_goes() {
    each_with_clock(|crm, clock| {
        let place = place();
        fs::create_dir(&place.vault.folder).unwrap();
        let path = place.vault.folder.join("scheduled-20261122-030000.kith");
        let half = store::backup::draft(&path).unwrap();
        fs::write(&half, "half").unwrap();
        let left = Backup {
            state: State::Making,
            path: path.to_string_lossy().into_owned(),
            tries: 1,
            again_at: Some(now() + Duration::minutes(1)),
            ..Backup::asked(Why::Scheduled, now(), None)
        };
        backup::note(crm.store(), &left).unwrap();
        assert!(!tend(crm, &place.vault), "it may still be at it");
        clock.pass(Duration::minutes(1));
        assert!(tend(crm, &place.vault));
        let [made] = list(crm).try_into().unwrap();
        assert_eq!((made.id, made.state, made.tries, half.exists()), (left.id, State::Made, 2, false));
    });
}

#[test]
fn the_list_is_in_no_backup_and_outlives_a_restore() {
    each_with_clock(|crm, clock| {
        let place = place();
        born(crm, now());
        nights(crm, clock, &place.vault, 2);
        let before = list(crm);
        backup::restore(crm.store(), Path::new(&before[1].path), None, crm.now()).unwrap();
        assert_eq!(list(crm), before, "the later one is still known");
    });
}

#[test]
fn they_are_for_administrators() {
    each_with_clock(|crm, _| {
        let people = people(crm, &[("ana", "administrator", None), ("rui", "sales_rep", Some("ana"))]);
        let (ana, rui) = (&people["ana"], &people["rui"]);
        let refused = [
            crm.write(rui, "backup", backup::ask).wait().unwrap_err(),
            crm.write(rui, "backup", |work| backup::ask_verification(work, uuid::Uuid::nil())).wait().unwrap_err(),
            crm.write(rui, "configure", |work| backups::save(work, &Schedule::default())).wait().unwrap_err(),
            crm.read(rui, backup::known).wait().unwrap_err(),
        ];
        assert!(refused.iter().all(|error| matches!(error, Error::Forbidden(_))), "{refused:?}");
        crm.write(ana, "backup", backup::ask).wait().unwrap();
        let again = crm.write(ana, "backup", backup::ask).wait();
        assert!(matches!(again, Err(Error::Conflict(_))), "one at a time: {again:?}");
        let wrong = Schedule { daily: 0, weekly: 0, monthly: 101, ..Schedule::default() };
        let refused = crm.write(ana, "configure", move |work| backups::save(work, &wrong)).wait();
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors[0].field == "monthly"));
        let off = Schedule { on: false, ..Schedule::default() };
        let kept = off.clone();
        crm.write(ana, "configure", move |work| backups::save(work, &kept)).wait().unwrap();
        assert_eq!(crm.read(ana, backup::known).wait().unwrap().schedule, off);
    });
}
