//! Counting: how many records each step concerns, and whether the records allow it.

use meta::definition::Problem;
use meta::{Field, Key, Module};
use store::{Tx, verify};

use super::conversion::{Check, convert};
use super::diff::{Ask, Must};
use super::fill;
use super::hints::Hints;
use super::side::Side;
use super::step::{Step, counted};
use crate::error::Result;

/// What is counted in: the records as they are before.
pub(super) struct Measure<'a> {
    pub(super) before: &'a Side,
    pub(super) after: &'a Side,
    pub(super) hints: &'a Hints,
}

impl Measure<'_> {
    /// How many records a step concerns.
    pub(super) fn rows(&self, tx: &mut Tx, step: &Step) -> Result<i64> {
        let key = match step {
            Step::ReviveModule { stone, .. } => return Ok(verify::rows(tx, stone)?),
            Step::DropIndex { module, .. } | Step::DropModule { module, .. } => module,
            other => self.hints.module(other.module()),
        };
        let Some(module) = self.before.catalogue().module(key) else { return Ok(0) };
        let held = match step {
            Step::DropField { field, .. } | Step::RenameField { from: field, .. } => module.field(field).cloned(),
            Step::ReviveField { module: of, field, stone } => {
                let revived = self.after.catalogue().module(of).and_then(|of| of.field(field));
                revived.map(|field| Field { key: stone.clone(), ..Field::clone(field) }.into())
            }
            _ => None,
        };
        Ok(match held {
            Some(field) => verify::holding(tx, &module.key, &field)?,
            None => verify::rows(tx, &module.key)?,
        })
    }

    /// Why the records do not allow something; `None` when they do.
    pub(super) fn refusal(&self, tx: &mut Tx, ask: &Ask) -> Result<Option<Problem>> {
        let Some(had) = self.before.catalogue().module(&ask.before.0).cloned() else { return Ok(None) };
        let Some(module) = self.after.catalogue().module(&ask.after.0) else { return Ok(None) };
        let Some(field) = module.field(&ask.after.1) else { return Ok(None) };
        let was = had.field(&ask.before.1);
        let (count, message, help, place) = match (&ask.what, was) {
            (Must::HaveNoRecords, _) => {
                let message = format!("there are records, which would have no {} or all the same", field.key);
                (
                    verify::rows(tx, &had.key)?,
                    message,
                    "give a `default`, or add the field without `required` and `unique` first",
                    "",
                )
            }
            (_, None) => return Ok(None),
            (Must::BeUnique, Some(was)) => {
                let message = format!("records hold the same {} as others", was.key);
                (verify::repeated(tx, &had.key, was)?, message, "make them differ first", "unique")
            }
            (Must::BeFilled, Some(was)) => {
                let empty = verify::rows(tx, &had.key)? - verify::holding(tx, &had.key, was)?;
                (empty, format!("records have no {}", was.key), "fill them first, or give a `default`", "required")
            }
            (Must::Hold(check), Some(was)) => return self.unfit(tx, &had, was, module, field, check),
        };
        Ok(told(module, field, place, count, &message, help))
    }

    fn unfit(
        &self,
        tx: &mut Tx,
        had: &std::sync::Arc<Module>,
        was: &Field,
        module: &Module,
        field: &Field,
        check: &Check,
    ) -> Result<Option<Problem>> {
        let (count, message, help, place) = match check {
            Check::Longest(max) => {
                let count = verify::longer(tx, &had.key, was, *max)?;
                (count, format!("texts are longer than {max} characters"), "shorten them first, or allow more", "max")
            }
            Check::NoOption(gone) => {
                let count = verify::among(tx, &had.key, was, "", gone)?;
                let message = format!("records hold {}", gone.join(", "));
                (count, message, "keep the option with `retired = true`: it is shown and no longer offered", "options")
            }
            Check::NoModule(kept) => {
                let held = verify::holding(tx, &had.key, was)?;
                let kept: Vec<String> = kept
                    .iter()
                    .map(|key| self.hints.module(&Key::new(key).unwrap_or_else(|_| had.key.clone())).to_string())
                    .collect();
                let count = held - verify::among(tx, &had.key, was, "__module", &kept)?;
                (count, "records hang on records of other modules".into(), "move them first, or keep the modules", "to")
            }
            Check::Fits => {
                let count = self.misfits(tx, had, was, field)?;
                let message = format!("values of {} cannot be {} without loss", was.key, field.kind.name());
                (count, message, "change those values first", "type")
            }
        };
        Ok(told(module, field, place, count, &message, help))
    }

    /// How many values are none of the new type without loss.
    fn misfits(&self, tx: &mut Tx, had: &std::sync::Arc<Module>, was: &Field, field: &Field) -> Result<i64> {
        let zone = self.before.snapshot.company.zone();
        let mut count = 0;
        let paths = [meta::Path::of(was.key.clone())];
        fill::each(tx, &self.before.snapshot, had, &paths, |_, records| {
            let lost =
                records.iter().filter(|record| convert(record.get(&was.key), &was.kind, &field.kind, zone).is_none());
            count += lost.count() as i64;
            Ok(())
        })?;
        Ok(count)
    }
}

fn told(module: &Module, field: &Field, place: &str, count: i64, message: &str, help: &str) -> Option<Problem> {
    let place = format!("fields.{}.{place}", field.key);
    let place = place.trim_end_matches('.');
    (count > 0).then(|| Problem::at(&module.source, place, format!("{}: {message}", counted(count)), help))
}
