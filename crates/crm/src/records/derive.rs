//! Derived values of the record itself: numbers given in order, formulas, conditions. They never move a version,
//! `updated_at` or the trail.

use std::collections::BTreeMap;

use chrono::Datelike;
use meta::{Field, FieldType, Path, Value};

use super::draft::Draft;
use super::links;
use crate::error::Result;
use crate::work::Work;

/// Gives a new record the next number of each autonumber field.
pub fn numbers(work: &mut Work, draft: &mut Draft) -> Result<()> {
    if !draft.is_new() {
        return Ok(());
    }
    for field in draft.module.clone().own_fields() {
        let FieldType::Autonumber { format } = &field.kind else { continue };
        let counter = format!("{}.{}", draft.module.key, field.key);
        let number = store::counters::next(work.tx, &counter)?;
        draft.set(&field.key, Value::Text(numbered(format, number, work.today().year())));
    }
    Ok(())
}

/// `OPP-{00000}` and 42 give `OPP-00042`; `{yyyy}` is the year. Without a place for it the number is appended.
pub(crate) fn numbered(format: &str, number: i64, year: i32) -> String {
    let with_year = format.replace("{yyyy}", &format!("{year:04}"));
    let place = with_year.find("{0").and_then(|from| {
        let to = from + with_year[from..].find('}')?;
        Some((from, to))
    });
    match place {
        Some((from, to)) => {
            let width = to - from - 1;
            format!("{}{number:0width$}{}", &with_year[..from], &with_year[to + 1..])
        }
        None => format!("{with_year}{number}"),
    }
}

/// Computes the formulas that are kept with the record.
pub fn formulas(work: &Work, draft: &mut Draft) -> Result<()> {
    let Some(derived) = work.snapshot.derivations.module(&draft.module.key) else { return Ok(()) };
    let base = work.snapshot.company.base_currency;
    for formula in &derived.stored {
        let Some(field) = draft.module.field(&formula.field).cloned() else { continue };
        let (value, _) = formula.typed.field_value(&field.kind, &|path: &Path| own(draft, path), &context(work), base);
        draft.set(&field.key, value);
    }
    Ok(())
}

fn context(work: &Work) -> expr::Context {
    expr::Context { now: work.now, zone: work.snapshot.company.zone() }
}

fn own(draft: &Draft, path: &Path) -> Value {
    path.single().map_or(Value::Null, |key| draft.get(key).clone())
}

/// Whether a field's own condition makes it required now. What was empty before and is untouched stays allowed.
pub fn required(work: &mut Work, draft: &Draft, field: &Field) -> Result<bool> {
    let snapshot = work.snapshot.clone();
    let derived = snapshot.derivations.module(&draft.module.key);
    let Some(condition) = derived.and_then(|derived| derived.required.get(&field.key)) else { return Ok(false) };
    let touched = condition.reads.iter().any(|path| draft.changed(path.first()));
    if !(draft.is_new() || draft.changed(&field.key) || touched) {
        return Ok(false);
    }
    holds(work, draft, condition)
}

/// Whether a condition holds for a draft, links followed by Kith itself.
pub fn holds(work: &mut Work, draft: &Draft, condition: &expr::Typed) -> Result<bool> {
    let mut known = BTreeMap::new();
    for path in &condition.reads {
        known.insert(path.clone(), links::follow(work, draft, path)?);
    }
    Ok(condition.holds(&|path: &Path| known.get(path).cloned().unwrap_or_default(), &context(work)))
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn numbers_take_the_place_the_format_gives_them() {
        assert_eq!(numbered("OPP-{00000}", 42, 2026), "OPP-00042");
        assert_eq!(numbered("{yyyy}/{000}-x", 12345, 2026), "2026/12345-x");
        assert_eq!(numbered("A", 7, 2026), "A7");
    }
}
