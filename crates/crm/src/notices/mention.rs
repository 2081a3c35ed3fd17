//! Mentions: a person's name after an `@`, as people write it.

use std::collections::HashSet;
use std::ops::Range;

use meta::fold::fold;
use uuid::Uuid;

use crate::people::People;

/// Longest name that is looked for, in characters.
const LONGEST: usize = 120;
/// Most places of a text that are looked at: each is compared with everybody's name.
const MOST: usize = 50;

/// The names by which texts mention people: those of active users.
pub struct Names(Vec<(String, Uuid)>);

impl Names {
    /// Those of everybody.
    pub fn of(people: &People) -> Names {
        let active = people.iter().filter(|person| person.active);
        Names(active.map(|person| (fold(&person.name), person.id)).filter(|(name, _)| !name.is_empty()).collect())
    }

    /// Where a text mentions whom: an `@` with somebody's whole name after it, or with the first word of it where nobody
    /// else has it.
    pub fn places(&self, text: &str) -> Vec<(Range<usize>, Uuid)> {
        // What stands before is no part of an address.
        let begun = |at: &usize| !text[..*at].chars().next_back().is_some_and(char::is_alphanumeric);
        let place = |at: usize| {
            let rest = &text[at + 1..];
            let folded = fold(&rest.chars().take(LONGEST).collect::<String>());
            let (name, id) = self.whole(&folded).or_else(|| self.first(&folded))?;
            Some((at..at + 1 + length(rest, name), id))
        };
        let begins = text.match_indices('@').map(|(at, _)| at).filter(begun).take(MOST);
        let all = begins.filter_map(place);
        // A name may hold an `@` itself.
        let mut apart: Vec<(Range<usize>, Uuid)> = Vec::new();
        for (place, id) in all {
            if apart.last().is_none_or(|(last, _)| last.end <= place.start) {
                apart.push((place, id));
            }
        }
        apart
    }

    /// The longest name that a text begins with.
    fn whole(&self, rest: &str) -> Option<(&str, Uuid)> {
        let begun = self.0.iter().filter(|(name, _)| begins(rest, name));
        begun.max_by_key(|(name, _)| name.len()).map(|(name, id)| (name.as_str(), *id))
    }

    /// The only one whose first name a text begins with.
    fn first(&self, rest: &str) -> Option<(&str, Uuid)> {
        let firsts = self.0.iter().map(|(name, id)| (name.split(' ').next().unwrap_or(name), *id));
        let mut called = firsts.filter(|(first, _)| begins(rest, first));
        let one = called.next()?;
        called.next().is_none().then_some(one)
    }
}

/// Whom a text mentions.
pub fn mentioned(text: &str, people: &People) -> HashSet<Uuid> {
    if !text.contains('@') {
        return HashSet::new();
    }
    Names::of(people).places(text).into_iter().map(|(_, id)| id).collect()
}

fn begins(rest: &str, name: &str) -> bool {
    rest.strip_prefix(name).is_some_and(|after| !after.chars().next().is_some_and(char::is_alphanumeric))
}

/// How much of a text a folded name is that it begins with, in bytes.
fn length(text: &str, name: &str) -> usize {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
    let whole = ends.filter(|end| !text[..*end].ends_with(char::is_whitespace) && fold(&text[..*end]) == name);
    whole.last().unwrap_or_default()
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
        assert_eq!(ids(&format!("{} @rui", "@ ".repeat(MOST - 1))), [3]);
        assert_eq!(ids(&format!("{} @rui", "@ ".repeat(MOST))), Vec::<u128>::new(), "nobody writes to so many");
    }

    #[test]
    fn the_place_of_a_mention_is_the_name_as_it_was_written() {
        let people = people();
        let names = Names::of(&people);
        let seen = |text: &'static str| -> Vec<&str> {
            names.places(text).into_iter().map(|(place, _)| &text[place]).collect()
        };
        assert_eq!(seen("ask @ana  S\u{e1}, or @RUI?"), ["@ana  S\u{e1}", "@RUI"]);
        assert_eq!(seen("ask @Ana Sa\u{301} Costa and rui@example.com"), ["@Ana Sa\u{301} Costa"]);
        assert_eq!(seen("@ nobody, @Eva Gone"), Vec::<&str>::new());
        let odd = Person { name: "Rui @Dias".into(), ..people.get(Uuid::from_u128(3)).unwrap().clone() };
        let within = Person { id: Uuid::from_u128(5), name: "Dias".into(), ..odd.clone() };
        let names = Names::of(&People::new([odd, within]));
        assert_eq!(names.places("ask @Rui @Dias and @Dias").len(), 2);
    }
}
