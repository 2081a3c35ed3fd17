//! What the demo company sells, to whom, and what is to be done about it.

use chrono::{Datelike, Duration, NaiveDate};
use crm::records;
use crm::{Crm, Result, Work};
use meta::types::{Address, Email, PersonName, Phone};
use meta::{Filter, Key, Path, Value};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use uuid::Uuid;

use super::diary::Diary;
use super::names::{CITY, COMPANY, FAMILY, GIVEN, NOTE, PRODUCT, TASK, TRADE};
use super::people::Staff;
use super::{money, text, values};

const ACCOUNTS: usize = 140;
const DEALS: usize = 520;
const TASKS: usize = 90;
/// Stages of a deal under way, in order.
const OPEN: [&str; 4] = ["prospecting", "qualification", "proposal", "negotiation"];
/// Why deals were lost.
const WHY: [&str; 5] = ["price", "timing", "competitor", "features", "no_decision"];
/// Days since the company began to use Kith.
const SINCE: i64 = 900;
/// Days from now to the last close date.
const AHEAD: i64 = 120;

/// A customer, for hanging things on.
struct Customer {
    id: Uuid,
    name: String,
    currency: &'static str,
    owner: Uuid,
    contacts: Vec<Uuid>,
}

/// A deal under way, for hanging things on.
struct Open {
    id: Uuid,
    owner: Uuid,
    since: NaiveDate,
}

/// Makes everything.
pub fn trade(crm: &Crm, staff: &Staff, dice: &mut StdRng) -> crate::failure::Result<()> {
    let today = crm.snapshot().company.today(crm.now());
    let mut diary = Diary::default();
    let begun = today - Duration::days(SINCE);
    let products = products(begun, &mut diary);
    let customers: Vec<Customer> = (0..ACCOUNTS).map(|n| customer(n, begun, staff, dice, &mut diary)).collect();
    let stages = crm.read(&crm.system(), stages).wait()?;
    let deals = deals(&customers, &products, &stages, today, dice, &mut diary);
    chores(&customers, &deals, today, staff, dice, &mut diary);
    diary.write(crm)
}

/// Stages by key.
fn stages(work: &mut Work) -> Result<Vec<(String, Uuid)>> {
    let module = work.module("stage")?;
    let scope = work.system();
    let key = [Path::of(Key::of("key"))];
    let found = records::find(work, &scope, &module, Filter::Const(true), &key, 50)?;
    Ok(found.iter().map(|stage| (stage.get("key").text().unwrap_or_default().to_string(), stage.id)).collect())
}

fn products(day: NaiveDate, diary: &mut Diary) -> Vec<(Uuid, i64, &'static str)> {
    let mut made = Vec::new();
    for (name, code, family, price) in PRODUCT {
        let id = Uuid::now_v7();
        made.push((id, price, name));
        diary.made(
            day,
            None,
            "product",
            id,
            values([
                ("name", text(name)),
                ("code", text(code)),
                ("family", text(family)),
                ("price", money(price, "EUR")),
                ("cost", money(price * 55 / 100, "EUR")),
            ]),
        );
    }
    made
}

fn customer(n: usize, begun: NaiveDate, staff: &Staff, dice: &mut StdRng, diary: &mut Diary) -> Customer {
    let (industry, endings) = TRADE[dice.random_range(0..TRADE.len())];
    let name = format!("{} {}", COMPANY[n % COMPANY.len()], endings[(n / COMPANY.len()) % endings.len()]);
    let (city, country, currency) = CITY[dice.random_range(0..CITY.len())];
    let owner = *staff.reps.choose(dice).expect("representatives");
    let id = Uuid::now_v7();
    let domain = format!("{}.example", meta::fold::words(&name).join("-"));
    let address = Address {
        street: format!(
            "{} {}",
            ["Rua da Indústria", "Science Park", "Hafenstraße", "Via Galilei", "Calle Mayor"][n % 5],
            1 + n % 90
        ),
        postal_code: format!("{:04}-{:03}", 1000 + n * 37 % 9000, n * 7 % 1000),
        city: city.into(),
        region: String::new(),
        country: country.into(),
    };
    let day = begun + Duration::days(1 + n as i64 % 10);
    diary.made(
        day,
        Some(owner),
        "account",
        id,
        values([
            ("name", text(&name)),
            ("industry", text(industry)),
            ("website", text(format!("https://www.{domain}"))),
            ("employees", Value::Int(dice.random_range(12..4_000))),
            ("founded", Value::Int(dice.random_range(1905..2021))),
            ("address", Value::Address(Box::new(address))),
            (
                "status",
                text(*["prospect", "customer", "customer", "customer", "former"].choose(dice).expect("a status")),
            ),
            ("owner", Value::Id(owner)),
        ]),
    );
    let contacts = (0..dice.random_range(1..4)).map(|_| contact(id, day, owner, &domain, dice, diary)).collect();
    Customer { id, name, currency, owner, contacts }
}

fn contact(account: Uuid, day: NaiveDate, owner: Uuid, domain: &str, dice: &mut StdRng, diary: &mut Diary) -> Uuid {
    let given = *GIVEN.choose(dice).expect("a name");
    let family = *FAMILY.choose(dice).expect("a name");
    let id = Uuid::now_v7();
    let local = meta::fold::words(&format!("{given} {family}")).join(".");
    let email = Email { value: format!("{local}@{domain}"), r#type: "work".into(), primary: true, ..Email::default() };
    let phone = Phone {
        value: format!("+351 21 {:03} {:04}", dice.random_range(0..1000), dice.random_range(0..10_000)),
        r#type: "work".into(),
        primary: true,
        ..Phone::default()
    };
    diary.made(
        day,
        Some(owner),
        "contact",
        id,
        values([
            ("name", Value::Name(PersonName { given: given.into(), family: family.into(), ..PersonName::default() })),
            ("account", Value::Id(account)),
            ("emails", Value::Emails(vec![email])),
            ("phones", Value::Phones(vec![phone])),
            ("owner", Value::Id(owner)),
        ]),
    );
    id
}

fn deals(
    customers: &[Customer],
    products: &[(Uuid, i64, &'static str)],
    stages: &[(String, Uuid)],
    today: NaiveDate,
    dice: &mut StdRng,
    diary: &mut Diary,
) -> Vec<Open> {
    let stage = |key: &str| stages.iter().find(|(known, _)| known == key).map_or(Uuid::nil(), |(_, id)| *id);
    let mut made = Vec::new();
    for n in 0..DEALS {
        let customer =
            &customers[dice.random_range(0..customers.len()) * dice.random_range(0..customers.len()) / customers.len()];
        let (product, price, label) = products[dice.random_range(0..products.len())];
        let pieces = *[1, 1, 1, 2, 2, 3, 5].choose(dice).expect("a number");
        // Two years of closed deals, and open ones for the next four months, more of them soon than late.
        let away: i64 = dice.random_range(-730..AHEAD);
        let close = today + Duration::days(if away > 0 { away * away / AHEAD } else { away });
        let key = match (close - today).num_days() {
            ..0 => *["won", "won", "won", "lost", "lost"].choose(dice).expect("an end"),
            away => nearing(away, dice),
        };
        let id = Uuid::now_v7();
        let engaged =
            (close - Duration::days(dice.random_range(15..120))).min(today - Duration::days(n as i64 % 40 + 1));
        let deal = values([
            ("name", text(format!("{pieces} × {label} for {}", customer.name))),
            ("account", Value::Id(customer.id)),
            ("contact", customer.contacts.choose(dice).map_or(Value::Null, |id| Value::Id(*id))),
            ("product", Value::Id(product)),
            ("stage", Value::Id(stage(OPEN[0]))),
            ("amount", money(price * pieces * dice.random_range(88..101) / 100, customer.currency)),
            ("engage_date", Value::Date(engaged)),
            ("close_date", Value::Date(close)),
            ("owner", Value::Id(customer.owner)),
            ("external_id", text(format!("D-{:05}", 10_000 + n))),
        ]);
        let who = Some(customer.owner);
        diary.made(engaged, who, "opportunity", id, deal);
        for (day, key) in path(key, engaged, close.min(today)) {
            let mut moved = values([("stage", Value::Id(stage(key)))]);
            match key {
                "lost" => moved.set(Key::of("lost_reason"), text(*WHY.choose(dice).expect("a reason"))),
                "won" => {}
                _ => moved.set(Key::of("next_step"), text(*TASK.choose(dice).expect("a task"))),
            }
            diary.changed(day, who, "opportunity", id, moved);
        }
        if OPEN.contains(&key) {
            made.push(Open { id, owner: customer.owner, since: engaged });
        }
    }
    made
}

/// The stage of an open deal: the further on, the sooner it closes, give or take one.
fn nearing(away: i64, dice: &mut StdRng) -> &'static str {
    let last = OPEN.len() as i64 - 1;
    let stage = last - away * OPEN.len() as i64 / AHEAD + dice.random_range(-1..=1);
    OPEN[usize::try_from(stage.clamp(0, last)).unwrap_or_default()]
}

/// The stages a deal went through after the first, with the days, from the day it began until its end or today.
fn path(last: &'static str, from: NaiveDate, until: NaiveDate) -> Vec<(NaiveDate, &'static str)> {
    let mut stages: Vec<&str> = match OPEN.iter().position(|open| *open == last) {
        Some(at) => OPEN[1..=at].to_vec(),
        None => OPEN[1..].to_vec(),
    };
    if !OPEN.contains(&last) {
        stages.push(last);
    }
    let days = (until - from).num_days();
    let steps = stages.len() as i64;
    // An open deal has stood in its stage for a while.
    let whole = if OPEN.contains(&last) { steps + 1 } else { steps };
    let day = |nr: i64| from + Duration::days(days * nr / whole.max(1));
    stages.into_iter().zip(1..).map(|(key, nr)| (day(nr), key)).collect()
}

/// Tasks around today, those of before mostly done, and notes on open deals.
fn chores(
    customers: &[Customer],
    deals: &[Open],
    today: NaiveDate,
    staff: &Staff,
    dice: &mut StdRng,
    diary: &mut Diary,
) {
    let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()));
    for n in 0..TASKS {
        let (about, owner, since) = match deals.choose(dice) {
            Some(deal) if n % 3 != 0 => (Value::Ref(Key::of("opportunity"), deal.id), deal.owner, deal.since),
            _ => {
                let customer = &customers[dice.random_range(0..customers.len())];
                (Value::Ref(Key::of("account"), customer.id), customer.owner, today - Duration::days(30))
            }
        };
        let owner = if n % 9 == 0 { staff.administrator } else { owner };
        let due = monday + Duration::days(dice.random_range(-4..12));
        let id = Uuid::now_v7();
        let made = (due.min(today) - Duration::days(n as i64 % 3 + 1)).max(since + Duration::days(1));
        let task = values([
            ("subject", text(*TASK.choose(dice).expect("a task"))),
            ("about", about),
            ("due", Value::Date(due)),
            ("priority", text(*["low", "normal", "normal", "high"].choose(dice).expect("a priority"))),
            ("owner", Value::Id(owner)),
        ]);
        diary.made(made, Some(owner), "task", id, task);
        if due < today && dice.random_bool(0.7) {
            diary.changed(due.max(made), Some(owner), "task", id, values([("status", text("done"))]));
        }
    }
    for (nr, deal) in deals.iter().enumerate().step_by(3) {
        let note = values([
            ("body", text(*NOTE.choose(dice).expect("a note"))),
            ("about", Value::Ref(Key::of("opportunity"), deal.id)),
            ("owner", Value::Id(deal.owner)),
        ]);
        let day = (today - Duration::days(nr as i64 % 20)).max(deal.since + Duration::days(1));
        diary.made(day, Some(deal.owner), "note", Uuid::now_v7(), note);
    }
}
