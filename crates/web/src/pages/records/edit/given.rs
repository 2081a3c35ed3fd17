//! What a posted form gives: values by field, or what is wrong with them by the name of the control.

use crm::{FieldError, Result};
use meta::Field;
use meta::record::Values;
use words::{Language, said};

use crate::components::control::capital;
use crate::components::fields;
use crate::pages::records::Scene;
use crate::pairs::Pairs;

/// What a form gives.
pub struct Given {
    /// The values that could be read.
    pub values: Values,
    /// What could not.
    pub errors: Vec<FieldError>,
}

impl Given {
    /// Reads the fields that the reader may set and that the form holds.
    pub fn read(scene: &Scene, pairs: &Pairs) -> Given {
        let (mut values, mut errors) = (meta::record::Values::new(), Vec::new());
        for field in scene.module.fields.values() {
            if !scene.sets(field) || !pairs.gives(&field.key) {
                continue;
            }
            match fields::read(field, &field.key, pairs, scene.look()) {
                Ok(value) => values.set(field.key.clone(), value),
                Err(faults) => {
                    errors.extend(faults.into_iter().map(|(part, fault)| {
                        FieldError::new(&format!("{}{part}", field.key), fault.code, fault.detail)
                    }))
                }
            }
        }
        Given { values, errors }
    }

    /// The values, or everything that is wrong.
    pub fn all(self) -> Result<Values> {
        if self.errors.is_empty() { Ok(self.values) } else { Err(crm::Error::Invalid(self.errors)) }
    }
}

/// The name of the control an error is about: `lines.0.amount` is the amount of the first line with anything in it.
pub fn control_name(scene: &Scene, pairs: &Pairs, error: &str) -> String {
    let mut steps = error.split('.');
    let first = steps.next().unwrap_or_default();
    let rest: Vec<&str> = steps.collect();
    let [place, inner @ ..] = rest.as_slice() else { return error.to_string() };
    let Some(field) = scene.module.field(first) else { return error.to_string() };
    let meta::FieldType::Children { to, by } = &field.kind else { return first.to_string() };
    let filled = |row: &&str| {
        let under = format!("{first}[{row}]");
        let only = pairs.keeping(|name, _| name.starts_with(&under));
        fields::lines::holds_line(first, to, by, &only, scene.look())
    };
    let row = place.parse::<usize>().ok().and_then(|at| pairs.rows(first).into_iter().filter(filled).nth(at));
    let inner: String = inner.iter().map(|step| format!("[{step}]")).collect();
    row.map_or_else(|| first.to_string(), |row| format!("{first}[{row}]{inner}"))
}

/// What is wrong as a sentence that names the field, unless it does so by itself.
pub fn sentence(field: Option<&Field>, error: &FieldError, lang: Language) -> String {
    let detail = lang.say(&error.detail);
    match field {
        None => capital(&detail),
        Some(field) if detail.starts_with(&field.label) => detail,
        Some(field) => lang.say(said!("error-of-field", field = field.label.as_str(), wrong = detail)),
    }
}
