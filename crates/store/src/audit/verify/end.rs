//! The end of the trail: nothing stands after the last seal, and the heads kept elsewhere agree with it.

use super::Report;
use crate::audit::{Head, seal};
use crate::{Result, Store, Tx, settings};

/// What stands at the end, read in one transaction.
struct End {
    /// The last seal, which may be later than the one that was checked last.
    last: Option<Head>,
    /// Sealed rows after the last seal.
    beyond: i64,
    unsealed: i64,
    /// The head kept in the database beside the seals.
    kept: Option<String>,
    /// Whether the seal that the file speaks of is there.
    on_file: bool,
}

/// Checks the end; `before` is the last seal that was checked.
pub(super) fn check(
    store: &Store,
    key: &[u8; 32],
    before: Option<Head>,
    on_file: Option<&Head>,
    report: &mut Report,
) -> Result<()> {
    let asked = on_file.copied();
    let end = store.read(move |tx| read(tx, asked.as_ref())).wait()?;
    report.head = before;
    report.unsealed = end.unsealed.unsigned_abs();
    let position = end.last.map_or(0, |head| head.position);
    if end.beyond > 0 {
        report
            .add(position + 1, format!("{} rows have a position but no seal: the last seals were removed", end.beyond));
    }
    match end.kept.as_deref().map(str::parse::<Head>) {
        None if position == 0 => {}
        Some(Ok(kept)) if kept.is_genuine(key) && Some(kept) == end.last => {}
        Some(Ok(kept)) if kept.is_genuine(key) && kept.position > position => {
            report.add(position + 1, cut(position, kept.position, "the head kept in the database"));
        }
        _ => report.add(None, "the head kept in the database is missing, was edited, or is not that of the last seal"),
    }
    if let Some(file) = on_file {
        compare(key, file, position, end.on_file, report);
    }
    Ok(())
}

fn compare(key: &[u8; 32], file: &Head, position: i64, found: bool, report: &mut Report) {
    if !file.is_genuine(key) {
        report.add(None, "the head on file was edited, or belongs to another workspace");
    } else if file.position > position {
        report.add(position + 1, cut(position, file.position, "the head on file"));
    } else if !found {
        report.add(file.position, "the trail was replaced: its seal here is not the one on file");
    }
}

fn cut(position: i64, known: i64, witness: &str) -> String {
    format!("the tail was cut: {witness} says that the trail reaches position {known}, but it ends at {position}")
}

fn read(tx: &mut Tx<'_>, on_file: Option<&Head>) -> Result<End> {
    let last = seal::last_seal(tx)?;
    let mut beyond = tx.sql();
    beyond.push("SELECT count(*) FROM ").table("kith_audit").push(" WHERE position > ");
    beyond.bind(last.map_or(0, |head| head.position));
    let mut unsealed = tx.sql();
    unsealed.push("SELECT count(*) FROM ").table("kith_audit").push(" WHERE position IS NULL");
    Ok(End {
        last,
        beyond: tx.query_one(&beyond, |row| row.int(0))?.unwrap_or(0),
        unsealed: tx.query_one(&unsealed, |row| row.int(0))?.unwrap_or(0),
        kept: settings::get(tx, seal::HEAD)?,
        on_file: on_file.map_or(Ok(false), |head| seal::holds(tx, head))?,
    })
}
