//! Deadlines, cached statements after a change of tables, replaced tables.

use std::time::{Duration, Instant};

use store::{Error, Result, Tx, testing};

use crate::notes;

/// Takes hours on either engine unless somebody stops it.
fn endless(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    let mut select = tx.sql();
    select.push("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)");
    select.push(" SELECT count(*) FROM n");
    tx.query_one(&select, |row| row.int(0))
}

#[test]
fn a_deadline_ends_a_slow_statement_and_nothing_else() {
    testing::stores(|store| {
        notes::make(store);
        let started = Instant::now();
        let slow = store.read(|tx| {
            tx.deadline(Duration::from_millis(100))?;
            endless(tx)
        });
        assert_eq!(slow.wait(), Err(Error::TimedOut));
        assert!(started.elapsed() < Duration::from_secs(5));
        let slow = store.write(|tx| {
            tx.deadline(Duration::from_millis(100))?;
            notes::add(tx, "half done", 1)?;
            endless(tx)
        });
        assert_eq!(slow.wait(), Err(Error::TimedOut));
        // On every thread, the deadline went with its transaction.
        for _ in 0..10 {
            let later = store.read(|tx| {
                std::thread::sleep(Duration::from_millis(15));
                notes::total(tx)
            });
            assert_eq!(later.wait(), Ok(0));
        }
        assert_eq!(store.write(|tx| notes::add(tx, "later", 1)).wait(), Ok(1));
    });
}

#[test]
fn a_deadline_covers_all_statements_together() {
    testing::stores(|store| {
        let outcome = store.read(|tx| {
            tx.deadline(Duration::from_millis(60))?;
            let mut select = tx.sql();
            select.push("SELECT 1");
            for _ in 0..100 {
                std::thread::sleep(Duration::from_millis(5));
                tx.query_one(&select, |row| row.int(0))?;
            }
            Ok::<_, Error>(tx.statements())
        });
        assert_eq!(outcome.wait(), Err(Error::TimedOut));
    });
}

#[test]
fn cached_statements_survive_changed_tables() {
    testing::with(|workspace| {
        let store =
            store::Store::open(store::Settings { readers: 1, writers: 1, ..workspace.settings() }).expect("opens");
        notes::make(&store);
        store.write(|tx| notes::add(tx, "row", 1)).wait().expect("a row");
        let amounts = |tx: &mut Tx<'_>| {
            let mut select = tx.sql();
            select.push("SELECT name, amount FROM ").table("note").push(" WHERE name = ").bind("row");
            tx.query_one(&select, |row| Ok((row.text(0)?, row.int(1)?)))
        };
        let expected = Ok(Some(("row".to_owned(), 1)));
        for _ in 0..7 {
            assert_eq!(store.read(amounts).wait(), expected);
        }
        store.alone(|tx| tx.script("ALTER TABLE {t:note} ADD COLUMN extra {text};")).wait().expect("a column");
        assert_eq!(store.read(amounts).wait(), expected);
        store.alone(|tx| tx.script("ALTER TABLE {t:note} DROP COLUMN extra;")).wait().expect("no column");
        assert_eq!(store.read(amounts).wait(), expected);
        let retype = "-- only postgres
             ALTER TABLE {t:note} ALTER COLUMN amount TYPE numeric;
             -- both";
        store.alone(move |tx| tx.script(retype)).wait().expect("another type");
        assert_eq!(store.read(amounts).wait(), expected, "a stale plan runs again");
        assert_eq!(store.write(|tx| notes::increase(tx, "row", 2)).wait(), Ok(1));
    });
}

#[test]
fn a_table_that_others_refer_to_can_be_replaced() {
    testing::stores(|store| {
        notes::make(store);
        let fill = store.write(|tx| {
            notes::add(tx, "parent", 1)?;
            notes::add(tx, "child", 2)?;
            tx.script(
                "UPDATE {t:note} SET parent = (SELECT _rid FROM {t:note} WHERE name = 'parent') WHERE name = 'child';",
            )
        });
        assert_eq!(fill.wait(), Ok(()));
        let replace = "-- only sqlite
            CREATE TABLE next (_rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT NOT NULL, amount TEXT,
                parent INTEGER REFERENCES note(_rid)) STRICT;
            INSERT INTO next SELECT _rid, id, name, CAST(amount AS TEXT), parent FROM note;
            DROP TABLE note;
            ALTER TABLE next RENAME TO note;
            -- only postgres
            ALTER TABLE {t:note} ALTER COLUMN amount DROP DEFAULT, ALTER COLUMN amount TYPE text;
            -- both";
        assert_eq!(store.rebuild(move |tx| tx.script(replace)).wait(), Ok(()));
        let orphan = "DELETE FROM {t:note} WHERE name = 'parent';";
        assert_eq!(
            store.rebuild(move |tx| tx.script(orphan)).wait(),
            Err(Error::ForeignKey),
            "checked before the commit"
        );
        assert_eq!(store.write(move |tx| tx.script(orphan)).wait(), Err(Error::ForeignKey), "followed again");
        assert_eq!(notes::stored(store), ["child", "parent"]);
    });
}

#[test]
fn sqlite_syncs_every_commit_and_follows_references() {
    let workspace = testing::Workspace::sqlite();
    let store = workspace.open();
    let pragma = |name: &'static str| {
        let read = store.write(move |tx| {
            let mut select = tx.sql();
            select
                .push("SELECT CAST(value AS TEXT) FROM (SELECT ")
                .ident(name)
                .push(" AS value FROM pragma_")
                .push(name);
            select.push(")");
            tx.query_one(&select, |row| row.text(0))
        });
        read.wait().expect("a pragma").expect("a value")
    };
    assert_eq!([pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")], ["wal", "2", "1"]);
}

#[test]
fn postgresql_is_tested_with_a_locale_that_is_not_bytewise() {
    let workspace = testing::Workspace::postgres();
    let store = workspace.open();
    let order = |column: store::ColumnType| {
        let read = store.alone(move |tx| {
            let mut create = tx.sql();
            create.push("CREATE TABLE ").table("word").push(" (word ");
            create
                .push(if column == store::ColumnType::Text { tx.dialect().sql_type(column) } else { "text" })
                .push(")");
            tx.execute(&create)?;
            tx.script("INSERT INTO {t:word} VALUES ('Z'), ('a');")?;
            let mut select = tx.sql();
            select.push("SELECT word FROM ").table("word").push(" ORDER BY word");
            let words = tx.query(&select, |row| row.text(0))?;
            tx.script("DROP TABLE {t:word};")?;
            Ok::<_, Error>(words)
        });
        read.wait().expect("words")
    };
    assert_eq!(order(store::ColumnType::Bytes), ["a", "Z"], "the locale of the cluster");
    assert_eq!(order(store::ColumnType::Text), ["Z", "a"], "the order of Kith's columns");
}
