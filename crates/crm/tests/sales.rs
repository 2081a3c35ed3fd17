//! Sales by agent and month on both engines, beside sums worked out here from the records that were made.

mod support;

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use crm::reports::Which;
use crm::reports::sales::{Report, Sales, report};
use crm::settings::{company, rates, rights};
use crm::{Actor, Crm, Error};
use meta::types::{Currency, Money};
use meta::{FieldLevel, Key};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::json;
use support::*;
use uuid::Uuid;

/// What stages the deals stand in; the first three are won.
const STAGES: [&str; 5] = ["won", "gained", "upsold", "engaging", "lost"];
/// Their currencies, with the worth of one from 2026 on and before.
const CURRENCIES: [(&str, &str, &str); 3] = [("USD", "1", "1"), ("EUR", "1.21", "1.0833"), ("JPY", "0.0067", "0.0067")];

/// A deal as it was made.
struct Deal {
    stage: &'static str,
    owner: Option<Uuid>,
    /// In base currency.
    worth: Option<Decimal>,
    day: Option<NaiveDate>,
}

/// What the report is to say: each owner with a count and a sum for each month.
type Sums = BTreeMap<Option<Uuid>, BTreeMap<NaiveDate, (i64, Decimal)>>;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn write(crm: &Crm, verb: impl Fn(&mut crm::Work) -> crm::Result<()> + Send + Sync + 'static) {
    crm.write(&crm.system(), "test", verb).wait().unwrap();
    crm.refresh().unwrap();
}

fn ask(crm: &Crm, actor: &Actor, which: Which) -> crm::Result<Report> {
    crm.read(actor, move |work| report(work, &which)).wait()
}

/// Stages by key, those of a first pipeline and one of a second; and the second pipeline.
fn stages(crm: &Crm) -> (BTreeMap<&'static str, Uuid>, Uuid) {
    let system = crm.system();
    let mut stages: BTreeMap<&str, Uuid> = pipeline(crm).into_iter().collect();
    let first = get(crm, &system, "stage", stages["won"]).unwrap().get("pipeline").id().unwrap();
    let second = create(crm, &system, "pipeline", json!({ "name": "Renewals" })).unwrap().id;
    for (key, pipeline) in [("gained", second), ("upsold", first)] {
        let stage = json!({ "name": key, "key": key, "pipeline": pipeline, "outcome": "won" });
        stages.insert(key, create(crm, &system, "stage", stage).unwrap().id);
    }
    (stages, second)
}

/// Deals of some owners, in all stages and currencies, on days about the ends of months, some without a day or an amount.
fn deals(crm: &Crm, owners: &[Option<Uuid>], stages: &BTreeMap<&'static str, Uuid>) -> Vec<Deal> {
    let days = ["2025-11-30", "2025-12-01", "2025-12-31", "2026-01-01", "2026-01-31", "2026-02-28", "2026-03-01"];
    let more = ["2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01", "2024-02-29", ""];
    let days: Vec<Option<NaiveDate>> = days.into_iter().chain(more).map(|text| text.parse().ok()).collect();
    (0..390)
        .map(|at| {
            let (stage, owner, on) = (STAGES[at % 5], owners[at % owners.len()], days[at % days.len()]);
            let (code, now, before) = CURRENCIES[at / 3 % 3];
            let amount = (at % 7 != 3).then(|| Decimal::new(at as i64 * 10_007 + 1, 4));
            let money = amount.map(|amount| json!({ "amount": amount.to_string(), "currency": code }));
            let values = json!({ "name": format!("Deal {at}"), "stage": stages[stage], "owner": owner,
                "amount": money, "close_date": on });
            create(crm, &crm.system(), "opportunity", values).unwrap();
            let rate: Decimal = if on.is_some_and(|on| on.year() < 2026) { before } else { now }.parse().unwrap();
            let rounded = |exact: Decimal| exact.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
            Deal { stage, owner, worth: amount.map(|amount| rounded(amount * rate)), day: on }
        })
        .collect()
}

/// The sums of the deals that are won, of some stages, owners and days.
fn by_hand(deals: &[Deal], stages: &[&str], owner: Option<Uuid>, from: &str, to: &str) -> Sums {
    let mut sums = Sums::new();
    for deal in deals.iter().filter(|deal| stages.contains(&deal.stage) && (owner.is_none() || deal.owner == owner)) {
        let Some(on) = deal.day.filter(|on| day(from) <= *on && *on <= day(to)) else { continue };
        let month = sums.entry(deal.owner).or_default().entry(on.with_day(1).unwrap()).or_default();
        (month.0, month.1) = (month.0 + 1, month.1 + deal.worth.unwrap_or_default());
    }
    sums
}

/// What a report says, in the same form; its sums across and its order are looked at on the way.
fn told(report: &Report) -> Sums {
    let months = report.period.months();
    assert!(months.windows(2).all(|two| two[0] + Months::new(1) == two[1]), "{months:?}");
    let amount = |money: &Option<Money>| money.as_ref().unwrap().amount;
    let across = |sales: &Sales| {
        assert_eq!(sales.months.len(), months.len());
        let (count, sum) =
            (sales.months.iter().map(|sum| sum.count).sum(), sales.months.iter().map(|sum| amount(&sum.amount)).sum());
        assert_eq!((sales.all.count, amount(&sales.all.amount)), (count, sum));
    };
    across(&report.total);
    report.rows.iter().for_each(|row| across(&row.sales));
    for at in 0..months.len() {
        let down = report.rows.iter().map(|row| &row.sales.months[at]);
        let down = down.fold((0, Decimal::ZERO), |sum, month| (sum.0 + month.count, sum.1 + amount(&month.amount)));
        assert_eq!((report.total.months[at].count, amount(&report.total.months[at].amount)), down);
    }
    assert!(report.rows.windows(2).all(|two| amount(&two[0].sales.all.amount) >= amount(&two[1].sales.all.amount)));
    let by_month = |sales: &Sales| {
        let sums = months.iter().zip(&sales.months).filter(|(_, sum)| sum.count > 0);
        sums.map(|(month, sum)| (*month, (sum.count, amount(&sum.amount)))).collect()
    };
    report.rows.iter().map(|row| (row.owner, by_month(&row.sales))).collect()
}

#[test]
fn sums_are_those_worked_out_by_hand() {
    each(|crm| {
        for (code, now, before) in &CURRENCIES[1..] {
            let (currency, now, before) =
                (Currency::parse(code).unwrap(), now.parse().unwrap(), before.parse().unwrap());
            write(crm, move |work| rates::set(work, currency, day("2020-01-01"), before));
            write(crm, move |work| rates::set(work, currency, day("2026-01-01"), now));
        }
        let made =
            people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None), ("eva", "sales_rep", None)]);
        let (ana, bob, eva) = (&made["ana"], &made["bob"], made["eva"].user);
        let (stages, second) = stages(crm);
        let deals = deals(crm, &[bob.user, eva, None, eva], &stages);
        let hand = |owner, from: &str, to: &str| by_hand(&deals, &STAGES[..3], owner, from, to);
        let asked = |actor: &Actor, from: &str, to: &str, which: Which| {
            told(&ask(crm, actor, Which { from: from.parse().ok(), to: to.parse().ok(), ..which }).unwrap())
        };
        let all = Which::default();

        assert_eq!(asked(ana, "", "", all), hand(None, "2025-12-01", "2026-11-30"), "twelve months");
        assert_eq!(asked(ana, "", "", all).len(), 3, "with a row of those without an owner");
        assert_eq!(asked(ana, "2024-02-01", "2026-12-31", all), hand(None, "2024-02-01", "2026-12-31"), "whole months");
        assert_eq!(
            asked(ana, "2025-12-31", "2026-11-29", all),
            hand(None, "2025-12-31", "2026-11-29"),
            "cut at both ends"
        );
        assert_eq!(
            asked(ana, "2026-02-02", "2026-02-28", all),
            hand(None, "2026-02-02", "2026-02-28"),
            "within a month"
        );
        assert_eq!(asked(ana, "", "", Which { owner: eva, ..all }), hand(eva, "2025-12-01", "2026-11-30"), "of one");
        assert_eq!(asked(bob, "", "", all), hand(bob.user, "2025-12-01", "2026-11-30"), "as a rep who sees their own");
        let renewals = by_hand(&deals, &["gained"], None, "2025-12-01", "2026-11-30");
        assert_eq!(asked(ana, "", "", Which { pipeline: Some(second), ..all }), renewals, "of one pipeline");
        let nowhere = Which { pipeline: ana.user, ..all };
        assert!(matches!(ask(crm, ana, nowhere), Err(Error::Invalid(_))));
    });
}

#[test]
fn teams_are_asked_for_and_months_without_sales_are_there() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None)]);
        let system = crm.system();
        let (stages, _) = stages(crm);
        let north = create(crm, &system, "team", json!({ "name": "North" })).unwrap().id;
        for (team, amount) in [(Some(north), "10.00"), (None, "5.00")] {
            let deal = json!({ "name": "Deal", "stage": stages["won"], "team": team, "amount": amount, "close_date": "2026-11-22" });
            create(crm, &system, "opportunity", deal).unwrap();
        }
        let found = ask(crm, &made["ana"], Which { team: Some(north), ..Which::default() }).unwrap();
        let sum = |count, amount: &str| (count, Some(amount.to_string()));
        let text = |sales: &Sales| -> Vec<_> {
            sales.months.iter().map(|sum| (sum.count, sum.amount.as_ref().map(Money::amount_text))).collect()
        };
        let expected: Vec<_> = (0..11).map(|_| sum(0, "0.00")).chain([sum(1, "10.00")]).collect();
        assert_eq!((text(&found.total), text(&found.rows[0].sales)), (expected.clone(), expected));
        assert_eq!((found.rows[0].owner, found.rows[0].owner_name.as_str()), (None, "None"));
        let none = ask(crm, &made["ana"], Which { to: Some(day("2020-06-15")), ..Which::default() }).unwrap();
        assert_eq!((none.period.from, none.rows.len(), text(&none.total).len()), (day("2019-07-01"), 0, 12));
    });
}

#[test]
fn the_present_month_is_that_of_the_company() {
    store::testing::stores(|store| {
        let crm = Crm::open_at(store.clone(), [7; 32], || "2026-11-30T12:00:00Z".parse().unwrap()).unwrap();
        let made = people(&crm, &[("ana", "administrator", None)]);
        pipeline(&crm);
        let days = || {
            let period = ask(&crm, &made["ana"], Which::default()).unwrap().period;
            (period.from, period.to)
        };
        assert_eq!(days(), (day("2025-12-01"), day("2026-11-30")));
        let mut given = crm.snapshot().company.clone();
        given.time_zone = "Pacific/Auckland".into();
        write(&crm, move |work| company::save(work, given.clone()));
        assert_eq!(days(), (day("2026-01-01"), day("2026-12-31")), "there it is December already");
    });
}

#[test]
fn hidden_fields_do_not_show_through_sums() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let bob = made["bob"].user;
        let (stages, _) = stages(crm);
        let deal =
            json!({ "name": "Deal", "stage": stages["won"], "owner": bob, "amount": "5", "close_date": "2026-11-22" });
        create(crm, &crm.system(), "opportunity", deal).unwrap();
        let hidden = |field: &'static str, level: Option<FieldLevel>| {
            write(crm, move |work| {
                let (role, module) = (Key::of("sales_rep"), Key::of("opportunity"));
                rights::set_field(work, &role, &module, &Key::of(field), level)
            });
            let bob = crm.actor(bob.unwrap(), crm::Via::Session).unwrap();
            ask(crm, &bob, Which::default())
        };
        let found = hidden("amount", Some(FieldLevel::Hidden)).unwrap();
        assert_eq!(
            (found.total.all.count, &found.total.all.amount, &found.rows[0].sales.months[11].amount),
            (1, &None, &None)
        );
        for field in ["owner", "close_date", "stage"] {
            let refused = hidden(field, Some(FieldLevel::Hidden));
            assert!(
                matches!(&refused, Err(Error::BadRequest(errors)) if errors[0].field == field),
                "{field}: {refused:?}"
            );
            hidden(field, None).unwrap();
        }
    });
}
