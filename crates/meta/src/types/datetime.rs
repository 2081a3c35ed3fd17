//! Instants: reading them as people write them, in a zone or with their own.

use chrono::{DateTime, FixedOffset, NaiveTime, SecondsFormat, Utc};

use super::{Fault, Reading, date};

/// The message that says what an instant looks like.
pub(crate) const EXPECTED: &str = "expected-time";

/// Reads RFC 3339, a date with a time (`31.12.2026 14:30`, `12/31/2026 2:30 pm`, `2026-12-31 14:30 UTC`) or a date alone,
/// which is its midnight. Without a zone it is the reading's.
pub(crate) fn parse(text: &str, reading: &Reading) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Some(instant.to_utc());
    }
    let Some((day, clock)) = split_time(text) else {
        return (reading.local)(date::parse(text, reading.date_order)?.and_time(NaiveTime::MIN));
    };
    let day = date::parse(day, reading.date_order)?;
    let (clock, zone) = split_zone(clock)?;
    let wall = day.and_time(time(clock)?);
    match zone {
        Some(offset) => wall.and_local_timezone(offset).single().map(|instant| instant.to_utc()),
        None => (reading.local)(wall),
    }
}

/// Splits `2026-12-31T14:30` before the hour; `None` when there is no time.
pub(crate) fn split_time(text: &str) -> Option<(&str, &str)> {
    let colon = text.find(':')?;
    let hour = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let day = text[..hour].trim_end_matches([' ', ',']);
    let day = match day.strip_suffix(['T', 't']) {
        Some(before) if before.ends_with(|c: char| c.is_ascii_digit()) => before,
        _ => day,
    };
    Some((day, &text[hour..]))
}

/// Whether a time says midnight, whatever its zone.
pub(crate) fn is_midnight(clock: &str) -> bool {
    split_zone(clock).and_then(|(clock, _)| time(clock)) == Some(NaiveTime::MIN)
}

fn time(clock: &str) -> Option<NaiveTime> {
    let compact = clock.replace([' ', '\u{202f}', '\u{a0}'], "").to_ascii_uppercase();
    let forms = ["%H:%M:%S%.f", "%H:%M", "%I:%M:%S%p", "%I:%M%p"];
    forms.iter().find_map(|form| NaiveTime::parse_from_str(&compact, form).ok())
}

fn split_zone(clock: &str) -> Option<(&str, Option<FixedOffset>)> {
    let clock = clock.trim();
    let utc = FixedOffset::east_opt(0);
    for name in ["Z", "z", "UTC", "GMT"] {
        if let Some(rest) = clock.strip_suffix(name) {
            return Some((rest.trim_end(), utc));
        }
    }
    match clock.rfind(['+', '-']) {
        Some(at) => Some((clock[..at].trim_end(), Some(clock[at..].parse().ok()?))),
        None => Some((clock, None)),
    }
}

/// The instant to the microsecond, in a year that is kept.
pub(crate) fn check(instant: DateTime<Utc>) -> Result<DateTime<Utc>, Fault> {
    date::check(instant.date_naive())?;
    DateTime::from_timestamp_micros(instant.timestamp_micros()).ok_or_else(|| Fault::unlike(EXPECTED))
}

/// RFC 3339 in UTC with as many places of the second as needed.
pub(crate) fn to_rfc3339(instant: &DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Currency, DateOrder};
    use std::sync::Arc;

    fn read(text: &str) -> Option<String> {
        let reading = Reading {
            date_order: DateOrder::Dmy,
            local: Arc::new(|wall| Some(wall.and_utc() - chrono::TimeDelta::hours(2))),
            ..Reading::plain(Currency::parse("EUR").unwrap())
        };
        parse(text, &reading).map(|instant| to_rfc3339(&instant))
    }

    #[test]
    fn instants_are_read_in_the_zone_of_the_reading_unless_they_have_their_own() {
        for text in [
            "2026-12-31T14:30",
            "2026-12-31 14:30:00",
            "31.12.2026 14:30",
            "31/12/2026, 2:30 pm",
            "31 Dec 2026 02:30PM",
            "2026-12-31T12:30:00Z",
            "2026-12-31 12:30 UTC",
            "2026-12-31T13:30:00+01:00",
            "2026-12-31 13:30 +0100",
        ] {
            assert_eq!(read(text).as_deref(), Some("2026-12-31T12:30:00Z"), "{text}");
        }
        assert_eq!(read("2026-12-31").as_deref(), Some("2026-12-30T22:00:00Z"));
        assert_eq!(read("2026-12-31T12:30:00.123456Z").as_deref(), Some("2026-12-31T12:30:00.123456Z"));
        for text in ["", "14:30", "2026-12-31 25:00", "2026-12-31 14:30 mars", ":", "2026-12-31T14:30+"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
