//! `FieldType::check`: a value in normal form, or why it is refused.

use super::{Fault, choice, contact_point, date, datetime, link, number, several, tags, text, url};
use crate::{FieldType, Value};

impl FieldType {
    /// Brings a value into normal form: text in NFC and trimmed, numbers at their scale, lists without repeats, empty
    /// composites `Null`. Refuses what is not of the type or out of its bounds. Checking twice changes nothing.
    ///
    /// The values of owned lines are checked where they are read, since that takes their module.
    pub fn check(&self, value: Value) -> Result<Value, Fault> {
        let checked = match (self.shown(), value) {
            (_, Value::Null) => Value::Null,
            (FieldType::Text { max }, Value::Text(text)) => fitting(text::line(&text), *max)?,
            (FieldType::LongText { max }, Value::Text(text)) => fitting(text::block(&text), *max)?,
            (FieldType::Autonumber { .. }, Value::Text(text)) => fitting(text::line(&text), 100)?,
            (FieldType::Url, Value::Text(text)) => Value::Text(url::check(&text)?),
            (FieldType::Select { options }, Value::Text(key)) => {
                let key = text::line(&key);
                if !key.is_empty() {
                    choice::check(&key, options)?;
                }
                Value::Text(key)
            }
            (FieldType::MultiSelect { options }, Value::Keys(keys)) => {
                keys.iter().try_for_each(|key| choice::check(key, options))?;
                Value::Keys(several::distinct(keys, String::clone))
            }
            (FieldType::Tags, Value::Keys(words)) => Value::Keys(tags::check(words)?),
            (FieldType::Bool, value @ Value::Bool(_)) => value,
            (FieldType::Date, Value::Date(day)) => Value::Date(date::check(day)?),
            (FieldType::DateTime, Value::Time(instant)) => Value::Time(datetime::check(instant)?),
            (FieldType::PersonName, Value::Name(name)) => Value::Name(name.check()?),
            (FieldType::Emails, Value::Emails(emails)) => Value::Emails(contact_point::check(emails)?),
            (FieldType::Phones, Value::Phones(phones)) => Value::Phones(contact_point::check(phones)?),
            (FieldType::Address, Value::Address(address)) => Value::Address(Box::new(address.check()?)),
            (FieldType::Geo, Value::Geo(geo)) => Value::Geo(geo.check()?),
            (kind, value) if value.is_reference() => check_reference(kind, value)?,
            (kind, value) => check_number(kind, value)?,
        };
        Ok(if checked.is_empty() { Value::Null } else { checked })
    }

    /// Refuses choices that are retired, unless they were held before.
    pub fn offered(&self, value: &Value, before: &Value) -> Result<(), Fault> {
        match (self.shown(), value) {
            (FieldType::Select { options }, Value::Text(key)) if value != before => choice::offered(key, options),
            (FieldType::MultiSelect { options }, Value::Keys(keys)) => {
                let held = |key: &String| matches!(before, Value::Keys(held) if held.contains(key));
                keys.iter().filter(|key| !held(key)).try_for_each(|key| choice::offered(key, options))
            }
            _ => Ok(()),
        }
    }

    /// The message that says what the type holds: `a date such as 2026-12-31`.
    pub(crate) fn expected(&self) -> &'static str {
        match self.shown() {
            FieldType::Text { .. } | FieldType::LongText { .. } | FieldType::Autonumber { .. } => "expected-text",
            FieldType::Int { .. } => "expected-whole",
            FieldType::Decimal { .. } => "expected-number",
            FieldType::Percent { .. } => "expected-percentage",
            FieldType::Money { .. } => "expected-amount",
            FieldType::Bool => "expected-truth",
            FieldType::Date => date::EXPECTED,
            FieldType::DateTime => datetime::EXPECTED,
            FieldType::Duration => super::duration::EXPECTED,
            FieldType::Select { .. } => "expected-choice",
            FieldType::MultiSelect { .. } => "expected-choices",
            FieldType::Tags => "expected-tags",
            FieldType::PersonName => "expected-name",
            FieldType::Emails => "expected-emails",
            FieldType::Phones => "expected-phones",
            FieldType::Url => url::EXPECTED,
            FieldType::Address => "expected-address",
            FieldType::Geo => super::geo::EXPECTED,
            FieldType::Rating { .. } => "expected-stars",
            FieldType::Links { .. } => "expected-ids",
            FieldType::Parent { .. } => "expected-parent",
            FieldType::Children { .. } => "expected-lines",
            FieldType::Id | FieldType::Link { .. } | FieldType::Stage | FieldType::User | FieldType::Team => {
                link::EXPECTED
            }
            FieldType::Formula { .. } | FieldType::Rollup { .. } | FieldType::Lookup { .. } => "expected-computed",
        }
    }
}

fn fitting(text: String, max: u32) -> Result<Value, Fault> {
    text::fits(&text, max)?;
    Ok(Value::Text(text))
}

fn check_number(kind: &FieldType, value: Value) -> Result<Value, Fault> {
    Ok(match (kind, value) {
        (FieldType::Int { min, max }, Value::Int(number)) => {
            number::within(number, *min, *max)?;
            Value::Int(number)
        }
        (FieldType::Rating { max }, Value::Int(stars)) => {
            number::within(stars, Some(0), Some(*max))?;
            Value::Int(stars)
        }
        (FieldType::Decimal { scale, min, max } | FieldType::Percent { scale, min, max }, Value::Decimal(number)) => {
            let exact = number::at_scale(&number, *scale)?;
            number::within(exact.normalize(), *min, *max)?;
            Value::Decimal(exact)
        }
        (FieldType::Money { min, max }, Value::Money(money)) => Value::Money(money.check(*min, *max)?),
        (FieldType::Duration, Value::Duration(seconds)) => {
            number::within(seconds, Some(-i64::MAX), None)?;
            Value::Duration(seconds)
        }
        (kind, _) => return Err(Fault::unlike(kind.expected())),
    })
}

fn check_reference(kind: &FieldType, value: Value) -> Result<Value, Fault> {
    Ok(match (kind, value) {
        (
            FieldType::Id | FieldType::Link { .. } | FieldType::Stage | FieldType::User | FieldType::Team,
            id @ Value::Id(_),
        ) => id,
        (FieldType::Parent { to, .. }, Value::Ref(module, id)) => {
            link::check_module(&module, to)?;
            Value::Ref(module, id)
        }
        (FieldType::Links { .. }, Value::Ids(ids)) => Value::Ids(link::check_ids(ids)?),
        (FieldType::Children { .. }, lines @ Value::Lines(_)) => lines,
        (kind, _) => return Err(Fault::unlike(kind.expected())),
    })
}

impl Value {
    fn is_reference(&self) -> bool {
        matches!(self, Value::Id(_) | Value::Ref(..) | Value::Ids(_) | Value::Lines(_))
    }
}
