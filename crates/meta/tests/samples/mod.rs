//! A catalogue with every field type, and strategies for values of each.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod thing;

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate};
use meta::types::{Address, Currency, Email, Geo, Money, PersonName, Phone, number::unscaled};
use meta::{Catalogue, FieldType, Key, Value, definition};
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

const EVERYTHING: &str = r#"
module = "everything"
title = "name"

[fields]
name = { type = "text", max = 40 }
story = { type = "longtext" }
whole = { type = "int" }
exact = { type = "decimal", scale = 3 }
part_of = { type = "percent" }
amount = { type = "money" }
yes = { type = "bool" }
day = { type = "date" }
instant = { type = "datetime" }
length = { type = "duration" }
choice = { type = "select", options = [{ key = "a", label = "Älpha" }, { key = "b", label = "Beta" }, "c_c"] }
choices = { type = "multiselect", options = [{ key = "a", label = "Alpha, first" }, "b", "c"] }
stage = { type = "stage" }
words = { type = "tags" }
person = { type = "person_name" }
emails = { type = "emails" }
phones = { type = "phones" }
site = { type = "url" }
address = { type = "address" }
place = { type = "geo" }
stars = { type = "rating", max = 5 }
up = { type = "link", to = "everything", inverse = "downs" }
peers = { type = "links", to = "everything", inverse = "peers_of" }
about = { type = "parent", to = ["everything", "stage"], inverse = "things" }
secret = { type = "text" }
"#;

const OTHERS: [&str; 3] = [
    "module = \"user\"\n[fields]\nname = { type = \"text\" }",
    "module = \"team\"\n[fields]\nname = { type = \"text\" }",
    "module = \"stage\"\n[fields]\nname = { type = \"text\" }\nkey = { type = \"text\" }",
];

/// The catalogue; its module `everything` has every type.
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let texts = OTHERS.iter().chain([&EVERYTHING]);
    let modules = texts.map(|text| definition::load("sample.toml", text).unwrap()).collect();
    definition::check(1, modules).unwrap()
});

/// The keys of the own fields of `everything`.
pub fn fields() -> Vec<Key> {
    CATALOGUE.module("everything").unwrap().own_fields().map(|field| field.key.clone()).collect()
}

/// The type of a field of `everything`.
pub fn kind(field: &str) -> &'static FieldType {
    &CATALOGUE.module("everything").unwrap().field(field).unwrap().kind
}

/// Text with all that makes text hard.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[aAäÄßİı %_\\\\',;.(){}@1]{0,8}", "\\PC{0,8}", "[a-c]{1,3}", any::<String>()]
}

/// A few ids, so that some are equal.
pub fn id() -> impl Strategy<Value = Uuid> {
    (1u128..5).prop_map(Uuid::from_u128)
}

fn scaled(scale: u32) -> impl Strategy<Value = Value> {
    let whole = prop_oneof![any::<i64>(), -3i64..3, Just(i64::MIN), Just(i64::MAX)];
    whole.prop_map(move |whole| Value::Decimal(unscaled(whole, scale)))
}

fn day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![1i32..3_652_060, 739_000i32..739_010].prop_filter_map("a date", NaiveDate::from_num_days_from_ce_opt)
}

fn email() -> impl Strategy<Value = Email> {
    ("[a-bA-B]{1,2}@[x-z]{1}\\.org", 0usize..4, any::<[bool; 3]>()).prop_map(|(value, at, marks)| Email {
        value,
        r#type: ["", "work", "home", "other"][at].to_string(),
        primary: marks[0],
        opted_out: marks[1],
        invalid: marks[2],
    })
}

fn phone() -> impl Strategy<Value = Phone> {
    ("\\+?[0-9]{1,2} ?\\(?0?\\)?[0-9/-]{2,6}", 0usize..3, any::<[bool; 3]>()).prop_map(|(value, at, marks)| Phone {
        value,
        r#type: ["", "mobile", "fax"][at].to_string(),
        primary: marks[0],
        opted_out: marks[1],
        invalid: marks[2],
    })
}

/// Values of a type, in normal form; `Null` among them.
pub fn value(kind: &FieldType) -> BoxedStrategy<Value> {
    let kind = kind.clone();
    let raw = match &kind {
        FieldType::Select { .. } => {
            prop::sample::select(vec!["a", "b", "c_c"]).prop_map(|k| Value::Text(k.into())).boxed()
        }
        FieldType::MultiSelect { .. } => vec(prop::sample::select(vec!["a", "b", "c"]), 0..4)
            .prop_map(|keys| Value::Keys(keys.iter().map(|k| k.to_string()).collect()))
            .boxed(),
        FieldType::Url => {
            "(http://|https://)?[a-z]{1,3}\\.(com|org)(:80)?(/[a-z?#&=;,]{0,4})?".prop_map(Value::Text).boxed()
        }
        FieldType::Text { .. } | FieldType::LongText { .. } | FieldType::Autonumber { .. } => {
            text().prop_map(Value::Text).boxed()
        }
        FieldType::Int { .. } => prop_oneof![any::<i64>(), -2i64..3].prop_map(Value::Int).boxed(),
        FieldType::Rating { max } => (0..=*max).prop_map(Value::Int).boxed(),
        FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => scaled(*scale).boxed(),
        FieldType::Money { .. } => (scaled(4), prop::sample::select(vec!["EUR", "USD"]))
            .prop_map(|(amount, code)| match amount {
                Value::Decimal(amount) => Value::Money(Money { amount, currency: Currency::parse(code).unwrap() }),
                other => other,
            })
            .boxed(),
        FieldType::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        FieldType::Date => day().prop_map(Value::Date).boxed(),
        FieldType::DateTime => (day(), 0u32..86_400, prop_oneof![Just(0u32), 0u32..1_000_000])
            .prop_map(|(day, second, micro)| {
                let start: DateTime<chrono::Utc> = day.and_time(chrono::NaiveTime::MIN).and_utc();
                Value::Time(
                    start + chrono::TimeDelta::seconds(second.into()) + chrono::TimeDelta::microseconds(micro.into()),
                )
            })
            .boxed(),
        FieldType::Duration => prop_oneof![any::<i64>(), 0i64..10_000].prop_map(Value::Duration).boxed(),
        FieldType::Tags => vec(text(), 0..3).prop_map(Value::Keys).boxed(),
        FieldType::PersonName => (text(), text(), text(), text())
            .prop_map(|(prefix, given, family, suffix)| Value::Name(PersonName { prefix, given, family, suffix }))
            .boxed(),
        FieldType::Emails => vec(email(), 0..3).prop_map(Value::Emails).boxed(),
        FieldType::Phones => vec(phone(), 0..3).prop_map(Value::Phones).boxed(),
        FieldType::Address => (text(), text(), text(), text(), "([a-zA-Z]{2})?")
            .prop_map(|(street, postal_code, city, region, country)| {
                Value::Address(Box::new(Address { street, postal_code, city, region, country }))
            })
            .boxed(),
        FieldType::Geo => (-90_000_000i64..=90_000_000, -180_000_000i64..=180_000_000)
            .prop_map(|(lat, lon)| Value::Geo(Geo { lat, lon }))
            .boxed(),
        FieldType::Links { .. } => vec(id(), 0..3).prop_map(Value::Ids).boxed(),
        FieldType::Parent { .. } => (prop::sample::select(vec!["everything", "stage"]), id())
            .prop_map(|(module, id)| Value::Ref(Key::of(module), id))
            .boxed(),
        _ => id().prop_map(Value::Id).boxed(),
    };
    prop_oneof![1 => Just(Value::Null), 5 => raw]
        .prop_filter_map("a value in bounds", move |value| kind.check(value).ok())
        .boxed()
}
