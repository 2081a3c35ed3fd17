//! The days that sales are told of, and the months they are in.

use chrono::{Datelike, Months, NaiveDate};
use words::said;

use crate::error::{Error, Result};
use crate::reports::Which;

/// Most months of one report.
pub const MOST: i32 = 60;
/// Months where one end is not said, or none.
const USUAL: Months = Months::new(11);
/// The first day there is.
const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a day");
/// The last day there is.
const LAST: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day");

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

impl Period {
    /// The days asked for. Where one end is not said, the period has twelve months and ends, or begins, with a month; where
    /// neither is, it ends with the month of today.
    pub fn of(which: &Which, today: NaiveDate) -> Result<Period> {
        let before = |day: NaiveDate| first(day).checked_sub_months(USUAL).unwrap_or(FIRST).max(FIRST);
        let after = |day: NaiveDate| day.checked_add_months(USUAL).map_or(LAST, last).min(LAST);
        let (from, to) = match (which.from, which.to) {
            (None, None) => (before(today), last(today)),
            (Some(from), None) => (from, after(first(from))),
            (None, Some(to)) => (before(to), to),
            (Some(from), Some(to)) => (from, to),
        };
        if month(to) - month(from) >= MOST {
            let detail = said!("reports-too-long", most = MOST, from = from.to_string());
            return Err(Error::invalid("to", "invalid", detail));
        }
        Ok(Period { from, to })
    }

    /// The first day of each month it touches.
    pub fn months(&self) -> Vec<NaiveDate> {
        let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
        std::iter::successors(Some(first(self.from)), next).take_while(|month| *month <= self.to).collect()
    }

    /// Its days in a month that begins on a day.
    pub fn part(&self, month: NaiveDate) -> Period {
        Period { from: self.from.max(month), to: self.to.min(last(month)) }
    }

    /// Its whole months as one, beside what is cut short before and after them.
    pub(super) fn stretches(&self) -> Vec<Period> {
        let whole: Vec<Period> = self.months().into_iter().map(|month| self.part(month)).collect();
        let mut stretches: Vec<Period> = Vec::new();
        for part in whole {
            match stretches.last_mut() {
                Some(before) if before.is_whole() && part.is_whole() => before.to = part.to,
                _ => stretches.push(part),
            }
        }
        stretches
    }

    /// Whether it begins and ends with months.
    fn is_whole(&self) -> bool {
        self.from == first(self.from) && self.to == last(self.to)
    }
}

fn first(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last(day: NaiveDate) -> NaiveDate {
    day.with_day(day.num_days_in_month().into()).unwrap_or(day)
}

/// Months since the year 0.
fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn asked(from: &str, to: &str) -> Result<Period> {
        let which = Which { from: from.parse().ok(), to: to.parse().ok(), ..Which::default() };
        Period::of(&which, day("2026-02-28"))
    }

    fn days(period: &Period) -> (String, String) {
        (period.from.to_string(), period.to.to_string())
    }

    fn pair(from: &str, to: &str) -> (String, String) {
        (from.into(), to.into())
    }

    #[test]
    fn what_is_not_said_makes_twelve_whole_months() {
        let told = |from: &str, to: &str| days(&asked(from, to).unwrap());
        assert_eq!(told("", ""), pair("2025-03-01", "2026-02-28"));
        assert_eq!(told("2023-03-31", ""), pair("2023-03-31", "2024-02-29"));
        assert_eq!(told("", "2025-12-31"), pair("2025-01-01", "2025-12-31"));
        assert_eq!(told("2025-12-30", "2026-01-02"), pair("2025-12-30", "2026-01-02"));
        assert_eq!(told("9999-06-01", ""), pair("9999-06-01", "9999-12-31"));
        assert_eq!(told("", "0001-02-03"), pair("0001-01-01", "0001-02-03"));
        assert_eq!(asked("", "").unwrap().months().len(), 12);
    }

    #[test]
    fn months_come_in_order_up_to_the_most() {
        let months = asked("2025-11-30", "2026-02-01").unwrap().months();
        assert_eq!(months, ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"].map(day));
        assert_eq!(asked("2021-01-31", "2025-12-01").unwrap().months().len(), 60);
        assert!(matches!(asked("2021-01-31", "2026-01-01"), Err(Error::Invalid(_))));
        assert_eq!(asked("9999-12-31", "9999-12-31").unwrap().months().len(), 1);
    }

    #[test]
    fn whole_months_are_one_stretch_between_those_cut_short() {
        let stretches =
            |from: &str, to: &str| -> Vec<_> { asked(from, to).unwrap().stretches().iter().map(days).collect() };
        assert_eq!(stretches("2024-01-01", "2024-02-29"), [pair("2024-01-01", "2024-02-29")]);
        assert_eq!(
            stretches("2024-01-02", "2024-04-29"),
            [pair("2024-01-02", "2024-01-31"), pair("2024-02-01", "2024-03-31"), pair("2024-04-01", "2024-04-29"),]
        );
        assert_eq!(stretches("2024-02-10", "2024-02-28"), [pair("2024-02-10", "2024-02-28")]);
    }
}
