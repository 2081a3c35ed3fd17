//! A workspace is made once, kept, and refused when it is newer than the program.

use std::thread;

use store::{Error, Result, Settings, Store, testing};

#[test]
fn a_workspace_is_made_once_and_keeps_its_identity() {
    testing::with(|workspace| {
        let empty = Store::connect(workspace.settings()).expect("connects");
        assert_eq!(empty.version(), Ok(None));
        empty.migrate().expect("migrates");
        let version = empty.version().expect("a version").expect("is not empty");
        let id = empty.id();
        drop(empty);
        let again = workspace.open();
        assert_eq!((again.version(), again.id()), (Ok(Some(version)), id));
    });
}

#[test]
fn several_programs_may_make_it_at_once() {
    testing::with(|workspace| {
        let ids: Vec<_> = thread::scope(|scope| {
            let open = || Store::open(workspace.settings()).expect("opens").id();
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
    });
}

#[test]
fn a_newer_workspace_is_refused() {
    testing::with(|workspace| {
        let store = workspace.open();
        let future = "INSERT INTO {t:kith_migration} (number, name, applied_at)
            SELECT 9999, 'future', max(applied_at) FROM {t:kith_migration};";
        store.alone(move |tx| tx.script(future)).wait().expect("the future");
        drop(store);
        let refused = Store::open(workspace.settings()).err();
        assert!(matches!(refused, Some(Error::Newer { found: 9999, .. })), "{refused:?}");
    });
}

#[test]
fn scripts_are_checked() {
    testing::stores(|store| {
        for script in ["SELECT {nonsense};", "SELECT {text", "DROP TABLE {t:a b};"] {
            let outcome: Result<()> = store.alone(move |tx| tx.script(script)).wait();
            assert!(matches!(outcome, Err(Error::Statement(_))), "{script}");
        }
    });
}

#[test]
fn a_database_that_is_not_there_is_unavailable() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = Store::open(Settings::sqlite(folder.path().join("no/such/folder/kith.db"))).err();
    assert!(matches!(missing, Some(Error::Unavailable(_))), "{missing:?}");
    let nobody = format!("host={} user=kith", folder.path().display());
    let missing = Store::open(Settings::postgres(nobody, "kith")).err();
    assert!(matches!(missing, Some(Error::Unavailable(_))), "{missing:?}");
    let bad = Store::open(Settings::postgres("host=/tmp", "kith; drop")).err();
    assert!(matches!(bad, Some(Error::Statement(_))), "{bad:?}");
    std::fs::write(folder.path().join("text"), "not a database, but long enough to be looked at").expect("a file");
    let text = Store::open(Settings::sqlite(folder.path().join("text"))).err();
    assert!(matches!(text, Some(Error::Unavailable(_))), "{text:?}");
}
