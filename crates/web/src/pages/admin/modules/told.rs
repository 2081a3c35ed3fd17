//! What is wrong with a changed text, for the form it was changed in: beside its control where there is one, else with
//! its line.

use crm::definitions::shaping::{Kept, Stand, Told};
use crm::{Error, FieldError};
use words::said;

use crate::failure::Failure;

/// A change that was kept, or what is to be mended; anything else is a page of its own.
pub(super) fn outcome(kept: crm::Result<Kept>) -> Result<Result<Stand, Vec<FieldError>>, Failure> {
    match kept {
        Ok(Ok(stand)) => Ok(Ok(stand)),
        Ok(Err(told)) => Ok(Err(told.iter().map(error).collect())),
        Err(Error::Invalid(errors)) => Ok(Err(errors)),
        Err(Error::Conflict(why)) => Ok(Err(vec![FieldError::new("", "conflict", why)])),
        Err(error) => Err(error.into()),
    }
}

/// Whether a change met what somebody else did: the form goes on from how things are now.
pub(super) fn conflict(errors: &[FieldError]) -> bool {
    errors.iter().any(|error| error.code == "conflict")
}

/// A problem as an error of the place it speaks of; [`placed`] brings it to the control of a form.
pub(super) fn error(told: &Told) -> FieldError {
    let detail = said!("modules-problem", line = told.line, wrong = told.words.as_str());
    FieldError::new(&told.place, "definition", detail)
}

/// Errors at the controls of a form. Those of places under `prefix` belong to the control that the next step names;
/// what belongs to none is told above the form.
pub(super) fn placed(errors: Vec<FieldError>, prefix: &str, known: &[(&str, &str)]) -> Vec<FieldError> {
    let control = |place: &str| {
        let inner = place.strip_prefix(prefix).unwrap_or(place).trim_start_matches('.');
        let name = inner.split('.').next().unwrap_or_default().to_owned();
        known.iter().any(|(control, _)| *control == name).then_some(name)
    };
    let mend = |error: FieldError| match control(&error.field) {
        Some(field) => FieldError { field, ..error },
        None if error.code == "definition" => FieldError { field: String::new(), ..error },
        None => error,
    };
    errors.into_iter().map(mend).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_come_to_their_controls() {
        let told = |place: &str| error(&Told { place: place.into(), line: 4, words: "is odd".into() });
        let known = [("max", "modules-max"), ("label", "name")];
        let given = vec![told("fields.day.max"), told("fields.other.expr"), FieldError::new("label", "required", "x")];
        let placed = placed(given, "fields.day", &known);
        let fields: Vec<&str> = placed.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["max", "", "label"]);
        assert_eq!(placed[1].detail.english(), "is odd (line 4)");
    }
}
