//! Tuning: indexes that a workspace makes by itself for lists that turned out slow, and that serve an order within what
//! some fields hold: the deals of a stage by their amount.
//!
//! They belong to no definition: a change of definitions drops them, and they are made again when they are missed.

use chrono::{DateTime, Utc};
use meta::{Key, Module};

use crate::columns::{RID, comparable};
use crate::tables::index_name;
use crate::{Error, Result, Row, Tx};

/// An index over the fields `equal`, then `sort`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tuned {
    /// The module.
    pub module: Key,
    /// Fields that a list wants one value of, in order of their keys.
    pub equal: Vec<Key>,
    /// The field it is sorted by first.
    pub sort: Key,
}

impl Tuned {
    /// Most fields before the one sorted by.
    pub const MOST_EQUAL: usize = 2;
    /// Most indexes of one module: each costs every change of its records.
    pub const MOST: usize = 8;

    fn equal_text(&self) -> String {
        self.equal.iter().map(Key::as_str).collect::<Vec<_>>().join(" ")
    }

    fn name(&self) -> String {
        let fields: Vec<&str> = self.equal.iter().chain([&self.sort]).map(Key::as_str).collect();
        index_name("tx", &self.module, &fields.join("__"))
    }
}

/// Every index that was made, oldest first.
pub fn all(tx: &mut Tx) -> Result<Vec<Tuned>> {
    let mut q = tx.sql();
    q.push("SELECT module, equal, sort FROM ").table("kith_tuned").push(" ORDER BY at, module, equal, sort");
    tx.query(&q, read)
}

fn read(row: &Row) -> Result<Tuned> {
    let key = |text: &str| Key::new(text).map_err(|_| Error::Damaged(format!("kith_tuned names “{text}”")));
    let equal = row.text_ref(1)?.split_whitespace().map(key).collect::<Result<_>>()?;
    Ok(Tuned { module: key(row.text_ref(0)?)?, equal, sort: key(row.text_ref(2)?)? })
}

/// Makes an index; in a transaction of its own. Nothing happens where it is there.
pub fn make(tx: &mut Tx, module: &Module, tuned: &Tuned, at: DateTime<Utc>) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_tuned").push(" (module, equal, sort, at) VALUES (");
    q.bind(tuned.module.as_str()).push(", ").bind(tuned.equal_text()).push(", ").bind(tuned.sort.as_str());
    q.push(", ").bind(at).push(") ON CONFLICT (module, equal, sort) DO NOTHING");
    if tx.execute(&q)? == 0 {
        return Ok(());
    }
    let mut q = tx.sql();
    q.push("CREATE INDEX ").ident(&tuned.name()).push(" ON ").table(&tuned.module).push(" (");
    for key in tuned.equal.iter().chain([&tuned.sort]) {
        let field = module.field(key).ok_or_else(|| Error::Missing(format!("field {}.{key}", module.key)))?;
        let column = comparable(field, None).ok_or_else(|| Error::Missing(format!("an order of {key}")))?;
        q.ident(&column.name).push(", ");
    }
    q.ident(RID).push(")");
    tx.execute(&q).map(drop)
}

/// Drops every index, before tables change.
pub fn drop_all(tx: &mut Tx) -> Result<()> {
    for tuned in all(tx)? {
        let mut q = tx.sql();
        q.push("DROP INDEX IF EXISTS ").table(&tuned.name());
        tx.execute(&q)?;
    }
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_tuned");
    tx.execute(&q).map(drop)
}
