//! Roles and what they may do: with records by module, and with single fields.

mod fields;
mod grid;
mod index;
mod show;

pub use fields::{show as fields, update as save_fields};
pub use grid::{reset, update as save_rights};
pub use index::{create, index};
pub use show::{destroy, rename, show};

use crm::{Error, Result, Snapshot};
use meta::Key;

/// The address of the list.
const AT: &str = "/admin/roles";

/// A role that is there: its key and label.
fn existing(snapshot: &Snapshot, key: &str) -> Result<(Key, String)> {
    let role = snapshot.roles.get(key).ok_or_else(|| Error::NotFound(format!("role “{key}”")))?;
    Ok((role.key.clone(), role.label.clone()))
}
