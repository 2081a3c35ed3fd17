//! Rows of the company: roles, what they may do, what currencies are worth.
//!
//! Read and written as they stand. It never decides who may change them, and never moves the workspace's version.

mod rates;
mod rights;
mod roles;

pub use rates::{delete_rate, know_currency, put_rate, rates};
pub use rights::{FieldRow, delete_right, put_field, put_right, role_fields, role_rights};
pub use roles::{Role, delete_role, put_role, roles, ship_roles};

use meta::Key;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Result, Row};

/// A key in a column.
fn key(row: &Row, column: usize) -> Result<Key> {
    Key::new(row.text_ref(column)?).map_err(|error| Error::Damaged(error.to_string()))
}

/// The word by which a plain enum is stored: the same as in a definition.
fn word(value: impl Serialize) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        other => Err(Error::Damaged(format!("{other:?} is not one word"))),
    }
}

/// The value a stored word stands for.
fn read_word<T: DeserializeOwned>(row: &Row, column: usize) -> Result<T> {
    let word = serde_json::Value::String(row.text(column)?);
    serde_json::from_value(word).map_err(|error| Error::Damaged(error.to_string()))
}
