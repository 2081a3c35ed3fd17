//! Rights and field levels that were set in the pages. They take the place of what a definition says.

use meta::{FieldLevel, Key, Rights};

use super::{key, read_word, word};
use crate::{Result, Tx};

/// Rights by role and module.
pub fn role_rights(tx: &mut Tx) -> Result<Vec<((Key, Key), Rights)>> {
    let mut q = tx.sql();
    q.push("SELECT role, module, may_create, may_read, may_edit, may_delete FROM ").table("kith_role_right");
    q.push(" ORDER BY role, module");
    tx.query(&q, |row| {
        let rights = Rights {
            create: row.bool(2)?,
            read: read_word(row, 3)?,
            edit: read_word(row, 4)?,
            delete: read_word(row, 5)?,
        };
        Ok(((key(row, 0)?, key(row, 1)?), rights))
    })
}

/// Sets what a role may do in a module.
pub fn put_right(tx: &mut Tx, role: &Key, module: &Key, rights: Rights) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_role_right");
    q.push(" (role, module, may_create, may_read, may_edit, may_delete) VALUES (");
    q.bind(role.as_str()).push(", ").bind(module.as_str()).push(", ").bind(rights.create).push(", ");
    q.binds([word(rights.read)?, word(rights.edit)?, word(rights.delete)?]);
    q.push(") ON CONFLICT (role, module) DO UPDATE SET may_create = excluded.may_create");
    q.push(", may_read = excluded.may_read, may_edit = excluded.may_edit, may_delete = excluded.may_delete");
    tx.execute(&q)?;
    Ok(())
}

/// Forgets what was set for a role in a module: the definition holds again. Says whether anything was set.
pub fn delete_right(tx: &mut Tx, role: &Key, module: &Key) -> Result<bool> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_role_right").push(" WHERE role = ").bind(role.as_str());
    q.push(" AND module = ").bind(module.as_str());
    Ok(tx.execute(&q)? > 0)
}

/// Role; module and field; level.
pub type FieldRow = (Key, (Key, Key), FieldLevel);

/// Field levels that were set.
pub fn role_fields(tx: &mut Tx) -> Result<Vec<FieldRow>> {
    let mut q = tx.sql();
    q.push("SELECT role, module, field, level FROM ").table("kith_role_field").push(" ORDER BY role, module, field");
    tx.query(&q, |row| Ok((key(row, 0)?, (key(row, 1)?, key(row, 2)?), read_word(row, 3)?)))
}

/// Sets what a role may do with a field; without a level the definition holds again.
pub fn put_field(tx: &mut Tx, role: &Key, module: &Key, field: &Key, level: Option<FieldLevel>) -> Result<()> {
    let mut q = tx.sql();
    let table = "kith_role_field";
    match level {
        Some(level) => {
            q.push("INSERT INTO ").table(table).push(" (role, module, field, level) VALUES (");
            q.binds([role.as_str(), module.as_str(), field.as_str(), &word(level)?]);
            q.push(") ON CONFLICT (role, module, field) DO UPDATE SET level = excluded.level");
        }
        None => {
            q.push("DELETE FROM ").table(table).push(" WHERE role = ").bind(role.as_str());
            q.push(" AND module = ").bind(module.as_str()).push(" AND field = ").bind(field.as_str());
        }
    }
    tx.execute(&q)?;
    Ok(())
}
