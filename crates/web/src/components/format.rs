//! `Formats`: how one person reads and writes numbers, amounts, dates and times.

use std::sync::{Arc, LazyLock};

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use crm::settings::preferences;
use crm::{Result, Work};
use meta::types::{Currency, DateOrder, Money, Reading};
use rust_decimal::Decimal;
use words::Language;

use crate::components::calendar;

/// How dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dates {
    /// `22 Nov 2026`
    Words,
    /// `2026-11-22`
    Iso,
    /// `22.11.2026`
    DayFirst,
    /// `11/22/2026`
    MonthFirst,
}

impl Dates {
    /// What a date is written of, in order.
    fn items(self) -> &'static [Item<'static>] {
        static ALL: LazyLock<[Vec<Item>; 4]> = LazyLock::new(|| {
            ["%-d %b %Y", "%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y"].map(|form| StrftimeItems::new(form).collect())
        });
        &ALL[self as usize]
    }
}

/// How one person reads and writes numbers and times, and what time it is for them.
#[derive(Debug, Clone)]
pub struct Formats {
    zone: Tz,
    dates: Dates,
    decimal: char,
    group: &'static str,
    base: Currency,
    now: DateTime<Utc>,
    lang: Language,
}

impl Formats {
    /// Those of the actor: their preferences, else the company's.
    pub fn of(work: &mut Work) -> Result<Formats> {
        let company = &work.snapshot.company;
        let (zone, base, now) = (company.zone(), company.base_currency, work.now);
        let plain =
            Formats { zone, dates: Dates::Words, decimal: '.', group: ",", base, now, lang: work.actor.language };
        if work.actor.user.is_none() {
            return Ok(plain);
        }
        let own = preferences::get(work)?;
        let (decimal, group) = match own.number_format.as_deref() {
            Some("comma") => (',', "."),
            Some("space") => (',', "\u{a0}"),
            Some(_) => ('.', ","),
            None => usual_marks(work.actor.language),
        };
        let dates = match own.date_format.as_deref() {
            Some("iso") => Dates::Iso,
            Some("day_first") => Dates::DayFirst,
            Some("month_first") => Dates::MonthFirst,
            _ => Dates::Words,
        };
        let zone = own.time_zone.and_then(|name| name.parse().ok()).unwrap_or(zone);
        Ok(Formats { zone, dates, decimal, group, ..plain })
    }

    /// The reader's language.
    pub fn lang(&self) -> Language {
        self.lang
    }

    /// The instant it is.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The day it is for the reader.
    pub fn today(&self) -> NaiveDate {
        self.day(self.now)
    }

    /// The reader's clock at an instant.
    pub fn local(&self, at: DateTime<Utc>) -> DateTime<Tz> {
        at.with_timezone(&self.zone)
    }

    /// The day of an instant for the reader.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// The currency of amounts that name none.
    pub fn base(&self) -> Currency {
        self.base
    }

    /// `22 Nov 2026`
    pub fn date(&self, day: NaiveDate) -> String {
        calendar::written(day, self.dates.items(), self.lang)
    }

    /// `22 Nov 2026, 14:02`
    pub fn time(&self, at: DateTime<Utc>) -> String {
        format!("{}, {}", self.date(self.day(at)), self.clock(at))
    }

    /// `14:02`
    pub fn clock(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%H:%M").to_string()
    }

    /// `2026-11-22T14:02`, what a control for date and time holds.
    pub fn wall(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%Y-%m-%dT%H:%M").to_string()
    }

    /// A day as people speak of it: `Today`, `Yesterday`, `18 November`, `18 November 2025`.
    pub fn spoken(&self, day: NaiveDate) -> String {
        let today = self.today();
        match (day - today).num_days() {
            0 => self.lang.text("today").into(),
            -1 => self.lang.text("yesterday").into(),
            1 => self.lang.text("tomorrow").into(),
            _ if day.year() == today.year() => calendar::of(day, self.lang.text("date-day-month"), self.lang),
            _ => calendar::of(day, self.lang.text("date-day-month-year"), self.lang),
        }
    }

    /// `1,234.5` with all its places.
    pub fn number(&self, number: &Decimal) -> String {
        let text = number.to_string();
        let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("−", rest));
        let (whole, places) = rest.split_once('.').unwrap_or((rest, ""));
        let mut out = String::from(sign);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push_str(self.group);
            }
            out.push(digit);
        }
        if !places.is_empty() {
            out.push(self.decimal);
            out.push_str(places);
        }
        out
    }

    /// `€ 1,200.00`; cents only where they are usual or there are some.
    pub fn money(&self, money: &Money) -> String {
        let mut amount = money.amount.normalize();
        let places = usual_places(money.currency.as_str());
        if amount.scale() < places {
            amount.rescale(places);
        }
        self.marked(&amount, money.currency)
    }

    /// `€ 1,200.30`: to the places in which its currency is paid.
    pub fn rounded(&self, money: &Money) -> String {
        let mut amount = money.amount.round_dp(usual_places(money.currency.as_str()));
        amount.rescale(usual_places(money.currency.as_str()));
        self.marked(&amount, money.currency)
    }

    /// `€ 1,200` or `€ 1.24 M`: for sums, without cents.
    pub fn sum(&self, money: &Money) -> String {
        self.marked(&money.amount.round_dp(0).normalize(), money.currency)
    }

    fn marked(&self, amount: &Decimal, currency: Currency) -> String {
        format!("{}\u{a0}{}", mark(currency.as_str(), self.base.as_str()), self.number(amount))
    }

    /// A number as one types it: no thousands.
    pub fn typed(&self, number: &Decimal) -> String {
        number.normalize().to_string().replace('.', &self.decimal.to_string())
    }

    /// How texts of this person are to be read.
    pub fn reading(&self) -> Reading {
        let zone = self.zone;
        let date_order = match self.dates {
            Dates::Words | Dates::Iso => DateOrder::Ymd,
            Dates::DayFirst => DateOrder::Dmy,
            Dates::MonthFirst => DateOrder::Mdy,
        };
        let local = move |wall: NaiveDateTime| zone.from_local_datetime(&wall).earliest().map(|at| at.to_utc());
        Reading { decimal: self.decimal, date_order, base_currency: self.base, local: Arc::new(local) }
    }
}

/// The mark before decimals and the one between thousands, as a language has them.
fn usual_marks(lang: Language) -> (char, &'static str) {
    match lang {
        Language::En => ('.', ","),
        Language::Pt => (',', "\u{a0}"),
        Language::It | Language::Es => (',', "."),
    }
}

/// Decimal places in which a currency is usually written.
fn usual_places(currency: &str) -> u32 {
    if matches!(currency, "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "HUF") { 0 } else { 2 }
}

/// The mark of a currency, told apart from the base currency's where they share one.
fn mark<'a>(currency: &'a str, base: &str) -> &'a str {
    match currency {
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "BRL" => "R$",
        "USD" if base == "USD" => "$",
        "USD" => "US$",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formats(decimal: char, group: &'static str) -> Formats {
        let now = "2026-11-22T23:30:00Z".parse().unwrap();
        let base = Currency::parse("EUR").unwrap();
        Formats {
            zone: "Europe/Rome".parse().unwrap(),
            dates: Dates::Words,
            decimal,
            group,
            base,
            now,
            lang: Language::En,
        }
    }

    #[test]
    fn numbers_and_amounts_are_grouped_and_keep_every_place() {
        let money =
            |text: &str, code: &str| Money { amount: text.parse().unwrap(), currency: Currency::parse(code).unwrap() };
        let point = formats('.', ",");
        assert_eq!(point.number(&"-1234567.50".parse().unwrap()), "−1,234,567.50");
        assert_eq!(point.money(&money("1200", "EUR")), "€\u{a0}1,200.00");
        assert_eq!(point.money(&money("0.1234", "USD")), "US$\u{a0}0.1234");
        assert_eq!(point.money(&money("1200", "JPY")), "¥\u{a0}1,200");
        assert_eq!(point.rounded(&money("272092.302", "EUR")), "€\u{a0}272,092.30");
        assert_eq!(point.rounded(&money("12.5", "JPY")), "¥\u{a0}12");
        assert_eq!(formats(',', ".").money(&money("999.5", "CHF")), "CHF\u{a0}999,50");
        assert_eq!(formats(',', ".").typed(&"1234.50".parse().unwrap()), "1234,5");
    }

    #[test]
    fn days_and_times_are_those_of_the_reader() {
        let rome = formats('.', ",");
        assert_eq!(rome.today().to_string(), "2026-11-23");
        assert_eq!(rome.time(rome.now()), "23 Nov 2026, 00:30");
        assert_eq!(rome.spoken("2026-11-22".parse().unwrap()), "Yesterday");
        let wall = NaiveDateTime::parse_from_str("2026-07-01T12:00", "%Y-%m-%dT%H:%M").unwrap();
        assert_eq!((rome.reading().local)(wall).unwrap().to_rfc3339(), "2026-07-01T10:00:00+00:00");
    }
}
