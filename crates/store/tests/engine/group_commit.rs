//! Closures that are committed together fail alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use store::{Error, Pending, Result, Store, Tx, testing};

use crate::notes::{self, Refusal};

/// Occupies the only writer of SQLite until released, so that what follows is one batch. The sender dropped
/// releases it, also when it runs again.
fn hold(store: &Store) -> (mpsc::Sender<()>, Pending<(), Error>) {
    let (release, released) = mpsc::channel::<()>();
    let (entered, inside) = mpsc::channel();
    let released = std::sync::Mutex::new(released);
    let pending = store.write(move |_| {
        let _ = entered.send(());
        let _ = released.lock().expect("nobody panicked").recv();
        Ok(())
    });
    inside.recv().expect("the closure started");
    (release, pending)
}

#[test]
fn failing_and_panicking_closures_undo_only_themselves() {
    testing::stores(|store| {
        notes::make(store);
        let (release, held) = hold(store);
        let good: Vec<Pending<u64, Error>> =
            (0..5).map(|number| store.write(move |tx| notes::add(tx, &format!("good {number}"), 1))).collect();
        let refused: Pending<(), Refusal> = store.write(|tx| {
            notes::add(tx, "refused", 1)?;
            Err(Refusal::No)
        });
        let panicked: Pending<(), Refusal> = store.write(|tx| {
            notes::add(tx, "panicked", 1)?;
            panic!("on purpose");
        });
        let late = store.write(|tx| notes::add(tx, "late", 1));
        drop(release);
        assert_eq!(held.wait(), Ok(()));
        for pending in good {
            assert_eq!(pending.wait(), Ok(1));
        }
        assert_eq!(refused.wait(), Err(Refusal::No));
        assert_eq!(panicked.wait(), Err(Refusal::Store(Error::Panic("on purpose".into()))));
        assert_eq!(late.wait(), Ok(1));
        assert_eq!(notes::stored(store), ["good 0", "good 1", "good 2", "good 3", "good 4", "late"]);
    });
}

#[test]
fn closures_run_again_alone_when_their_common_transaction_dies() {
    let workspace = testing::Workspace::sqlite();
    let store = workspace.open();
    notes::make(&store);
    let runs = Arc::new(AtomicU32::new(0));
    let (release, held) = hold(&store);
    let counted = Arc::clone(&runs);
    let before = store.write(move |tx| {
        counted.fetch_add(1, Ordering::SeqCst);
        notes::add(tx, "before", 1)
    });
    // SQLite rolls a whole transaction back when a write in it is interrupted.
    let slow: Pending<u64, Error> = store.write(|tx| {
        tx.deadline(Duration::from_millis(50))?;
        let mut insert = tx.sql();
        insert.push(
            "INSERT INTO kith_setting (key, value) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)",
        );
        insert.push(" SELECT 'slow' || i, '' FROM n LIMIT 1000000000");
        tx.execute(&insert)
    });
    let after = store.write(|tx| notes::add(tx, "after", 1));
    drop(release);
    assert_eq!(slow.wait(), Err(Error::TimedOut));
    assert_eq!((held.wait(), before.wait(), after.wait()), (Ok(()), Ok(1), Ok(1)));
    assert_eq!(notes::stored(&store), ["after", "before"]);
    assert_eq!(runs.load(Ordering::SeqCst), 2, "once in the batch that died, once alone");
}

#[test]
fn a_full_disk_is_the_answer_of_the_closure_that_filled_it() {
    let workspace = testing::Workspace::sqlite();
    let store = workspace.open();
    notes::make(&store);
    store.alone(|tx| tx.script("PRAGMA max_page_count = 200;")).wait().expect("a small disk");
    let (release, held) = hold(&store);
    let before = store.write(|tx| notes::add(tx, "before", 1));
    let big = store.write(|tx| notes::add(tx, &"x".repeat(4_000_000), 1));
    let after = store.write(|tx| notes::add(tx, "after", 1));
    drop(release);
    assert_eq!((held.wait(), big.wait()), (Ok(()), Err(Error::Full)));
    assert_eq!((before.wait(), after.wait()), (Ok(1), Ok(1)));
    assert_eq!(notes::stored(&store), ["after", "before"]);
}

#[test]
fn a_job_that_must_run_alone_waits_for_the_batch_and_is_not_in_it() {
    testing::stores(|store| {
        notes::make(store);
        let first = store.write(|tx| notes::add(tx, "first", 1));
        let change: Pending<(), Error> = store.alone(|tx| {
            tx.script("ALTER TABLE {t:note} ADD COLUMN extra {text};")?;
            tx.script("ALTER TABLE {t:note} ADD COLUMN extra {text};")
        });
        let last = store.write(|tx| notes::add(tx, "last", 1));
        assert!(matches!(change.wait(), Err(Error::Sql { .. })));
        assert_eq!((first.wait(), last.wait()), (Ok(1), Ok(1)));
        let extra: Result<()> = store.alone(|tx| tx.script("ALTER TABLE {t:note} ADD COLUMN extra {text};")).wait();
        assert_eq!(extra, Ok(()), "the failed change left nothing");
    });
}

/// One of several fates, decided by the number alone.
fn fate(tx: &mut Tx<'_>, name: &str, number: u32) -> std::result::Result<u64, Refusal> {
    notes::add(tx, name, 1)?;
    match number % 6 {
        0 => Err(Refusal::No),
        1 => Ok(notes::add(tx, name, 1)?),
        2 => panic!("on purpose"),
        3 => {
            let twin: std::result::Result<u64, Refusal> = tx.savepoint(|tx| Ok(notes::add(tx, name, 1)?));
            assert!(twin.is_err());
            Ok(1)
        }
        4 => {
            tx.deadline(Duration::ZERO)?;
            Ok(notes::add(tx, "too late", 1)?)
        }
        _ => Ok(1),
    }
}

#[test]
fn what_is_stored_is_exactly_what_was_acknowledged() {
    testing::stores(|store| {
        notes::make(store);
        let acknowledged = std::sync::Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for writer in 0..16 {
                let acknowledged = &acknowledged;
                scope.spawn(move || {
                    for number in 0..24 {
                        let name = format!("{writer:02}-{number:02}");
                        let stored = name.clone();
                        if store.write(move |tx| fate(tx, &name, number)).wait().is_ok() {
                            acknowledged.lock().expect("nobody panicked").push(stored);
                        }
                    }
                });
            }
        });
        let mut acknowledged = acknowledged.into_inner().expect("nobody panicked");
        acknowledged.sort();
        assert_eq!(acknowledged.len(), 16 * 8);
        assert_eq!(notes::stored(store), acknowledged);
    });
}
