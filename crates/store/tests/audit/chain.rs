//! Sealing: positions without gaps, whatever the order of commits; several sealers; erasure.

use std::sync::mpsc;
use std::thread;

use meta::Key;
use store::audit::{self, Action, Head};
use store::testing;

use crate::trail::{KEY, append, at, change, seal, sealed, tamper, verify};

#[test]
fn a_sealed_trail_is_sound() {
    testing::stores(|store| {
        let head = sealed(store);
        let report = verify(store, Some(head));
        assert!(report.is_sound(), "{:?}", report.findings);
        assert_eq!((report.rows, report.seals, report.unsealed, report.head), (10, 3, 0, Some(head)));
        assert_eq!(seal(store, 4), None, "nothing is sealed twice");
    });
}

#[test]
fn an_empty_trail_is_sound() {
    testing::stores(|store| {
        let report = verify(store, None);
        assert!(report.is_sound(), "{:?}", report.findings);
        assert_eq!((report.rows, report.head), (0, None));
    });
}

#[test]
fn rows_that_wait_are_counted_and_their_age_is_known() {
    testing::stores(|store| {
        sealed(store);
        append(store, 20..23);
        let report = verify(store, None);
        assert!(report.is_sound(), "{:?}", report.findings);
        assert_eq!((report.rows, report.unsealed), (10, 3));
        assert_eq!(store.read(audit::oldest_unsealed).wait(), Ok(Some(at(20))));
    });
}

#[test]
fn removed_values_are_found_and_leave_the_rows_of_the_chain_whole() {
    testing::stores(|store| {
        let head = sealed(store);
        tamper(store, |sql| {
            sql.push("DELETE FROM ").table("kith_audit_value").push(" WHERE changes LIKE '%Record 3%'");
        });
        let report = verify(store, Some(head));
        assert_eq!(report.rows, 10);
        let [finding] = &report.findings[..] else { panic!("{:?}", report.findings) };
        assert!(finding.words.starts_with("the values were removed (create of account "), "{finding:?}");
    });
}

#[test]
fn a_row_committed_late_is_sealed_late_and_not_lost() {
    testing::with(|workspace| {
        let store = workspace.open();
        if store.dialect().is_sqlite() {
            return; // One writer: nothing can be committed late.
        }
        let other = workspace.open();
        let (begun, wait_begun) = mpsc::channel();
        let (go, wait_go) = mpsc::channel::<()>();
        let wait_go = std::sync::Mutex::new(wait_go);
        let late = other.write(move |tx| {
            audit::append(tx, &change(&Key::of("account"), 1, 100, Action::Create))?;
            begun.send(()).expect("the test listens");
            wait_go.lock().expect("one waiter").recv().expect("the test goes on");
            Ok::<_, store::Error>(())
        });
        wait_begun.recv().expect("the late row is written");
        append(&store, 1..4);
        assert_eq!(seal(&store, 10).map(|head| head.position), Some(3));
        go.send(()).expect("the late one listens");
        late.wait().expect("commits");
        assert_eq!(seal(&store, 10).map(|head| head.position), Some(4));
        let report = verify(&store, None);
        assert!(report.is_sound(), "{:?}", report.findings);
        assert_eq!((report.rows, report.unsealed), (4, 0));
    });
}

#[test]
fn sealers_and_writers_at_once_make_one_chain() {
    testing::with(|workspace| {
        let store = workspace.open();
        thread::scope(|scope| {
            for writer in 0..4u128 {
                let store = &store;
                scope.spawn(move || {
                    (0..25).for_each(|n| append(store, writer * 1000 + n * 3..writer * 1000 + n * 3 + 3))
                });
            }
            for sealer in ["one", "two"] {
                let store = &store;
                scope.spawn(move || {
                    for second in 0..40 {
                        let sealed = store.write(move |tx| {
                            let (now, until) = (at(second), at(second + 1));
                            if store::lease::take(tx, "audit", sealer, now, until)? {
                                audit::seal(tx, &KEY, now, 7)?;
                            }
                            Ok::<_, store::Error>(())
                        });
                        sealed.wait().expect("seals or waits");
                    }
                });
            }
        });
        while seal(&store, 100).is_some() {}
        let report = verify(&store, None);
        assert!(report.is_sound(), "{:?}", report.findings);
        assert_eq!((report.rows, report.unsealed), (300, 0));
    });
}

#[test]
fn a_head_reads_back_from_its_text() {
    testing::stores(|store| {
        let head = sealed(store);
        assert_eq!(head.to_string().parse::<Head>(), Ok(head));
        assert!(head.is_genuine(&KEY) && !head.is_genuine(&[8; 32]));
        assert!(store.read(move |tx| audit::holds(tx, &head)).wait().expect("reads"));
        let later = Head { position: 11, ..head };
        assert!(!store.read(move |tx| audit::holds(tx, &later)).wait().expect("reads"));
    });
    for text in ["", "12", "x 00 00", "1 00 00", "1 2 3 4"] {
        assert!(text.parse::<Head>().is_err(), "{text}");
    }
}

#[test]
fn listeners_hear_each_new_position() {
    testing::with(|workspace| {
        let store = workspace.open();
        let Some(channel) = audit::channel(store.dialect()) else { return };
        let store::Target::Postgres { url, .. } = workspace.settings().target else { return };
        let mut listener = postgres::Client::connect(&url, postgres::NoTls).expect("connects");
        listener.batch_execute(&format!("LISTEN \"{channel}\"")).expect("listens");
        sealed(&store);
        let mut heard = Vec::new();
        let mut notifications = listener.notifications();
        let mut next = notifications.timeout_iter(std::time::Duration::from_secs(5));
        while heard.len() < 3 {
            use postgres::fallible_iterator::FallibleIterator;
            let one = next.next().expect("no failure").expect("a notification in time");
            heard.push(one.payload().to_owned());
        }
        assert_eq!(heard, ["4", "8", "10"]);
    });
}
