//! Laws of every field type: what is written is read back, checking twice changes nothing, no text makes anything panic.

mod samples;

use meta::json::{self, Context};
use meta::types::{Currency, DateOrder, Rank, Reading};
use meta::{FieldType, Value};
use proptest::prelude::*;
use samples::{fields, kind, text, value};
use serde_json::json;

fn euro() -> Currency {
    Currency::parse("EUR").unwrap()
}

/// A field of each type with a value of it.
fn typed() -> impl Strategy<Value = (&'static FieldType, Value)> {
    prop::sample::select(fields()).prop_flat_map(|field| (Just(kind(&field)), value(kind(&field))))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_cell_is_read_back((kind, value) in typed()) {
        let cell = kind.cell(&value);
        prop_assert_eq!(kind.parse(&cell, &Reading::plain(euro())), Ok(value), "{}", cell);
    }

    #[test]
    fn json_is_read_back((kind, value) in typed()) {
        let json = kind.to_json(&value);
        let again: serde_json::Value = serde_json::from_str(&json.to_string()).unwrap();
        prop_assert_eq!(kind.from_json(&again, &Context::default()), Ok(value.clone()), "{}", json);
        prop_assert_eq!(kind.from_json(&json::write(&value), &Context::default()), Ok(value));
    }

    #[test]
    fn checking_twice_changes_nothing((kind, value) in typed()) {
        prop_assert_eq!(kind.check(value.clone()), Ok(value));
    }

    #[test]
    fn no_text_makes_anything_panic(
        field in prop::sample::select(fields()),
        text in prop_oneof![text(), "[-+0-9.,:/ TZpPmh()eE%$€a-f{}\\[\\]\"]{0,14}", any::<String>()],
        comma in any::<bool>(),
        order in prop::sample::select(vec![DateOrder::Ymd, DateOrder::Dmy, DateOrder::Mdy]),
    ) {
        let kind = kind(&field);
        let reading = Reading { decimal: if comma { ',' } else { '.' }, date_order: order, ..Reading::plain(euro()) };
        if let Ok(value) = kind.parse(&text, &reading) {
            prop_assert_eq!(kind.check(value.clone()), Ok(value));
        }
        if let Ok(value) = kind.from_json(&json!(text), &Context { base_currency: Some(euro()) }) {
            prop_assert_eq!(kind.check(value.clone()), Ok(value));
        }
        if let Ok(json) = serde_json::from_str(&text) {
            let _ = kind.from_json(&json, &Context::default());
        }
    }

    #[test]
    fn ranks_order_totally_with_nulls_last(
        (kind, a, b) in prop::sample::select(fields())
            .prop_flat_map(|field| (Just(kind(&field)), value(kind(&field)), value(kind(&field)))),
    ) {
        let rank = |value: &Value| Rank::of(kind, value, None);
        for descending in [false, true] {
            let order = rank(&a).compare(&rank(&b), descending);
            prop_assert_eq!(order, rank(&b).compare(&rank(&a), descending).reverse());
            if a.is_empty() && kind.sortable() {
                prop_assert!(order.is_ge());
            }
        }
    }
}

#[track_caller]
fn refused(field: &str, json: serde_json::Value, detail: &str) {
    assert_eq!(kind(field).from_json(&json, &Context::default()).unwrap_err().detail.english(), detail);
}

#[test]
fn faults_say_what_to_do() {
    refused("name", json!("x".repeat(41)), "must be at most 40 characters; it has 41");
    refused("name", json!(3), "must be text");
    refused("whole", json!("9223372036854775808"), "must be at most 9223372036854775807; it is 9223372036854775808");
    refused("whole", json!(1.5), "must be a whole number; it is 1.5");
    refused("exact", json!("1.0005"), "must have at most 3 decimal places; it is 1.0005");
    refused("exact", json!("1,5"), "must be a number such as 1234.5");
    refused("exact", json!(0.12345678901234567), "has more digits than a JSON number keeps: send it as a string");
    refused("amount", json!("5"), "must be an amount with its currency, such as 1234.50 EUR");
    refused("amount", json!({ "amount": "5", "currency": "EURO" }), "must have a currency such as EUR; it is “EURO”");
    refused(
        "amount",
        json!({ "amount": "922337203685477.5808", "currency": "EUR" }),
        "must be at most 922337203685477.5807; it is 922337203685477.5808",
    );
    refused("choice", json!("z"), "must be one of a, b, c_c; it is “z”");
    refused("stars", json!(6), "must be at most 5; it is 6");
    refused(
        "site",
        json!("javascript:alert(1)"),
        "must start with http, https or mailto; it starts with “javascript:”",
    );
    refused("emails", json!(["ana"]), "must be an e-mail address such as ana@example.com; it is “ana”");
    refused(
        "address",
        json!({ "country": "Germany" }),
        "must be an address with the two-letter code of its country, such as DE; it is “GERMANY”",
    );
    refused(
        "address",
        json!({ "town": "Bonn" }),
        "must be an address in parts: street, postal_code, city, region, country: unknown field `town`, expected one of `street`, `postal_code`, `city`, `region`, `country`",
    );
    refused(
        "about",
        json!({ "module": "user", "id": "00000000-0000-0000-0000-000000000001" }),
        "must be a record of everything, stage; its module is “user”",
    );
    refused("place", json!({ "lat": "91", "lon": "0" }), "must have a latitude of −90 to 90; it is 91");
    refused("day", json!("2026-02-30"), "must be a date such as 2026-12-31");
    refused("instant", json!("2026-02-28"), "must be a time of RFC 3339 such as 2026-12-31T14:30:00Z");
}

#[test]
fn json_is_read_kindly_where_only_one_meaning_is_possible() {
    for (field, given, kept) in [
        ("exact", json!(1.25), json!("1.250")),
        ("exact", json!(7), json!("7.000")),
        ("whole", json!("7"), json!(7)),
        (
            "emails",
            json!("a@x.org"),
            json!([{ "value": "a@x.org", "type": "work", "primary": true, "opted_out": false, "invalid": false }]),
        ),
        ("person", json!("Dr Ana Souza"), json!({ "prefix": "Dr", "given": "Ana", "family": "Souza", "suffix": "" })),
        (
            "address",
            json!({ "city": "Bonn", "street": null, "country": "de" }),
            json!({ "street": "", "postal_code": "", "city": "Bonn", "region": "", "country": "DE" }),
        ),
        ("instant", json!("2026-12-31T14:30:00.5+02:00"), json!("2026-12-31T12:30:00.500Z")),
        ("length", json!("90m"), json!("PT1H30M")),
        ("amount", json!({ "amount": 123.4, "currency": "eur" }), json!({ "amount": "123.40", "currency": "EUR" })),
        ("place", json!({ "lat": 48.85837, "lon": "2.2944813" }), json!({ "lat": "48.85837", "lon": "2.294481" })),
        ("words", json!(["VIP", "vip", " "]), json!(["VIP"])),
        ("name", json!("  "), json!(null)),
    ] {
        let value = kind(field).from_json(&given, &Context::default()).unwrap();
        assert_eq!(kind(field).to_json(&value), kept, "{field}");
    }
}

#[test]
fn lines_are_read_by_their_module_and_faults_name_their_place() {
    let module = samples::CATALOGUE.module("everything").unwrap();
    let id = "00000000-0000-0000-0000-000000000007";
    let good = json!([{ "id": id, "name": " x ", "whole": 3 }, { "whole": null }]);
    let lines = json::read_lines(module, &good, &Context::default()).unwrap();
    assert_eq!(json::write(&lines), json!([{ "id": id, "name": "x", "whole": 3 }, { "whole": null }]));
    let bad = json!([{ "whole": "x", "created_at": "2026-01-01T00:00:00Z", "colour": 1 }, 7, { "id": "x" }]);
    let faults = json::read_lines(module, &bad, &Context::default()).unwrap_err();
    let mut told: Vec<(&str, &str)> = faults.iter().map(|(place, fault)| (place.as_str(), fault.code)).collect();
    told.sort_unstable();
    let expected = [
        ("0.colour", "unknown_field"),
        ("0.created_at", "read_only"),
        ("0.whole", "invalid"),
        ("1", "invalid"),
        ("2.id", "invalid"),
    ];
    assert_eq!(told, expected);
}
