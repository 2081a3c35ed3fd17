//! Numbers given once, in order: the counters behind autonumber fields. A number given in a transaction that fails is
//! given again; no two records share one.

use crate::{Error, Sql, Tx};

/// The next number of a counter.
pub fn next(tx: &mut Tx, name: &str) -> Result<i64, Error> {
    tx.next_number(name)
}

/// The next `count` numbers of a counter: the last of them.
pub fn take(tx: &mut Tx, name: &str, count: i64) -> Result<i64, Error> {
    if tx.dialect().is_sqlite() {
        return take_plainly(tx, name, count);
    }
    let mut q = tx.sql();
    insert(&mut q, name, count);
    q.push(" ON CONFLICT (name) DO UPDATE SET last = c.last + excluded.last RETURNING last");
    last(tx, &q, name)
}

/// In statements that SQLite need not be able to take back half done: before those it writes out what full text search
/// has gathered, for each record that is made.
fn take_plainly(tx: &mut Tx, name: &str, count: i64) -> Result<i64, Error> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_counter").push(" SET last = last + ").bind(count).push(" WHERE name = ").bind(name);
    if tx.execute(&q)? == 0 {
        let mut q = tx.sql();
        insert(&mut q, name, count);
        tx.execute(&q)?;
    }
    let mut q = tx.sql();
    q.push("SELECT last FROM ").table("kith_counter").push(" WHERE name = ").bind(name);
    last(tx, &q, name)
}

fn insert(q: &mut Sql, name: &str, count: i64) {
    q.push("INSERT INTO ").table("kith_counter").push(" AS c (name, last) VALUES (").bind(name).push(", ").bind(count);
    q.push(")");
}

fn last(tx: &mut Tx, q: &Sql, name: &str) -> Result<i64, Error> {
    tx.query_one(q, |row| row.int(0))?.ok_or_else(|| Error::Missing(format!("counter {name}")))
}

/// Gives back the last numbers that this transaction took and did not use.
pub(crate) fn give_back(tx: &mut Tx, name: &str, count: i64) -> Result<(), Error> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_counter").push(" SET last = last - ").bind(count).push(" WHERE name = ").bind(name);
    tx.execute(&q).map(drop)
}
