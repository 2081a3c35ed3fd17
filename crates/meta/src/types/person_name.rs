//! The parts of a person's name.

use serde::{Deserialize, Serialize};

use super::{Fault, text};
use crate::fold::fold;

/// A person's name in parts; empty parts are empty strings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonName {
    /// Title before the name: Dr, Mrs.
    pub prefix: String,
    /// First or given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// After the name: Jr, PhD.
    pub suffix: String,
}

impl PersonName {
    /// Whether no part is given.
    pub fn is_empty(&self) -> bool {
        self.prefix.is_empty() && self.given.is_empty() && self.family.is_empty() && self.suffix.is_empty()
    }

    /// The whole name as it is read: `Dr Ana Souza Jr`.
    pub fn full(&self) -> String {
        let parts = [&self.prefix, &self.given, &self.family, &self.suffix];
        parts.iter().filter(|part| !part.is_empty()).map(|part| part.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Titles that stand before a name, folded and without their full stop.
const PREFIXES: [&str; 14] =
    ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "herr", "frau", "sr", "sra", "sig", "dott"];
/// What stands after a name, folded and without full stops.
const SUFFIXES: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mba"];
/// Words that begin a family name of several words.
const PARTICLES: [&str; 14] =
    ["von", "van", "der", "den", "de", "da", "do", "dos", "das", "del", "della", "di", "la", "le"];
/// Longest part in characters.
const MAX_PART: u32 = 100;

impl PersonName {
    /// Splits a full name: `Ana Souza`, `Dr. Ana Maria von Souza Jr`, `Souza, Ana`. A single word is the family name.
    pub fn parse(text: &str) -> PersonName {
        if let Some((family, given)) = text.split_once(',')
            && !SUFFIXES.contains(&plain(given).as_str())
        {
            return PersonName { given: tidy(given), family: tidy(family), ..PersonName::default() };
        }
        let flat = text.replace(',', " ");
        let mut words: Vec<&str> = flat.split_whitespace().collect();
        let leading = words.iter().take_while(|word| PREFIXES.contains(&plain(word).as_str())).count();
        let prefix = words.drain(..leading.min(words.len().saturating_sub(1))).collect::<Vec<_>>().join(" ");
        let suffix = match words.last() {
            Some(last) if words.len() > 2 && SUFFIXES.contains(&plain(last).as_str()) => {
                words.pop().unwrap_or_default()
            }
            _ => "",
        };
        let mut start = words.len().saturating_sub(1);
        while start > 1 && PARTICLES.contains(&plain(words[start - 1]).as_str()) {
            start -= 1;
        }
        let (given, family) = words.split_at(start);
        PersonName { prefix, given: given.join(" "), family: family.join(" "), suffix: suffix.to_string() }
    }

    /// The parts in normal form.
    pub(crate) fn check(self) -> Result<PersonName, Fault> {
        let part = |text: String| {
            let clean = text::line(&text);
            text::fits(&clean, MAX_PART).map(|()| clean)
        };
        Ok(PersonName {
            prefix: part(self.prefix)?,
            given: part(self.given)?,
            family: part(self.family)?,
            suffix: part(self.suffix)?,
        })
    }
}

fn plain(word: &str) -> String {
    fold(word).replace('.', "")
}

fn tidy(part: &str) -> String {
    part.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::PersonName;

    #[test]
    fn names_are_split_into_their_parts() {
        for (text, prefix, given, family, suffix) in [
            ("Ana Souza", "", "Ana", "Souza", ""),
            ("Souza", "", "", "Souza", ""),
            ("Souza, Ana Maria", "", "Ana Maria", "Souza", ""),
            ("Dr. Ana Maria von der Leyen", "Dr.", "Ana Maria", "von der Leyen", ""),
            ("John Smith, Jr.", "", "John", "Smith", "Jr."),
            ("Prof Dr Ida Noddack", "Prof Dr", "Ida", "Noddack", ""),
            ("Dr", "", "", "Dr", ""),
            ("", "", "", "", ""),
        ] {
            let name = PersonName::parse(text);
            let parts = [name.prefix, name.given, name.family, name.suffix];
            assert_eq!(parts, [prefix, given, family, suffix], "{text}");
        }
    }
}
