//! Days, instants and durations: reading and writing ISO 8601, and the arithmetic of the calendar. No clock, no zone.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, SecondsFormat, TimeDelta, Utc};

use crate::ty::Type;
use crate::value::Value;

const DAY: i64 = 86_400;

/// The days Kith holds: years 1 to 9999.
fn held(day: NaiveDate) -> Option<NaiveDate> {
    (1..=9999).contains(&day.year()).then_some(day)
}

/// Reads a day: `2026-01-31`.
pub fn date(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten().and_then(held)
}

/// A day of year, month and day of month.
pub fn ymd(year: i64, month: i64, day: i64) -> Option<NaiveDate> {
    held(NaiveDate::from_ymd_opt(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)?)
}

/// Reads an instant with its offset: `2026-01-31T14:00:00Z`.
pub fn time(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.with_timezone(&Utc)).and_then(held_time)
}

fn held_time(time: DateTime<Utc>) -> Option<DateTime<Utc>> {
    held(time.date_naive()).map(|_| time)
}

/// Reads a duration: `P1DT2H30M`, `-PT45S` in seconds, `P1Y6M` in months. The two do not mix.
pub fn duration(text: &str) -> Option<(Value, Type)> {
    let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (days, clock) = match rest.strip_prefix('P')?.split_once('T') {
        Some((days, clock)) if !clock.is_empty() => (days, clock),
        Some(_) => return None,
        None => (rest.strip_prefix('P')?, ""),
    };
    let whole = format!("{days}{}", clock.to_lowercase());
    let of_months = whole.ends_with(['Y', 'M']);
    let units: &[(char, i64)] = match of_months {
        true => &[('Y', 12), ('M', 1)],
        false => &[('W', 7 * DAY), ('D', DAY), ('h', 3600), ('m', 60), ('s', 1)],
    };
    let total = sign * sum_of_units(&whole, units)?;
    Some(if of_months { (Value::Months(total), Type::Months) } else { (Value::Duration(total), Type::Duration) })
}

/// `1D2h` by the units in their order, each at most once.
fn sum_of_units(mut text: &str, mut units: &[(char, i64)]) -> Option<i64> {
    let mut total = 0i64;
    if text.is_empty() {
        return None;
    }
    while !text.is_empty() {
        let end = text.find(|c: char| !c.is_ascii_digit())?;
        let count: i64 = text[..end].parse().ok()?;
        let unit = text[end..].chars().next()?;
        let at = units.iter().position(|(known, _)| *known == unit)?;
        total = total.checked_add(count.checked_mul(units[at].1)?)?;
        units = &units[at + 1..];
        text = &text[end + unit.len_utf8()..];
    }
    Some(total)
}

/// Writes an instant: `2026-01-31T14:00:00Z`.
pub fn write_time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Writes a duration of seconds: `P1DT2H`.
pub fn write_duration(seconds: i64) -> String {
    let total = seconds.unsigned_abs();
    let mut text = format!("{}P", if seconds < 0 { "-" } else { "" });
    let day = DAY.unsigned_abs();
    if total >= day {
        text += &format!("{}D", total / day);
    }
    let clock = [(total % day / 3600, 'H'), (total % 3600 / 60, 'M'), (total % 60, 'S')];
    let clock: String = clock.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    match (clock.is_empty(), total) {
        (true, 0) => text + "T0S",
        (true, _) => text,
        (false, _) => text + "T" + &clock,
    }
}

/// Writes a duration of months: `P1Y6M`.
pub fn write_months(months: i64) -> String {
    let total = months.unsigned_abs();
    let mut text = format!("{}P", if months < 0 { "-" } else { "" });
    if total >= 12 {
        text += &format!("{}Y", total / 12);
    }
    if !total.is_multiple_of(12) || total == 0 {
        text += &format!("{}M", total % 12);
    }
    text
}

/// A day so many seconds later, whole days counting.
pub fn date_plus_seconds(day: NaiveDate, seconds: i64) -> Option<NaiveDate> {
    let days = seconds.div_euclid(DAY);
    let count = Days::new(days.unsigned_abs());
    held(if days < 0 { day.checked_sub_days(count)? } else { day.checked_add_days(count)? })
}

/// An instant so many seconds later.
pub fn time_plus_seconds(time: DateTime<Utc>, seconds: i64) -> Option<DateTime<Utc>> {
    held_time(time.checked_add_signed(TimeDelta::try_seconds(seconds)?)?)
}

/// A day so many months later; the last day of the month when it has fewer days.
pub fn date_plus_months(day: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    held(if months < 0 { day.checked_sub_months(count)? } else { day.checked_add_months(count)? })
}

/// A wall clock so many months later.
pub fn wall_plus_months(wall: NaiveDateTime, months: i64) -> Option<NaiveDateTime> {
    Some(date_plus_months(wall.date(), months)?.and_time(wall.time()))
}

/// Days from one to the other.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// Whole months from one to the other, towards zero.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let count = |from: NaiveDate, to: NaiveDate| {
        let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
        months - i64::from(to.day() < from.day())
    };
    if to < from { -count(to, from) } else { count(from, to) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_written() {
        for (text, value) in [("P1DT2H30M", 95_400), ("PT0S", 0), ("-PT45S", -45), ("P2W", 14 * DAY)] {
            assert_eq!(duration(text), Some((Value::Duration(value), Type::Duration)), "{text}");
        }
        for text in ["P1DT2H30M", "PT0S", "-PT45S", "P14D"] {
            let Some((Value::Duration(seconds), _)) = duration(text) else { panic!("{text}") };
            assert_eq!(write_duration(seconds), text);
        }
        assert_eq!(duration("P1Y6M"), Some((Value::Months(18), Type::Months)));
        assert_eq!([18, 12, 0, -1].map(write_months), ["P1Y6M", "P1Y", "P0M", "-P1M"]);
        for bad in ["", "P", "PT", "P1", "1D", "P1M2D", "PT1M1H", "P1D1D", "P99999999999999999999D", "P1.5D", "Pé"] {
            assert_eq!(duration(bad), None, "{bad}");
        }
        assert_eq!(write_duration(i64::MIN), "-P106751991167300DT15H30M8S");
    }

    #[test]
    fn months_are_whole_and_towards_zero() {
        let day = |text| date(text).unwrap();
        for (from, to, months) in [
            ("2026-01-31", "2026-02-28", 0),
            ("2026-01-31", "2026-03-31", 2),
            ("2026-03-31", "2026-01-31", -2),
            ("2026-03-01", "2026-01-31", -1),
        ] {
            assert_eq!(months_between(day(from), day(to)), months, "{from} {to}");
        }
        assert_eq!(date_plus_months(day("2024-01-31"), 1), date("2024-02-29"));
    }
}
