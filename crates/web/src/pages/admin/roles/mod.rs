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
use meta::{FieldType, Key};
use words::said;

/// The address of the list.
const AT: &str = "/admin/roles";

/// The messages that label what is filled in about a role.
const CALLED: &[(&str, &str)] = &[("label", "name"), ("key", "key"), ("like", "roles-like")];

/// What a role is called in the reader's language, as the choice of roles in user records has it.
pub fn called<'s>(snapshot: &'s Snapshot, role: &'s str) -> &'s str {
    let field = snapshot.module("user").and_then(|module| module.field("role"));
    let options = match field.map(|field| &field.kind) {
        Some(FieldType::Select { options }) => options.as_slice(),
        _ => &[],
    };
    let given = || snapshot.roles.get(role).map_or(role, |role| role.label.as_str());
    options.iter().find(|choice| choice.key == role).map_or_else(given, |choice| choice.label.as_str())
}

/// A role that is there: its key, and its label as it was given.
fn existing(snapshot: &Snapshot, key: &str) -> Result<(Key, String)> {
    let role = snapshot.roles.get(key).ok_or_else(|| Error::NotFound(said!("page")))?;
    Ok((role.key.clone(), role.label.clone()))
}
