//! The company's settings: checked, saved, audited.

use chrono_tz::Tz;
use meta::{FieldType, Filter, Key, Op, Value};
use serde_json::Value as Json;
use store::audit::Action;

use super::{administrator, differences};
use crate::company::Company;
use crate::error::{Error, FieldError, Result};
use crate::load::COMPANY;
use crate::records;
use crate::trail;
use crate::work::Work;

/// Saves the company's settings, with only what differs in the trail.
pub fn save(work: &mut Work, given: Company) -> Result<()> {
    administrator(work.actor)?;
    let given = tidy(given);
    let errors = faults(&given);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let before = work.snapshot.company.clone();
    if given.base_currency != before.base_currency {
        no_amounts(work)?;
    }
    let changes = differences(&before, &given);
    if changes.is_empty() {
        return Ok(());
    }
    let text = written(&given).to_string();
    store::settings::set(work.tx, COMPANY, &text)?;
    let subject = trail::subject("company", "");
    trail::note(work, Action::Configure, &Key::of("company"), subject, &Json::Object(changes))?;
    work.bump()
}

fn tidy(given: Company) -> Company {
    Company {
        name: given.name.trim().to_string(),
        default_country: given.default_country.trim().to_uppercase(),
        time_zone: given.time_zone.trim().to_string(),
        ..given
    }
}

/// What is wrong with settings, field by field.
fn faults(given: &Company) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut refuse = |wrong: bool, field: &str, detail: &str| {
        if wrong {
            errors.push(FieldError::new(field, "invalid", detail));
        }
    };
    let letters = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_uppercase());
    let length = given.name.chars().count();
    refuse(length == 0 || length > 120, "name", "must have 1 to 120 characters");
    refuse(!given.base_currency.is_listed(), "base_currency", "must be a currency such as EUR");
    refuse(given.time_zone.parse::<Tz>().is_err(), "time_zone", "must be a time zone such as Europe/Lisbon");
    refuse(!letters(&given.default_country, 2), "default_country", "must be a two-letter country code such as PT");
    refuse(!(1..=7).contains(&given.week_start), "week_start", "must be a day from 1, Monday, to 7, Sunday");
    refuse(!(1..=12).contains(&given.fiscal_start), "fiscal_start", "must be a month from 1 to 12");
    let digest = |text: &String| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    refuse(!given.logo.as_ref().is_none_or(digest), "logo", "must be an uploaded file");
    errors
}

fn written(company: &Company) -> Json {
    serde_json::to_value(company).expect("plain settings become JSON")
}

/// The base currency stays once there are amounts or rates: what is stored was converted into it.
fn no_amounts(work: &mut Work) -> Result<()> {
    let refusal = |what: &str| {
        let detail = format!("cannot change any more: there are {what} already, kept in the present one");
        Err(Error::invalid("base_currency", "in_use", detail))
    };
    if work.snapshot.rates.rows().next().is_some() {
        return refusal("rates");
    }
    let scope = work.system();
    let modules: Vec<_> = work.snapshot.schema.catalogue.modules().cloned().collect();
    for module in modules {
        let money = |field: &&std::sync::Arc<meta::Field>| matches!(field.kind, FieldType::Money { .. });
        let keys: Vec<Key> = module.own_fields().filter(money).map(|field| field.key.clone()).collect();
        for key in keys {
            let filled = Filter::test(key, Op::Empty, Value::Bool(false));
            if !records::sorted(work, &scope, &module, filled, &[], Vec::new(), 1)?.is_empty() {
                return refusal(&format!("amounts in {}", module.label.many.to_lowercase()));
            }
        }
    }
    Ok(())
}
