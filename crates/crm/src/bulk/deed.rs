//! `Deed`: what is done to each of many records.

use meta::record::Values;
use meta::{FieldType, Key, Module, Path, Record, Value};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;
use words::{Said, said};

use crate::error::{Error, Result};
use crate::records;
use crate::work::Work;

/// What is done to each record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Fields are given values, written as the API writes them.
    Change(Map<String, Json>),
    /// Words are put to a field of tags or options and others taken away; what else it holds stays.
    Mark {
        /// Key of the field.
        field: String,
        /// Keys to have.
        add: Vec<String>,
        /// Keys to lose.
        remove: Vec<String>,
    },
    /// It goes into the bin.
    Delete,
}

impl Deed {
    /// The kind of the act.
    pub fn kind(&self) -> &'static str {
        if matches!(self, Deed::Delete) { "delete" } else { "update" }
    }

    /// What was done to so many, in one line.
    pub(super) fn told(&self, count: u64) -> Said {
        match self {
            Deed::Delete => said!("act-deleted-many", count = count),
            Deed::Mark { .. } | Deed::Change(_) => said!("act-changed-many", count = count),
        }
    }
}

/// A deed read for the module as it is now.
pub(super) enum Ready<'d> {
    Change(Values),
    Mark { field: Key, add: &'d [String], remove: &'d [String] },
    Delete,
}

impl<'d> Ready<'d> {
    /// Reads a deed; refused as a whole where its fields or values are not of the module.
    pub fn read(work: &Work, module: &Module, deed: &'d Deed) -> Result<Ready<'d>> {
        match deed {
            Deed::Delete => Ok(Ready::Delete),
            Deed::Change(object) => records::from_json(work, module, object).map(Ready::Change),
            Deed::Mark { field, add, remove } => {
                let known = module.field(field).filter(|field| work.actor.rights.sees(&module.key, &field.key));
                let several =
                    known.filter(|field| matches!(field.kind, FieldType::Tags | FieldType::MultiSelect { .. }));
                let field = several.ok_or_else(|| Error::bad(field, "unknown_field", said!("many-no-words")))?;
                Ok(Ready::Mark { field: field.key.clone(), add, remove })
            }
        }
    }

    /// Does it to a record; says whether that changed anything.
    pub fn apply(&self, work: &mut Work, module: &Module, id: Uuid) -> Result<bool> {
        let read = |work: &mut Work, field: Key| records::get(work, &module.key, id, &[Path::of(field)]);
        match self {
            Ready::Delete => records::delete(work, &module.key, id, None).map(|()| true),
            Ready::Change(values) => {
                let before = read(work, Key::of("id"))?;
                change(work, &before, values.clone())
            }
            Ready::Mark { field, add, remove } => {
                let before = read(work, field.clone())?;
                let value = marked(before.get(field), add, remove);
                change(work, &before, Values::from_iter([(field.clone(), value)]))
            }
        }
    }
}

fn change(work: &mut Work, before: &Record, values: Values) -> Result<bool> {
    let after = records::update(work, &before.module, before.id, values, None)?;
    Ok(after.version != before.version)
}

fn marked(value: &Value, add: &[String], remove: &[String]) -> Value {
    let held = if let Value::Keys(keys) = value { keys.as_slice() } else { &[] };
    let mut keys: Vec<String> = held.iter().filter(|key| !remove.contains(key)).cloned().collect();
    add.iter().for_each(|key| {
        if !keys.contains(key) {
            keys.push(key.clone())
        }
    });
    if keys.is_empty() { Value::Null } else { Value::Keys(keys) }
}
