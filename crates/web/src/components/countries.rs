//! Countries of ISO 3166 by their two-letter codes, as people call them.

use std::sync::LazyLock;

use words::Language;

use crate::components::names;

type Named = Vec<(&'static str, &'static str)>;

static ALL: LazyLock<[Named; 4]> = LazyLock::new(|| {
    Language::ALL.map(|lang| {
        let codes = rust_iso3166::ALL.iter().map(|country| country.alpha2);
        let mut all: Named = codes.map(|code| (code, names::country(code, lang))).collect();
        all.sort_by_cached_key(|(_, name)| meta::fold::fold(name));
        all
    })
});

/// Code and name of every country, by name.
pub fn all(lang: Language) -> &'static [(&'static str, &'static str)] {
    &ALL[lang as usize]
}

/// The name of a code; the code itself when it is not known.
pub fn name(code: &str, lang: Language) -> &str {
    all(lang).iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_called_as_people_call_them() {
        for (code, called) in [("PT", "Portugal"), ("GB", "United Kingdom"), ("NL", "Netherlands"), ("MD", "Moldova")] {
            assert_eq!(name(code, Language::En), called);
        }
        assert_eq!(name("XX", Language::En), "XX");
        assert_eq!(name("DE", Language::Pt), "Alemanha");
        assert_eq!(name("DE", Language::It), "Germania");
        assert_eq!(name("DE", Language::Es), "Alemania");
        for lang in Language::ALL {
            let mut names: Vec<&str> = all(lang).iter().map(|(_, name)| *name).collect();
            names.dedup();
            assert!(names.len() == all(lang).len() && names.len() > 240, "every country has a name of its own");
        }
    }
}
