//! Doing the steps of a plan to the tables, inside one transaction.

use std::sync::Arc;

use meta::{Field, FieldType, Key, Module};
use store::columns::SideKind;
use store::tables::{self, Index};
use store::{Tx, tombstone};

use super::fill::Fill;
use super::hints::Hints;
use super::side::{Kept, Side};
use super::step::Step;
use super::stones::Tombstone;
use crate::error::{Error, Result};
use crate::settings::labels;

/// What the steps are done with.
pub(super) struct Perform<'a> {
    pub(super) before: &'a Side,
    pub(super) after: &'a Side,
    pub(super) hints: &'a Hints,
    /// What is kept under tombstones before.
    pub(super) stones: &'a [Tombstone],
    pub(super) fill: Fill<'a>,
}

impl Perform<'_> {
    /// Does one step.
    pub(super) fn step(&self, tx: &mut Tx, step: &Step) -> Result<()> {
        match step {
            Step::DropIndex { module, column, unique } => {
                Ok(tables::drop_index(tx, module, &Index { column: column.clone(), unique: *unique })?)
            }
            Step::AddIndex { module, column, unique } => {
                Ok(tables::create_index(tx, module, &Index { column: column.clone(), unique: *unique })?)
            }
            Step::DropModule { module, stone } => {
                let sides = self.sides_before(module);
                Ok(tombstone::rename_module(tx, module, stone, &sides)?)
            }
            Step::RenameModule { module, from } => self.rename_module(tx, from, module),
            Step::ReviveModule { module, stone } => self.revive_module(tx, module, stone),
            Step::AddModule { module } => Ok(tables::create(tx, self.after.schema(), self.module(module)?)?),
            Step::DropField { module, field, stone, .. } => self.drop_field(tx, module, field, stone.as_ref()),
            Step::RenameField { module, field, from } => {
                if self.kept_before(module, from)? != Kept::No {
                    tables::rename_field(tx, module, &*self.field_before(module, from)?, field)?;
                }
                labels::field_renamed(tx, module, from, field)?;
                Ok(tombstone::rename_field_notes(tx, module, from, field)?)
            }
            Step::ReviveField { module, field, stone } => {
                let kept = Field { key: stone.clone(), ..Field::clone(&*self.field(module, field)?) };
                Ok(tables::rename_field(tx, module, &kept, field)?)
            }
            Step::AddField { module, field, .. } => Ok(tables::add_field(tx, module, &*self.field(module, field)?)?),
            Step::ConvertField { module, field, stone, .. } => self.convert(tx, module, field, stone),
            Step::FillField { module, field } => {
                self.fill.empty(tx, self.module(module)?, &*self.field(module, field)?)
            }
            Step::Compute { module, field } => {
                self.fill.computed(tx, self.module(module)?, &*self.field(module, field)?)
            }
            Step::Titles { module } => self.fill.titles(tx, self.module(module)?),
            Step::Search { module } => self.fill.search(tx, self.module(module)?),
            Step::Define { .. } => Ok(()),
        }
    }

    fn module(&self, key: &Key) -> Result<&Arc<Module>> {
        self.after.catalogue().module(key).ok_or_else(|| missing(key))
    }

    fn field(&self, module: &Key, key: &Key) -> Result<Arc<Field>> {
        self.module(module)?.field(key).cloned().ok_or_else(|| missing(key))
    }

    fn module_before(&self, key: &Key) -> Result<&Arc<Module>> {
        self.before.catalogue().module(self.hints.module(key)).ok_or_else(|| missing(key))
    }

    fn field_before(&self, module: &Key, key: &Key) -> Result<Arc<Field>> {
        self.module_before(module)?.field(key).cloned().ok_or_else(|| missing(key))
    }

    fn kept_before(&self, module: &Key, field: &Key) -> Result<Kept> {
        let had = self.module_before(module)?;
        Ok(self.before.kept(&had.key, &*self.field_before(module, field)?))
    }

    /// The side tables of a module as it is before, those of dropped fields among them.
    fn sides_before(&self, module: &Key) -> Vec<(Key, SideKind)> {
        let mut sides = self.before.catalogue().module(module).map(|had| self.before.sides(had)).unwrap_or_default();
        sides.extend(self.stones_of(module));
        sides
    }

    fn stones_of(&self, module: &Key) -> impl Iterator<Item = (Key, SideKind)> {
        let of = move |kept: &&Tombstone| kept.field.is_some() && kept.module == *module;
        self.stones.iter().filter(of).filter_map(|kept| Some((kept.stone.clone(), kept.side()?)))
    }

    fn rename_module(&self, tx: &mut Tx, from: &Key, to: &Key) -> Result<()> {
        tombstone::rename_module(tx, from, to, &self.sides_before(from))?;
        labels::module_renamed(tx, from, to)?;
        self.follow(tx, from, to)
    }

    /// Makes whatever names the module in a value name it by its new key.
    fn follow(&self, tx: &mut Tx, from: &Key, to: &Key) -> Result<()> {
        for module in self.before.catalogue().modules() {
            let table = if module.key == *from { to } else { &module.key };
            for field in module.own_fields() {
                if matches!(field.kind, FieldType::Parent { .. }) {
                    tombstone::rename_mentions(tx, table, &format!("{}__module", field.key), from, to)?;
                }
            }
        }
        for column in ["module", "module__key"] {
            tombstone::rename_mentions(tx, &Key::of("pipeline"), column, from, to)?;
        }
        Ok(())
    }

    fn revive_module(&self, tx: &mut Tx, key: &Key, stone: &Key) -> Result<()> {
        let module = self.module(key)?;
        let mut sides = self.after.sides(module);
        sides.extend(self.stones_of(stone));
        tombstone::rename_module(tx, stone, key, &sides)?;
        for index in self.after.indexes(module) {
            tables::create_index(tx, key, &index)?;
        }
        Ok(())
    }

    fn drop_field(&self, tx: &mut Tx, module: &Key, key: &Key, stone: Option<&Key>) -> Result<()> {
        let field = self.field_before(module, key)?;
        match stone {
            Some(stone) => Ok(tables::rename_field(tx, module, &field, stone)?),
            None => Ok(tables::drop_field(tx, module, &field)?),
        }
    }

    /// Moves the old values to a tombstone and converts them from there.
    fn convert(&self, tx: &mut Tx, module: &Key, key: &Key, stone: &Key) -> Result<()> {
        let was = self.field_before(module, &self.hints.field(module, key))?;
        let field = self.field(module, key)?;
        // By now a renamed field has its new key.
        let there = Field { key: key.clone(), ..Field::clone(&was) };
        tables::rename_field(tx, module, &there, stone)?;
        tables::add_field(tx, module, &field)?;
        let kept = Field { key: stone.clone(), ..there };
        self.fill.converted(tx, self.module(module)?, &field, kept)
    }
}

fn missing(key: &Key) -> Error {
    store::Error::Missing(key.to_string()).into()
}
