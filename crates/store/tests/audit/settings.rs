//! Settings are kept, and the version counts every change, also of several at once.

use std::thread;

use store::{Error, settings, testing};

#[test]
fn a_setting_is_kept_replaced_and_removed() {
    testing::stores(|store| {
        let read = || store.read(|tx| settings::get(tx, "logo")).wait().expect("reads");
        assert_eq!(read(), None);
        for value in ["one", "two"] {
            store.write(move |tx| settings::set(tx, "logo", value)).wait().expect("sets");
            assert_eq!(read().as_deref(), Some(value));
        }
        store.write(|tx| settings::remove(tx, "logo")).wait().expect("removes");
        assert_eq!(read(), None);
    });
}

#[test]
fn the_version_counts_from_nothing() {
    testing::stores(|store| {
        assert_eq!(store.read(settings::version).wait(), Ok(0));
        assert_eq!(store.write(settings::bump).wait(), Ok(1));
        assert_eq!(store.write(settings::bump).wait(), Ok(2));
        assert_eq!(store.read(settings::version).wait(), Ok(2));
    });
}

#[test]
fn bumps_at_once_are_all_counted() {
    testing::stores(|store| {
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..10).map(|_| store.write(settings::bump).wait().expect("bumps")).max());
            }
        });
        assert_eq!(store.read(settings::version).wait(), Ok(40));
    });
}

#[test]
fn a_damaged_version_is_an_error() {
    testing::stores(|store| {
        store.write(|tx| settings::set(tx, "version", "many")).wait().expect("sets");
        assert!(matches!(store.read(settings::version).wait(), Err(Error::Damaged(_))));
    });
}
