//! The types of a workspace's columns as its definitions tell them: those in force, and earlier ones for what was dropped
//! and is still kept. Needed where the engine itself keeps dates and truths as integers.

use std::collections::HashMap;

use meta::Field;
use store::columns::{side, side_columns, side_table, table_columns};
use store::{ColumnType, Origin, Schema, Tx};

use crate::catalogue;
use crate::definitions::{self, Step};
use crate::error::Result;

/// Types of columns.
#[derive(Default)]
pub(super) struct Types {
    exact: HashMap<(String, String), ColumnType>,
    /// Dropped fields, whose key is like no other in the workspace.
    stones: HashMap<String, ColumnType>,
}

impl Types {
    /// Reads them from the definitions.
    pub(super) fn read(tx: &mut Tx<'_>) -> Result<Types> {
        let mut types = Types::default();
        let version = store::definitions::version(tx)?;
        let built = catalogue::build(version as u64, &store::definitions::current(tx)?)?;
        let schema = Schema::new(built.catalogue.into(), built.computed, String::new());
        for module in schema.catalogue.modules() {
            let stored = |field: &Field| matches!(schema.origin(&module.key, field), Origin::Stored);
            let columns = table_columns(module, stored).into_iter().map(|column| (column.name, column.kind));
            types.exact.extend(columns.map(|(name, kind)| ((module.key.to_string(), name), kind)));
            for field in module.fields.values().filter(|field| stored(field)) {
                let Some(kind) = side(&field.kind) else { continue };
                let table = side_table(&module.key, &field.key);
                types
                    .exact
                    .extend(side_columns(kind).iter().map(|(name, kind)| ((table.clone(), name.to_string()), *kind)));
            }
        }
        types.dropped(tx)?;
        Ok(types)
    }

    /// What a column holds, where it is known.
    pub(super) fn of(&self, table: &str, column: &str) -> Option<ColumnType> {
        let found = self.exact.get(&(table.to_owned(), column.to_owned())).or_else(|| self.stones.get(column)).copied();
        found.or_else(|| side_column(table, column))
    }

    /// Reads from the steps of every application what it dropped, and of which type that was.
    fn dropped(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        for (version, _, steps) in store::definitions::steps(tx)? {
            for step in definitions::parse(&steps)? {
                match step {
                    Step::DropField { kind, stone: Some(stone), .. } => self.stone(&stone, &kind),
                    Step::ConvertField { from, stone, .. } => self.stone(&stone, &from),
                    Step::DropModule { module, stone } => self.module(tx, version, &module, &stone)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn stone(&mut self, stone: &str, kind: &str) {
        if let Some(kind) = integer(kind) {
            self.stones.insert(stone.to_owned(), kind);
        }
    }

    /// The fields of a dropped module, as its definition named them last.
    fn module(&mut self, tx: &mut Tx<'_>, version: i64, module: &str, stone: &str) -> Result<()> {
        let mut add = |name: &str, kind| self.exact.insert((stone.to_owned(), name.to_owned()), kind);
        for name in ["created_at", "updated_at", "deleted_at"] {
            add(name, ColumnType::Time);
        }
        for layer in ["shipped", "custom", "overlay"] {
            let body = store::definitions::before(tx, module, layer, version)?.unwrap_or_default();
            let table: toml::Table = body.parse().unwrap_or_default();
            for (name, field) in table.get("fields").and_then(toml::Value::as_table).into_iter().flatten() {
                if let Some(kind) = field.get("type").and_then(toml::Value::as_str).and_then(integer) {
                    add(name, kind);
                }
            }
        }
        Ok(())
    }
}

/// What the columns of every side table hold, also of a dropped one.
fn side_column(table: &str, column: &str) -> Option<ColumnType> {
    match column {
        "main" | "opted_out" | "invalid" if table.contains("__") => Some(ColumnType::Bool),
        _ => None,
    }
}

/// The types that SQLite keeps as integers and PostgreSQL does not.
fn integer(kind: &str) -> Option<ColumnType> {
    match kind {
        "bool" => Some(ColumnType::Bool),
        "date" => Some(ColumnType::Date),
        "datetime" => Some(ColumnType::Time),
        _ => None,
    }
}
