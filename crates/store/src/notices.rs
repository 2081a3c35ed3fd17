//! What people are told, which records they follow, and of what they want to hear nothing. Only module and id stand here;
//! what a record is called is read under access by the caller.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use meta::Key;
use uuid::Uuid;

use crate::personal::Kept;
use crate::{Error, Result, Row, Tx};

/// Something somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its place in the order of telling; 0 before it is kept.
    pub nr: i64,
    /// Who is told.
    pub user: Uuid,
    /// `assigned`, `mentioned`, `followed`, `due`.
    pub kind: String,
    /// What it comes of; further records of the same act are only counted.
    pub act: Uuid,
    /// Key of the module.
    pub module: Key,
    /// The first record.
    pub record: Uuid,
    /// How many more.
    pub more: i64,
    /// Who did it; `None` for Kith itself.
    pub actor: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was seen.
    pub seen_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "nr, user_id, kind, act, module, record, more, actor, at, seen_at";

/// Tells somebody something; of an act that they were told of already, it is counted and told again.
pub fn tell(tx: &mut Tx, notice: &Notice) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ")
        .table("kith_notice")
        .push(" AS n (user_id, kind, act, module, record, more, actor, at) VALUES (");
    q.bind(notice.user).push(", ").bind(&notice.kind).push(", ").bind(notice.act).push(", ");
    q.bind(notice.module.as_str()).push(", ").bind(notice.record).push(", ").bind(notice.more).push(", ");
    q.bind(notice.actor).push(", ").bind(notice.at).push(") ON CONFLICT (user_id, kind, act, module) DO UPDATE SET ");
    q.push("more = n.more + excluded.more + 1, seen_at = NULL");
    tx.execute(&q).map(drop)
}

/// What somebody was told, newest first; `before` is the number of the last one of the page before.
pub fn list(tx: &mut Tx, user: Uuid, before: Option<i64>, limit: usize) -> Result<Vec<Notice>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_notice").push(" WHERE user_id = ").bind(user);
    if let Some(before) = before {
        q.push(" AND nr < ").bind(before);
    }
    q.push(" ORDER BY nr DESC").limit(limit);
    tx.query(&q, read)
}

/// How much somebody has not seen, counted up to `most`.
pub fn unseen(tx: &mut Tx, user: Uuid, most: usize) -> Result<i64> {
    let mut q = tx.sql();
    q.push("SELECT count(*) FROM (SELECT 1 FROM ").table("kith_notice").push(" WHERE user_id = ").bind(user);
    q.push(" AND seen_at IS NULL").limit(most).push(") unseen");
    Ok(tx.query_one(&q, |row| row.int(0))?.unwrap_or(0))
}

/// Notes that somebody has seen one thing they were told, or all up to now.
pub fn see(tx: &mut Tx, user: Uuid, one: Option<i64>, at: DateTime<Utc>) -> Result<()> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_notice").push(" SET seen_at = ").bind(at).push(" WHERE user_id = ").bind(user);
    q.push(" AND seen_at IS NULL");
    if let Some(nr) = one {
        q.push(" AND nr = ").bind(nr);
    }
    tx.execute(&q).map(drop)
}

/// Forgets what was told before an instant; says how much it was.
pub fn forget(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_notice").push(" WHERE at < ").bind(before);
    tx.execute(&q)
}

/// The number of what was told last; 0 before anything was.
pub fn last(tx: &mut Tx) -> Result<i64> {
    let mut q = tx.sql();
    q.push("SELECT max(nr) FROM ").table("kith_notice");
    Ok(tx.query_one(&q, |row| row.opt_int(0))?.flatten().unwrap_or(0))
}

/// Who was told anything after a number, and the last number.
pub fn told(tx: &mut Tx, after: i64) -> Result<(HashSet<Uuid>, i64)> {
    let mut q = tx.sql();
    q.push("SELECT user_id, nr FROM ").table("kith_notice").push(" WHERE nr > ").bind(after);
    q.push(" ORDER BY nr DESC").limit(1_000);
    let all = tx.query(&q, |row| Ok((row.uuid(0)?, row.int(1)?)))?;
    let last = all.first().map_or(after, |(_, nr)| *nr);
    Ok((all.into_iter().map(|(user, _)| user).collect(), last))
}

/// Follows a record; once is enough.
pub fn follow(tx: &mut Tx, user: Uuid, kept: &Kept) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_follow").push(" (user_id, module, record, at) VALUES (").bind(user).push(", ");
    q.bind(kept.module.as_str()).push(", ").bind(kept.record).push(", ").bind(kept.at);
    q.push(") ON CONFLICT (record, user_id) DO NOTHING");
    tx.execute(&q).map(drop)
}

/// Follows a record no more.
pub fn unfollow(tx: &mut Tx, user: Uuid, record: Uuid) -> Result<()> {
    let mut q = tx.sql();
    q.push("DELETE FROM ")
        .table("kith_follow")
        .push(" WHERE user_id = ")
        .bind(user)
        .push(" AND record = ")
        .bind(record);
    tx.execute(&q).map(drop)
}

/// Whether somebody follows a record.
pub fn follows(tx: &mut Tx, user: Uuid, record: Uuid) -> Result<bool> {
    let mut q = tx.sql();
    q.push("SELECT 1 FROM ")
        .table("kith_follow")
        .push(" WHERE record = ")
        .bind(record)
        .push(" AND user_id = ")
        .bind(user);
    Ok(tx.query_one(&q, |_| Ok(()))?.is_some())
}

/// Who follows which of some records.
pub fn followers(tx: &mut Tx, records: impl IntoIterator<Item = Uuid>) -> Result<Vec<(Uuid, Kept)>> {
    let mut q = tx.sql();
    q.push("SELECT user_id, module, record, at FROM ").table("kith_follow").push(" WHERE record").in_list(records);
    tx.query(&q, |row| Ok((row.uuid(0)?, Kept { module: module(row, 1)?, record: row.uuid(2)?, at: row.time(3)? })))
}

/// Of what, and where, somebody wants to hear nothing: kinds with places.
pub fn silences(tx: &mut Tx, user: Uuid) -> Result<Vec<(String, String)>> {
    let mut q = tx.sql();
    q.push("SELECT kind, place FROM ").table("kith_silence").push(" WHERE user_id = ").bind(user);
    tx.query(&q, |row| Ok((row.text(0)?, row.text(1)?)))
}

/// Who of some people wants to hear nothing of a kind in a place.
pub fn silent(tx: &mut Tx, place: &str, people: impl IntoIterator<Item = Uuid>) -> Result<HashSet<(Uuid, String)>> {
    let mut q = tx.sql();
    q.push("SELECT user_id, kind FROM ").table("kith_silence").push(" WHERE place = ").bind(place);
    q.push(" AND user_id").in_list(people);
    Ok(tx.query(&q, |row| Ok((row.uuid(0)?, row.text(1)?)))?.into_iter().collect())
}

/// Sets of what somebody wants to hear nothing.
pub fn silence(tx: &mut Tx, user: Uuid, all: &[(String, String)]) -> Result<()> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_silence").push(" WHERE user_id = ").bind(user);
    tx.execute(&q)?;
    for (kind, place) in all {
        let mut q = tx.sql();
        q.push("INSERT INTO ").table("kith_silence").push(" (user_id, kind, place) VALUES (").bind(user).push(", ");
        q.bind(kind).push(", ").bind(place).push(")");
        tx.execute(&q)?;
    }
    Ok(())
}

fn read(row: &Row) -> Result<Notice> {
    Ok(Notice {
        nr: row.int(0)?,
        user: row.uuid(1)?,
        kind: row.text(2)?,
        act: row.uuid(3)?,
        module: module(row, 4)?,
        record: row.uuid(5)?,
        more: row.int(6)?,
        actor: row.opt_uuid(7)?,
        at: row.time(8)?,
        seen_at: row.opt_time(9)?,
    })
}

fn module(row: &Row, at: usize) -> Result<Key> {
    Key::new(row.text_ref(at)?).map_err(|error| Error::Damaged(error.to_string()))
}
