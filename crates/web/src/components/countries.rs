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

/// Without the article that the standard puts behind: `Netherlands (the)`.
fn plain(name: &str) -> String {
    match name {
        "United Kingdom of Great Britain and Northern Ireland (the)" => "United Kingdom".into(),
        "United States of America (the)" => "United States".into(),
        other => other.trim_end_matches(" (the)").to_string(),
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
        assert!(all().len() > 240 && all().iter().all(|(code, name)| code.len() == 2 && !name.contains("(the)")));
    }
}
