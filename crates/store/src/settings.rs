//! Facts about the workspace, by key, and the version that says when whatever is cached must be read again.
//!
//! Values are short texts. Secrets never stand here: the workspace's key is a file.

use crate::{Error, Result, Tx};

/// Counts changes of definitions, company, people, roles and rates.
pub(crate) const VERSION: &str = "version";

/// The value of a setting.
pub fn get(tx: &mut Tx<'_>, key: &str) -> Result<Option<String>> {
    let mut select = tx.sql();
    select.push("SELECT value FROM ").table("kith_setting").push(" WHERE key = ").bind(key);
    tx.query_one(&select, |row| row.text(0))
}

/// The settings whose keys begin with a text, in the order of their keys.
pub fn starting(tx: &mut Tx<'_>, start: &str) -> Result<Vec<(String, String)>> {
    let mut select = tx.sql();
    select.push("SELECT key, value FROM ").table("kith_setting").push(" WHERE key LIKE ").bind(format!("{start}%"));
    select.push(" ORDER BY key");
    tx.query(&select, |row| Ok((row.text(0)?, row.text(1)?)))
}

/// Sets a value in place of the one before.
pub fn set(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<()> {
    let mut insert = tx.sql();
    insert.push("INSERT INTO ").table("kith_setting").push(" (key, value) VALUES (").binds([key, value]);
    insert.push(") ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    tx.execute(&insert).map(drop)
}

/// Sets a value unless there is one; gives the one that stands. Of two at once the first to commit wins.
pub fn keep(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<String> {
    let mut insert = tx.sql();
    insert.push("INSERT INTO ").table("kith_setting").push(" (key, value) VALUES (").binds([key, value]);
    insert.push(") ON CONFLICT (key) DO NOTHING");
    tx.execute(&insert)?;
    Ok(get(tx, key)?.unwrap_or_default())
}

/// Removes a setting, if it is there.
pub fn remove(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    let mut delete = tx.sql();
    delete.push("DELETE FROM ").table("kith_setting").push(" WHERE key = ").bind(key);
    tx.execute(&delete).map(drop)
}

/// The workspace's version; 0 when nothing was ever changed.
pub fn version(tx: &mut Tx<'_>) -> Result<i64> {
    get(tx, VERSION)?.map_or(Ok(0), |text| number(&text))
}

/// Moves the workspace's version by one; gives the new one. Whoever changes what others keep in memory calls it in the
/// same transaction; two at once wait for each other.
pub fn bump(tx: &mut Tx<'_>) -> Result<i64> {
    let mut upsert = tx.sql();
    upsert.push("INSERT INTO ").table("kith_setting").push(" AS s (key, value) VALUES (").bind(VERSION);
    upsert.push(", '1') ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(s.value AS bigint) + 1 AS text)");
    upsert.push(" RETURNING value");
    let text = tx.query_one(&upsert, |row| row.text(0))?;
    number(&text.unwrap_or_default())
}

fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::Damaged(format!("the setting “{VERSION}” is not a number")))
}
