//! What follows from something beside a record: found by the words of what it is linked to, worth what rates say.

mod support;

use std::path::Path;
use std::sync::Arc;

use crm::records::{self, ListQuery};
use crm::settings::rates;
use crm::{Crm, jobs, search};
use meta::types::Currency;
use meta::{Filter, Key, Op, Value};
use rust_decimal::Decimal;
use serde_json::json;
use support::*;
use uuid::Uuid;

fn found(crm: &Crm, words: &'static str) -> usize {
    let list = move |work: &mut crm::Work| search::within(work, "opportunity", words, 1_000).map(|hits| hits.len());
    crm.read(&crm.system(), list).wait().unwrap()
}

/// Does all jobs that wait; says how many there were.
fn work(crm: &Crm) -> usize {
    (0..).take_while(|_| jobs::work(crm, Path::new("nowhere"), &Arc::default()).unwrap()).count()
}

fn set_rate(crm: &Crm, code: &'static str, day: &'static str, rate: &'static str) {
    let currency = Currency::parse(code).unwrap();
    let verb =
        move |work: &mut crm::Work| rates::set(work, currency, day.parse().unwrap(), rate.parse::<Decimal>().unwrap());
    crm.write(&crm.system(), "rate", verb).wait().unwrap();
    crm.refresh().unwrap();
}

fn total(crm: &Crm, account: Uuid) -> serde_json::Value {
    json_of(&get(crm, &crm.system(), "account", account).unwrap(), "open_pipeline")["amount"].clone()
}

/// How many opportunities are worth at least this in the base currency.
fn worth(crm: &Crm, least: i64) -> usize {
    let filter = Filter::test(Key::of("amount"), Op::Gte, Value::Decimal(Decimal::from(least)));
    let query = ListQuery { filter, ..ListQuery::default() };
    let list = move |work: &mut crm::Work| records::list(work, "opportunity", &query).map(|page| page.records.len());
    crm.read(&crm.system(), list).wait().unwrap()
}

#[test]
fn records_are_found_by_the_new_name_of_what_they_are_linked_to() {
    each(|crm| {
        let (system, stages) = (crm.system(), pipeline(crm));
        let acme = create(crm, &system, "account", json!({ "name": "Acme" })).unwrap().id;
        for n in 0..130 {
            let deal = json!({ "name": format!("Deal {n}"), "account": acme, "stage": stages["engaging"] });
            create(crm, &system, "opportunity", deal).unwrap();
        }
        let last = create(
            crm,
            &system,
            "opportunity",
            json!({ "name": "Last", "account": acme, "stage": stages["engaging"] }),
        );
        let (last, before) = (last.unwrap(), found(crm, "acme"));
        update(crm, &system, "account", acme, json!({ "name": "Zephyr" })).unwrap();
        assert_eq!((before, found(crm, "zephyr"), found(crm, "acme")), (131, 100, 31), "the newest at once");
        assert_eq!(work(crm), 1);
        assert_eq!((found(crm, "zephyr"), found(crm, "acme")), (131, 0));
        assert_eq!(get(crm, &system, "opportunity", last.id).unwrap().version, last.version);
        update(crm, &system, "account", acme, json!({ "industry": "retail" })).unwrap();
        assert_eq!(work(crm), 0, "what nobody searches by moves nothing");
    });
}

#[test]
fn amounts_are_worth_what_the_rate_of_their_day_says() {
    each(|crm| {
        let (system, stages) = (crm.system(), pipeline(crm));
        let acme = create(crm, &system, "account", json!({ "name": "Acme" })).unwrap().id;
        let deal = |close: &str| {
            json!({ "name": close, "account": acme, "stage": stages["engaging"], "close_date": close,
                "amount": { "amount": "70000", "currency": "EUR" } })
        };
        let old = create(crm, &system, "opportunity", deal("2026-01-15")).unwrap().id;
        create(crm, &system, "opportunity", deal("2026-06-15")).unwrap();
        crm.refresh().unwrap();
        let unrated = || crm.snapshot().rates.unrated().map(|currency| currency.to_string()).collect::<Vec<_>>();
        assert_eq!((unrated(), worth(crm, 70_000), total(crm, acme)), (vec!["EUR".to_string()], 2, json!("140000.00")));

        set_rate(crm, "EUR", "2026-01-01", "1.1");
        set_rate(crm, "EUR", "2026-06-01", "1.2");
        work(crm);
        assert_eq!((unrated(), worth(crm, 77_000), worth(crm, 84_000)), (vec![], 2, 1));
        assert_eq!(total(crm, acme), json!("161000.00"));

        update(crm, &system, "opportunity", old, json!({ "close_date": "2026-07-01" })).unwrap();
        assert_eq!((worth(crm, 84_000), total(crm, acme)), (2, json!("168000.00")), "another day, another rate");
        assert_eq!(get(crm, &system, "opportunity", old).unwrap().version, 2);

        let june = "2026-06-01".parse().unwrap();
        let verb = move |work: &mut crm::Work| rates::remove(work, Currency::parse("EUR").unwrap(), june);
        crm.write(&system, "rate", verb).wait().unwrap();
        crm.refresh().unwrap();
        work(crm);
        assert_eq!(total(crm, acme), json!("154000.00"));
    });
}
