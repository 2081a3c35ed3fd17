//! A trail for the tests: changes of named records, sealed batch by batch.

use chrono::{DateTime, TimeDelta, Utc};
use meta::Key;
use store::audit::{self, Action, Change, Head, Report};
use store::{Result, Sql, Store, Tx};
use uuid::Uuid;

/// The key of the tests' workspace.
pub const KEY: [u8; 32] = [7; 32];

/// An instant some seconds after the start of the tests' world.
pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).expect("an instant") + TimeDelta::seconds(seconds)
}

/// The id of a record, act or person by a number.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A change of record `record` in act `act`.
pub fn change(module: &Key, act: u128, record: u128, action: Action) -> Change<'_> {
    Change {
        act: id(act),
        at: at(record as i64),
        actor: record.is_multiple_of(2).then(|| id(9)),
        module,
        record: id(record),
        action,
        version: 1,
        changes: format!(r#"{{"name":[null,"Record {record}"]}}"#),
    }
}

/// Appends creations of the records numbered so, in one transaction.
pub fn append(store: &Store, records: std::ops::Range<u128>) {
    let account = Key::of("account");
    store
        .write(move |tx| {
            let changes: Vec<_> = records.clone().map(|n| change(&account, 1, n, Action::Create)).collect();
            audit::append_all(tx, &changes)
        })
        .wait()
        .expect("appends");
}

/// Seals at most `limit` rows.
pub fn seal(store: &Store, limit: usize) -> Option<Head> {
    let sealed = store.write(move |tx| audit::seal(tx, &KEY, at(0), limit)).wait().expect("seals");
    sealed.map(|sealed| sealed.head)
}

/// Ten records in seals of 4, 4 and 2 rows; gives the head.
pub fn sealed(store: &Store) -> Head {
    append(store, 1..11);
    let heads: Vec<Head> = std::iter::from_fn(|| seal(store, 4)).collect();
    assert_eq!(heads.iter().map(|head| head.position).collect::<Vec<_>>(), [4, 8, 10]);
    heads[2]
}

/// Verifies the trail.
pub fn verify(store: &Store, on_file: Option<Head>) -> Report {
    audit::verify(store, &KEY, on_file.as_ref()).expect("verifies")
}

/// Runs a statement behind the trail's back.
pub fn tamper(store: &Store, write: impl Fn(&mut Sql) + Send + 'static) {
    let done = store.write(move |tx: &mut Tx<'_>| -> Result<u64> {
        let mut sql = tx.sql();
        write(&mut sql);
        tx.execute(&sql)
    });
    assert!(done.wait().expect("the statement runs") > 0, "the statement changed nothing");
}
