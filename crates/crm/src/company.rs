//! The company's own settings: what dates, weeks and sums mean to it.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use meta::types::Currency;
use serde::{Deserialize, Serialize};

/// Settings every user shares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Company {
    /// Its name, shown in the pages.
    pub name: String,
    /// The currency sums are made in.
    pub base_currency: Currency,
    /// ISO 3166 two-letter code for addresses and phones that name none.
    pub default_country: String,
    /// IANA time zone in which days begin.
    pub time_zone: String,
    /// First day of the week: 1 Monday … 7 Sunday.
    pub week_start: u8,
    /// Month in which the fiscal year begins, 1 to 12.
    pub fiscal_start: u8,
    /// Digest of the logo among the files, in hexadecimal.
    pub logo: Option<String>,
}

impl Default for Company {
    fn default() -> Company {
        Company {
            name: "My company".into(),
            base_currency: Currency::parse("USD").expect("a currency"),
            default_country: "US".into(),
            time_zone: "UTC".into(),
            week_start: 1,
            fiscal_start: 1,
            logo: None,
        }
    }
}

impl Company {
    /// The time zone; UTC when the name is not known.
    pub fn zone(&self) -> Tz {
        self.time_zone.parse().unwrap_or(Tz::UTC)
    }

    /// The day it is for the company.
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.zone()).date_naive()
    }

    /// The instant at which a day begins for the company. Where clocks skip midnight, the first instant after.
    pub fn day_start(&self, day: NaiveDate) -> DateTime<Utc> {
        day_start(self.zone(), day)
    }

    /// The first day of the week.
    pub fn week_start(&self) -> Weekday {
        Weekday::try_from((self.week_start.clamp(1, 7)) - 1).unwrap_or(Weekday::Mon)
    }

    /// The fiscal year a day is in, named by the calendar year it begins in.
    pub fn fiscal_year(&self, day: NaiveDate) -> i32 {
        if day.month() >= u32::from(self.fiscal_start) { day.year() } else { day.year() - 1 }
    }
}

/// The instant at which a day begins in a zone.
pub fn day_start(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    (0..=24)
        .find_map(|hours| zone.from_local_datetime(&(midnight + chrono::Duration::hours(hours))).earliest())
        .map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_local_midnight_or_when_clocks_allow() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let rome: Tz = "Europe/Rome".parse().unwrap();
        assert_eq!(day_start(rome, date("2026-07-01")).to_rfc3339(), "2026-06-30T22:00:00+00:00");
        // São Paulo skipped midnight on 4 November 2018.
        let paulo: Tz = "America/Sao_Paulo".parse().unwrap();
        assert_eq!(day_start(paulo, date("2018-11-04")).to_rfc3339(), "2018-11-04T03:00:00+00:00");
    }
}
