//! The change feed: sealed rows in the order of their positions. Who may see which is asked of the records themselves.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use meta::Module;
use uuid::Uuid;

use super::change::Action;
use super::read::action;
use crate::{Result, Row, Scope, Tx};

/// One sealed change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place in the feed.
    pub position: i64,
    /// The record's module.
    pub module: String,
    /// The record.
    pub record: Uuid,
    /// What was done.
    pub action: Action,
    /// The record's version afterwards.
    pub version: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What changed, as JSON; `None` when it was erased.
    pub changes: Option<String>,
}

/// Up to `limit` changes after a position, in order.
pub fn feed(tx: &mut Tx<'_>, after: i64, limit: usize) -> Result<Vec<Event>> {
    let mut select = tx.sql();
    select.push("SELECT a.position, a.module, a.record, a.action, a.version, a.at, v.changes FROM ");
    select.table("kith_audit").push(" a LEFT JOIN ").table("kith_audit_value").push(" v ON v.audit = a.id");
    select.push(" WHERE a.position > ").bind(after).push(" ORDER BY a.position").limit(limit);
    tx.query(&select, event)
}

fn event(row: &Row) -> Result<Event> {
    Ok(Event {
        position: row.int(0)?,
        module: row.text(1)?,
        record: row.uuid(2)?,
        action: action(row, 3)?,
        version: row.int(4)?,
        at: row.time(5)?,
        changes: row.opt_text(6)?,
    })
}

/// A sealed change with the act it was part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The change.
    pub event: Event,
    /// The act.
    pub act: Uuid,
    /// What kind of act it was.
    pub kind: String,
    /// Who; `None` for Kith itself.
    pub actor: Option<Uuid>,
}

/// Up to `limit` changes after a position, in order, with their acts.
pub fn done(tx: &mut Tx<'_>, after: i64, limit: usize) -> Result<Vec<Done>> {
    let mut select = tx.sql();
    select.push(
        "SELECT a.position, a.module, a.record, a.action, a.version, a.at, v.changes, a.act, c.kind, a.actor FROM ",
    );
    select.table("kith_audit").push(" a LEFT JOIN ").table("kith_audit_value").push(" v ON v.audit = a.id LEFT JOIN ");
    select.table("kith_act").push(" c ON c.id = a.act WHERE a.position > ").bind(after);
    select.push(" ORDER BY a.position").limit(limit);
    tx.query(&select, |row| {
        let kind = row.opt_text(8)?.unwrap_or_default();
        Ok(Done { event: event(row)?, act: row.uuid(7)?, kind, actor: row.opt_uuid(9)? })
    })
}

/// The last position of the feed; 0 when nothing is sealed.
pub fn last_position(tx: &mut Tx<'_>) -> Result<i64> {
    let mut select = tx.sql();
    select.push("SELECT max(position) FROM ").table("kith_audit");
    Ok(tx.query_one(&select, |row| row.opt_int(0))?.flatten().unwrap_or(0))
}

/// Which of these records of a module a scope sees, in the bin or not.
pub fn seen(tx: &mut Tx<'_>, scope: &Scope<'_>, module: &Module, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let mut select = tx.sql();
    select.push("SELECT r.id FROM ").table(&module.key).push(" r WHERE r.id").in_list(ids.iter().copied());
    select.push(" AND ");
    scope.visible(&mut select, module, "r")?;
    select.stamp(scope.schema.catalogue.version);
    Ok(tx.query(&select, |row| row.uuid(0))?.into_iter().collect())
}
