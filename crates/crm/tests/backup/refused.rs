//! Files that are no sound backup are refused in clear words, and nothing is touched.

use std::fs;
use std::path::{Path, PathBuf};

use crm::{Crm, backup};
use serde_json::json;
use store::testing::Workspace;

use crate::company::*;
use crate::support::{create, now};

fn made(folder: &Path, passphrase: Option<&str>) -> PathBuf {
    let workspace = Workspace::sqlite();
    let crm = open(&workspace);
    found(&crm);
    let file = folder.join(if passphrase.is_some() { "sealed.kith" } else { "plain.kith" });
    backup::write(crm.store(), &file, passphrase, now()).unwrap();
    file
}

/// Why restoring is refused; what was there is there afterwards.
fn refusal(crm: &Crm, file: &Path, passphrase: Option<&str>, what: &str) -> String {
    let outcome = backup::restore(crm.store(), file, passphrase, now());
    let words = outcome.map(|restored| restored.header).expect_err(what).to_string();
    assert_eq!(named(crm, "account", "Açúcar & Filhos"), 1, "{what}: {words}");
    words
}

#[test]
fn a_file_that_was_cut_or_changed_anywhere_is_refused_and_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::sqlite();
    let crm = open(&workspace);
    found(&crm);
    for passphrase in [None, Some("correct horse")] {
        let sound = fs::read(made(folder.path(), passphrase)).unwrap();
        let bad = folder.path().join("bad.kith");
        let length = sound.len();
        for cut in [0, 5, 20, length / 2, length - 1] {
            fs::write(&bad, &sound[..cut]).unwrap();
            let words = refusal(&crm, &bad, passphrase, &format!("cut at {cut} of {length}"));
            assert!(words.contains("cut off") || words.contains("not a backup"), "{cut} of {length}: {words}");
        }
        for at in [17, 60, length / 3, length / 2, length - 40, length - 3] {
            let mut bytes = sound.clone();
            bytes[at] ^= 4;
            fs::write(&bad, bytes).unwrap();
            let words = refusal(&crm, &bad, passphrase, &format!("changed at {at} of {length}"));
            let told = ["damaged", "cut off", "passphrase is wrong"].iter().any(|part| words.contains(part));
            assert!(told, "{at} of {length}: {words}");
        }
        fs::write(&bad, [sound.as_slice(), b"more"].concat()).unwrap();
        let words = refusal(&crm, &bad, passphrase, "longer");
        assert!(words.contains("damaged") || words.contains("cut off"), "{words}");
    }
}

#[test]
fn a_wrong_or_missing_passphrase_is_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let sealed = made(folder.path(), Some("correct horse"));
    let wrong = backup::header(&sealed, Some("battery staple")).unwrap_err().to_string();
    assert!(wrong.contains("the passphrase is wrong"), "{wrong}");
    let none = backup::header(&sealed, None).unwrap_err().to_string();
    assert!(none.contains("--passphrase-file"), "{none}");
    let text = fs::read(&sealed).unwrap();
    assert!(!text.windows(5).any(|part| part == b"kith_"), "nothing can be read in it");
    assert_eq!(fs::metadata(&sealed).unwrap().permissions(), std::os::unix::fs::PermissionsExt::from_mode(0o100600));
}

#[test]
fn another_file_is_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    fs::write(&file, "KITH BACKUP is what I should make").unwrap();
    assert!(backup::header(&file, None).unwrap_err().to_string().contains("not a backup"));
    let missing = backup::header(&folder.path().join("none"), None).unwrap_err().to_string();
    assert!(missing.contains("none"), "{missing}");
}

#[test]
fn a_backup_that_cannot_be_written_leaves_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let file = made(folder.path(), None);
    let before = fs::read(&file).unwrap();
    let workspace = Workspace::sqlite();
    let crm = open(&workspace);
    crm.store().alone(|tx| store::tables::drop_table(tx, "note")).wait().unwrap();
    // The tables are read all the same: doctor says what is missing, not the backup.
    backup::write(crm.store(), &file, None, now()).unwrap();
    assert_ne!(fs::read(&file).unwrap(), before);
    let after = fs::read(&file).unwrap();
    crm.store().stop();
    assert!(backup::write(crm.store(), &file, None, now()).is_err());
    assert_eq!(fs::read(&file).unwrap(), after);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn a_workspace_with_somebodys_work_is_not_bare_and_a_furnished_one_is() {
    store::testing::with(|workspace| {
        let crm = open(workspace);
        crm::furnish(&crm).unwrap();
        assert!(backup::is_bare(crm.store()).unwrap());
        create(&crm, &crm.system(), "account", json!({ "name": "Acme" })).unwrap();
        assert!(!backup::is_bare(crm.store()).unwrap());
    });
}

#[test]
fn restoring_replaces_all_that_was_there_and_those_who_look_notice() {
    store::testing::with(|workspace| {
        let folder = tempfile::tempdir().unwrap();
        let crm = open(workspace);
        found(&crm);
        let file = folder.path().join("a.kith");
        backup::write(crm.store(), &file, None, now()).unwrap();
        create(&crm, &crm.system(), "account", json!({ "name": "Later" })).unwrap();
        let version = crm.snapshot().version;
        backup::restore(crm.store(), &file, None, now()).unwrap();
        assert!(crm.refresh().unwrap() && crm.snapshot().version > version);
        assert_eq!((named(&crm, "account", "Later"), named(&crm, "account", "Açúcar & Filhos")), (0, 1));
        let acts = crm.store().read(|tx| store::audit::acts(tx, store::audit::Whose::Kith, None, 100)).wait().unwrap();
        assert!(acts.iter().any(|listed| listed.act.kind == "restore_backup"), "{acts:?}");
    });
}
