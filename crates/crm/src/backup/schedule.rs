//! The schedule: how often the workspace backs itself up, and how many of those backups stay. Pure: no clock, no file.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::Result;

/// The setting that holds it.
pub(crate) const SETTING: &str = "backups";

/// Every night at a time, in the company's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    /// Whether it is followed.
    pub on: bool,
    /// The time of day.
    pub at: NaiveTime,
    /// Days of which the last backup stays.
    pub daily: u32,
    /// Weeks of which the last backup stays.
    pub weekly: u32,
    /// Months of which the last backup stays.
    pub monthly: u32,
}

impl Default for Schedule {
    fn default() -> Schedule {
        let at = NaiveTime::from_hms_opt(3, 0, 0).expect("a time of day");
        Schedule { on: true, at, daily: 7, weekly: 4, monthly: 6 }
    }
}

impl Schedule {
    /// The workspace's own.
    pub fn read(tx: &mut Tx<'_>) -> Result<Schedule> {
        let Some(text) = store::settings::get(tx, SETTING)? else { return Ok(Schedule::default()) };
        let read = serde_json::from_str(&text);
        read.map_err(|error| store::Error::Damaged(format!("the schedule of backups cannot be read: {error}")).into())
    }

    /// The last instant, up to now, at which a backup was to be made.
    pub fn last(&self, zone: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
        let today = now.with_timezone(&zone).date_naive();
        let days = [Some(today), today.pred_opt()].into_iter().flatten();
        days.map(|day| self.instant(zone, day)).find(|at| *at <= now).unwrap_or(now - TimeDelta::days(1))
    }

    /// The next instant at which one is to be made.
    pub fn next(&self, zone: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
        let today = now.with_timezone(&zone).date_naive();
        let days = [Some(today), today.succ_opt()].into_iter().flatten();
        days.map(|day| self.instant(zone, day)).find(|at| *at > now).unwrap_or(now + TimeDelta::days(1))
    }

    /// Whether one is due, when the last was made at an instant; without one, when the workspace was.
    pub fn is_due(&self, zone: Tz, last: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        self.on && last < self.last(zone, now)
    }

    /// The time of day on a day: the first of two where clocks go back, the first after a gap where they go forward.
    fn instant(&self, zone: Tz, day: NaiveDate) -> DateTime<Utc> {
        let wall = day.and_time(self.at);
        let found = (0..=96)
            .find_map(|quarters| zone.from_local_datetime(&(wall + TimeDelta::minutes(15 * quarters))).earliest());
        found.map_or_else(|| wall.and_utc(), |at| at.with_timezone(&Utc))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn nightly(time: &str) -> Schedule {
        Schedule { at: time.parse().unwrap(), ..Schedule::default() }
    }

    #[test]
    fn a_night_is_due_from_its_time_on_until_a_backup_is_made_and_a_missed_one_is_caught_up() {
        let (zone, nightly) = (Tz::Europe__Lisbon, Schedule::default());
        let made = at("2026-11-21T03:00:00Z");
        assert!(!nightly.is_due(zone, made, at("2026-11-22T02:59:59Z")));
        assert!(nightly.is_due(zone, made, at("2026-11-22T03:00:00Z")));
        assert!(nightly.is_due(zone, made, at("2026-11-29T12:00:00Z")), "the server was down for a week");
        assert!(!nightly.is_due(zone, at("2026-11-29T12:00:00Z"), at("2026-11-29T23:00:00Z")));
        assert!(!Schedule { on: false, ..nightly }.is_due(zone, made, at("2026-11-29T12:00:00Z")));
    }

    #[test]
    fn days_are_those_of_the_company() {
        let (zone, nightly) = (Tz::America__Los_Angeles, Schedule::default());
        assert_eq!(nightly.last(zone, at("2026-11-22T10:59:00Z")), at("2026-11-21T11:00:00Z"));
        assert_eq!(nightly.next(zone, at("2026-11-22T10:59:00Z")), at("2026-11-22T11:00:00Z"));
        assert_eq!(nightly.next(zone, at("2026-12-31T11:00:00Z")), at("2027-01-01T11:00:00Z"));
    }

    #[test]
    fn a_time_that_clocks_skip_comes_late_and_one_they_repeat_comes_once() {
        let (zone, nightly) = (Tz::Europe__Lisbon, nightly("01:30:00"));
        // On 29 March 2026 clocks go from 01:00 to 02:00, on 25 October from 02:00 back to 01:00.
        assert_eq!(nightly.last(zone, at("2026-03-29T12:00:00Z")), at("2026-03-29T01:00:00Z"));
        assert_eq!(nightly.last(zone, at("2026-03-28T12:00:00Z")), at("2026-03-28T01:30:00Z"));
        assert_eq!(nightly.last(zone, at("2026-03-30T12:00:00Z")), at("2026-03-30T00:30:00Z"));
        let made = at("2026-10-25T00:30:10Z");
        assert_eq!(nightly.last(zone, made), at("2026-10-25T00:30:00Z"));
        assert!(!nightly.is_due(zone, made, at("2026-10-25T01:30:00Z")), "the second 01:30 of that night");
        assert_eq!(nightly.next(zone, made), at("2026-10-26T01:30:00Z"));
    }

    #[test]
    fn another_time_of_day_holds_from_the_next_one_on() {
        let made = at("2026-11-22T03:00:05Z");
        assert!(!nightly("05:00:00").is_due(Tz::UTC, made, at("2026-11-22T04:00:00Z")));
        assert!(nightly("05:00:00").is_due(Tz::UTC, made, at("2026-11-22T05:00:00Z")));
    }
}
