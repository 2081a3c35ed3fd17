//! Operands: reading what a field is compared with, and writing it back.
//!
//! One grammar serves query strings and JSON: a JSON string means what the same text in a query string means.

use rust_decimal::Decimal;
use serde_json::Value as Json;
use uuid::Uuid;
use words::{Language, Said, said};

use super::{Op, Operand, Period};
use crate::catalogue::{Part, Resolved};
use crate::types::{Currency, Fault, MONEY_SCALE, Reading, date, digits, link, number};
use crate::{FieldType, Key, Value, json};

impl Resolved<'_> {
    /// The operators that filters may use with what the path leads to.
    pub fn ops(&self) -> &'static [Op] {
        self.part.map_or_else(|| self.field.kind.ops(), Part::ops)
    }

    /// The type of what the path leads to.
    pub fn kind(&self) -> FieldType {
        self.part.map_or_else(|| self.field.kind.shown().clone(), Part::kind)
    }

    /// The type as it is defined: what is worked out is told apart from what was typed.
    pub fn defined(&self) -> FieldType {
        self.part.map_or_else(|| self.field.kind.clone(), Part::kind)
    }

    /// The type of an operand: what a filter form offers.
    pub fn operand(&self, op: Op) -> FieldType {
        self.part.map_or_else(|| self.field.kind.operand(op), |part| part.kind().operand(op))
    }

    /// The label of the field and of the links before it: `Account › Industry`.
    pub fn label(&self, lang: Language) -> String {
        let hops = self.hops.iter().map(|(link, _)| link.label.as_str());
        let labels = hops.chain([self.field.label.as_str()]).map(str::to_string);
        let part = self.part.map(|part| part.label(lang).to_string());
        labels.chain(part).collect::<Vec<_>>().join(" › ")
    }
}

/// Reads one operand of a text: for `in`, one of its values.
pub(super) fn from_text(end: &Resolved<'_>, op: Op, text: &str, reading: &Reading) -> Result<Operand, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::invalid(said!("filters-no-value")));
    }
    let kind = end.operand(op);
    if let Some(word) = word(&kind, text) {
        return Ok(word);
    }
    if end.part.is_none()
        && matches!(end.field.kind.shown(), FieldType::Phones)
        && digits(text).is_empty()
        && op != Op::Empty
    {
        return Err(Fault::invalid(said!("filters-no-digit")));
    }
    if matches!(end.part, Some(Part::Currency | Part::Country)) && op != Op::Empty {
        return Ok(Operand::One(Value::Text(text.to_ascii_uppercase())));
    }
    Ok(Operand::One(match &kind {
        FieldType::Money { .. } => money(&kind, text, reading)?,
        FieldType::DateTime => match date::from_iso(text) {
            Some(day) => Value::Date(date::check(day)?),
            None => kind.parse(text, reading)?,
        },
        FieldType::Stage => match Uuid::try_parse(text) {
            Ok(id) => Value::Id(id),
            Err(_) => FieldType::Text { max: 100 }.parse(text, reading)?,
        },
        FieldType::Parent { to, .. } => parent(&kind, to, text, reading)?,
        kind => kind.parse(text, reading)?,
    }))
}

/// Reads one operand of JSON: a scalar as the text it is written as, an object as the value it is.
pub(super) fn from_json(end: &Resolved<'_>, op: Op, json: &Json, reading: &Reading) -> Result<Operand, Fault> {
    match json {
        Json::String(text) => from_text(end, op, text, reading),
        Json::Bool(yes) if matches!(end.operand(op), FieldType::Bool) => {
            from_text(end, op, if *yes { "true" } else { "false" }, reading)
        }
        Json::Bool(_) => Err(unlike(&end.operand(op))),
        Json::Number(_) if !numeric(&end.operand(op)) => Err(unlike(&end.operand(op))),
        Json::Number(number) => from_text(end, op, &number::from_json(number)?.to_string(), reading),
        Json::Null => from_text(end, op, "", reading),
        Json::Object(_) => Ok(Operand::One(end.operand(op).from_json(json, &json::Context { base_currency: None })?)),
        Json::Array(_) => Err(Fault::invalid(said!("filters-one-value"))),
    }
}

/// Whether a plain number of JSON can be meant.
fn numeric(kind: &FieldType) -> bool {
    use FieldType as T;
    matches!(kind, T::Int { .. } | T::Rating { .. } | T::Decimal { .. } | T::Percent { .. } | T::Money { .. })
}

fn unlike(kind: &FieldType) -> Fault {
    Fault::invalid(said!("filters-unlike", expected = Said::new(kind.expected(), [])))
}

/// Words that stand for values: people on fields that hold users, periods on dates.
fn word(kind: &FieldType, text: &str) -> Option<Operand> {
    match (kind, text) {
        (FieldType::Date | FieldType::DateTime, text) => Period::parse(text).map(Operand::Period),
        (kind, "me") if kind.target() == Some("user") => Some(Operand::Me),
        (kind, "my_team") if kind.target() == Some("user") => Some(Operand::MyTeam),
        (kind, "my_people") if kind.target() == Some("user") => Some(Operand::MyPeople),
        _ => None,
    }
}

/// An amount alone is in base currency; one with a mark keeps its currency.
fn money(kind: &FieldType, text: &str, reading: &Reading) -> Result<Value, Fault> {
    let plain = FieldType::Decimal { scale: MONEY_SCALE, min: None, max: None };
    match number::parse(text, reading.decimal) {
        Some(amount) => plain.check(Value::Decimal(amount)),
        None => kind.parse(text, reading),
    }
}

fn parent(kind: &FieldType, to: &[Key], text: &str, reading: &Reading) -> Result<Value, Fault> {
    if let Ok(id) = Uuid::try_parse(text) {
        return Ok(Value::Id(id));
    }
    match Key::new(text) {
        Ok(module) => link::check_module(&module, to).map(|()| Value::Text(module.to_string())),
        Err(_) => kind.parse(text, reading),
    }
}

/// The operand as JSON that reads back the same.
pub(super) fn to_json(operand: &Operand) -> Json {
    match operand {
        Operand::One(value) => json::write(value),
        Operand::Many(values) => values.iter().map(json::write).collect(),
        Operand::Period(period) => Json::String(period.name()),
        Operand::Me => Json::String("me".to_string()),
        Operand::MyTeam => Json::String("my_team".to_string()),
        Operand::MyPeople => Json::String("my_people".to_string()),
    }
}

/// The operand as text that reads back the same; `None` when a value of several holds a comma.
pub(super) fn to_text(operand: &Operand) -> Option<String> {
    let one = |value: &Value| match value {
        Value::Money(money) => money.to_string(),
        Value::Ref(module, id) => format!("{module}/{id}"),
        value => match json::write(value) {
            Json::String(text) => text,
            other => other.to_string(),
        },
    };
    match operand {
        Operand::One(value) => Some(one(value)),
        Operand::Many(values) => {
            let texts: Vec<String> = values.iter().map(one).collect();
            let plain = !texts.is_empty() && texts.iter().all(|text| !text.contains(','));
            plain.then(|| texts.join(","))
        }
        other => to_json(other).as_str().map(str::to_string),
    }
}

/// An amount in base currency at the scale of money, rounded half away from zero.
pub(super) fn base_amount(amount: Decimal) -> Option<Decimal> {
    let rounded = amount.round_dp_with_strategy(MONEY_SCALE, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    number::at_scale(&rounded, MONEY_SCALE).ok()
}

/// The currency of amounts without a mark never matters in operands, since they stay plain numbers.
pub(super) fn plain_reading() -> Reading {
    Reading::plain(Currency::NONE)
}
