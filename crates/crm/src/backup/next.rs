//! What is to be done next about backups. Pure: told what is known, it says what follows.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use store::Tx;
use store::backups::{self as rows, Backup, State, Verdict, Why};
use uuid::Uuid;

use super::schedule::Schedule;
use super::vault::Vault;
use crate::error::Result;

/// How long the first pause after a failure is; each is twice the one before…
const PAUSE: TimeDelta = TimeDelta::minutes(1);
/// …up to this.
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// What is known of the backups of a workspace.
#[derive(Debug, Clone)]
pub struct Known {
    /// When they are made and which stay.
    pub schedule: Schedule,
    /// All of them, newest first.
    pub list: Vec<Backup>,
    /// When the workspace was made.
    pub born: DateTime<Utc>,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// This is to be made; it may not be on the list yet.
    Make(Backup),
    /// This is to be verified.
    Verify(Backup),
    /// Whoever verified this is gone.
    GiveUp(Backup),
}

impl Known {
    /// Reads it.
    pub fn read(tx: &mut Tx<'_>) -> Result<Known> {
        let born = store::integrity::born(tx)?.unwrap_or(DateTime::UNIX_EPOCH);
        Ok(Known { schedule: Schedule::read(tx)?, list: rows::all(tx)?, born })
    }

    /// When the last scheduled one was made; before the first, when the workspace was.
    pub fn last_scheduled(&self) -> DateTime<Utc> {
        let made = |backup: &&Backup| backup.why == Why::Scheduled && backup.state == State::Made;
        self.list.iter().find(made).map_or(self.born, |backup| backup.at)
    }

    /// The scheduled one that was not made yet though its time has come.
    pub fn unmade(&self) -> Option<&Backup> {
        self.list.iter().find(|backup| backup.why == Why::Scheduled && backup.state != State::Made)
    }

    /// Those that wait to be verified and lie on this machine.
    pub(super) fn here(&self, vault: &Vault) -> HashSet<Uuid> {
        let waits = |backup: &&Backup| matches!(backup.verdict, Verdict::Asked | Verdict::Verifying);
        self.list.iter().filter(waits).filter(|backup| vault.holds(backup)).map(|backup| backup.id).collect()
    }

    /// What is to be done next by whoever may. What somebody was doing is done again only once its time is over.
    pub(super) fn next(&self, zone: Tz, now: DateTime<Utc>, here: &HashSet<Uuid>) -> Option<Next> {
        let waits = |backup: &&Backup| match backup.state {
            _ if backup.why == Why::Scheduled && !self.schedule.on => false,
            State::Asked => true,
            State::Making | State::Failed => backup.again_at.is_some_and(|at| at <= now),
            State::Made => false,
        };
        if let Some(backup) = self.list.iter().rev().find(waits) {
            return Some(Next::Make(backup.clone()));
        }
        if self.unmade().is_none() && self.schedule.is_due(zone, self.last_scheduled(), now) {
            return Some(Next::Make(Backup::asked(Why::Scheduled, now, None)));
        }
        let here =
            |verdict| self.list.iter().find(move |backup| backup.verdict == verdict && here.contains(&backup.id));
        here(Verdict::Verifying).cloned().map(Next::GiveUp).or_else(|| here(Verdict::Asked).cloned().map(Next::Verify))
    }
}

/// How long to wait after so many failures in a row.
pub(super) fn pause(tries: i64) -> TimeDelta {
    let doubled = i32::try_from(tries.clamp(1, 10) - 1).unwrap_or(0);
    (PAUSE * 2_i32.pow(doubled as u32)).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn known(list: Vec<Backup>) -> Known {
        Known { schedule: Schedule::default(), list, born: at("2026-11-21T10:00:00Z") }
    }

    fn next(known: &Known, now: &str) -> Option<Next> {
        let here = known.list.iter().map(|backup| backup.id).collect();
        known.next(Tz::UTC, at(now), &here)
    }

    #[test]
    fn a_new_workspace_waits_for_its_first_night() {
        let known = known(Vec::new());
        assert_eq!(next(&known, "2026-11-22T02:59:00Z"), None);
        let Some(Next::Make(backup)) = next(&known, "2026-11-22T03:00:00Z") else { panic!("it is due") };
        assert_eq!((backup.why, backup.tries), (Why::Scheduled, 0));
    }

    #[test]
    fn one_that_failed_is_tried_again_after_its_pause_and_no_second_one_is_begun() {
        let asked = Backup::asked(Why::Scheduled, at("2026-11-22T03:00:00Z"), None);
        let failed = Backup { state: State::Failed, again_at: Some(at("2026-11-22T03:04:00Z")), ..asked };
        let known = known(vec![failed.clone()]);
        assert_eq!(next(&known, "2026-11-22T03:03:59Z"), None);
        assert_eq!(next(&known, "2026-11-25T03:04:00Z"), Some(Next::Make(failed)));
        let pauses: Vec<i64> = [1, 2, 3, 6, 7, 99].map(|tries| pause(tries).num_minutes()).to_vec();
        assert_eq!(pauses, [1, 2, 4, 32, 60, 60]);
    }

    #[test]
    fn one_asked_for_by_hand_is_made_once_and_not_again() {
        let asked = Backup::asked(Why::ByHand, at("2026-11-21T12:00:00Z"), None);
        assert_eq!(next(&known(vec![asked.clone()]), "2026-11-21T12:00:00Z"), Some(Next::Make(asked.clone())));
        let failed = Backup { state: State::Failed, ..asked };
        assert_eq!(next(&known(vec![failed]), "2026-11-21T13:00:00Z"), None);
    }

    #[test]
    fn a_verification_is_done_where_the_file_is_and_one_that_was_broken_off_is_given_up() {
        let made = Backup { state: State::Made, ..Backup::asked(Why::ByHand, at("2026-11-21T12:00:00Z"), None) };
        let asked = Backup { verdict: Verdict::Asked, ..made.clone() };
        let known = |backup: &Backup| known(vec![backup.clone()]);
        assert_eq!(next(&known(&asked), "2026-11-21T12:00:00Z"), Some(Next::Verify(asked.clone())));
        assert_eq!(known(&asked).next(Tz::UTC, at("2026-11-21T12:00:00Z"), &HashSet::new()), None);
        let broken = Backup { verdict: Verdict::Verifying, ..made.clone() };
        assert_eq!(next(&known(&broken), "2026-11-21T12:00:00Z"), Some(Next::GiveUp(broken)));
        assert_eq!(next(&known(&made), "2026-11-21T12:00:00Z"), None);
    }
}
