//! Countries of ISO 3166 by their two-letter codes, as people call them.

use std::sync::LazyLock;

static ALL: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
    let mut all: Vec<(&str, String)> =
        rust_iso3166::ALL.iter().map(|country| (country.alpha2, plain(country.name))).collect();
    all.sort_by_key(|(_, name)| meta::fold::fold(name));
    all
});

/// Code and name of every country, by name.
pub fn all() -> &'static [(&'static str, String)] {
    &ALL
}

/// The name of a code; the code itself when it is not known.
pub fn name(code: &str) -> &str {
    ALL.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name.as_str())
}

/// The short name people use for the formal one of the standard: `Moldova (Republic of)` is Moldova.
fn plain(name: &str) -> String {
    match name {
        "United Kingdom of Great Britain and Northern Ireland" => "United Kingdom".into(),
        "United States of America" => "United States".into(),
        "Korea (Republic of)" => "South Korea".into(),
        "Korea (Democratic People's Republic of)" => "North Korea".into(),
        "Lao People's Democratic Republic" => "Laos".into(),
        "Syrian Arab Republic" => "Syria".into(),
        // Two countries share the rest of these names.
        parted if parted.starts_with("Congo (") || parted.starts_with("Virgin Islands") => parted.into(),
        formal => formal.split_once(" (").filter(|_| formal.ends_with(')')).map_or(formal, |(short, _)| short).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_called_as_people_call_them() {
        assert_eq!(name("PT"), "Portugal");
        assert_eq!(name("GB"), "United Kingdom");
        assert_eq!(name("US"), "United States");
        assert_eq!(name("NL"), "Netherlands");
        assert_eq!(name("XX"), "XX");
        assert_eq!(name("MD"), "Moldova");
        let mut names: Vec<&str> = all().iter().map(|(_, name)| name.as_str()).collect();
        names.dedup();
        assert!(names.len() == all().len() && names.len() > 240, "every country has a name of its own");
    }
}
