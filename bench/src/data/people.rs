//! Who works there: twenty teams, each with a manager and nine or ten representatives.

use std::path::Path;

use super::File;
use super::words::{FAMILY, GIVEN};
use crate::Outcome;
use bench::dice::Dice;

/// Who sees everything.
pub const ADMINISTRATOR: &str = "admin@bench.example";
/// A representative in the middle of the field: sees their team's deals.
pub const REP: &str = "rep@bench.example";
/// The manager of that team.
pub const MANAGER: &str = "manager@bench.example";

/// The team of [`REP`].
pub const TEAM: &str = "Team 07";
const TEAMS: u64 = 20;
const REPS: u64 = 190;

/// The address of the `n`th representative, those with most to do first.
pub fn rep(n: u64) -> String {
    if n == 60 { REP.into() } else { format!("rep{n:03}@bench.example") }
}

/// How many of them there are.
pub fn reps() -> u64 {
    REPS
}

fn team(n: u64) -> String {
    if n == 60 { TEAM.into() } else { format!("Team {:02}", n % TEAMS) }
}

fn manager(team: u64) -> String {
    if team == 7 { MANAGER.into() } else { format!("manager{team:02}@bench.example") }
}

/// Writes teams and users; the three that sign in are made before, with a password.
pub(super) fn write(folder: &Path) -> Outcome<Vec<File>> {
    let mut teams = super::rows::writer(&folder.join("teams.csv"), &["name"])?;
    for n in 0..TEAMS {
        teams.write_record([format!("Team {n:02}")])?;
    }
    teams.flush()?;
    let mut users = super::rows::writer(
        &folder.join("users.csv"),
        &["name.given", "name.family", "email", "role", "team", "manager"],
    )?;
    let mut dice = Dice::of("users");
    for n in 0..TEAMS {
        let name = [dice.pick(GIVEN).to_string(), dice.pick(FAMILY).to_string()];
        users.write_record([&name[0], &name[1], &manager(n), "sales_manager", &format!("Team {n:02}"), ""])?;
    }
    for n in 0..REPS {
        let name = [dice.pick(GIVEN).to_string(), dice.pick(FAMILY).to_string()];
        let boss = if n == 60 { MANAGER.into() } else { manager(n % TEAMS) };
        users.write_record([&name[0], &name[1], &rep(n), "sales_rep", &team(n), &boss])?;
    }
    users.flush()?;
    Ok(vec![
        File { module: "team", path: folder.join("teams.csv"), rows: TEAMS },
        File { module: "user", path: folder.join("users.csv"), rows: TEAMS + REPS },
    ])
}
