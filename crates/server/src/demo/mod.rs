//! A believable company for looking around: Aurelia Instruments, maker of laboratory equipment, with two years of
//! deals. The same every time on the same day.

mod business;
mod dashboards;
mod diary;
mod names;
mod people;

use chrono::Duration;
use crm::settings;
use crm::{Crm, company::Company};
use meta::record::Values;
use meta::types::{Currency, Money};
use meta::{Key, Value};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rust_decimal::Decimal;

use crate::failure::{Failure, Result};

/// The password of every demo user.
const PASSWORD: &str = "look around";

/// Fills an empty workspace; gives the lines that say how to sign in. One that was filled before is left as it is, and one
/// with users of its own is refused.
pub fn fill(crm: &Crm) -> Result<Vec<String>> {
    let snapshot = crm.snapshot();
    if people::are_in(&snapshot.people) {
        return Ok(people::signins(PASSWORD));
    }
    if snapshot.people.iter().next().is_some() {
        return Err(Failure::said("--demo fills an empty workspace; this one has users"));
    }
    eprintln!("filling the demo company…");
    let mut dice = StdRng::seed_from_u64(20_261_122);
    company(crm)?;
    let staff = people::hire(crm, PASSWORD)?;
    business::trade(crm, &staff, &mut dice)?;
    dashboards::put_up(crm, &staff)?;
    Ok(people::signins(PASSWORD))
}

fn company(crm: &Crm) -> Result<()> {
    let company = Company {
        name: "Aurelia Instruments".into(),
        base_currency: currency("EUR"),
        default_country: "PT".into(),
        time_zone: "Europe/Lisbon".into(),
        ..Company::default()
    };
    let today = company.today(crm.now());
    crm.write(&crm.system(), "configure", move |work| settings::company::save(work, company.clone())).wait()?;
    crm.refresh()?;
    crm.write(&crm.system(), "configure", move |work| {
        for (code, worth) in [("USD", 9_200), ("GBP", 11_700), ("CHF", 10_400)] {
            // A rate for each half year, moving a little.
            for half in 0..5 {
                let since = today - Duration::days(182 * (4 - half));
                let rate = Decimal::new(worth + half * 60, 4);
                settings::rates::set(work, currency(code), since, rate)?;
            }
        }
        Ok(())
    })
    .wait()?;
    crm.refresh()?;
    Ok(())
}

fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency code")
}

fn money(amount: i64, code: &str) -> Value {
    Value::Money(Money { amount: Decimal::from(amount), currency: currency(code) })
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn values<const N: usize>(pairs: [(&'static str, Value); N]) -> Values {
    pairs.into_iter().map(|(key, value)| (Key::of(key), value)).collect()
}
