//! Roles: the shipped ones and the company's own.

use meta::Key;

use super::key;
use crate::{Result, Tx};

/// A role as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Identity.
    pub key: Key,
    /// Name shown to people.
    pub label: String,
    /// Comes with Kith and stays.
    pub shipped: bool,
}

/// The roles that every workspace has.
const SHIPPED: [(&str, &str); 4] = [
    ("administrator", "Administrator"),
    ("sales_manager", "Sales manager"),
    ("sales_rep", "Sales representative"),
    ("read_only", "Read only"),
];

/// All roles, shipped ones first, then by label.
pub fn roles(tx: &mut Tx) -> Result<Vec<Role>> {
    let mut q = tx.sql();
    q.push("SELECT key, label, shipped FROM ").table("kith_role").push(" ORDER BY shipped DESC, label, key");
    tx.query(&q, |row| Ok(Role { key: key(row, 0)?, label: row.text(1)?, shipped: row.bool(2)? }))
}

/// Adds the shipped roles that are absent; a label changed by the company stays.
pub fn ship_roles(tx: &mut Tx) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_role").push(" (key, label, shipped) VALUES ");
    q.join(SHIPPED, ", ", |q, (key, label)| {
        q.push("(").bind(key).push(", ").bind(label).push(", ").bind(true).push(")");
    });
    q.push(" ON CONFLICT (key) DO NOTHING");
    tx.execute(&q)?;
    Ok(())
}

/// Makes one of the company's own roles, or gives any role another label.
pub fn put_role(tx: &mut Tx, key: &Key, label: &str) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_role").push(" (key, label, shipped) VALUES (");
    q.bind(key.as_str()).push(", ").bind(label).push(", ").bind(false);
    q.push(") ON CONFLICT (key) DO UPDATE SET label = excluded.label");
    tx.execute(&q)?;
    Ok(())
}

/// Removes a role with its rights and field levels.
pub fn delete_role(tx: &mut Tx, key: &Key) -> Result<()> {
    for (table, column) in [("kith_role_right", "role"), ("kith_role_field", "role"), ("kith_role", "key")] {
        let mut q = tx.sql();
        q.push("DELETE FROM ").table(table).push(" WHERE ").ident(column).push(" = ").bind(key.as_str());
        tx.execute(&q)?;
    }
    Ok(())
}
