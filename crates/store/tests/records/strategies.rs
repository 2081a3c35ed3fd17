//! Values and worlds at random, from pools small enough that records meet: equal texts written differently, amounts with
//! and without a rate, instants around a change of clocks, the ends of 64 bits and of the calendar.

use chrono::{DateTime, NaiveDate, Utc};
use meta::record::Values;
use meta::types::{Address, Currency, Email, Geo, Money, PersonName, Phone, number::unscaled};
use meta::{FieldType, Key, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use crate::fixture::module;
use crate::world::World;

pub const TEXTS: [&str; 24] = [
    "a",
    "A",
    "ab",
    "Äb",
    "a b",
    "a  b",
    "İstanbul",
    "istanbul",
    "Straße",
    "STRASSE",
    "e\u{301}a",
    "\u{301}",
    "100%",
    "1_0",
    "100",
    "a\\b",
    "%",
    "_",
    "\\",
    "zz",
    "´b",
    "a¨",
    "\u{10ffff}",
    "\u{1f642}",
];
pub const WHOLES: [i64; 11] = [i64::MIN, i64::MIN + 1, -2, -1, 0, 1, 2, 3, 7, i64::MAX - 1, i64::MAX];
pub const CODES: [&str; 3] = ["EUR", "USD", "CHF"];
const DAYS: [&str; 7] =
    ["0001-01-01", "2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06", "2026-10-25", "9999-12-31"];
const INSTANTS: [&str; 9] = [
    "0001-01-01T00:00:00Z",
    "2026-04-04T12:59:59.999999Z",
    "2026-04-04T13:00:00Z",
    "2026-04-04T13:30:00Z",
    "2026-04-04T14:00:00Z",
    "2026-04-04T14:00:00.000001Z",
    "2026-10-25T00:59:59Z",
    "2026-10-25T01:00:00Z",
    "9999-12-31T23:59:59.999999Z",
];
const ADDRESSES: [&str; 3] = ["ana@x.org", "Ana@X.org", "b_b@y.org"];
const NUMBERS: [&str; 4] = ["+49 30 1234", "(0)30-1234", "0301 ext. 23", "+493012"];
const SITES: [&str; 3] = ["https://a.com", "https://A.com/x%20y", "http://b.org/_"];

/// How many records of each module there are; ids beyond lead nowhere.
pub const COUNTS: [(&str, u128, u128); 6] = [
    ("user", 0x10, 4),
    ("team", 0x20, 2),
    ("stage", 0x30, 3),
    ("other", 0x40, 4),
    ("thing", 0x50, 9),
    ("line", 0x70, 5),
];

/// The ids of a module's records.
pub fn ids(key: &str) -> Vec<Uuid> {
    let (_, first, count) = COUNTS.into_iter().find(|(known, ..)| *known == key).unwrap();
    (first..first + count).map(Uuid::from_u128).collect()
}

/// An id that a link to a module may hold, perhaps of a record that is not there.
pub fn id(key: &str) -> impl Strategy<Value = Uuid> + use<> {
    let mut ids = ids(key);
    ids.push(Uuid::from_u128(0xdead));
    select(ids)
}

pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(&TEXTS[..]).prop_map(str::to_string), 1 => "\\PC{0,4}"]
}

pub fn whole() -> impl Strategy<Value = i64> {
    prop_oneof![4 => select(&WHOLES[..]), 1 => any::<i64>(), 2 => -9i64..9]
}

fn day() -> impl Strategy<Value = NaiveDate> {
    select(&DAYS[..]).prop_map(|day| day.parse().unwrap())
}

fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    select(&INSTANTS[..]).prop_map(|instant| instant.parse().unwrap())
}

fn seconds() -> impl Strategy<Value = i64> {
    let pool = [0, 1, -1, 60, 86_399, 86_400, -86_400, -86_401, 10i64.pow(12), i64::MAX, -i64::MAX];
    prop_oneof![4 => select(pool.to_vec()), 1 => -100_000i64..100_000]
}

fn money() -> impl Strategy<Value = Value> {
    let amount = prop_oneof![3 => -3i64..4, 3 => (-3i64..4).prop_map(|n| n * 10_000), 1 => whole()];
    (amount, select(&CODES[..])).prop_map(|(amount, code)| {
        Value::Money(Money { amount: unscaled(amount, 4), currency: Currency::parse(code).unwrap() })
    })
}

/// Values of a type as they are given; [`value`] brings them into normal form.
fn raw(kind: &FieldType) -> BoxedStrategy<Value> {
    let point = |value: &'static str| value.to_string();
    match kind {
        FieldType::Text { .. } | FieldType::LongText { .. } | FieldType::Autonumber { .. } => {
            text().prop_map(Value::Text).boxed()
        }
        FieldType::Int { .. } => whole().prop_map(Value::Int).boxed(),
        FieldType::Rating { max } => (0..=*max).prop_map(Value::Int).boxed(),
        FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => {
            let scale = *scale;
            whole().prop_map(move |whole| Value::Decimal(unscaled(whole, scale))).boxed()
        }
        FieldType::Money { .. } => money().boxed(),
        FieldType::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        FieldType::Date => day().prop_map(Value::Date).boxed(),
        FieldType::DateTime => instant().prop_map(Value::Time).boxed(),
        FieldType::Duration => seconds().prop_map(Value::Duration).boxed(),
        FieldType::Select { options } => keys(options).prop_map(Value::Text).boxed(),
        FieldType::MultiSelect { options } => vec(keys(options), 0..3).prop_map(Value::Keys).boxed(),
        FieldType::Tags => vec(text(), 0..3).prop_map(Value::Keys).boxed(),
        FieldType::Url => select(&SITES[..]).prop_map(|site| Value::Text(site.into())).boxed(),
        FieldType::PersonName => [text(), text(), text(), text()]
            .prop_map(|[prefix, given, family, suffix]| Value::Name(PersonName { prefix, given, family, suffix }))
            .boxed(),
        FieldType::Emails => vec(select(&ADDRESSES[..]), 0..3)
            .prop_map(move |all| {
                Value::Emails(all.into_iter().map(|one| Email { value: point(one), ..Email::default() }).collect())
            })
            .boxed(),
        FieldType::Phones => vec(select(&NUMBERS[..]), 0..3)
            .prop_map(move |all| {
                Value::Phones(all.into_iter().map(|one| Phone { value: point(one), ..Phone::default() }).collect())
            })
            .boxed(),
        FieldType::Address => ([text(), text(), text(), text()], select(vec!["", "de", "PT"]))
            .prop_map(|([street, postal_code, city, region], country)| {
                Value::Address(Box::new(Address { street, postal_code, city, region, country: country.into() }))
            })
            .boxed(),
        FieldType::Geo => (-9i64..9, -9i64..9).prop_map(|(lat, lon)| Value::Geo(Geo { lat, lon })).boxed(),
        FieldType::Links { to, .. } => vec(id(to), 0..3).prop_map(Value::Ids).boxed(),
        FieldType::Parent { to, .. } => {
            let modules: Vec<_> = to.iter().map(|key| id(key).prop_map(parent(key.clone())).boxed()).collect();
            proptest::strategy::Union::new(modules).boxed()
        }
        link => id(link.target().unwrap_or("thing")).prop_map(Value::Id).boxed(),
    }
}

fn parent(key: Key) -> impl Fn(Uuid) -> Value + Clone {
    move |id| Value::Ref(key.clone(), id)
}

fn keys(options: &[meta::field_type::Choice]) -> impl Strategy<Value = String> + use<> {
    select(options.iter().map(|option| option.key.clone()).collect::<Vec<_>>())
}

/// A value of a type in normal form, or none.
pub fn value(kind: &FieldType) -> BoxedStrategy<Value> {
    let kind = kind.shown().clone();
    prop_oneof![1 => Just(Value::Null), 4 => raw(&kind)]
        .prop_filter_map("a value in normal form", move |value| kind.check(value).ok())
        .boxed()
}

fn record(key: &'static str) -> impl Strategy<Value = Values> {
    let given = module(key).fields.values().filter(|field| {
        !matches!(
            field.kind,
            FieldType::Id | FieldType::Formula { .. } | FieldType::Lookup { .. } | FieldType::Children { .. }
        )
    });
    let values: Vec<_> = given
        .map(|field| {
            let key = field.key.clone();
            let given = match key.as_str() {
                "created_at" | "updated_at" => instant().prop_map(Value::Time).boxed(),
                "version" => (1i64..4).prop_map(Value::Int).boxed(),
                "deleted_at" => prop_oneof![5 => Just(Value::Null), 1 => instant().prop_map(Value::Time)].boxed(),
                "line_total" => prop_oneof![Just(Value::Null), euros()].boxed(),
                _ => value(&field.kind),
            };
            given.prop_map(move |value| (key.clone(), value))
        })
        .collect();
    values.prop_map(|values| values.into_iter().collect())
}

/// Sums are made in base currency.
fn euros() -> impl Strategy<Value = Value> {
    (-3i64..4).prop_map(|amount| {
        Value::Money(Money { amount: unscaled(amount, 4), currency: Currency::parse("EUR").unwrap() })
    })
}

/// A world with a few records of every module.
pub fn world() -> impl Strategy<Value = World> {
    let modules: Vec<_> = COUNTS
        .iter()
        .map(|(key, _, count)| vec(record(key), *count as usize).prop_map(move |records| (*key, records)))
        .collect();
    modules.prop_map(|modules| {
        let mut world = World::default();
        for (key, records) in modules {
            for (at, (id, mut values)) in ids(key).into_iter().zip(records).enumerate() {
                values.set(Key::of("id"), Value::Id(id));
                if values.get("number").is_some_and(|number| !number.is_empty()) {
                    values.set(Key::of("number"), Value::Text(format!("T-00{at}")));
                }
                world.add(key, id, values);
            }
        }
        world.derive();
        world
    })
}

/// Some of the things and others, and every record of the other modules.
pub fn eyes() -> impl Strategy<Value = crate::world::Eyes> {
    let some = |key: &'static str| {
        let all = ids(key);
        let count = all.len();
        prop_oneof![Just(all.clone()), proptest::sample::subsequence(all, 0..=count)]
            .prop_map(move |seen| seen.into_iter().map(|id| (Key::of(key), id)).collect::<Vec<_>>())
    };
    (some("thing"), some("other"), some("line")).prop_map(|(things, others, lines)| {
        let rest = ["user", "team", "stage"].map(|key| ids(key).into_iter().map(|id| (Key::of(key), id)).collect());
        let seen = [things, others, lines].into_iter().chain(rest).flatten().collect();
        crate::world::Eyes { seen: Some(seen) }
    })
}
