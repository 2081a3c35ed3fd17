//! Reading the trail: the history of a record, and the changes of an act in the order needed to take them back.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::change::Action;
use crate::{Error, Result, Row, Sql, Tx};

/// What changes a record itself.
const CHANGING: [Action; 7] =
    [Action::Create, Action::Update, Action::Delete, Action::Restore, Action::Purge, Action::Relate, Action::Unrelate];

/// One change of a record, with the act it was part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the order of writing; the cursor of the next page.
    pub nr: i64,
    /// The act.
    pub act: Uuid,
    /// What kind of act it was; empty when that is not known.
    pub kind: String,
    /// What the act did, in one line.
    pub summary: String,
    /// Through whose eyes, when an administrator acted as somebody else.
    pub as_user: Option<Uuid>,
    /// The act that took the act back.
    pub undone_by: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None` for Kith itself.
    pub actor: Option<Uuid>,
    /// What was done.
    pub action: Action,
    /// The record's version afterwards.
    pub version: i64,
    /// What changed, as JSON; `None` when it was erased.
    pub changes: Option<String>,
}

/// One change of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its place in the order of writing.
    pub nr: i64,
    /// The record's module.
    pub module: String,
    /// The record.
    pub record: Uuid,
    /// What was done.
    pub action: Action,
    /// The record's version afterwards.
    pub version: i64,
    /// What changed, as JSON; `None` when it was erased.
    pub changes: Option<String>,
}

/// What happened to a record, newest first; `before` is the number of the last entry of the page before.
pub fn history(tx: &mut Tx<'_>, record: Uuid, before: Option<i64>, limit: usize) -> Result<Vec<Entry>> {
    let mut select = tx.sql();
    select.push("SELECT a.nr, a.act, c.kind, c.summary, c.as_user, c.undone_by, a.at, a.actor, a.action, a.version, ");
    select.push("v.changes FROM ").table("kith_audit").push(" a LEFT JOIN ").table("kith_act");
    select.push(" c ON c.id = a.act LEFT JOIN ").table("kith_audit_value").push(" v ON v.audit = a.id");
    select.push(" WHERE a.record = ").bind(record);
    back(&mut select, before, limit);
    tx.query(&select, |row| {
        Ok(Entry {
            nr: row.int(0)?,
            act: row.uuid(1)?,
            kind: row.opt_text(2)?.unwrap_or_default(),
            summary: row.opt_text(3)?.unwrap_or_default(),
            as_user: row.opt_uuid(4)?,
            undone_by: row.opt_uuid(5)?,
            at: row.time(6)?,
            actor: row.opt_uuid(7)?,
            action: action(row, 8)?,
            version: row.int(9)?,
            changes: row.opt_text(10)?,
        })
    })
}

/// The changes of an act, last first; `before` is the number of the last step of the page before.
pub fn steps(tx: &mut Tx<'_>, act: Uuid, before: Option<i64>, limit: usize) -> Result<Vec<Step>> {
    let mut select = tx.sql();
    select.push("SELECT a.nr, a.module, a.record, a.action, a.version, v.changes FROM ").table("kith_audit");
    select.push(" a LEFT JOIN ").table("kith_audit_value").push(" v ON v.audit = a.id WHERE a.act = ").bind(act);
    back(&mut select, before, limit);
    tx.query(&select, |row| {
        Ok(Step {
            nr: row.int(0)?,
            module: row.text(1)?,
            record: row.uuid(2)?,
            action: action(row, 3)?,
            version: row.int(4)?,
            changes: row.opt_text(5)?,
        })
    })
}

/// Whether an act, after its step numbered `after`, moved a record to the bin that another act had not touched.
pub fn swept(tx: &mut Tx<'_>, act: Uuid, after: i64, other: Uuid) -> Result<bool> {
    let mut select = tx.sql();
    select
        .push("SELECT 1 FROM ")
        .table("kith_audit")
        .push(" d WHERE d.act = ")
        .bind(act)
        .push(" AND d.nr > ")
        .bind(after);
    select.push(" AND d.action = ").bind(Action::Delete.as_str()).push(" AND NOT EXISTS (SELECT 1 FROM ");
    select.table("kith_audit").push(" o WHERE o.record = d.record AND o.act = ").bind(other).push(") LIMIT 1");
    Ok(tx.query_one(&select, |_| Ok(()))?.is_some())
}

/// Which of these records were changed after an act by something other than it and the acts that undid it.
pub fn changed_since(tx: &mut Tx<'_>, act: Uuid, records: Vec<Uuid>) -> Result<HashSet<Uuid>> {
    if records.is_empty() {
        return Ok(HashSet::new());
    }
    let mut select = tx.sql();
    select.push("SELECT DISTINCT l.record FROM ").table("kith_audit").push(" l WHERE l.record").in_list(records);
    select.push(" AND l.act <> ").bind(act).push(" AND l.action").in_list(CHANGING.map(Action::as_str));
    select.push(" AND NOT EXISTS (SELECT 1 FROM ").table("kith_act").push(" u WHERE u.id = l.act AND u.cause = ");
    select.bind(act).push(" AND u.kind = 'undo') AND l.nr > (SELECT max(s.nr) FROM ").table("kith_audit");
    select.push(" s WHERE s.record = l.record AND s.act = ").bind(act).push(")");
    Ok(tx.query(&select, |row| row.uuid(0))?.into_iter().collect())
}

fn back(select: &mut Sql, before: Option<i64>, limit: usize) {
    if let Some(nr) = before {
        select.push(" AND a.nr < ").bind(nr);
    }
    select.push(" ORDER BY a.nr DESC").limit(limit);
}

pub(super) fn action(row: &Row<'_>, column: usize) -> Result<Action> {
    let word = row.text_ref(column)?;
    Action::parse(word).ok_or_else(|| Error::Damaged(format!("“{word}” is no action of the audit trail")))
}
