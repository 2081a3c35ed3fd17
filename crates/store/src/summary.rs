//! Summaries: how many records share what boards and reports group by, and what their amounts add up to, kept beside a
//! module's table in the transaction of each change. A board of a million records is read off some thousand rows.
//!
//! A change adds rows of differences and never touches a row that is there, so that writers do not wait for each other.
//! [`settle`] adds them up behind the scenes; whoever reads adds up what is there.

mod kept;
mod read;
mod settle;

use std::sync::Arc;

use meta::{Field, FieldType, Module};

use crate::columns::{RID, comparable, side};
use crate::dialect::ColumnType;
use crate::tables::index_name;
use crate::{Result, Sql, Tx};

pub(crate) use kept::{add_new, moved};
pub(crate) use read::groups;
pub use settle::{settle, waiting};

/// What is kept of a module's records.
#[derive(Debug, Clone)]
pub struct Summary<'m> {
    module: &'m Module,
    /// What they are grouped by, each as its column holds it.
    by: Vec<By<'m>>,
    /// What is added up.
    sums: Vec<&'m Field>,
}

/// One field that records are grouped by.
#[derive(Debug, Clone)]
struct By<'m> {
    field: &'m Field,
    column: String,
    kind: ColumnType,
    /// Whether only the month of a date is kept.
    month: bool,
}

/// What is kept for a module: nothing for one without boards and stages. Records are grouped by the lanes of its boards and
/// its stages, by owner and team, by percentages that weigh what stands in a stage, and by the month whose rates hold;
/// what boards add up is added up.
pub fn of(module: &Module) -> Option<Summary<'_>> {
    let is_stage = |field: &Field| matches!(field.kind, FieldType::Stage);
    let lanes: Vec<_> = module.views.iter().filter_map(|view| view.lanes.as_ref()).collect();
    let staged = module.own_fields().any(|field| is_stage(field));
    let grouped = |field: &Field| {
        is_stage(field)
            || matches!(field.kind, FieldType::Select { .. }) && lanes.contains(&&field.key)
            || matches!(field.kind, FieldType::Percent { .. }) && staged && !field.system
            || field.key == "owner"
            || field.key == "team"
    };
    if lanes.is_empty() && !staged {
        return None;
    }
    let dated = |field: &Field| module.rates_on.as_ref() == Some(&field.key) && matches!(field.kind, FieldType::Date);
    let by = module.fields.values().filter(|field| grouped(field) || dated(field)).filter_map(|field| {
        let column = comparable(field, None)?;
        Some(By { field, column: column.name, kind: column.kind, month: dated(field) })
    });
    let totals: Vec<_> = module.views.iter().filter_map(|view| view.total.as_ref()).collect();
    let is_sum = |field: &&Arc<Field>| totals.contains(&&field.key) && is_number(field);
    let sums = module.fields.values().filter(is_sum).map(|field| &**field);
    Some(Summary { module, by: by.collect(), sums: sums.collect() })
}

fn is_number(field: &Field) -> bool {
    let computed = matches!(field.kind, FieldType::Formula { .. } | FieldType::Lookup { .. });
    let column = comparable(field, None).filter(|_| side(&field.kind).is_none());
    !computed && column.is_some_and(|column| column.kind == ColumnType::Int)
}

/// The name of a module's summary.
pub(crate) fn table(module: &str) -> String {
    format!("{module}__summary")
}

/// Whether a table is a summary.
pub(crate) fn is_summary(name: &str) -> bool {
    name.ends_with("__summary")
}

impl Summary<'_> {
    /// What it holds, so that two can be told apart.
    pub fn columns(&self) -> Vec<String> {
        let by = self.by.iter().map(|by| by.column.clone());
        by.chain(self.sums.iter().filter_map(|field| Some(comparable(field, None)?.name))).collect()
    }

    fn table(&self) -> String {
        table(&self.module.key)
    }

    fn index(&self, name: &str) -> String {
        index_name("ix", &self.table(), name)
    }

    /// Writes the columns of groups, then those of numbers: how many, and for each sum how many hold it, its high and its
    /// low halves.
    fn write_names(&self, q: &mut Sql) {
        self.write_by(q);
        q.push(", n");
        for name in self.sum_names() {
            q.push(", ").ident(&name);
        }
    }

    fn sum_names(&self) -> Vec<String> {
        (0..self.sums.len()).flat_map(|at| ["c", "h", "l"].map(|part| format!("{part}{at}"))).collect()
    }

    /// Writes a select of what each record outside the bin adds, or takes away, a row a record, in the order of the names.
    fn write_told(&self, q: &mut Sql, before: &'static str, sign: &'static str) {
        q.push("SELECT ").push(before);
        for by in &self.by {
            match by.month {
                true => q.month("r", &by.column),
                false => q.column("r", &by.column),
            };
            q.push(" AS ").ident(&by.column).push(", ");
        }
        q.push(sign).push("1 AS n");
        for (at, field) in self.sums.iter().enumerate() {
            let column = comparable(field, None).map(|column| column.name).unwrap_or_default();
            q.push(", ").push(sign).push("(CASE WHEN ").column("r", &column).push(" IS NULL THEN 0 ELSE 1 END) AS ");
            q.ident(&format!("c{at}"));
            for (part, half) in [("h", " >> 32"), ("l", " & 4294967295")] {
                q.push(", ").push(sign).push("(coalesce(").column("r", &column).push(", 0)").push(half).push(") AS ");
                q.ident(&format!("{part}{at}"));
            }
        }
        q.push(" FROM ").table(&self.module.key).push(" r WHERE r.deleted_at IS NULL");
    }

    /// Writes the columns of groups alone.
    fn write_by(&self, q: &mut Sql) {
        q.join(&self.by, ", ", |q, by| {
            q.ident(&by.column);
        });
    }

    /// Writes the sums of numbers, after a comma.
    fn write_sums(&self, q: &mut Sql) {
        for name in std::iter::once("n".to_owned()).chain(self.sum_names()) {
            q.pick(", sum(", ", CAST(sum(").ident(&name).pick(") AS ", ") AS bigint) AS ").ident(&name);
        }
    }
}

/// Makes the summaries that are not there, or not as they are made now, from the records.
pub fn restore<'m>(tx: &mut Tx, modules: impl IntoIterator<Item = &'m Arc<Module>>) -> Result<()> {
    let lacking = lacking(tx, modules)?;
    let present = crate::backup::names(tx)?;
    lacking.iter().try_for_each(|summary| {
        if present.contains(&summary.table()) {
            crate::tables::drop_table(tx, &summary.table())?;
        }
        create(tx, summary)
    })
}

/// The summaries that are not there, or lack an index that they have now.
pub fn lacking<'m>(tx: &mut Tx, modules: impl IntoIterator<Item = &'m Arc<Module>>) -> Result<Vec<Summary<'m>>> {
    let present = crate::tables::index_names(tx)?;
    let all = modules.into_iter().filter_map(|module| of(module));
    Ok(all.filter(|summary| !present.contains(&summary.index("settled"))).collect())
}

/// Drops every summary, before the tables beneath change.
pub fn drop_all(tx: &mut Tx) -> Result<()> {
    let present = crate::backup::names(tx)?;
    present.iter().filter(|name| is_summary(name)).try_for_each(|name| crate::tables::drop_table(tx, name))
}

fn create(tx: &mut Tx, summary: &Summary) -> Result<()> {
    let mut q = tx.sql();
    let (serial, end) = (q.dialect().serial(), q.dialect().table_options());
    let (int, bool) = (q.dialect().sql_type(ColumnType::Int), q.dialect().sql_type(ColumnType::Bool));
    q.push("CREATE TABLE ").table(&summary.table()).push(" (").ident(RID).push(" ").push(serial);
    q.push(", settled ").push(bool).push(" NOT NULL");
    for by in &summary.by {
        let kind = q.dialect().sql_type(by.kind);
        q.push(", ").ident(&by.column).push(" ").push(kind);
    }
    q.push(", n ").push(int).push(" NOT NULL");
    for name in summary.sum_names() {
        q.push(", ").ident(&name).push(" ").push(int).push(" NOT NULL");
    }
    q.push(")").push(end);
    tx.execute(&q)?;
    let by = |q: &mut Sql| {
        q.push("owner");
        for by in summary.by.iter().filter(|by| by.column != "owner") {
            q.push(", ").ident(&by.column);
        }
    };
    index(tx, summary, "groups", by, "")?;
    // Many differences of a group may wait: the row they are added to is found among the settled alone.
    index(tx, summary, "settled", by, " WHERE settled")?;
    let rid = |q: &mut Sql| {
        q.ident(RID);
    };
    index(tx, summary, "new", rid, " WHERE NOT settled")?;
    fill(tx, summary)
}

fn index(tx: &mut Tx, summary: &Summary, name: &str, of: impl Fn(&mut Sql), end: &'static str) -> Result<()> {
    let mut q = tx.sql();
    q.push("CREATE INDEX ").ident(&summary.index(name)).push(" ON ").table(&summary.table()).push(" (");
    of(&mut q);
    q.push(")").push(end);
    tx.execute(&q).map(drop)
}

/// Adds up all records there are.
fn fill(tx: &mut Tx, summary: &Summary) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table(&summary.table()).push(" (settled, ");
    summary.write_names(&mut q);
    q.push(") SELECT TRUE, ");
    summary.write_by(&mut q);
    summary.write_sums(&mut q);
    q.push(" FROM (");
    summary.write_told(&mut q, "", "");
    q.push(") told GROUP BY ");
    summary.write_by(&mut q);
    tx.execute(&q).map(drop)
}

/// Whether a module's summary says something else than its records.
pub fn differs(tx: &mut Tx, module: &Module) -> Result<bool> {
    let Some(summary) = of(module) else { return Ok(false) };
    let mut q = tx.sql();
    q.push("SELECT count(*) FROM (SELECT ");
    summary.write_by(&mut q);
    summary.write_sums(&mut q);
    q.push(" FROM (SELECT ");
    summary.write_names(&mut q);
    q.push(" FROM ").table(&summary.table()).push(" UNION ALL ");
    summary.write_told(&mut q, "", "-");
    q.push(") told GROUP BY ");
    summary.write_by(&mut q);
    q.push(") added WHERE n <> 0");
    for name in summary.sum_names() {
        q.push(" OR ").ident(&name).push(" <> 0");
    }
    Ok(tx.query_one(&q, |row| row.int(0))?.unwrap_or(0) > 0)
}
