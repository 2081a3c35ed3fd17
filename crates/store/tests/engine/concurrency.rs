//! Many at once: nothing is lost, nothing is half seen.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;
use std::time::Duration;

use store::{Error, Store, testing};

use crate::notes;

#[test]
fn thirty_two_writers_lose_nothing() {
    testing::stores(|store| {
        notes::make(store);
        store.write(|tx| notes::add(tx, "counter", 0)).wait().expect("a counter");
        thread::scope(|scope| {
            for writer in 0..32 {
                scope.spawn(move || {
                    for round in 0..10 {
                        let outcome = store.write(move |tx| {
                            notes::increase(tx, "counter", 1)?;
                            notes::add(tx, &format!("{writer}-{round}"), 0)
                        });
                        assert_eq!(outcome.wait(), Ok(1));
                    }
                });
            }
        });
        assert_eq!(store.read(notes::total).wait(), Ok(320));
        assert_eq!(notes::stored(store).len(), 321);
    });
}

#[test]
fn a_read_sees_one_snapshot_while_others_write() {
    testing::stores(|store| {
        notes::make(store);
        let (between, started) = mpsc::channel();
        let (resume, written) = mpsc::channel::<()>();
        let written = std::sync::Mutex::new(written);
        let reading = store.read(move |tx| {
            let before = notes::total(tx)?;
            let _ = between.send(());
            let _ = written.lock().expect("nobody panicked").recv();
            Ok::<_, Error>((before, notes::total(tx)?))
        });
        started.recv().expect("the read began");
        store.write(|tx| notes::add(tx, "meanwhile", 7)).wait().expect("a write passes the reader");
        resume.send(()).expect("the read waits");
        assert_eq!(reading.wait(), Ok((0, 0)));
        assert_eq!(store.read(notes::total).wait(), Ok(7));
    });
}

#[test]
fn an_answered_write_is_seen_by_the_next_read() {
    testing::stores(|store| {
        notes::make(store);
        for number in 1..=100 {
            store.write(move |tx| notes::add(tx, &number.to_string(), 1)).wait().expect("a write");
            assert_eq!(store.read(notes::total).wait(), Ok(number));
        }
    });
}

#[test]
fn closures_in_a_deadlock_run_again() {
    let workspace = testing::Workspace::postgres();
    let store = workspace.open();
    notes::make(&store);
    for name in ["a", "b"] {
        store.write(move |tx| notes::add(tx, name, 0)).wait().expect("a row");
    }
    let runs = Arc::new(AtomicU32::new(0));
    let meeting = Arc::new(Barrier::new(2));
    let cross = |first: &'static str, second: &'static str| {
        let (runs, meeting) = (Arc::clone(&runs), Arc::clone(&meeting));
        let own = AtomicU32::new(0);
        store.write(move |tx| {
            runs.fetch_add(1, Ordering::SeqCst);
            notes::increase(tx, first, 1)?;
            if own.fetch_add(1, Ordering::SeqCst) == 0 {
                meeting.wait();
            }
            notes::increase(tx, second, 1)
        })
    };
    let (one, other) = (cross("a", "b"), cross("b", "a"));
    assert_eq!((one.wait(), other.wait()), (Ok(1), Ok(1)));
    assert_eq!(store.read(notes::total).wait(), Ok(4));
    assert!(runs.load(Ordering::SeqCst) >= 3, "at least one of the two was the victim");
}

#[test]
fn a_broken_connection_is_replaced_and_the_closure_runs_again() {
    let workspace = testing::Workspace::postgres();
    let store = Store::open(store::Settings { writers: 1, readers: 1, ..workspace.settings() }).expect("opens");
    notes::make(&store);
    let pid = |tx: &mut store::Tx<'_>| {
        let mut select = tx.sql();
        select.push("SELECT pg_backend_pid()");
        tx.query_one(&select, |row| row.int(0))
    };
    let writer = store.write(pid).wait().expect("a number").expect("a row");
    let end = move |tx: &mut store::Tx<'_>| {
        let mut select = tx.sql();
        select.push("SELECT pg_terminate_backend(").bind(writer).push(")");
        tx.query_one(&select, |row| row.bool(0))
    };
    assert_eq!(store.read(end).wait(), Ok(Some(true)));
    assert_eq!(store.write(|tx| notes::add(tx, "idle", 1)).wait(), Ok(1), "the connection died while idle");
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let during = store.write(move |tx| {
        notes::add(tx, "during", 1)?;
        if counted.fetch_add(1, Ordering::SeqCst) == 0 {
            let mut suicide = tx.sql();
            suicide.push("SELECT pg_terminate_backend(pg_backend_pid())");
            tx.query_one(&suicide, |_| Ok(()))?;
        }
        notes::add(tx, "after", 1)
    });
    assert_eq!(during.wait(), Ok(1));
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(notes::stored(&store), ["after", "during", "idle"]);
}

#[test]
fn a_read_that_waited_too_long_for_its_turn_is_not_done() {
    testing::with(|workspace| {
        let settings = store::Settings { readers: 1, patience: Duration::from_secs(1), ..workspace.settings() };
        let store = Store::open(settings).expect("opens");
        let long = store.read(|_| {
            thread::sleep(Duration::from_millis(1500));
            Ok::<_, Error>(1)
        });
        let late = store.read(|_| Ok::<_, Error>(2));
        assert_eq!((long.wait(), late.wait()), (Ok(1), Err(Error::Busy)));
        assert_eq!(store.read(|_| Ok::<_, Error>(3)).wait(), Ok(3));
    });
}

#[test]
fn a_lock_held_by_another_process_is_waited_for_and_then_busy() {
    let workspace = testing::Workspace::sqlite();
    let store =
        Store::open(store::Settings { patience: Duration::from_millis(500), ..workspace.settings() }).expect("opens");
    notes::make(&store);
    let store::Target::Sqlite { path } = workspace.settings().target else { panic!("a file") };
    let other = rusqlite::Connection::open(path).expect("a second connection");
    other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    let waiting: Vec<_> = (0..3).map(|number| store.write(move |tx| notes::add(tx, &number.to_string(), 1))).collect();
    assert!(waiting.into_iter().all(|pending| pending.wait() == Err(Error::Busy)));
    assert!(notes::stored(&store).is_empty(), "readers never wait");
    let soon = store.write(|tx| notes::add(tx, "soon", 1));
    thread::sleep(Duration::from_millis(20));
    other.execute_batch("COMMIT").expect("the lock goes");
    assert_eq!(soon.wait(), Ok(1));
}

#[test]
fn a_process_that_takes_the_lock_again_and_again_lets_others_in_between() {
    let workspace = testing::Workspace::sqlite();
    let store =
        Store::open(store::Settings { patience: Duration::from_secs(1), ..workspace.settings() }).expect("opens");
    notes::make(&store);
    let store::Target::Sqlite { path } = workspace.settings().target else { panic!("a file") };
    let over = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&over);
    let hog = thread::spawn(move || {
        let other = rusqlite::Connection::open(path).expect("a second connection");
        other.busy_timeout(Duration::from_secs(60)).expect("patience");
        while !seen.load(Ordering::SeqCst) {
            other.execute_batch("BEGIN IMMEDIATE").expect("the lock");
            thread::sleep(Duration::from_millis(150));
            other.execute_batch("COMMIT").expect("the lock goes");
            thread::sleep(Duration::from_millis(8));
        }
    });
    let written: Vec<_> = (0..12).map(|nr| store.write(move |tx| notes::add(tx, &nr.to_string(), 1)).wait()).collect();
    over.store(true, Ordering::SeqCst);
    hog.join().expect("it ends");
    assert!(written.iter().all(|outcome| *outcome == Ok(1)), "{written:?}");
}

#[test]
fn a_change_of_tables_gives_way_to_a_lock_and_tries_again() {
    let workspace = testing::Workspace::postgres();
    let store = workspace.open();
    notes::make(&store);
    let (locked, lock) = mpsc::channel();
    let holder = store.write(move |tx| {
        notes::add(tx, "holder", 1)?;
        let _ = locked.send(());
        thread::sleep(Duration::from_millis(1500));
        Ok::<_, Error>(())
    });
    lock.recv().expect("the lock is held");
    let change = store.alone(|tx| tx.script("ALTER TABLE {t:note} ADD COLUMN extra {text};"));
    assert_eq!((holder.wait(), change.wait()), (Ok(()), Ok(())));
}

#[test]
fn a_full_queue_sheds_the_load() {
    testing::with(|workspace| {
        let settings = store::Settings { queue: 2, writers: 1, readers: 1, ..workspace.settings() };
        let store = Store::open(settings).expect("opens");
        let (inside, entered) = mpsc::channel();
        let gate = Arc::new(Barrier::new(2));
        let waiting = Arc::clone(&gate);
        let held = store.read(move |_| {
            let _ = inside.send(());
            waiting.wait();
            Ok::<_, Error>(())
        });
        entered.recv().expect("the reader is occupied");
        let queued: Vec<_> = (0..5).map(|_| store.read(|_| Ok::<_, Error>(()))).collect();
        gate.wait();
        assert_eq!(held.wait(), Ok(()));
        let outcomes: Vec<_> = queued.into_iter().map(store::Pending::wait).collect();
        assert_eq!(outcomes, [Ok(()), Ok(()), Err(Error::Busy), Err(Error::Busy), Err(Error::Busy)]);
    });
}

#[test]
fn a_dropped_answer_abandons_a_read_but_never_a_write() {
    testing::with(|workspace| {
        let store = Store::open(store::Settings { writers: 1, readers: 1, ..workspace.settings() }).expect("opens");
        notes::make(&store);
        let reads = Arc::new(AtomicU32::new(0));
        let (inside, entered) = mpsc::channel();
        let gate = Arc::new(Barrier::new(2));
        let waiting = Arc::clone(&gate);
        let held = store.read(move |_| {
            let _ = inside.send(());
            waiting.wait();
            Ok::<_, Error>(())
        });
        entered.recv().expect("the reader is occupied");
        let counted = Arc::clone(&reads);
        drop(store.read(move |_| Ok::<_, Error>(counted.fetch_add(1, Ordering::SeqCst))));
        drop(store.write(|tx| notes::add(tx, "not looked at", 1)));
        gate.wait();
        assert_eq!(held.wait(), Ok(()));
        assert_eq!(store.write(|tx| notes::add(tx, "next", 1)).wait(), Ok(1));
        assert_eq!(notes::stored(&store), ["next", "not looked at"]);
        assert_eq!(reads.load(Ordering::SeqCst), 0);
    });
}

#[test]
fn an_answer_can_be_awaited() {
    testing::stores(|store| {
        notes::make(store);
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let total = runtime.block_on(async {
            store.write(|tx| notes::add(tx, "awaited", 5)).await?;
            store.read(notes::total).await
        });
        assert_eq!(total, Ok(5));
    });
}
