//! Retention: which backups may go. Only those that Kith made by itself ever do. Pure: no file is touched here.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use store::backups::{Backup, State, Verdict, Why};
use uuid::Uuid;

use super::schedule::Schedule;

/// Of those made before an upgrade, a restore or a change, this many of each kind stay whatever their age…
const OF_A_KIND: usize = 5;
/// …and every one for this long.
const KEPT: TimeDelta = TimeDelta::days(30);

/// What backups are told apart by: a day, a week, a month.
type Span = fn(NaiveDate) -> (i32, u32);

/// The backups that may go, of a list with the newest first.
pub fn surplus(schedule: &Schedule, zone: Tz, list: &[Backup], now: DateTime<Utc>) -> Vec<Uuid> {
    let there =
        |why: Why| move |backup: &&Backup| backup.why == why && backup.state == State::Made && backup.gone_at.is_none();
    let scheduled: Vec<&Backup> = list.iter().filter(there(Why::Scheduled)).collect();
    let kept = kept(schedule, zone, &scheduled);
    let mut all: Vec<Uuid> = scheduled.iter().map(|backup| backup.id).filter(|id| !kept.contains(id)).collect();
    for why in [Why::BeforeUpgrade, Why::BeforeRestore, Why::BeforeChange] {
        let old = list.iter().filter(there(why)).skip(OF_A_KIND).filter(|backup| backup.at < now - KEPT);
        all.extend(old.map(|backup| backup.id));
    }
    all
}

/// The scheduled ones that stay. The newest does in any case, and so does the newest that was found sound.
fn kept(schedule: &Schedule, zone: Tz, made: &[&Backup]) -> HashSet<Uuid> {
    let spans: [(u32, Span); 3] = [
        (schedule.daily, |day| (day.year(), day.ordinal())),
        (schedule.weekly, |day| (day.iso_week().year(), day.iso_week().week())),
        (schedule.monthly, |day| (day.year(), day.month())),
    ];
    let sound = made.iter().find(|backup| backup.verdict == Verdict::Sound);
    let mut kept: HashSet<Uuid> = made.first().into_iter().chain(sound).map(|backup| backup.id).collect();
    for (count, span) in spans {
        let of = |backup: &&Backup| span(backup.at.with_timezone(&zone).date_naive());
        let spans = made.chunk_by(|a, b| of(a) == of(b)).take(count as usize);
        kept.extend(spans.filter_map(best));
    }
    kept
}

/// The last of one span; one in which something was found stands back.
fn best(span: &[&Backup]) -> Option<Uuid> {
    let good = span.iter().find(|backup| backup.verdict != Verdict::Faulty);
    good.or(span.first()).map(|backup| backup.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(why: Why, at: &str, verdict: Verdict) -> Backup {
        let at = at.parse().unwrap();
        Backup { state: State::Made, verdict, ..Backup::asked(why, at, None) }
    }

    /// A backup for every night up to one, newest first.
    fn nights(until: &str, count: i64) -> Vec<Backup> {
        let until: DateTime<Utc> = until.parse().unwrap();
        let night = |ago| Backup {
            state: State::Made,
            verdict: Verdict::Sound,
            ..Backup::asked(Why::Scheduled, until - TimeDelta::days(ago), None)
        };
        (0..count).map(night).collect()
    }

    fn stay(list: &[Backup], schedule: &Schedule, zone: Tz) -> Vec<String> {
        let gone = surplus(schedule, zone, list, "2027-01-01T00:00:00Z".parse().unwrap());
        let stay = list.iter().filter(|backup| !gone.contains(&backup.id));
        stay.map(|backup| backup.at.with_timezone(&zone).date_naive().to_string()).collect()
    }

    #[test]
    fn the_last_days_weeks_and_months_stay() {
        let list = nights("2026-03-04T03:00:00Z", 400);
        let expected = [
            "2026-03-04",
            "2026-03-03",
            "2026-03-02",
            "2026-03-01",
            "2026-02-28",
            "2026-02-27",
            "2026-02-26",
            "2026-02-22",
            "2026-02-15",
            "2026-01-31",
            "2025-12-31",
            "2025-11-30",
            "2025-10-31",
        ];
        assert_eq!(stay(&list, &Schedule::default(), Tz::UTC), expected);
    }

    /// Night for night over two years, as it happens: what is let go is never missed later.
    #[test]
    fn what_went_is_never_missed_later() {
        let schedule = Schedule { daily: 3, weekly: 2, monthly: 4, ..Schedule::default() };
        let all = nights("2027-12-31T02:30:00Z", 730);
        let mut list: Vec<Backup> = Vec::new();
        for (night, backup) in all.iter().rev().enumerate() {
            list.insert(0, backup.clone());
            let gone = surplus(&schedule, Tz::Europe__Lisbon, &list, backup.at);
            list.retain(|backup| !gone.contains(&backup.id));
            let whole: Vec<Backup> = all[all.len() - 1 - night..].to_vec();
            assert_eq!(stay(&list, &schedule, Tz::Europe__Lisbon), stay(&whole, &schedule, Tz::Europe__Lisbon));
            assert!(list.len() <= 9, "{}", list.len());
        }
    }

    #[test]
    fn days_are_those_of_the_company() {
        // 03:00 in Auckland is the afternoon before in UTC.
        let zone = Tz::Pacific__Auckland;
        let list = [
            made(Why::Scheduled, "2026-05-31T15:00:00Z", Verdict::Sound),
            made(Why::Scheduled, "2026-05-30T15:00:00Z", Verdict::Sound),
        ];
        let months = Schedule { daily: 0, weekly: 0, monthly: 2, ..Schedule::default() };
        assert_eq!(stay(&list, &months, zone), ["2026-06-01", "2026-05-31"]);
        assert_eq!(stay(&list, &months, Tz::UTC), ["2026-05-31"]);
    }

    #[test]
    fn a_faulty_one_pushes_no_sound_one_out_and_the_newest_stays() {
        let one_day = Schedule { daily: 1, weekly: 0, monthly: 0, ..Schedule::default() };
        let list = [
            made(Why::Scheduled, "2026-05-03T04:00:00Z", Verdict::Faulty),
            made(Why::Scheduled, "2026-05-03T03:00:00Z", Verdict::Open),
            made(Why::Scheduled, "2026-05-02T03:00:00Z", Verdict::Faulty),
            made(Why::Scheduled, "2026-04-01T03:00:00Z", Verdict::Sound),
            made(Why::Scheduled, "2026-03-31T03:00:00Z", Verdict::Sound),
        ];
        assert_eq!(stay(&list, &one_day, Tz::UTC), ["2026-05-03", "2026-05-03", "2026-04-01"]);
        let none = Schedule { daily: 0, ..one_day };
        assert_eq!(stay(&list, &none, Tz::UTC), ["2026-05-03", "2026-04-01"]);
    }

    #[test]
    fn only_what_kith_made_by_itself_may_go_and_before_a_step_the_last_five_and_the_last_month_stay() {
        let none = Schedule { daily: 0, weekly: 0, monthly: 0, ..Schedule::default() };
        let day = |why, n: u32| made(why, &format!("2026-05-{n:02}T03:00:00Z"), Verdict::Open);
        let mut list: Vec<Backup> = (1..=9).rev().map(|n| day(Why::ByHand, n)).collect();
        list.extend((1..=9).rev().map(|n| day(Why::BeforeChange, n)));
        list.extend((1..=3).rev().map(|n| day(Why::BeforeUpgrade, n)));
        let gone = |now: &str| surplus(&none, Tz::UTC, &list, now.parse().unwrap());
        assert_eq!(gone("2026-05-10T00:00:00Z"), Vec::<Uuid>::new());
        let oldest: Vec<Uuid> = list[14..18].iter().map(|backup| backup.id).collect();
        assert_eq!(gone("2026-09-01T00:00:00Z"), oldest);
        let failed = Backup { state: State::Failed, ..made(Why::Scheduled, "2026-01-01T03:00:00Z", Verdict::Open) };
        assert_eq!(surplus(&none, Tz::UTC, &[failed], "2026-09-01T00:00:00Z".parse().unwrap()), Vec::<Uuid>::new());
    }
}
