//! A small catalogue and a deal in it, made by hand so that these tests depend on no file format.
#![allow(dead_code)] // each test crate uses a part of it

pub mod generate;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use expr::{Context, Error, Expected, Outcome, Typed, Value};
use indexmap::IndexMap;
use meta::field_type::{Choice, OnDelete};
use meta::module::Source;
use meta::types::{Address, Currency, Email, Money, PersonName};
use meta::{Catalogue, Field, FieldType, Key, Label, Module, Path, Value as Held};
use rust_decimal::Decimal;
use uuid::Uuid;

pub fn choices(keys: &[&str]) -> Vec<Choice> {
    keys.iter().map(|key| Choice { key: key.to_string(), label: key.to_string(), hue: 0, retired: false }).collect()
}

fn link(to: &'static str) -> FieldType {
    FieldType::Link { to: Key::of(to), inverse: None, on_delete: OnDelete::Keep }
}

fn module(key: &'static str, fields: Vec<(&'static str, FieldType)>) -> (Key, Arc<Module>) {
    let field = |(key, kind): (&'static str, FieldType)| {
        let key = Key::of(key);
        (key.clone(), Arc::new(Field::new(key.clone(), key.as_str(), kind)))
    };
    let module = Module {
        key: Key::of(key),
        label: Label { one: key.into(), many: key.into() },
        icon: "dot".into(),
        area: Key::of("sales"),
        uses: Vec::new(),
        was: Vec::new(),
        title: Key::of("name"),
        rates_on: None,
        search: Vec::new(),
        fields: fields.into_iter().map(field).collect::<IndexMap<_, _>>(),
        detail: Default::default(),
        views: Vec::new(),
        access: BTreeMap::new(),
        field_access: BTreeMap::new(),
        source: Source::default(),
    };
    (module.key.clone(), Arc::new(module))
}

const TEXT: FieldType = FieldType::Text { max: 120 };
const WHOLE: FieldType = FieldType::Int { min: None, max: None };
const MONEY: FieldType = FieldType::Money { min: None, max: None };

fn decimal_field(scale: u32) -> FieldType {
    FieldType::Decimal { scale, min: None, max: None }
}

pub fn catalogue() -> Catalogue {
    let deal = vec![
        ("id", FieldType::Id),
        ("name", TEXT),
        ("notes", FieldType::LongText { max: 100_000 }),
        ("account", link("account")),
        ("stage", FieldType::Stage),
        ("owner", FieldType::User),
        ("about", FieldType::Parent { to: Vec::new(), inverse: None }),
        ("amount", MONEY),
        ("cost", MONEY),
        ("foreign", MONEY),
        ("probability", FieldType::Percent { scale: 0, min: None, max: None }),
        ("rate", decimal_field(4)),
        ("tiny", decimal_field(12)),
        ("seats", WHOLE),
        ("huge", WHOLE),
        ("blank", WHOLE),
        ("blank_money", MONEY),
        ("blank_text", TEXT),
        ("blank_flag", FieldType::Bool),
        ("blank_tags", FieldType::Tags),
        ("urgent", FieldType::Bool),
        ("close_date", FieldType::Date),
        ("created_at", FieldType::DateTime),
        ("effort", FieldType::Duration),
        ("priority", FieldType::Select { options: choices(&["low", "normal", "high"]) }),
        ("interests", FieldType::MultiSelect { options: choices(&["crm", "erp"]) }),
        ("tags", FieldType::Tags),
        ("emails", FieldType::Emails),
        ("contact_name", FieldType::PersonName),
        ("address", FieldType::Address),
    ];
    let account = vec![("name", TEXT), ("industry", TEXT), ("owner", FieldType::User), ("revenue", MONEY)];
    let stage = vec![("name", TEXT), ("key", TEXT), ("lost", FieldType::Bool), ("position", WHOLE)];
    let modules = IndexMap::from([
        module("deal", deal),
        module("account", account),
        module("stage", stage),
        module("user", vec![("name", TEXT)]),
    ]);
    Catalogue::new(1, modules, BTreeMap::new())
}

pub fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn money(amount: &str, currency: &str) -> Held {
    Held::Money(Money { amount: decimal(amount), currency: Currency::parse(currency).unwrap() })
}

/// The value of a field of the one deal.
pub fn deal(path: &Path) -> Held {
    let text = |text: &str| Held::Text(text.to_string());
    match path.to_string().as_str() {
        "id" => Held::Id(Uuid::from_u128(1)),
        "name" => text("Äußerst  Große Sache"),
        "account" => Held::Id(Uuid::from_u128(2)),
        "stage" => Held::Id(Uuid::from_u128(3)),
        "owner" | "account.owner" => Held::Id(Uuid::from_u128(4)),
        "amount" => money("1234.5678", "EUR"),
        "cost" => money("1000", "EUR"),
        "foreign" => money("10", "USD"),
        "probability" => Held::Decimal(decimal("33")),
        "rate" => Held::Decimal(decimal("1.2345")),
        "tiny" => Held::Decimal(decimal("0.000000000001")),
        "seats" => Held::Int(7),
        "huge" => Held::Int(i64::MAX),
        "urgent" => Held::Bool(true),
        "close_date" => Held::Date(day("2026-03-31")),
        "created_at" => Held::Time(time("2026-01-31T23:30:00Z")),
        "effort" => Held::Duration(5_400),
        "priority" => text("high"),
        "interests" => Held::Keys(vec!["crm".into()]),
        "tags" => Held::Keys(vec!["VIP".into(), "Old friend".into()]),
        "emails" => Held::Emails(vec![Email { value: "ana@example.com".into(), ..Email::default() }]),
        "contact_name" => {
            Held::Name(PersonName { given: "Ana".into(), family: "Souza".into(), ..PersonName::default() })
        }
        "address" => Held::Address(Box::new(Address { city: "Lisboa".into(), ..Address::default() })),
        "account.name" => text("Acme"),
        "account.industry" => text("Software"),
        "account.revenue" => money("5000000", "EUR"),
        "stage.key" => text("won"),
        "stage.lost" => Held::Bool(false),
        "stage.position" => Held::Int(4),
        _ => Held::Null,
    }
}

/// Half past midnight of the first of February in Lisbon is still January in UTC minus one, so the zone shows.
pub fn context() -> Context {
    Context { now: time("2026-02-10T23:30:00Z"), zone: chrono_tz::Europe::Berlin }
}

pub fn compile(source: &str) -> Result<Typed, Vec<Error>> {
    expr::compile(source, &catalogue(), "deal", Expected::Anything)
}

pub fn run(source: &str) -> Outcome {
    let typed = compile(source).unwrap_or_else(|errors| panic!("{source}: {}", errors[0]));
    expr::eval(&typed, &deal, &context(), Default::default())
}

/// A value as the tables of these tests write it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Money(money) => match money.currency {
            Some(currency) => format!("{} {currency}", money.amount.normalize()),
            None => format!("{} ?", money.amount.normalize()),
        },
        Value::Text(text) => format!("{text:?}"),
        Value::Date(day) => day.to_string(),
        Value::Time(time) => time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
        Value::Duration(seconds) => format!("{seconds}s"),
        Value::Months(months) => format!("{months} months"),
        Value::Id(id) => format!("#{}", id.as_u128()),
        Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Opaque => "…".into(),
    }
}
