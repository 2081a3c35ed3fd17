//! `FieldType::parse`: a value from a text that a person typed or a file holds.

use words::said;

use super::{
    Fault, Geo, Money, PersonName, Reading, choice, contact_point, date, datetime, duration, link, number, text, truth,
};
use crate::types::Address;
use crate::{FieldType, Value, json};

impl FieldType {
    /// Reads and checks a text as the reading says. An empty text is `Null`. Composites and lists are also read from
    /// their JSON, so that [`FieldType::cell`] loses nothing.
    pub fn parse(&self, text: &str, reading: &Reading) -> Result<Value, Fault> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Ok(Value::Null);
        }
        let kind = self.shown();
        if kind.is_composite()
            && trimmed.starts_with(['{', '['])
            && let Ok(value) = serde_json::from_str(trimmed)
        {
            return kind.from_json(&value, &json::Context { base_currency: Some(reading.base_currency) });
        }
        kind.check(kind.read(trimmed, reading)?)
    }

    fn read(&self, text: &str, reading: &Reading) -> Result<Value, Fault> {
        let unreadable = || Fault::unreadable(self.expected(), text);
        Ok(match self {
            FieldType::Text { .. } | FieldType::LongText { .. } | FieldType::Url | FieldType::Autonumber { .. } => {
                Value::Text(text.to_string())
            }
            FieldType::Int { .. } | FieldType::Rating { .. } => {
                let number = number::parse(text, reading.decimal).ok_or_else(unreadable)?;
                Value::Int(number::whole(&number)?)
            }
            FieldType::Decimal { .. } => Value::Decimal(number::parse(text, reading.decimal).ok_or_else(unreadable)?),
            FieldType::Percent { .. } => {
                let bare = text.strip_suffix('%').unwrap_or(text);
                Value::Decimal(number::parse(bare, reading.decimal).ok_or_else(unreadable)?)
            }
            FieldType::Money { .. } => Value::Money(Money::parse(text, reading).ok_or_else(unreadable)?),
            FieldType::Bool => Value::Bool(truth::parse(text).ok_or_else(unreadable)?),
            FieldType::Date => Value::Date(date::parse(text, reading.date_order).ok_or_else(unreadable)?),
            FieldType::DateTime => Value::Time(datetime::parse(text, reading).ok_or_else(unreadable)?),
            FieldType::Duration => Value::Duration(duration::parse(text).ok_or_else(unreadable)?),
            FieldType::Select { options } => Value::Text(choice::parse(text, options)?),
            FieldType::MultiSelect { options } => {
                Value::Keys(text::several(text).map(|one| choice::parse(one, options)).collect::<Result<_, _>>()?)
            }
            FieldType::Tags => Value::Keys(text::several(text).map(str::to_string).collect()),
            FieldType::PersonName => Value::Name(PersonName::parse(text)),
            FieldType::Emails => Value::Emails(contact_point::parse(text)),
            FieldType::Phones => Value::Phones(contact_point::parse(text)),
            FieldType::Address => Value::Address(Box::new(Address { street: text.to_string(), ..Address::default() })),
            FieldType::Geo => Value::Geo(Geo::parse(text, reading.decimal).ok_or_else(unreadable)?),
            FieldType::Id | FieldType::Link { .. } | FieldType::Stage | FieldType::User | FieldType::Team => {
                Value::Id(link::parse_id(text)?)
            }
            FieldType::Links { .. } => Value::Ids(text::several(text).map(link::parse_id).collect::<Result<_, _>>()?),
            FieldType::Parent { to, .. } => {
                let (module, id) = link::parse_ref(text, to)?;
                Value::Ref(module, id)
            }
            FieldType::Children { .. } => return Err(Fault::invalid(said!("fault-line-by-line"))),
            FieldType::Formula { .. } | FieldType::Rollup { .. } | FieldType::Lookup { .. } => {
                return self.shown().read(text, reading);
            }
        })
    }

    /// Whether values have parts or elements, so that their JSON is an object or a list.
    fn is_composite(&self) -> bool {
        matches!(
            self,
            FieldType::Money { .. }
                | FieldType::MultiSelect { .. }
                | FieldType::Tags
                | FieldType::PersonName
                | FieldType::Emails
                | FieldType::Phones
                | FieldType::Address
                | FieldType::Geo
                | FieldType::Links { .. }
                | FieldType::Parent { .. }
        )
    }
}
