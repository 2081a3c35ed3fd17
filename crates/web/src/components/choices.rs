//! What settings are chosen from: currencies, countries, time zones, days, months.

use std::sync::LazyLock;

use chrono::Month;
use chrono_tz::TZ_VARIANTS;

use crate::components::countries;

/// Currencies in use by many companies: code and name. Others are typed.
const CURRENCIES: [(&str, &str); 40] = [
    ("AED", "UAE dirham"),
    ("ARS", "Argentine peso"),
    ("AUD", "Australian dollar"),
    ("BGN", "Bulgarian lev"),
    ("BRL", "Brazilian real"),
    ("CAD", "Canadian dollar"),
    ("CHF", "Swiss franc"),
    ("CLP", "Chilean peso"),
    ("CNY", "Chinese yuan"),
    ("COP", "Colombian peso"),
    ("CZK", "Czech koruna"),
    ("DKK", "Danish krone"),
    ("EGP", "Egyptian pound"),
    ("EUR", "Euro"),
    ("GBP", "Pound sterling"),
    ("HKD", "Hong Kong dollar"),
    ("HUF", "Hungarian forint"),
    ("IDR", "Indonesian rupiah"),
    ("ILS", "Israeli shekel"),
    ("INR", "Indian rupee"),
    ("ISK", "Icelandic króna"),
    ("JPY", "Japanese yen"),
    ("KES", "Kenyan shilling"),
    ("KRW", "South Korean won"),
    ("MAD", "Moroccan dirham"),
    ("MXN", "Mexican peso"),
    ("MYR", "Malaysian ringgit"),
    ("NGN", "Nigerian naira"),
    ("NOK", "Norwegian krone"),
    ("NZD", "New Zealand dollar"),
    ("PHP", "Philippine peso"),
    ("PLN", "Polish złoty"),
    ("RON", "Romanian leu"),
    ("SAR", "Saudi riyal"),
    ("SEK", "Swedish krona"),
    ("SGD", "Singapore dollar"),
    ("THB", "Thai baht"),
    ("TRY", "Turkish lira"),
    ("USD", "US dollar"),
    ("ZAR", "South African rand"),
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
pub fn currencies(chosen: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        CURRENCIES.iter().map(|(code, name)| ((*code).to_string(), format!("{code} · {name}"))).collect();
    if !chosen.is_empty() && all.iter().all(|(code, _)| code != chosen) {
        all.push((chosen.to_string(), chosen.to_string()));
    }
    all
}

/// Countries by name.
pub fn countries() -> impl Iterator<Item = (&'static str, &'static str)> {
    countries::all().iter().map(|(code, name)| (*code, name.as_str()))
}

/// Time zones by place.
pub fn zones() -> impl Iterator<Item = (&'static str, &'static str)> {
    ZONES.iter().map(|name| (*name, *name))
}

/// Days of the week by number, from 1, Monday.
pub fn weekdays() -> Vec<(String, &'static str)> {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    (1..).zip(NAMES).map(|(number, name)| (number.to_string(), name)).collect()
}

/// Months by number, from 1, January.
pub fn months() -> Vec<(String, &'static str)> {
    (1..=12u8).filter_map(|number| Some((number.to_string(), Month::try_from(number).ok()?.name()))).collect()
}
