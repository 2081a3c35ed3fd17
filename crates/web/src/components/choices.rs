//! What settings are chosen from: currencies, countries, time zones, days, months.

use std::sync::LazyLock;

use chrono::NaiveDate;
use chrono_tz::TZ_VARIANTS;
use words::Language;

use crate::components::{calendar, countries, names};

/// Currencies in use by many companies. Others are typed.
const CURRENCIES: [&str; 40] = [
    "AED", "ARS", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD",
    "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "PHP", "PLN",
    "RON", "SAR", "SEK", "SGD", "THB", "TRY", "USD", "ZAR",
];

static ZONES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    const OLD: [&str; 8] = ["US/", "Etc/", "Brazil/", "Canada/", "Chile/", "Mexico/", "SystemV/", "posix/"];
    let places = TZ_VARIANTS.iter().map(|zone| zone.name());
    let mut all: Vec<&str> =
        places.filter(|name| name.contains('/') && !OLD.iter().any(|old| name.starts_with(old))).collect();
    all.push("UTC");
    all
});

/// Currencies with their names; `chosen` too, if it is none of them.
pub fn currencies(chosen: &str, lang: Language) -> Vec<(String, String)> {
    let named = |code: &str| format!("{code} · {}", names::currency(code, lang));
    let mut all: Vec<(String, String)> = CURRENCIES.iter().map(|code| ((*code).to_string(), named(code))).collect();
    if !chosen.is_empty() && all.iter().all(|(code, _)| code != chosen) {
        all.push((chosen.to_string(), chosen.to_string()));
    }
    all
}

/// Countries by name.
pub fn countries(lang: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    countries::all(lang).iter().copied()
}

/// Time zones by place.
pub fn zones() -> impl Iterator<Item = (&'static str, &'static str)> {
    ZONES.iter().map(|name| (*name, *name))
}

/// Days of the week by number, from 1, Monday.
pub fn weekdays(lang: Language) -> Vec<(String, String)> {
    // The first of this month is a Monday.
    let named = |day: u32| Some((day.to_string(), calendar::of(NaiveDate::from_ymd_opt(2024, 1, day)?, "%A", lang)));
    (1..=7).filter_map(named).collect()
}

/// Months by number, from 1, January.
pub fn months(lang: Language) -> Vec<(String, String)> {
    let named =
        |month: u32| Some((month.to_string(), calendar::of(NaiveDate::from_ymd_opt(2024, month, 1)?, "%B", lang)));
    (1..=12).filter_map(named).collect()
}
