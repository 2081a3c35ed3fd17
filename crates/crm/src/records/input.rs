//! Values as programs and people give them: JSON objects of the API, texts of forms and files.

use std::sync::Arc;

use meta::json::Context;
use meta::record::Values;
use meta::types::Reading;
use meta::{Field, FieldLevel, FieldType, Module};
use serde_json::{Map, Value as Json};

use super::check::{lacking, refuse, unknown};
use crate::error::{Error, FieldError, Result};
use crate::work::Work;

/// The values of a JSON object. Fields the actor does not see are unknown; `null` empties.
pub fn from_json(work: &Work, module: &Module, object: &Map<String, Json>) -> Result<Values> {
    let context = Context { base_currency: Some(work.snapshot.company.base_currency) };
    let mut values = Values::new();
    let mut errors = Vec::new();
    for (name, json) in object {
        let field = module.field(name).filter(|field| work.actor.rights.sees(&module.key, &field.key));
        let Some(field) = field else {
            errors.push(unknown(name));
            continue;
        };
        if let FieldType::Children { to, .. } = &field.kind {
            let Some(target) = work.snapshot.module(to) else { continue };
            match meta::json::read_lines(target, json, &context) {
                Ok(value) => values.set(field.key.clone(), value),
                Err(faults) => errors.extend(
                    faults
                        .into_iter()
                        .map(|(at, fault)| FieldError::new(&format!("{name}.{at}"), fault.code, fault.detail)),
                ),
            }
            continue;
        }
        match field.kind.from_json(json, &context) {
            Ok(value) => values.set(field.key.clone(), value),
            Err(fault) => errors.push(FieldError::of(&field.key, fault)),
        }
    }
    refuse(errors)?;
    Ok(values)
}

/// The errors of a new record with those of what it lacks beside them, so that all can be mended at once.
pub fn with_lacking(work: &Work, module: &Module, object: &Map<String, Json>, error: Error) -> Error {
    let Error::Invalid(mut errors) = error else { return error };
    let lacks = |field: &Field| match object.get(field.key.as_str()) {
        Some(given) => given.is_null(),
        None => field.default.is_none() && !matches!(field.kind, FieldType::Stage),
    };
    let asked = module.fields.values().filter(|field| field.required && field.writable() && lacks(field));
    let may_give = |field: &&Arc<Field>| work.actor.rights.level(&module.key, &field.key) == FieldLevel::Edit;
    errors.extend(asked.filter(may_give).map(|field| lacking(field)));
    Error::Invalid(errors)
}

/// The values of texts by field, as somebody typed them or a file holds them.
pub fn from_texts<'a>(
    work: &Work,
    module: &Module,
    texts: impl IntoIterator<Item = (&'a str, &'a str)>,
    reading: &Reading,
) -> Result<Values> {
    let mut values = Values::new();
    let mut errors = Vec::new();
    for (name, text) in texts {
        let field = module.field(name).filter(|field| work.actor.rights.sees(&module.key, &field.key));
        match field.map(|field| (field, field.kind.parse(text, reading))) {
            None => errors.push(unknown(name)),
            Some((field, Ok(value))) => values.set(field.key.clone(), value),
            Some((field, Err(fault))) => errors.push(FieldError::of(&field.key, fault)),
        }
    }
    refuse(errors)?;
    Ok(values)
}
