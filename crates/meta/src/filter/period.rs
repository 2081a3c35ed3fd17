//! `Period`: spans of days relative to today, and the words for them.
//!
//! `yesterday`, `today`, `tomorrow`; `last_`, `this_` or `next_` with `week`, `month`, `quarter`, `year`; or a signed count
//! with a unit `d`, `w`, `m`, `q`, `y`: `-7d` is the day seven days ago, `+2w` the week after next, `-1q` the last quarter.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use words::{Said, said};

/// A span of days relative to now in the company's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// Its length.
    pub unit: Unit,
    /// 0 this one, −1 the last, 1 the next.
    pub offset: i32,
}

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A day in the company's time zone.
    Day,
    /// A week from the company's first day of the week.
    Week,
    /// A calendar month.
    Month,
    /// A quarter of the company's fiscal year.
    Quarter,
    /// The company's fiscal year.
    Year,
}

impl Unit {
    const ALL: [Unit; 5] = [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year];

    fn name(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
        }
    }
}

impl Period {
    /// Farthest offset that is read.
    const FARTHEST: i32 = 9999;

    /// Reads a word of the grammar above.
    pub fn parse(text: &str) -> Option<Period> {
        let of = |unit, offset| Some(Period { unit, offset });
        match text {
            "yesterday" => return of(Unit::Day, -1),
            "today" => return of(Unit::Day, 0),
            "tomorrow" => return of(Unit::Day, 1),
            _ => {}
        }
        if let Some((which, unit)) = text.split_once('_') {
            let offset = ["last", "this", "next"].iter().position(|word| *word == which)?;
            let unit = Unit::ALL.into_iter().find(|known| known.name() == unit && *known != Unit::Day)?;
            return of(unit, i32::try_from(offset).ok()? - 1);
        }
        let letter = text.chars().next_back()?;
        let unit = Unit::ALL.into_iter().find(|known| known.name().starts_with(letter))?;
        let count = text.strip_suffix(letter)?;
        let digits = count.strip_prefix(['+', '-'])?;
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let offset = plain.then(|| count.parse::<i32>().ok()).flatten()?;
        (offset.abs() <= Period::FARTHEST).then_some(Period { unit, offset })
    }

    /// The word for it, which `parse` reads back.
    pub fn name(self) -> String {
        match (self.unit, self.offset) {
            (Unit::Day, -1) => "yesterday".to_string(),
            (Unit::Day, 0) => "today".to_string(),
            (Unit::Day, 1) => "tomorrow".to_string(),
            (unit, -1) => format!("last_{}", unit.name()),
            (unit, 0) => format!("this_{}", unit.name()),
            (unit, 1) => format!("next_{}", unit.name()),
            (unit, offset) => format!("{offset:+}{}", &unit.name()[..1]),
        }
    }

    /// As a person says it: `last quarter`, `7 days ago`, `in 2 weeks`.
    pub fn words(self) -> Said {
        if let Some([words, _]) = self.near() {
            return Said::new(words, []);
        }
        let count = self.offset.unsigned_abs();
        match (self.unit, self.offset < 0) {
            (Unit::Day, true) => said!("period-days-ago", count = count),
            (Unit::Week, true) => said!("period-weeks-ago", count = count),
            (Unit::Month, true) => said!("period-months-ago", count = count),
            (Unit::Quarter, true) => said!("period-quarters-ago", count = count),
            (Unit::Year, true) => said!("period-years-ago", count = count),
            (Unit::Day, false) => said!("period-in-days", count = count),
            (Unit::Week, false) => said!("period-in-weeks", count = count),
            (Unit::Month, false) => said!("period-in-months", count = count),
            (Unit::Quarter, false) => said!("period-in-quarters", count = count),
            (Unit::Year, false) => said!("period-in-years", count = count),
        }
    }

    /// The same where `before` and `after` take a preposition, with which an article may contract: `della settimana scorsa`.
    pub(super) fn words_of(self) -> Said {
        match self.near() {
            Some([_, of]) => Said::new(of, []),
            None => said!("filters-of", value = self.words()),
        }
    }

    /// The messages of what is near enough to have words of its own: alone, and with a preposition.
    fn near(self) -> Option<[&'static str; 2]> {
        Some(match (self.unit, self.offset) {
            (Unit::Day, -1) => ["period-yesterday", "period-of-yesterday"],
            (Unit::Day, 0) => ["period-today", "period-of-today"],
            (Unit::Day, 1) => ["period-tomorrow", "period-of-tomorrow"],
            (Unit::Week, -1) => ["period-last-week", "period-of-last-week"],
            (Unit::Week, 0) => ["period-this-week", "period-of-this-week"],
            (Unit::Week, 1) => ["period-next-week", "period-of-next-week"],
            (Unit::Month, -1) => ["period-last-month", "period-of-last-month"],
            (Unit::Month, 0) => ["period-this-month", "period-of-this-month"],
            (Unit::Month, 1) => ["period-next-month", "period-of-next-month"],
            (Unit::Quarter, -1) => ["period-last-quarter", "period-of-last-quarter"],
            (Unit::Quarter, 0) => ["period-this-quarter", "period-of-this-quarter"],
            (Unit::Quarter, 1) => ["period-next-quarter", "period-of-next-quarter"],
            (Unit::Year, -1) => ["period-last-year", "period-of-last-year"],
            (Unit::Year, 0) => ["period-this-year", "period-of-this-year"],
            (Unit::Year, 1) => ["period-next-year", "period-of-next-year"],
            _ => return None,
        })
    }

    /// Its first and last day; both are kept within the years 1 to 9999. `fiscal_start` is the month, 1 to 12, in which
    /// the fiscal year starts.
    pub fn days(self, today: NaiveDate, week_start: Weekday, fiscal_start: u32) -> (NaiveDate, NaiveDate) {
        let offset = i64::from(self.offset);
        let month = i64::from(today.year()) * 12 + i64::from(today.month0());
        let into_year = (i64::from(today.month0()) - i64::from(fiscal_start) + 1).rem_euclid(12);
        let (first, length) = match self.unit {
            Unit::Day => return (plus_days(today, offset), plus_days(today, offset)),
            Unit::Week => {
                let since = i64::from(today.weekday().days_since(week_start));
                let first = 7 * offset - since;
                return (plus_days(today, first), plus_days(today, first + 6));
            }
            Unit::Month => (month + offset, 1),
            Unit::Quarter => (month - into_year % 3 + 3 * offset, 3),
            Unit::Year => (month - into_year + 12 * offset, 12),
        };
        (within_years(first_of(first)), plus_days(first_of(first + length), -1))
    }
}

fn plus_days(day: NaiveDate, count: i64) -> NaiveDate {
    let distance = Days::new(count.unsigned_abs());
    let moved = if count < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) };
    within_years(moved.unwrap_or(if count < 0 { NaiveDate::MIN } else { NaiveDate::MAX }))
}

fn first_of(month: i64) -> NaiveDate {
    let year = i32::try_from(month.div_euclid(12)).ok();
    let day = year.and_then(|year| NaiveDate::from_ymd_opt(year, u32::try_from(month.rem_euclid(12)).ok()? + 1, 1));
    day.unwrap_or(if month < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
}

fn within_years(day: NaiveDate) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or(NaiveDate::MIN);
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    day.clamp(first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(word: &str, today: &str, fiscal_start: u32) -> String {
        let (first, last) = Period::parse(word).unwrap().days(today.parse().unwrap(), Weekday::Mon, fiscal_start);
        format!("{first} {last}")
    }

    #[test]
    fn periods_follow_the_company_calendar() {
        for (word, today, fiscal, days) in [
            ("today", "2024-02-29", 1, "2024-02-29 2024-02-29"),
            ("-7d", "2024-03-01", 1, "2024-02-23 2024-02-23"),
            ("this_week", "2026-11-22", 1, "2026-11-16 2026-11-22"),
            ("next_week", "2026-11-22", 1, "2026-11-23 2026-11-29"),
            ("last_month", "2024-03-31", 1, "2024-02-01 2024-02-29"),
            ("this_quarter", "2026-11-22", 1, "2026-10-01 2026-12-31"),
            ("this_quarter", "2026-11-22", 2, "2026-11-01 2027-01-31"),
            ("this_year", "2026-03-31", 4, "2025-04-01 2026-03-31"),
            ("next_year", "2026-04-01", 4, "2027-04-01 2028-03-31"),
            ("-9999y", "2026-04-01", 1, "0001-01-01 0001-01-01"),
            ("+9999y", "2026-04-01", 1, "9999-12-31 9999-12-31"),
        ] {
            assert_eq!(span(word, today, fiscal), days, "{word} {fiscal}");
        }
    }

    #[test]
    fn words_are_read_back() {
        for word in ["yesterday", "today", "tomorrow", "last_week", "this_quarter", "next_year", "-7d", "+3m", "-12q"] {
            assert_eq!(Period::parse(word).unwrap().name(), word);
        }
        for word in ["", "this_day", "7d", "-d", "--7d", "-7x", "+99999d", "last", "this_fortnight", "-7é", "é"] {
            assert_eq!(Period::parse(word), None, "{word}");
        }
    }
}
