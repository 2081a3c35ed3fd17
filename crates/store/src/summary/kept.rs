//! Keeping a summary: the differences that a change of a record makes.

use std::collections::HashMap;

use chrono::Datelike;
use meta::Module;
use uuid::Uuid;

use super::{Summary, of};
use crate::columns::comparable;
use crate::insertion::Shape;
use crate::{Error, Param, Result, Tx};

/// Adds a new record with these columns.
pub(crate) fn add_new(tx: &mut Tx, module: &Module, columns: &[(String, Param)]) -> Result<()> {
    let Some(summary) = of(module) else { return Ok(()) };
    let held: HashMap<&str, &Param> = columns.iter().map(|(name, param)| (name.as_str(), param)).collect();
    let value = |column: &str| held.get(column).map_or(Param::Null, |param| (*param).clone());
    let mut row = vec![Param::from(false)];
    for by in &summary.by {
        row.push(match (by.month, value(&by.column)) {
            (true, Param::Date(day)) => Param::from(day.with_day(1)),
            (_, value) => value,
        });
    }
    row.push(Param::from(1i64));
    for field in &summary.sums {
        let number = comparable(field, None).map_or(Param::Null, |column| value(&column.name));
        let (count, number) = if let Param::Int(number) = number { (1i64, number) } else { (0, 0) };
        row.extend([count, number >> 32, number & 0xffff_ffff].map(Param::from));
    }
    tx.insert(summary.shape(), vec![row])
}

/// Does a change of a record that touches these columns, and keeps the difference it makes.
pub(crate) fn moved<T>(
    tx: &mut Tx,
    module: &Module,
    id: Uuid,
    touched: &[(String, Param)],
    change: impl FnOnce(&mut Tx) -> std::result::Result<T, Error>,
) -> Result<T> {
    let summary = of(module).filter(|summary| summary.concerns(touched));
    let Some(summary) = summary else { return change(tx) };
    summary.tell(tx, id, "-")?;
    let done = change(tx)?;
    summary.tell(tx, id, "")?;
    Ok(done)
}

impl Summary<'_> {
    pub(super) fn shape(&self) -> Shape {
        let by = self.by.iter().map(|by| by.column.clone());
        let columns = std::iter::once("settled".to_owned()).chain(by).chain(["n".to_owned()]).chain(self.sum_names());
        Shape { table: self.table(), columns: columns.collect(), words: None, known: None }
    }

    fn concerns(&self, touched: &[(String, Param)]) -> bool {
        let names = self.columns();
        touched.iter().any(|(name, _)| name == "deleted_at" || names.contains(name))
    }

    /// Adds what a record is now, or takes it away.
    fn tell(&self, tx: &mut Tx, id: Uuid, sign: &'static str) -> Result<()> {
        let mut q = tx.sql();
        q.push("INSERT INTO ").table(&self.table()).push(" (settled, ");
        self.write_names(&mut q);
        q.push(") ");
        self.write_told(&mut q, "FALSE, ", sign);
        q.push(" AND r.id = ").bind(id);
        tx.execute(&q).map(drop)
    }
}
