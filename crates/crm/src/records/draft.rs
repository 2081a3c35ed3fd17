//! `Draft`: a record on its way to be saved: what it was, what it shall be, what was given by hand.

use std::collections::HashSet;
use std::sync::Arc;

use meta::record::Values;
use meta::{Key, Module, Record, Value};
use uuid::Uuid;

/// A record on its way to be saved.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its module.
    pub module: Arc<Module>,
    /// Its identity.
    pub id: Uuid,
    /// As it is in the database; `None` for a new one.
    pub before: Option<Record>,
    after: Values,
    given: HashSet<Key>,
    renewed: HashSet<Key>,
    /// Whether it goes back to what it was: what is given is nobody's wish of now.
    pub goes_back: bool,
}

impl Draft {
    /// A new record.
    pub fn new(module: Arc<Module>, id: Uuid) -> Draft {
        let (after, given, renewed) = (Values::new(), HashSet::new(), HashSet::new());
        Draft { module, id, before: None, after, given, renewed, goes_back: false }
    }

    /// A record to be changed.
    pub fn of(module: Arc<Module>, before: Record) -> Draft {
        let (after, given, renewed) = (before.values.clone(), HashSet::new(), HashSet::new());
        Draft { module, id: before.id, after, before: Some(before), given, renewed, goes_back: false }
    }

    /// Takes a value that somebody gave.
    pub fn give(&mut self, key: Key, value: Value) {
        self.given.insert(key.clone());
        self.after.set(key, value);
    }

    /// Whether somebody gave a value for this field.
    pub fn gave(&self, key: &str) -> bool {
        self.given.contains(key)
    }

    /// Sets a value that follows from others.
    pub fn set(&mut self, key: &str, value: Value) {
        if let Some(field) = self.module.field(key) {
            self.after.set(field.key.clone(), value);
        }
    }

    /// The value the record shall have.
    pub fn get(&self, key: &str) -> &Value {
        self.after.get(key).unwrap_or(&Value::Null)
    }

    /// The value the record has now.
    pub fn was(&self, key: &str) -> &Value {
        self.before.as_ref().map_or(&Value::Null, |record| record.get(key))
    }

    /// All values it shall have.
    pub fn values(&self) -> &Values {
        &self.after
    }

    /// Whether it is a new record.
    pub fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// Whether a value differs from what is in the database; empty values are all alike.
    pub fn changed(&self, key: &str) -> bool {
        let (was, is) = (self.was(key), self.get(key));
        !(was.is_empty() && is.is_empty()) && was != is
    }

    /// Has a value written again though it stays the same: what is kept beside it follows from something that changed.
    pub fn renew(&mut self, key: &Key) {
        self.renewed.insert(key.clone());
    }

    /// Whether a value differs, or is to be written again.
    pub fn touched(&self, key: &str) -> bool {
        self.changed(key) || self.renewed.contains(key)
    }

    /// The values to be written, in the order of the module's fields.
    pub fn touches(&self) -> Values {
        let touched = self.module.fields.keys().filter(|key| self.touched(key));
        touched.map(|key| (key.clone(), self.get(key).clone())).collect()
    }

    /// The values that differ, in the order of the module's fields.
    pub fn changes(&self) -> Values {
        let changed = self.module.fields.keys().filter(|key| self.changed(key));
        changed.map(|key| (key.clone(), self.get(key).clone())).collect()
    }
}
