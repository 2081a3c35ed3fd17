//! Renaming what stands on disk: modules and fields under another key, with all that hangs on them. What a definition
//! drops is renamed too, to a key no definition may take, and stays until it is purged. Statements here run alone.

use meta::Key;

use crate::columns::{SideKind, search_table, side_table};
use crate::tables::{create_side_index, drop_side_index, index_name, rename_table};
use crate::{Error, Tx};

/// The key under which a dropped field or module is kept: the application that dropped it, and which of its drops.
pub fn key(version: i64, number: usize) -> Key {
    Key::new(&format!("{}{version}_{number}", meta::definition::reserved::TOMBSTONE)).expect("digits after a word")
}

/// Renames a module's table with its search and the side tables of these fields, and what Kith itself notes of its
/// records. The indexes of the table itself must be gone.
pub fn rename_module(tx: &mut Tx, from: &Key, to: &Key, sides: &[(Key, SideKind)]) -> Result<(), Error> {
    rename_table(tx, from, to)?;
    let (old, new) = (search_table(from), search_table(to));
    rename_table(tx, &old, &new)?;
    if !tx.dialect().is_sqlite() {
        let mut q = tx.sql();
        q.push("ALTER INDEX ").table(&index_name("ix", &old, "body")).push(" RENAME TO ");
        q.ident(&index_name("ix", &new, "body"));
        tx.execute(&q)?;
    }
    for (field, kind) in sides {
        rename_side(tx, &side_table(from, field), &side_table(to, field), *kind)?;
    }
    let noted =
        ["kith_share", "kith_star", "kith_recent", "kith_view", "kith_tile", "kith_role_right", "kith_role_field"];
    for table in noted {
        rename_word(tx, table, "module", from, to)?;
    }
    rename_counters(tx, &format!("{from}."), &format!("{to}."))
}

/// Renames a side table with its index.
pub(crate) fn rename_side(tx: &mut Tx, from: &str, to: &str, kind: SideKind) -> Result<(), Error> {
    drop_side_index(tx, from, kind)?;
    rename_table(tx, from, to)?;
    create_side_index(tx, to, kind)
}

/// Makes pipelines, and parent fields of a module, follow a renamed module.
pub fn rename_mentions(tx: &mut Tx, table: &Key, column: &str, from: &Key, to: &Key) -> Result<(), Error> {
    rename_word(tx, table, column, from, to)
}

/// Makes what Kith itself notes of a field follow its new key: counters, times in stages, levels of roles, tiles.
pub fn rename_field_notes(tx: &mut Tx, module: &Key, from: &Key, to: &Key) -> Result<(), Error> {
    rename_counters(tx, &format!("{module}.{from}"), &format!("{module}.{to}"))?;
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_stage_time").push(" SET field = ").bind(to.as_str()).push(" WHERE field = ");
    q.bind(from.as_str()).push(" AND record IN (SELECT id FROM ").table(module).push(")");
    tx.execute(&q)?;
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_role_field").push(" SET field = ").bind(to.as_str()).push(" WHERE field = ");
    q.bind(from.as_str()).push(" AND module = ").bind(module.as_str());
    tx.execute(&q)?;
    for column in ["grouped", "summed"] {
        let mut q = tx.sql();
        q.push("UPDATE ").table("kith_tile").push(" SET ").ident(column).push(" = ").bind(to.as_str());
        q.push(" WHERE ").ident(column).push(" = ").bind(from.as_str()).push(" AND module = ").bind(module.as_str());
        tx.execute(&q)?;
    }
    Ok(())
}

fn rename_word(tx: &mut Tx, table: &str, column: &str, from: &Key, to: &Key) -> Result<(), Error> {
    let mut q = tx.sql();
    q.push("UPDATE ").table(table).push(" SET ").ident(column).push(" = ").bind(to.as_str());
    q.push(" WHERE ").ident(column).push(" = ").bind(from.as_str());
    tx.execute(&q)?;
    Ok(())
}

/// Counters are called `module.field`: those that are called, or start, so go on under the new name. They are copied:
/// whoever counts meanwhile holds the old one and waits for the table, and will count again by the new definitions.
fn rename_counters(tx: &mut Tx, from: &str, to: &str) -> Result<(), Error> {
    let mut q = tx.sql();
    q.push("SELECT name, last FROM ").table("kith_counter");
    for (name, last) in tx.query(&q, |row| Ok((row.text(0)?, row.int(1)?)))? {
        let Some(rest) = name.strip_prefix(from).filter(|rest| rest.is_empty() || from.ends_with('.')) else {
            continue;
        };
        let mut q = tx.sql();
        q.push("INSERT INTO ").table("kith_counter").push(" AS c (name, last) VALUES (");
        q.bind(format!("{to}{rest}")).push(", ").bind(last).push(") ON CONFLICT (name) DO UPDATE SET last = ");
        q.push("CASE WHEN c.last > excluded.last THEN c.last ELSE excluded.last END");
        tx.execute(&q)?;
    }
    Ok(())
}
