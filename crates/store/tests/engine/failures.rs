//! Errors mean the same on both engines, and a failed transaction never commits.

use store::{Broken, Error, Result, testing};

use crate::notes::{self, Refusal};

#[test]
fn a_second_row_with_the_same_key_names_its_index() {
    testing::stores(|store| {
        notes::make(store);
        let outcome = store.write(|tx| {
            notes::add(tx, "twin", 1)?;
            notes::add(tx, "twin", 2)
        });
        match outcome.wait() {
            Err(Error::Unique { table, broken }) => {
                let name = Broken::Index("note_name_key".into());
                let columns = Broken::Columns(vec!["name".into()]);
                assert_eq!(table, "note");
                assert!(broken == name || broken == columns, "{broken:?}");
            }
            other => panic!("{other:?}"),
        }
        assert!(notes::stored(store).is_empty());
    });
}

#[test]
fn a_unique_index_on_an_expression_is_named() {
    testing::stores(|store| {
        notes::make(store);
        store
            .alone(|tx| tx.script("CREATE UNIQUE INDEX note_half ON {t:note} ((amount / 2));"))
            .wait()
            .expect("an index");
        let outcome = store.write(|tx| {
            notes::add(tx, "a", 4)?;
            notes::add(tx, "b", 5)
        });
        match outcome.wait() {
            Err(Error::Unique { broken, .. }) => assert_eq!(broken, Broken::Index("note_half".into())),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn a_broken_reference_is_a_broken_reference() {
    testing::stores(|store| {
        notes::make(store);
        let outcome = store.write(|tx| {
            notes::add(tx, "child", 1)?;
            tx.script("UPDATE {t:note} SET parent = 77;")
        });
        assert_eq!(outcome.wait(), Err(Error::ForeignKey));
    });
}

#[test]
fn errors_carry_no_values() {
    testing::stores(|store| {
        notes::make(store);
        for secret in ["hunter2", "'hunter2"] {
            let outcome = store.write(move |tx| {
                notes::add(tx, secret, 1)?;
                notes::add(tx, secret, 1)
            });
            let error = outcome.wait().expect_err("a duplicate");
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
        }
    });
}

#[test]
fn a_read_cannot_write() {
    testing::stores(|store| {
        notes::make(store);
        assert_eq!(store.read(|tx| notes::add(tx, "sneaky", 1)).wait(), Err(Error::ReadOnly));
        assert!(notes::stored(store).is_empty());
    });
}

#[test]
fn an_ignored_error_does_not_commit() {
    testing::stores(|store| {
        notes::make(store);
        let outcome = store.write(|tx| {
            notes::add(tx, "first", 1)?;
            let _ = notes::add(tx, "first", 1);
            Ok::<_, Error>(())
        });
        assert!(matches!(outcome.wait(), Err(Error::Statement(_))));
        let outcome = store.write(|tx| {
            let _ = notes::add(tx, "twice", 1).and_then(|_| notes::add(tx, "twice", 1));
            notes::add(tx, "afterwards", 1)
        });
        assert!(matches!(outcome.wait(), Err(Error::Statement(_))));
        assert!(notes::stored(store).is_empty());
    });
}

#[test]
fn a_savepoint_fails_alone() {
    testing::stores(|store| {
        notes::make(store);
        let outcome: std::result::Result<u32, Refusal> = store
            .write(|tx| {
                notes::add(tx, "kept", 1)?;
                let twin: Result<u64> = tx.savepoint(|tx| {
                    notes::add(tx, "undone", 1)?;
                    notes::add(tx, "kept", 1)
                });
                assert!(matches!(twin, Err(Error::Unique { .. })));
                let refused: std::result::Result<(), Refusal> = tx.savepoint(|tx| {
                    notes::add(tx, "outer", 1)?;
                    tx.savepoint(|tx| notes::add(tx, "inner", 1))?;
                    Err(Refusal::No)
                });
                assert_eq!(refused, Err(Refusal::No));
                tx.savepoint(|tx| notes::add(tx, "also kept", 1))?;
                Ok(tx.statements())
            })
            .wait();
        assert_eq!(outcome, Ok(6), "savepoints are not counted");
        assert_eq!(notes::stored(store), ["also kept", "kept"]);
    });
}

#[test]
fn a_closure_cannot_wait_for_the_store() {
    testing::stores(|store| {
        let again = store.clone();
        let outcome: Result<()> = store.write(move |_| again.write(|_| Ok(())).wait()).wait();
        assert!(matches!(outcome, Err(Error::Statement(_))));
    });
}

#[test]
fn a_stopped_store_finishes_what_was_asked_and_refuses_more() {
    testing::with(|workspace| {
        let store = workspace.open();
        notes::make(&store);
        let asked: Vec<_> =
            (0..20).map(|number| store.write(move |tx| notes::add(tx, &number.to_string(), 1))).collect();
        store.stop();
        assert!(asked.into_iter().all(|pending| pending.wait() == Ok(1)));
        assert_eq!(store.read(notes::names).wait(), Err(Error::Stopped));
        assert_eq!(notes::stored(&workspace.open()).len(), 20);
    });
}
