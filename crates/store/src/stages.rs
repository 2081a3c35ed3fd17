//! Time in stages: one row for each stay of a record.

use chrono::{DateTime, Utc};
use meta::Key;
use uuid::Uuid;

use crate::insertion::Shape;
use crate::{Error, Tx};

/// One stay in a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The stage.
    pub stage: Uuid,
    /// When the record entered it.
    pub since: DateTime<Utc>,
    /// When it left; `None` while it stays.
    pub until: Option<DateTime<Utc>>,
    /// Who moved it there.
    pub by: Option<Uuid>,
}

/// Ends the stay a record is in.
pub fn leave(tx: &mut Tx, record: Uuid, field: &Key, at: DateTime<Utc>) -> Result<(), Error> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_stage_time").push(" SET until = ").bind(at).push(" WHERE record = ").bind(record);
    q.push(" AND field = ").bind(field.as_str()).push(" AND until IS NULL");
    tx.execute(&q)?;
    Ok(())
}

/// Begins the first stay of a new record.
pub fn begin(tx: &mut Tx, record: Uuid, field: &Key, stay: &Stay) -> Result<(), Error> {
    let shape = Shape::of("kith_stage_time", &["record", "field", "since", "stage", "by_user"]);
    let row = vec![record.into(), field.as_str().into(), stay.since.into(), stay.stage.into(), stay.by.into()];
    tx.insert(shape, vec![row])
}

/// Begins a stay after another.
pub fn enter(tx: &mut Tx, record: Uuid, field: &Key, stay: &Stay) -> Result<(), Error> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_stage_time").push(" (record, field, since, stage, by_user) VALUES (");
    q.bind(record).push(", ").bind(field.as_str()).push(", ").bind(stay.since).push(", ").bind(stay.stage);
    q.push(", ").bind(stay.by);
    // Two moves within one microsecond are one.
    q.push(") ON CONFLICT (record, field, since) DO UPDATE SET stage = excluded.stage, until = NULL");
    tx.execute(&q)?;
    Ok(())
}

/// The stays of a record, oldest first.
pub fn stays(tx: &mut Tx, record: Uuid, field: &Key) -> Result<Vec<Stay>, Error> {
    let mut q = tx.sql();
    q.push("SELECT stage, since, until, by_user FROM ").table("kith_stage_time").push(" WHERE record = ").bind(record);
    q.push(" AND field = ").bind(field.as_str()).push(" ORDER BY since");
    tx.query(&q, |row| {
        Ok(Stay { stage: row.uuid(0)?, since: row.time(1)?, until: row.opt_time(2)?, by: row.opt_uuid(3)? })
    })
}
