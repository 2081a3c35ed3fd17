//! Reading a table row by row, in the order of its key, in constant memory.

use super::cells;
use super::table::{Table, Tally};
use crate::{Result, Sql, Tx};

/// Hands each row of a table to `visit`, as the bytes of its cells.
pub(super) fn rows(tx: &mut Tx<'_>, table: &Table, mut visit: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let statement = select(tx, table);
    let mut bytes = Vec::new();
    tx.each(&statement, |row| {
        bytes.clear();
        for (at, column) in table.columns.iter().enumerate() {
            cells::write(&mut bytes, &cells::of_row(row, at, column.kind)?);
        }
        visit(&bytes)
    })
}

fn select(tx: &Tx<'_>, table: &Table) -> Sql {
    let mut q = tx.sql();
    q.push("SELECT ").join(&table.columns, ", ", |q, column| {
        q.ident(&column.name);
    });
    q.push(" FROM ").table(&table.name).push(" ORDER BY ").join(&table.key, ", ", |q, name| {
        q.ident(name);
    });
    q
}

/// Counts a table's rows and makes the digest over them: the same as in a backup when nothing differs.
pub fn tally(tx: &mut Tx<'_>, table: &Table) -> Result<Tally> {
    let (mut rows_, mut hasher) = (0, blake3::Hasher::new());
    rows(tx, table, |bytes| {
        rows_ += 1;
        hasher.update(bytes);
        Ok(())
    })?;
    Ok(Tally { table: table.name.clone(), rows: rows_, digest: hasher.finalize() })
}
