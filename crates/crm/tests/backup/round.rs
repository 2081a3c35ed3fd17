//! From SQLite into PostgreSQL and back: nothing is lost, nothing is changed, and work goes on.

use crm::{Crm, audit, backup};
use serde_json::json;
use store::testing::Workspace;

use crate::company::*;
use crate::support::*;

#[test]
fn a_workspace_comes_back_whole_from_sqlite_through_postgresql_to_sqlite() {
    travel(Workspace::sqlite(), Workspace::postgres(), Workspace::sqlite());
}

#[test]
fn a_workspace_comes_back_whole_from_postgresql_through_sqlite_to_postgresql() {
    travel(Workspace::postgres(), Workspace::sqlite(), Workspace::postgres());
}

fn travel(first: Workspace, second: Workspace, third: Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let crm = open(&first);
    let acme = found(&crm);
    let before = seen(&crm, acme);
    let mut tables = None;
    for (number, target) in [&second, &third].into_iter().enumerate() {
        let source = if number == 0 { &first } else { &second };
        let file = folder.path().join(format!("{number}.kith"));
        let passphrase = (number == 1).then_some("correct horse");
        let source = Crm::open_at(source.open(), KEY, now).unwrap();
        backup::write(source.store(), &file, passphrase, now()).unwrap();
        let store = bare(target);
        assert!(backup::is_bare(&store).unwrap());
        let restored = backup::restore(&store, &file, passphrase, now()).unwrap();
        assert!(backup::is_key_of(&restored.header, &KEY));
        store.migrate().unwrap();
        assert_eq!(store.id(), source.store().id());
        let there = Crm::open_at(store, KEY, now).unwrap();
        similar(&before, &seen(&there, acme));
        sound(&there);
        // Restoring itself leaves a line in these.
        let noted = ["kith_act", "kith_audit", "kith_audit_value", "kith_setting"];
        let counted = restored.tables.iter().filter(|tally| !noted.contains(&tally.table.as_str()));
        let counted: Vec<_> = counted.map(|tally| (tally.table.clone(), tally.rows, tally.digest)).collect();
        match &tables {
            None => tables = Some(counted),
            Some(tables) => assert_eq!(*tables, counted, "the digests do not depend on the engine"),
        }
    }
    let there = Crm::open_at(third.open(), KEY, now).unwrap();
    work_goes_on(&there);
}

fn similar(before: &[String], after: &[String]) {
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(after) {
        assert_eq!(before, after);
    }
}

fn sound(crm: &Crm) {
    let report = crm::doctor::data(crm).unwrap();
    assert_eq!(report.findings, [], "{:?}", report.checked);
    let trail = audit::verify(crm, None).unwrap();
    assert!(trail.is_sound() && trail.rows > 30, "{trail:?}");
}

/// Numbers go on after the highest, rows follow those there are, and people sign in as before.
fn work_goes_on(crm: &Crm) {
    assert!(signs_in(crm));
    let made = create(crm, &crm.system(), "account", json!({ "name": "After" })).unwrap();
    assert_eq!(json_of(&made, "number"), json!("ACC-00003"));
    assert!(audit::seal(crm).unwrap().is_some());
    sound(crm);
}

#[test]
fn what_is_written_during_a_backup_is_in_it_whole_or_not_at_all() {
    store::testing::with(|workspace| {
        let crm = open(workspace);
        found(&crm);
        let folder = tempfile::tempdir().unwrap();
        let over = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|threads| {
            let (writer, over) = (crm.clone(), &over);
            threads.spawn(move || {
                let mut n = 0;
                while !over.load(std::sync::atomic::Ordering::Relaxed) {
                    let contacts = json!({ "name": format!("While {n}"), "tags": ["a", "b", "c"] });
                    create(&writer, &writer.system(), "account", contacts).unwrap();
                    n += 1;
                }
            });
            for number in 0..3 {
                let file = folder.path().join(format!("{number}.kith"));
                backup::write(crm.store(), &file, None, now()).unwrap();
                let scratch = Workspace::sqlite();
                let store = bare(&scratch);
                backup::restore(&store, &file, None, now()).unwrap();
                store.migrate().unwrap();
                let there = Crm::open_at(store, KEY, now).unwrap();
                assert_eq!(crm::doctor::data(&there).unwrap().findings, []);
                whole(&there);
            }
            over.store(true, std::sync::atomic::Ordering::Relaxed);
        });
    });
}

/// Every account has its line in the trail and all its tags.
fn whole(crm: &Crm) {
    let counted = crm.store().read(|tx| {
        let count = |tx: &mut store::Tx, q: &store::Sql| Ok(tx.query_one(q, |row| row.int(0))?.unwrap_or(0));
        let mut accounts = tx.sql();
        accounts.push("SELECT count(*) FROM ").table("account").push(" WHERE _title LIKE 'While %'");
        let mut tags = tx.sql();
        tags.push("SELECT count(*) FROM ").table("account__tags").push(" t JOIN ").table("account");
        tags.push(" r ON r.id = t.owner WHERE r._title LIKE 'While %'");
        let mut trail = tx.sql();
        trail.push("SELECT count(*) FROM ").table("kith_audit").push(" a JOIN ").table("account");
        trail.push(" r ON r.id = a.record WHERE r._title LIKE 'While %'");
        Ok::<_, store::Error>((count(tx, &accounts)?, count(tx, &tags)?, count(tx, &trail)?))
    });
    let (accounts, tags, trail) = counted.wait().unwrap();
    assert_eq!((accounts * 3, accounts), (tags, trail));
}
