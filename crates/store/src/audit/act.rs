//! Acts: what a person did with one click, one import, one merge. Its changes carry its id.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::insertion::Shape;
use crate::{Result, Row, Sql, Tx};

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Identity, a UUIDv7.
    pub id: Uuid,
    /// When it began.
    pub at: DateTime<Utc>,
    /// Who did it; `None` for Kith itself.
    pub actor: Option<Uuid>,
    /// Through whose eyes, when an administrator acted as somebody else.
    pub as_user: Option<Uuid>,
    /// `create`, `import`, `undo`…
    pub kind: String,
    /// One line for people; empty when the kind says it all.
    pub summary: String,
    /// The act it follows from.
    pub cause: Option<Uuid>,
    /// How many causes stand behind it.
    pub depth: i64,
    /// The act that took it back.
    pub undone_by: Option<Uuid>,
}

/// An act in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The act.
    pub act: Act,
    /// How many changes it made, counted up to 1,001.
    pub changes: i64,
}

/// Whose acts are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    All,
    /// Of one person, also those done through another's eyes.
    Person(Uuid),
    /// Of Kith itself.
    Kith,
}

const COLUMNS: &str = "a.id, a.at, a.actor, a.as_user, a.kind, a.summary, a.cause, a.depth, a.undone_by";

/// Records an act. One already recorded stays as it is, so that each batch of a long act may say it again.
pub fn act(tx: &mut Tx<'_>, act: &Act) -> Result<()> {
    let columns = ["id", "at", "actor", "as_user", "kind", "summary", "cause", "depth"];
    let shape = Shape { known: Some("id"), ..Shape::of("kith_act", &columns) };
    let row = vec![
        act.id.into(),
        act.at.into(),
        act.actor.into(),
        act.as_user.into(),
        (&act.kind).into(),
        (&act.summary).into(),
        act.cause.into(),
        act.depth.into(),
    ];
    tx.insert(shape, vec![row])
}

/// Says in one line what an act did.
pub fn summarise(tx: &mut Tx<'_>, act: Uuid, summary: &str) -> Result<()> {
    let mut update = tx.sql();
    update.push("UPDATE ").table("kith_act").push(" SET summary = ").bind(summary).push(" WHERE id = ").bind(act);
    tx.execute(&update).map(drop)
}

/// Marks an act as taken back by another; `false` when it already was, by an act other than this.
pub fn undone(tx: &mut Tx<'_>, act: Uuid, by: Uuid) -> Result<bool> {
    let mut update = tx.sql();
    update.push("UPDATE ").table("kith_act").push(" SET undone_by = ").bind(by).push(" WHERE id = ").bind(act);
    update.push(" AND (undone_by IS NULL OR undone_by = ").bind(by).push(")");
    Ok(tx.execute(&update)? > 0)
}

/// An act by its id.
pub fn find_act(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Act>> {
    let mut select = tx.sql();
    select.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_act").push(" a WHERE a.id = ").bind(id);
    tx.query_one(&select, read)
}

/// Which of these acts were undone.
pub fn undone_of(tx: &mut Tx<'_>, acts: &[Uuid]) -> Result<HashSet<Uuid>> {
    if acts.is_empty() {
        return Ok(HashSet::new());
    }
    let mut select = tx.sql();
    select.push("SELECT id FROM ").table("kith_act").push(" WHERE undone_by IS NOT NULL AND id");
    select.in_list(acts.iter().copied());
    Ok(tx.query(&select, |row| row.uuid(0))?.into_iter().collect())
}

/// Acts that changed something, newest first; `before` is the time and id of the last one of the page before.
pub fn acts(tx: &mut Tx<'_>, whose: Whose, before: Option<(DateTime<Utc>, Uuid)>, limit: usize) -> Result<Vec<Listed>> {
    let mut select = tx.sql();
    select.push("SELECT ").push(COLUMNS).push(", (SELECT count(*) FROM (SELECT 1 AS one FROM ").table("kith_audit");
    select
        .push(" c WHERE c.act = a.id LIMIT 1001) counted) FROM ")
        .table("kith_act")
        .push(" a WHERE EXISTS (SELECT 1 FROM ");
    select.table("kith_audit").push(" e WHERE e.act = a.id)");
    of(&mut select, whose);
    if let Some((at, id)) = before {
        select.push(" AND (a.at, a.id) < (").bind(at).push(", ").bind(id).push(")");
    }
    select.push(" ORDER BY a.at DESC, a.id DESC").limit(limit);
    tx.query(&select, |row| Ok(Listed { act: read(row)?, changes: row.int(9)? }))
}

fn of(select: &mut Sql, whose: Whose) {
    match whose {
        Whose::All => select,
        Whose::Person(person) => select.push(" AND a.actor = ").bind(person),
        Whose::Kith => select.push(" AND a.actor IS NULL"),
    };
}

fn read(row: &Row<'_>) -> Result<Act> {
    Ok(Act {
        id: row.uuid(0)?,
        at: row.time(1)?,
        actor: row.opt_uuid(2)?,
        as_user: row.opt_uuid(3)?,
        kind: row.text(4)?,
        summary: row.text(5)?,
        cause: row.opt_uuid(6)?,
        depth: row.int(7)?,
        undone_by: row.opt_uuid(8)?,
    })
}
