//! Mentions: a person's name after an `@`, as people write it.

use std::collections::HashSet;

use meta::fold::fold;
use uuid::Uuid;

use crate::people::People;

/// Whom a text mentions: active users whose whole name, or the first word of it where nobody else has it, follows an `@`.
pub fn mentioned(text: &str, people: &People) -> HashSet<Uuid> {
    let mut found = HashSet::new();
    if !text.contains('@') {
        return found;
    }
    let names: Vec<(String, Uuid)> =
        people.iter().filter(|person| person.active).map(|person| (fold(&person.name), person.id)).collect();
    for (at, _) in text.match_indices('@') {
        // What stands before is no part of an address.
        if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let rest = fold(&text[at + 1..].chars().take(120).collect::<String>());
        found.extend(whole(&rest, &names).or_else(|| first(&rest, &names)));
    }
    found
}

/// The longest name that a text begins with.
fn whole(rest: &str, names: &[(String, Uuid)]) -> Option<Uuid> {
    let begun = names.iter().filter(|(name, _)| !name.is_empty() && begins(rest, name));
    begun.max_by_key(|(name, _)| name.len()).map(|(_, id)| *id)
}

/// The only one whose first name a text begins with.
fn first(rest: &str, names: &[(String, Uuid)]) -> Option<Uuid> {
    let mut called = names.iter().filter(|(name, _)| name.split(' ').next().is_some_and(|first| begins(rest, first)));
    let one = called.next()?;
    called.next().is_none().then_some(one.1)
}

fn begins(rest: &str, name: &str) -> bool {
    rest.strip_prefix(name).is_some_and(|after| !after.chars().next().is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use meta::Key;

    use super::*;
    use crate::people::Person;
    use crate::settings::preferences::Preferences;

    fn people() -> People {
        let person = |n: u128, name: &str| Person {
            id: Uuid::from_u128(n),
            name: name.into(),
            email: format!("{n}@example.com"),
            role: Key::of("sales_rep"),
            team: None,
            manager: None,
            active: n != 4,
            preferences: Preferences::default(),
        };
        People::new([person(1, "Ana Sá"), person(2, "Ana Sá Costa"), person(3, "Rui Dias"), person(4, "Eva Gone")])
    }

    #[test]
    fn people_are_mentioned_as_people_write_their_names() {
        let ids = |text: &str| {
            let mut ids: Vec<u128> = mentioned(text, &people()).into_iter().map(|id| id.as_u128()).collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(ids("ask @ana sá, please"), [1]);
        assert_eq!(ids("ask @Ana Sa Costa!"), [2]);
        assert_eq!(ids("(@rui) and @Ana Sá"), [1, 3]);
        assert_eq!(ids("@Ana is two people"), Vec::<u128>::new());
        assert_eq!(ids("rui@example.com, @ruin, @eva"), Vec::<u128>::new());
        assert_eq!(ids("@"), Vec::<u128>::new());
    }
}
