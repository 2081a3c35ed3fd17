//! What is checked before a record is saved: who may set which field, types, what must not be empty, links.

use meta::record::Values;
use meta::types::Fault;
use meta::{Field, FieldLevel};
use words::said;

use super::draft::Draft;
use super::{derive, links};
use crate::error::{Error, FieldError, Result};
use crate::work::Work;

/// Takes given values into a draft: each must be a field the actor may set, of its type.
pub fn give(work: &Work, draft: &mut Draft, values: Values) -> Result<()> {
    let mut errors = Vec::new();
    for (key, value) in values {
        let Some(field) = draft.module.field(&key).cloned().filter(|field| sees(work, draft, field)) else {
            errors.push(unknown(&key));
            continue;
        };
        let level = work.actor.rights.level(&draft.module.key, &field.key);
        if !field.writable() || level < FieldLevel::Edit {
            errors.push(FieldError::new(&key, "read_only", said!("records-cannot-set", field = field.label.as_str())));
            continue;
        }
        let checked = field.kind.check(value).and_then(|value| {
            if !draft.goes_back {
                field.kind.offered(&value, draft.was(&key))?;
            }
            Ok(value)
        });
        match checked {
            Ok(value) => draft.give(key, value),
            Err(fault) => errors.push(FieldError::of(&key, fault)),
        }
    }
    refuse(errors)
}

fn sees(work: &Work, draft: &Draft, field: &Field) -> bool {
    work.actor.rights.sees(&draft.module.key, &field.key)
}

/// The refusal of a field that is not there.
pub fn unknown(key: &str) -> FieldError {
    FieldError::new(key, "unknown", said!("records-no-field", field = key))
}

/// The refusal of an empty field that must hold something.
pub fn lacking(field: &Field) -> FieldError {
    FieldError::new(&field.key, "required", said!("records-lacking", field = field.label.as_str()))
}

/// Checks the whole record: required fields, conditions, links.
pub fn whole(work: &mut Work, draft: &Draft) -> Result<()> {
    let mut errors = Vec::new();
    for field in draft.module.fields.values().filter(|field| field.writable()) {
        // What the actor may not give is not asked of them, and what is hidden from them not named.
        if work.actor.rights.level(&draft.module.key, &field.key) < FieldLevel::Edit {
            continue;
        }
        let concerned = draft.is_new() || draft.changed(&field.key) || draft.gave(&field.key);
        if !draft.get(&field.key).is_empty() {
            continue;
        }
        if (field.required && concerned) || derive::required(work, draft, field)? {
            errors.push(lacking(field));
        }
    }
    links::check(work, draft, &mut errors)?;
    refuse(errors)
}

/// An error when anything was refused.
pub fn refuse(errors: Vec<FieldError>) -> Result<()> {
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// Words for a breach of a unique index: the field it belongs to.
pub fn duplicate(draft: &Draft, error: store::Error) -> Error {
    match store::tables::repeated(&draft.module, &error) {
        Some(field) if field.key == "id" => Error::Conflict(said!("records-id-exists", id = draft.id.to_string())),
        Some(field) => {
            let value = field.kind.show(draft.get(&field.key));
            let another = draft.module.label.one.to_lowercase();
            let fault = Fault::new("duplicate", said!("records-duplicate", module = another, value = value));
            Error::Invalid(vec![FieldError::of(&field.key, fault)])
        }
        None => error.into(),
    }
}
