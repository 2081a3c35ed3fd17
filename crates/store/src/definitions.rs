//! Definitions as they were applied to this workspace, layer by layer.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Error, Tx};

/// One layer of a module as it was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Counts applications over all modules.
    pub version: i64,
    /// The module.
    pub module: String,
    /// `shipped`, `overlay` or `custom`.
    pub layer: String,
    /// The definition's text; empty when this application retired the layer.
    pub body: String,
    /// What the application did to the tables, as JSON.
    pub steps: String,
}

/// The layers in force: the newest of each, retired ones left out.
pub fn current(tx: &mut Tx) -> Result<Vec<Applied>, Error> {
    let mut q = tx.sql();
    q.push("SELECT d.version, d.module, d.layer, d.body, d.steps FROM ").table("kith_definition").push(" d");
    q.push(" WHERE d.body <> '' AND d.version = (SELECT max(n.version) FROM ").table("kith_definition").push(" n");
    q.push(" WHERE n.module = d.module AND n.layer = d.layer) ORDER BY d.module, d.version");
    tx.query(&q, applied)
}

/// Everything one application changed, in the order it was done.
pub fn of_version(tx: &mut Tx, version: i64) -> Result<Vec<Applied>, Error> {
    let mut q = tx.sql();
    q.push("SELECT version, module, layer, body, steps FROM ").table("kith_definition");
    q.push(" WHERE version = ").bind(version).push(" ORDER BY module, layer");
    tx.query(&q, applied)
}

/// The text of a layer before an application; `None` when there was none.
pub fn before(tx: &mut Tx, module: &str, layer: &str, version: i64) -> Result<Option<String>, Error> {
    let mut q = tx.sql();
    q.push("SELECT body FROM ").table("kith_definition").push(" WHERE module = ").bind(module);
    q.push(" AND layer = ").bind(layer).push(" AND version < ").bind(version);
    q.push(" ORDER BY version DESC LIMIT 1");
    Ok(tx.query_one(&q, |row| row.text(0))?.filter(|body| !body.is_empty()))
}

/// The number of the newest application; 0 in an empty workspace.
pub fn version(tx: &mut Tx) -> Result<i64, Error> {
    let mut q = tx.sql();
    q.push("SELECT max(version) FROM ").table("kith_definition");
    Ok(tx.query_one(&q, |row| row.opt_int(0))?.flatten().unwrap_or(0))
}

/// What every application did to the tables, oldest first: its number, when, and its steps as JSON.
pub fn steps(tx: &mut Tx) -> Result<Vec<(i64, DateTime<Utc>, String)>, Error> {
    let mut q = tx.sql();
    q.push("SELECT version, at, steps FROM ").table("kith_definition").push(" WHERE steps <> '[]'");
    q.push(" ORDER BY version, module, layer");
    tx.query(&q, |row| Ok((row.int(0)?, row.time(1)?, row.text(2)?)))
}

/// When an application was made, and by whom.
pub type Made = (DateTime<Utc>, Option<Uuid>);

/// When an application was made, and by whom; `None` when there is none with this number.
pub fn made(tx: &mut Tx, version: i64) -> Result<Option<Made>, Error> {
    let mut q = tx.sql();
    q.push("SELECT at, by_user FROM ").table("kith_definition").push(" WHERE version = ").bind(version);
    q.push(" LIMIT 1");
    tx.query_one(&q, |row| Ok((row.time(0)?, row.opt_uuid(1)?)))
}

/// Writes down that a layer was applied.
pub fn record(tx: &mut Tx, applied: &Applied, at: DateTime<Utc>, by: Option<Uuid>) -> Result<(), Error> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_definition");
    q.push(" (version, module, layer, body, steps, at, by_user) VALUES (").bind(applied.version).push(", ");
    q.bind(&applied.module).push(", ").bind(&applied.layer).push(", ").bind(&applied.body).push(", ");
    q.bind(&applied.steps).push(", ").bind(at).push(", ").bind(by).push(")");
    tx.execute(&q)?;
    Ok(())
}

fn applied(row: &crate::Row) -> Result<Applied, Error> {
    Ok(Applied {
        version: row.int(0)?,
        module: row.text(1)?,
        layer: row.text(2)?,
        body: row.text(3)?,
        steps: row.text(4)?,
    })
}
