//! `View`: what one actor may know of the modules, and records written for them as JSON.
//!
//! A field hidden from the actor never gets into an answer; a link to a record they may not see is `null`, and its
//! field is named in `_restricted`.

use std::sync::Arc;

use crm::access::Rights;
use crm::{Snapshot, Work};
use meta::filter::Reader;
use meta::value::Line;
use meta::{Field, FieldType, Key, Module, Path, Record, Value};
use serde_json::{Map, Value as Json, json};

/// The modules as one actor may know them.
pub struct View {
    /// Modules, company, people.
    pub snapshot: Arc<Snapshot>,
    /// What the actor may do.
    pub rights: Arc<Rights>,
}

impl View {
    /// Of whoever does a piece of work.
    pub fn of(work: &Work) -> View {
        View { snapshot: work.snapshot.clone(), rights: work.actor.rights.clone() }
    }

    /// Whether the actor may know of a field.
    pub fn knows(&self, module: &Module, field: &Field) -> bool {
        self.rights.knows(module, field)
    }

    /// Reads filters, sorts and paths as the actor may know them.
    pub fn reader<T>(&self, read: impl FnOnce(&Reader) -> T) -> T {
        self.snapshot.reader(&self.rights, read)
    }

    /// The fields of a module that the actor may see.
    pub fn fields<'m>(&'m self, module: &'m Module) -> impl Iterator<Item = &'m Arc<Field>> {
        module.fields.values().filter(|field| self.knows(module, field))
    }

    /// A record: `id`, `version`, then the values that were read.
    pub fn record(&self, record: &Record) -> Map<String, Json> {
        let mut out = Map::new();
        out.insert("id".into(), json!(record.id));
        out.insert("version".into(), json!(record.version));
        let Some(module) = self.snapshot.module(&record.module) else { return out };
        let known = |key: &Key| module.field(key).filter(|field| self.knows(module, field));
        for (key, _) in record.values.iter().filter(|(key, _)| !matches!(key.as_str(), "id" | "version")) {
            let Some(field) = known(key) else { continue };
            out.insert(key.to_string(), self.value(&field.kind, &record.open(&Path::of(key.clone()))));
        }
        for (path, _) in &record.joined {
            if let Some(end) = self.snapshot.schema.catalogue.resolve(&record.module, path) {
                out.insert(path.to_string(), self.value(&end.kind(), &record.open(path)));
            }
        }
        let restricted: Vec<Json> = record
            .restricted()
            .filter(|path| known(path.first()).is_some())
            .map(|path| json!(path.to_string()))
            .collect();
        if !restricted.is_empty() {
            out.insert("_restricted".into(), Json::Array(restricted));
        }
        out
    }

    fn value(&self, kind: &FieldType, value: &Value) -> Json {
        match (kind, value) {
            (FieldType::Children { to, .. }, Value::Lines(lines)) => match self.snapshot.module(to) {
                Some(module) => lines.iter().map(|line| self.line(module, line)).collect(),
                None => json!([]),
            },
            (kind, value) => kind.to_json(value),
        }
    }

    fn line(&self, module: &Module, line: &Line) -> Json {
        let id = line.id.map(|id| ("id".to_string(), json!(id)));
        let seen = line.values.iter().filter_map(|(key, value)| {
            let field = module.field(key).filter(|field| self.knows(module, field))?;
            Some((key.to_string(), self.value(&field.kind, value)))
        });
        Json::Object(id.into_iter().chain(seen).collect())
    }
}

/// The modules a link field may lead to, by its type; none for other types. An empty list of a parent is any module.
pub fn leads(kind: &FieldType) -> Option<Vec<Key>> {
    match kind.shown() {
        FieldType::Links { to, .. } => Some(vec![to.clone()]),
        FieldType::Parent { to, .. } => Some(to.clone()),
        kind => Some(vec![Key::new(kind.target()?).ok()?]),
    }
}

/// The paths of single fields.
pub fn paths<'f>(fields: impl Iterator<Item = &'f Arc<Field>>) -> Vec<Path> {
    fields.map(|field| Path::of(field.key.clone())).collect()
}
