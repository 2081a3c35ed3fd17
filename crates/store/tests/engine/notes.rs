//! A table for the tests: notes with a unique name, a number, and a reference to another note.

use store::{Error, Result, Store, Tx};

/// Makes the table.
pub fn make(store: &Store) {
    store
        .alone(|tx| {
            tx.script(
                "CREATE TABLE {t:note} (
                    {id},
                    name {text} NOT NULL UNIQUE,
                    amount {int} NOT NULL DEFAULT 0,
                    parent {int} REFERENCES {t:note}(_rid)
                ){strict};",
            )
        })
        .wait()
        .expect("the table is made");
}

/// Adds a note.
pub fn add(tx: &mut Tx<'_>, name: &str, amount: i64) -> Result<u64> {
    let mut insert = tx.sql();
    insert.push("INSERT INTO ").table("note").push(" (id, name, amount) VALUES (");
    insert.bind(uuid::Uuid::now_v7()).push(", ").bind(name).push(", ").bind(amount).push(")");
    tx.execute(&insert)
}

/// Adds to the amount of a note.
pub fn increase(tx: &mut Tx<'_>, name: &str, by: i64) -> Result<u64> {
    let mut update = tx.sql();
    update.push("UPDATE ").table("note").push(" SET amount = amount + ").bind(by).push(" WHERE name = ").bind(name);
    tx.execute(&update)
}

/// The names, in order.
pub fn names(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut select = tx.sql();
    select.push("SELECT name FROM ").table("note").push(" ORDER BY name");
    tx.query(&select, |row| row.text(0))
}

/// The sum of all amounts: bigint sums to numeric on PostgreSQL.
pub fn total(tx: &mut Tx<'_>) -> Result<i64> {
    let mut select = tx.sql();
    select.push("SELECT coalesce(sum(amount), 0) FROM ").table("note");
    Ok(tx.query_one(&select, |row| row.int(0))?.expect("one row"))
}

/// The names, read on a snapshot of their own.
pub fn stored(store: &Store) -> Vec<String> {
    store.read(names).wait().expect("names are read")
}

/// A failure of the business, not of the store.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The business said no.
    No,
    /// The store failed.
    Store(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}
