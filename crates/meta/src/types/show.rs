//! `FieldType::show` and `FieldType::cell`: a value as plain English text, and as text that reads back the same.

use super::{Currency, Reading, choice, contact_point, digits, duration};
use crate::fold::NUMBER;
use crate::{FieldType, Value, json};

impl FieldType {
    /// The value as text for titles, search and messages: plain English, no locale. Ids stay ids: only a store knows
    /// what records are called. `Null` is empty.
    pub fn show(&self, value: &Value) -> String {
        match (self.shown(), value) {
            (_, Value::Null) => String::new(),
            (FieldType::Select { options }, Value::Text(key)) => choice::label(key, options).to_string(),
            (FieldType::MultiSelect { options }, Value::Keys(keys)) => {
                keys.iter().map(|key| choice::label(key, options)).collect::<Vec<_>>().join(", ")
            }
            (FieldType::Percent { .. }, Value::Decimal(number)) => format!("{}%", number.normalize()),
            (_, value) => show(value),
        }
    }

    /// The text by which search finds the value: as it is shown, and telephone numbers also by their last digits, so that
    /// they are found without the country and however they are spaced.
    pub fn searched(&self, value: &Value) -> String {
        let mut text = self.show(value);
        if let Value::Phones(phones) = value {
            for digits in phones.iter().map(|phone| digits(&phone.value)) {
                for at in 0..=digits.len().saturating_sub(NUMBER) {
                    text.push(' ');
                    text.push_str(&digits[at..]);
                }
            }
        }
        text
    }

    /// The value as text that [`FieldType::parse`] reads back the same with a plain [`Reading`]: what an export writes.
    /// It is [`FieldType::show`] wherever that loses nothing.
    pub fn cell(&self, value: &Value) -> String {
        let text = match value {
            Value::Text(text) if !matches!(self.shown(), FieldType::Select { .. }) => return text.clone(),
            Value::Emails(emails) => contact_point::cell(emails),
            Value::Phones(phones) => contact_point::cell(phones),
            value => self.show(value),
        };
        // Shown amounts name their currency, so that of the reading does not matter.
        let same = self.parse(&text, &Reading::plain(Currency::NONE)).as_ref() == Ok(value);
        if same {
            return text;
        }
        match json::write(value) {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        }
    }
}

fn show(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "Yes".to_string(),
        Value::Bool(false) => "No".to_string(),
        Value::Int(number) => number.to_string(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Text(text) => text.clone(),
        Value::Date(day) => day.format("%Y-%m-%d").to_string(),
        Value::Time(instant) => instant.format("%Y-%m-%d %H:%M UTC").to_string(),
        Value::Duration(seconds) => duration::show(*seconds),
        Value::Money(money) => money.to_string(),
        Value::Id(id) => id.to_string(),
        Value::Ref(module, id) => format!("{module}/{id}"),
        Value::Ids(ids) => ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        Value::Keys(keys) => keys.join(", "),
        Value::Name(name) => name.full(),
        Value::Emails(emails) => contact_point::show(emails),
        Value::Phones(phones) => contact_point::show(phones),
        Value::Address(address) => address.joined(", ").replace('\n', ", "),
        Value::Geo(geo) => {
            let (lat, lon) = geo.degrees();
            format!("{lat}, {lon}")
        }
        Value::Lines(lines) if lines.len() == 1 => "1 line".to_string(),
        Value::Lines(lines) => format!("{} lines", lines.len()),
    }
}
