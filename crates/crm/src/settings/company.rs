//! The company's settings: checked, saved, audited.

use chrono_tz::Tz;
use meta::{FieldType, Filter, Key, Op, Value};
use serde_json::Value as Json;
use store::audit::Action;
use words::{Said, said};

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
    let mut refuse = |wrong: bool, field: &str, detail: Said| {
        if wrong {
            errors.push(FieldError::new(field, "invalid", detail));
        }
    };
    let letters = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_uppercase());
    let length = given.name.chars().count();
    refuse(length == 0 || length > 120, "name", said!("settings-length", most = 120));
    refuse(!given.base_currency.is_listed(), "base_currency", said!("settings-currency"));
    refuse(given.time_zone.parse::<Tz>().is_err(), "time_zone", said!("settings-time-zone"));
    refuse(!letters(&given.default_country, 2), "default_country", said!("settings-country"));
    refuse(!(1..=7).contains(&given.week_start), "week_start", said!("settings-week-start"));
    refuse(!(1..=12).contains(&given.fiscal_start), "fiscal_start", said!("settings-fiscal-start"));
    let digest = |text: &String| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    refuse(!given.logo.as_ref().is_none_or(digest), "logo", said!("settings-logo-file"));
    errors
}

fn written(company: &Company) -> Json {
    serde_json::to_value(company).expect("plain settings become JSON")
}

/// The base currency stays once there are amounts or rates: what is stored was converted into it.
fn no_amounts(work: &mut Work) -> Result<()> {
    let refusal = |detail: Said| Err(Error::invalid("base_currency", "in_use", detail));
    if work.snapshot.rates.rows().next().is_some() {
        return refusal(said!("settings-base-rates"));
    }
    let scope = work.system();
    let modules: Vec<_> = work.snapshot.schema.catalogue.modules().cloned().collect();
    for module in modules {
        let money = |field: &&std::sync::Arc<meta::Field>| matches!(field.kind, FieldType::Money { .. });
        let keys: Vec<Key> = module.own_fields().filter(money).map(|field| field.key.clone()).collect();
        for key in keys {
            let filled = Filter::test(key, Op::Empty, Value::Bool(false));
            if !records::sorted(work, &scope, &module, filled, &[], Vec::new(), 1)?.is_empty() {
                return refusal(said!("settings-base-amounts", modules = module.label.many.to_lowercase()));
            }
        }
    }
    Ok(())
}
