//! `Language`: one that Kith speaks.

use std::borrow::Borrow;
use std::sync::LazyLock;

use fluent_langneg::{LanguageIdentifier, NegotiationStrategy, negotiate_languages, parse_accepted_languages};

use crate::book;
use crate::said::Said;

/// A language of the pages. Programs are always answered in English.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Portuguese of Portugal.
    Pt,
    /// Italian.
    It,
    /// Spanish.
    Es,
}

impl Language {
    /// All of them, English first.
    pub const ALL: [Language; 4] = [Self::En, Self::Pt, Self::It, Self::Es];

    /// The code: of preferences, files and `lang` in HTML.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Pt => "pt",
            Self::It => "it",
            Self::Es => "es",
        }
    }

    /// The locale whose rules of plurals hold: `pt` alone is that of Brazil.
    pub fn locale(self) -> &'static str {
        if self == Self::Pt { "pt-PT" } else { self.code() }
    }

    /// What those who speak it call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Pt => "Português",
            Self::It => "Italiano",
            Self::Es => "Español",
        }
    }

    /// The language of a code.
    pub fn of(code: &str) -> Option<Language> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The best for a browser that sends this `Accept-Language`, in the order in which it names them, as browsers do by
    /// preference; English where it knows none of ours.
    pub fn accepted(header: &str) -> Language {
        static OURS: LazyLock<Vec<LanguageIdentifier>> =
            LazyLock::new(|| Language::ALL.iter().filter_map(|language| language.code().parse().ok()).collect());
        let asked = parse_accepted_languages(header);
        let found = negotiate_languages(&asked, &OURS[..], None, NegotiationStrategy::Lookup);
        found.first().and_then(|one| Self::of(one.language.as_str())).unwrap_or_default()
    }

    /// A message without arguments.
    pub fn text(self, key: &'static str) -> &'static str {
        book::text(self, key)
    }

    /// A message in words.
    pub fn say(self, said: impl Borrow<Said>) -> String {
        book::say(self, said.borrow())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_answered_in_what_they_ask_first_of_what_there_is() {
        assert_eq!(Language::accepted("pt-BR,pt;q=0.9,en;q=0.8"), Language::Pt);
        assert_eq!(Language::accepted("de-AT, it;q=0.5, en;q=0.4"), Language::It);
        assert_eq!(Language::accepted("es-MX,en;q=0.2"), Language::Es);
        assert_eq!(Language::accepted("ja"), Language::En);
        assert_eq!(Language::accepted("\u{0};;,;q=x"), Language::En);
    }

    #[test]
    fn codes_lead_back() {
        for language in Language::ALL {
            assert_eq!(Language::of(language.code()), Some(language));
        }
        assert_eq!(Language::of("xx"), None);
    }
}
