//! Days: reading them as people write them, and the years that are kept.

use chrono::{Datelike, NaiveDate};
use words::said;

use super::{DateOrder, Fault, datetime};

/// The message that says what a date looks like.
pub(crate) const EXPECTED: &str = "expected-date";

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Reads `2026-12-31`, `31.12.2026`, `12/31/2026`, `31 Dec 2026`, `Thu, Dec 31, 2026`; a time of midnight may follow.
///
/// Dots mean day, month, year. Years of two digits are 1970 to 2069.
pub(crate) fn parse(text: &str, order: DateOrder) -> Option<NaiveDate> {
    let text = text.trim();
    let day = match datetime::split_time(text) {
        Some((day, time)) if datetime::is_midnight(time) => day,
        Some(_) => return None,
        None => text,
    };
    if !day.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let dots = day.contains('.');
    let mut steps: Vec<&str> = day.split(['-', '/', '.', ',', ' ']).filter(|step| !step.is_empty()).collect();
    if steps.len() == 4 && name_of(steps[0], &WEEKDAYS).is_some() {
        steps.remove(0);
    }
    let [a, b, c] = steps[..] else { return None };
    let (year, month, day) = match () {
        () if a.len() == 4 && number(a).is_some() => (number(a)?, month(b)?, number(c)?),
        () if name_of(a, &MONTHS).is_some() => (year(c)?, month(a)?, number(b)?),
        () if name_of(b, &MONTHS).is_some() => (year(c)?, month(b)?, number(a)?),
        () if dots || order == DateOrder::Dmy => (year(c)?, number(b)?, number(a)?),
        () if order == DateOrder::Mdy => (year(c)?, number(a)?, number(b)?),
        () if c.len() == 4 && number(a)? > 12 => (number(c)?, number(b)?, number(a)?),
        () if c.len() == 4 && number(b)? > 12 => (number(c)?, number(a)?, number(b)?),
        () => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn number(step: &str) -> Option<u32> {
    (step.len() <= 4 && step.bytes().all(|b| b.is_ascii_digit())).then(|| step.parse().ok()).flatten()
}

fn year(step: &str) -> Option<u32> {
    match (step.len(), number(step)?) {
        (4, year) => Some(year),
        (2, short) => Some(if short < 70 { 2000 + short } else { 1900 + short }),
        _ => None,
    }
}

fn month(step: &str) -> Option<u32> {
    number(step).or_else(|| name_of(step, &MONTHS))
}

/// The number, from 1, of a name that the step is, or abbreviates to at least three letters.
fn name_of(step: &str, names: &[&str]) -> Option<u32> {
    let word = step.to_ascii_lowercase();
    let at = names.iter().position(|name| word.len() >= 3 && name.starts_with(&word))?;
    u32::try_from(at + 1).ok()
}

/// Refuses years before 1 and after 9999, which forms and files cannot hold.
pub(crate) fn check(date: NaiveDate) -> Result<NaiveDate, Fault> {
    match date.year() {
        1..=9999 => Ok(date),
        year => Err(Fault::invalid(said!("fault-year", year = year))),
    }
}

/// Reads the ISO form alone.
pub(crate) fn from_iso(text: &str) -> Option<NaiveDate> {
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    plain.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2026-12-31",
            "2026/12/31",
            "31.12.2026",
            "31. 12. 2026",
            "12/31/2026",
            "31/12/2026",
            "31 Dec 2026",
            "Dec 31, 2026",
            "31-DEC-26",
            "december 31 2026",
            "Thu, 31 Dec 2026",
            "2026-12-31T00:00:00",
            "31.12.26",
            "2026-12-31 00:00",
        ] {
            assert_eq!(parse(text, DateOrder::Ymd), NaiveDate::from_ymd_opt(2026, 12, 31), "{text}");
        }
        assert_eq!(parse("1/2/2026", DateOrder::Dmy), NaiveDate::from_ymd_opt(2026, 2, 1));
        assert_eq!(parse("1/2/2026", DateOrder::Mdy), NaiveDate::from_ymd_opt(2026, 1, 2));
    }

    #[test]
    fn doubtful_dates_are_refused() {
        for text in
            ["1/2/2026", "2026-02-30", "soon", "2026", "31 Foo 2026", "2026-12-31 10:00", "-1-2-2026", "1/2/3/4"]
        {
            assert_eq!(parse(text, DateOrder::Ymd), None, "{text}");
        }
        assert_eq!(parse("12/31/2026", DateOrder::Dmy), None);
        assert_eq!(parse("31/12/2026", DateOrder::Mdy), None);
    }
}
