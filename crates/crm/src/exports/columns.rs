//! The columns of a file: one a field, but amounts have their currency beside them and addresses a column a part, so
//! that a spreadsheet can add up the one and filter the other.

use std::sync::Arc;

use meta::catalogue::Part;
use meta::{Field, FieldType, Module, Path, Record, Value};

use super::names::Texts;
use crate::actor::Actor;

/// System fields that say nothing outside the workspace.
const INNER: [&str; 4] = ["id", "deleted_at", "version", "source"];

/// The parts of an address, in their order.
const ADDRESS: [Part; 5] = [Part::Street, Part::PostalCode, Part::City, Part::Region, Part::Country];

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its field.
    pub field: Arc<Field>,
    /// The part of the field's value that it holds; `None` for the whole, or what other columns leave of it.
    pub part: Option<Part>,
}

/// The columns after the id: of the fields the actor sees, in the order of the module.
pub fn columns(module: &Module, actor: &Actor) -> Vec<Column> {
    let told = |field: &&Arc<Field>| !INNER.contains(&field.key.as_str()) && !is_lines(field);
    let of = |field: &Arc<Field>| {
        let parts: Vec<Option<Part>> = match field.kind.shown() {
            FieldType::Money { .. } => vec![None, Some(Part::Currency)],
            FieldType::Address => ADDRESS.into_iter().map(Some).collect(),
            _ => vec![None],
        };
        let field = field.clone();
        parts.into_iter().map(move |part| Column { field: field.clone(), part }).collect::<Vec<_>>()
    };
    seen(module, actor).filter(told).flat_map(of).collect()
}

/// The fields of owned lines that the actor sees, which have no columns.
pub fn lines(module: &Module, actor: &Actor) -> Vec<Arc<Field>> {
    seen(module, actor).filter(|field| is_lines(field)).cloned().collect()
}

fn seen<'m>(module: &'m Module, actor: &'m Actor) -> impl Iterator<Item = &'m Arc<Field>> {
    module.fields.values().filter(|field| actor.rights.sees(&module.key, &field.key))
}

fn is_lines(field: &Field) -> bool {
    matches!(field.kind, FieldType::Children { .. })
}

/// The fields of columns, each once.
pub fn fields(columns: &[Column]) -> Vec<Arc<Field>> {
    let mut fields: Vec<Arc<Field>> = columns.iter().map(|column| column.field.clone()).collect();
    fields.dedup_by(|a, b| a.key == b.key);
    fields
}

impl Column {
    /// Its name: `amount`, `amount.currency`, `address.city`.
    pub fn name(&self) -> String {
        match self.part {
            None => self.field.key.to_string(),
            Some(part) => format!("{}.{}", self.field.key, part.name()),
        }
    }

    /// What it holds of a record; of links, those to records that the actor sees.
    pub fn value(&self, record: &Record) -> Value {
        let whole = record.open(&Path::of(self.field.key.clone()));
        match (self.part, whole) {
            (Some(part), whole) => part.value(&whole),
            (None, whole @ Value::Money(_)) => Part::Amount.value(&whole),
            (None, whole) => whole,
        }
    }

    /// The type of what it holds.
    pub fn kind(&self) -> FieldType {
        match (self.part, self.field.kind.shown()) {
            (Some(part), _) => part.kind(),
            (None, FieldType::Money { .. }) => Part::Amount.kind(),
            (None, kind) => kind.clone(),
        }
    }

    /// A value of it as an import reads it back.
    pub fn text(&self, value: &Value, texts: &Texts) -> String {
        texts.of(&self.field, value).unwrap_or_else(|| self.kind().cell(value))
    }
}
