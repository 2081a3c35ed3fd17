//! A lease has one holder at a time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use store::{Store, lease, testing};

use crate::trail::at;

fn take(store: &Store, holder: &'static str, now: i64, until: i64) -> bool {
    store.write(move |tx| lease::take(tx, "sealer", holder, at(now), at(until))).wait().expect("asks")
}

#[test]
fn a_lease_is_held_extended_lost_and_given_back() {
    testing::stores(|store| {
        assert!(take(store, "a", 0, 10));
        assert!(!take(store, "b", 9, 19), "it is held");
        assert!(take(store, "a", 9, 19), "its holder extends it");
        assert!(!take(store, "b", 10, 20));
        assert!(take(store, "b", 19, 29), "it ran out");
        assert!(!take(store, "a", 20, 30));
        store.write(|tx| lease::release(tx, "sealer", "a")).wait().expect("releases");
        assert!(!take(store, "a", 20, 30), "only its holder gives it back");
        store.write(|tx| lease::release(tx, "sealer", "b")).wait().expect("releases");
        assert!(take(store, "a", 20, 30));
    });
}

#[test]
fn of_several_at_once_one_gets_it() {
    testing::stores(|store| {
        let got = AtomicUsize::new(0);
        thread::scope(|scope| {
            for holder in ["a", "b", "c", "d"] {
                let got = &got;
                scope.spawn(move || got.fetch_add(usize::from(take(store, holder, 0, 10)), Ordering::Relaxed));
            }
        });
        assert_eq!(got.into_inner(), 1);
    });
}
