//! What the demo company sells, to whom, and what is to be done about it.

use chrono::{Datelike, Duration, NaiveDate};
use crm::records::{self, New};
use crm::{Crm, Result, Work};
use meta::types::{Address, Email, PersonName, Phone};
use meta::{Filter, Key, Path, Value};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use uuid::Uuid;

use super::names::{CITY, COMPANY, FAMILY, GIVEN, NOTE, PRODUCT, TASK, TRADE};
use super::people::Staff;
use super::{money, text, values};
use meta::record::Values;

const ACCOUNTS: usize = 140;
const DEALS: usize = 520;
const TASKS: usize = 90;
/// Records made in one transaction.
const BATCH: usize = 60;

/// A customer, for hanging things on.
struct Customer {
    id: Uuid,
    name: String,
    currency: &'static str,
    owner: Uuid,
    contacts: Vec<Uuid>,
}

/// One record to be made.
type Planned = (&'static str, Uuid, Values);

/// Makes everything.
pub fn trade(crm: &Crm, staff: &Staff, dice: &mut StdRng) -> crate::failure::Result<()> {
    let today = crm.snapshot().company.today(crm.now());
    let mut planned = Vec::new();
    let products = products(&mut planned);
    let customers: Vec<Customer> = (0..ACCOUNTS).map(|n| customer(n, staff, dice, &mut planned)).collect();
    let stages = crm.read(&crm.system(), stages).wait()?;
    let deals = deals(&customers, &products, &stages, today, dice, &mut planned);
    chores(&customers, &deals, today, dice, &mut planned);
    for batch in planned.chunks(BATCH) {
        let batch = batch.to_vec();
        crm.write(&crm.system(), "demo", move |work| make(work, &batch)).wait()?;
    }
    Ok(())
}

fn make(work: &mut Work, batch: &[Planned]) -> Result<()> {
    for (module, id, values) in batch {
        records::create(work, module, New { id: Some(*id), values: values.clone(), source: "demo" })?;
    }
    Ok(())
}

/// Stages by key.
fn stages(work: &mut Work) -> Result<Vec<(String, Uuid)>> {
    let module = work.module("stage")?;
    let scope = work.system();
    let key = [Path::of(Key::of("key"))];
    let found = records::find(work, &scope, &module, Filter::Const(true), &key, 50)?;
    Ok(found.iter().map(|stage| (stage.get("key").text().unwrap_or_default().to_string(), stage.id)).collect())
}

fn products(planned: &mut Vec<Planned>) -> Vec<(Uuid, i64, &'static str)> {
    let mut made = Vec::new();
    for (name, code, family, price) in PRODUCT {
        let id = Uuid::now_v7();
        made.push((id, price, name));
        planned.push((
            "product",
            id,
            values([
                ("name", text(name)),
                ("code", text(code)),
                ("family", text(family)),
                ("price", money(price, "EUR")),
                ("cost", money(price * 55 / 100, "EUR")),
            ]),
        ));
    }
    made
}

fn customer(n: usize, staff: &Staff, dice: &mut StdRng, planned: &mut Vec<Planned>) -> Customer {
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
    planned.push((
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
    ));
    let contacts = (0..dice.random_range(1..4)).map(|_| contact(id, owner, &domain, dice, planned)).collect();
    Customer { id, name, currency, owner, contacts }
}

fn contact(account: Uuid, owner: Uuid, domain: &str, dice: &mut StdRng, planned: &mut Vec<Planned>) -> Uuid {
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
    planned.push((
        "contact",
        id,
        values([
            ("name", Value::Name(PersonName { given: given.into(), family: family.into(), ..PersonName::default() })),
            ("account", Value::Id(account)),
            ("emails", Value::Emails(vec![email])),
            ("phones", Value::Phones(vec![phone])),
            ("owner", Value::Id(owner)),
        ]),
    ));
    id
}

fn deals(
    customers: &[Customer],
    products: &[(Uuid, i64, &'static str)],
    stages: &[(String, Uuid)],
    today: NaiveDate,
    dice: &mut StdRng,
    planned: &mut Vec<Planned>,
) -> Vec<(Uuid, Uuid)> {
    let stage = |key: &str| stages.iter().find(|(known, _)| known == key).map_or(Uuid::nil(), |(_, id)| *id);
    let mut made = Vec::new();
    for n in 0..DEALS {
        let customer =
            &customers[dice.random_range(0..customers.len()) * dice.random_range(0..customers.len()) / customers.len()];
        let (product, price, label) = products[dice.random_range(0..products.len())];
        let pieces = *[1, 1, 1, 2, 2, 3, 5].choose(dice).expect("a number");
        // Two years of closed deals, and open ones for the next four months.
        let close = today + Duration::days(dice.random_range(-730..120));
        let open = ["prospecting", "qualification", "proposal", "negotiation"];
        let key = match close {
            day if day < today => *["won", "won", "won", "lost", "lost"].choose(dice).expect("an end"),
            _ => *open.choose(dice).expect("a stage"),
        };
        let id = Uuid::now_v7();
        let mut deal = values([
            ("name", text(format!("{pieces} × {label} for {}", customer.name))),
            ("account", Value::Id(customer.id)),
            ("contact", customer.contacts.choose(dice).map_or(Value::Null, |id| Value::Id(*id))),
            ("product", Value::Id(product)),
            ("stage", Value::Id(stage(key))),
            ("amount", money(price * pieces * dice.random_range(88..101) / 100, customer.currency)),
            ("engage_date", Value::Date(close - Duration::days(dice.random_range(15..120)))),
            ("close_date", Value::Date(close)),
            ("owner", Value::Id(customer.owner)),
            ("external_id", text(format!("D-{:05}", 10_000 + n))),
        ]);
        if key == "lost" {
            let why = *["price", "timing", "competitor", "features", "no_decision"].choose(dice).expect("a reason");
            deal.set(Key::of("lost_reason"), text(why));
        }
        if open.contains(&key) {
            deal.set(Key::of("next_step"), text(*TASK.choose(dice).expect("a task")));
            made.push((id, customer.owner));
        }
        planned.push(("opportunity", id, deal));
    }
    made
}

/// Tasks around today and notes on open deals.
fn chores(
    customers: &[Customer],
    deals: &[(Uuid, Uuid)],
    today: NaiveDate,
    dice: &mut StdRng,
    planned: &mut Vec<Planned>,
) {
    let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()));
    for n in 0..TASKS {
        let (about, owner) = match deals.choose(dice) {
            Some((deal, owner)) if n % 3 != 0 => (Value::Ref(Key::of("opportunity"), *deal), *owner),
            _ => {
                let customer = &customers[dice.random_range(0..customers.len())];
                (Value::Ref(Key::of("account"), customer.id), customer.owner)
            }
        };
        let due = monday + Duration::days(dice.random_range(-4..12));
        let done = due < today && dice.random_bool(0.7);
        planned.push((
            "task",
            Uuid::now_v7(),
            values([
                ("subject", text(*TASK.choose(dice).expect("a task"))),
                ("about", about),
                ("due", Value::Date(due)),
                ("priority", text(*["low", "normal", "normal", "high"].choose(dice).expect("a priority"))),
                ("status", text(if done { "done" } else { "open" })),
                ("owner", Value::Id(owner)),
            ]),
        ));
    }
    for (deal, owner) in deals.iter().step_by(3) {
        let note = values([
            ("body", text(*NOTE.choose(dice).expect("a note"))),
            ("about", Value::Ref(Key::of("opportunity"), *deal)),
            ("owner", Value::Id(*owner)),
        ]);
        planned.push(("note", Uuid::now_v7(), note));
    }
}
