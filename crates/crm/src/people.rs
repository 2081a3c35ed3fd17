//! Who is in the company and who reports to whom: the few facts about users that every right depends on.

use std::collections::{HashMap, HashSet};

use meta::Key;
use meta::fold::fold;
use uuid::Uuid;

use crate::settings::preferences::Preferences;

/// One user as rights see them.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Identity of the user record.
    pub id: Uuid,
    /// Full name.
    pub name: String,
    /// E-mail address, by which they sign in.
    pub email: String,
    /// Role.
    pub role: Key,
    /// Team.
    pub team: Option<Uuid>,
    /// Whom they report to.
    pub manager: Option<Uuid>,
    /// May sign in.
    pub active: bool,
    /// How they read and write.
    pub preferences: Preferences,
}

/// All users.
#[derive(Debug, Clone, Default)]
pub struct People {
    by_id: HashMap<Uuid, Person>,
    by_email: HashMap<String, Uuid>,
    reports: HashMap<Uuid, Vec<Uuid>>,
}

impl People {
    /// Puts users together.
    pub fn new(people: impl IntoIterator<Item = Person>) -> People {
        let by_id: HashMap<Uuid, Person> = people.into_iter().map(|person| (person.id, person)).collect();
        let by_email = by_id.values().map(|person| (fold(&person.email), person.id)).collect();
        let mut reports: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for person in by_id.values() {
            if let Some(manager) = person.manager {
                reports.entry(manager).or_default().push(person.id);
            }
        }
        People { by_id, by_email, reports }
    }

    /// A user by id.
    pub fn get(&self, id: Uuid) -> Option<&Person> {
        self.by_id.get(&id)
    }

    /// A user by e-mail address, in whatever case it is typed.
    pub fn by_email(&self, email: &str) -> Option<&Person> {
        self.by_email.get(&fold(email)).and_then(|id| self.get(*id))
    }

    /// All users, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.by_id.values()
    }

    /// A user and everybody who reports to them, directly or not, sorted. A circle of managers ends where it began.
    pub fn subtree(&self, of: Uuid) -> Vec<Uuid> {
        let mut seen = HashSet::from([of]);
        let mut open = vec![of];
        while let Some(person) = open.pop() {
            for report in self.reports.get(&person).into_iter().flatten() {
                if seen.insert(*report) {
                    open.push(*report);
                }
            }
        }
        let mut all: Vec<Uuid> = seen.into_iter().collect();
        all.sort_unstable();
        all
    }

    /// A user and everybody in the same team, sorted.
    pub fn teammates(&self, of: Uuid) -> Vec<Uuid> {
        let team = self.get(of).and_then(|person| person.team);
        let mut all: Vec<Uuid> = match team {
            None => vec![of],
            Some(_) => self.by_id.values().filter(|person| person.team == team).map(|person| person.id).collect(),
        };
        all.sort_unstable();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(n: u128, manager: Option<u128>) -> Person {
        Person {
            id: Uuid::from_u128(n),
            name: n.to_string(),
            email: format!("{n}@example.com"),
            role: Key::of("sales_rep"),
            team: None,
            manager: manager.map(Uuid::from_u128),
            active: true,
            preferences: Preferences::default(),
        }
    }

    #[test]
    fn a_subtree_holds_all_below_and_survives_a_circle() {
        let people = People::new([
            person(1, Some(3)),
            person(2, Some(1)),
            person(3, Some(2)),
            person(4, Some(2)),
            person(5, None),
        ]);
        let ids = |of: u128| people.subtree(Uuid::from_u128(of)).iter().map(|id| id.as_u128()).collect::<Vec<_>>();
        assert_eq!(ids(1), [1, 2, 3, 4]);
        assert_eq!(ids(4), [4]);
        assert_eq!(ids(5), [5]);
    }
}
