//! Which field each column of a file becomes: as the map says, else by likeness of names.

use meta::{Field, FieldLevel, FieldType, Module, Op};
use words::{Said, said};

use super::REMARKS;
use crate::actor::Actor;
use crate::error::FieldError;
use crate::imports::likeness::{self, plain};
use crate::imports::map::Map;

/// The module as the actor may fill it.
pub struct Fillable<'a> {
    /// The module.
    pub module: &'a Module,
    /// Fields that may be given.
    pub open: Vec<&'a Field>,
    /// Fields that are seen and cannot be given.
    closed: Vec<&'a Field>,
}

impl<'a> Fillable<'a> {
    /// As an actor may fill it.
    pub fn new(module: &'a Module, actor: &Actor) -> Fillable<'a> {
        let seen = module.fields.values().filter(|field| actor.rights.sees(&module.key, &field.key));
        let may = |field: &&Field| {
            let level = actor.rights.level(&module.key, &field.key);
            field.writable() && level >= FieldLevel::Edit && !matches!(field.kind, FieldType::Children { .. })
        };
        let (open, closed) = seen.map(|field| &**field).partition(may);
        Fillable { module, open, closed }
    }

    /// The field of a target such as `address.city`, or why there is none.
    pub fn field(&self, target: &str) -> Result<&'a Field, Said> {
        let key = target.split('.').next().unwrap_or(target);
        let module = self.module.key.as_str();
        match self.open.iter().find(|field| field.key == *key) {
            Some(field) => Ok(field),
            None if self.closed.iter().any(|field| field.key == *key) => {
                Err(said!("imports-not-settable", field = key, module = module))
            }
            None => Err(match likeness::nearest_field(key, &self.open) {
                Some(nearest) => said!("imports-nearest-field", module = module, field = key, nearest = nearest),
                None => said!("imports-field-unknown", module = module, field = key),
            }),
        }
    }

    /// Whether rows may find their record by a field.
    pub fn finds(&self, field: &Field) -> bool {
        field.kind.ops().contains(&Op::In)
            && !matches!(field.kind, FieldType::Money { .. } | FieldType::LongText { .. })
    }

    fn closed(&self, header: &str) -> Option<&'a Field> {
        // An export has columns for parts: `open_pipeline.currency`.
        let wanted = plain(header.split('.').next().unwrap_or(header));
        self.closed.iter().find(|field| plain(&field.key) == wanted || plain(&field.label) == wanted).copied()
    }
}

/// What became of the columns of a file.
#[derive(Default)]
pub struct Targets {
    /// By column: the target, or nothing.
    pub columns: Vec<Option<String>>,
    /// Columns left out because nobody can set their field.
    pub passed_over: Vec<String>,
}

/// Finds the target of each column. Refuses columns that are neither mapped, nor ignored, nor like a field.
pub fn targets(header: &[String], map: &Map, fillable: &Fillable, errors: &mut Vec<FieldError>) -> Targets {
    let mut targets = Targets::default();
    let own_ids = header.iter().any(|name| name == "id");
    for name in header {
        let target = match mapped(name, map) {
            Some(target) => Some(target),
            None if left_out(name, map) => None,
            None if !map.columns.is_empty() => {
                errors.push(unmapped(name, fillable));
                None
            }
            None => match by_likeness(name, fillable) {
                Ok(target) => Some(target),
                Err(_) if own_ids && fillable.closed(name).is_some() => {
                    targets.passed_over.push(name.clone());
                    None
                }
                Err(error) => {
                    errors.push(error);
                    None
                }
            },
        };
        targets.columns.push(target);
    }
    for column in map.columns.keys().chain(map.reading.columns()).chain(&map.ignore) {
        if !header.iter().any(|name| plain(name) == plain(column)) {
            let names = header.iter().map(String::as_str);
            let nearest = likeness::nearest(column, names).unwrap_or_default();
            let detail = said!("imports-nearest-column", nearest = nearest);
            errors.push(FieldError::new(column, "unknown_column", detail));
        }
    }
    targets
}

fn mapped(name: &str, map: &Map) -> Option<String> {
    let exact = map.columns.get(name);
    let alike = || map.columns.iter().find(|(column, _)| plain(column) == plain(name)).map(|(_, target)| target);
    exact.or_else(alike).map(|target| target.trim().to_string())
}

fn left_out(name: &str, map: &Map) -> bool {
    REMARKS.contains(&name) || map.ignore.iter().any(|ignored| ignored == name || plain(ignored) == plain(name))
}

fn by_likeness(name: &str, fillable: &Fillable) -> Result<String, FieldError> {
    if name == "id" {
        return Ok(name.to_string());
    }
    let closed = fillable.closed(name);
    let by_key = closed.is_some_and(|field| plain(&field.key) == plain(name));
    let target = likeness::target(name, fillable.module, &fillable.open).filter(|_| !by_key);
    if let Some(target) = target {
        return Ok(target);
    }
    match closed {
        None => Err(unmapped(name, fillable)),
        Some(field) => {
            let module = fillable.module.key.as_str();
            let detail = said!("imports-column-not-settable", field = field.key.as_str(), module = module);
            Err(FieldError::new(name, "read_only", detail))
        }
    }
}

fn unmapped(name: &str, fillable: &Fillable) -> FieldError {
    let nearest = likeness::nearest_field(name, &fillable.open).unwrap_or_default();
    let detail = said!("imports-unmapped", module = fillable.module.key.as_str(), nearest = nearest);
    FieldError::new(name, "unmapped", detail)
}
