//! Countries as files write them: the two or three letters of ISO 3166, or the English name. Exactly one country must be
//! meant; a name that is written another way is refused, since values are never guessed.

use meta::fold::fold;

/// The two letters of the country that a text names.
pub fn code(text: &str) -> Option<String> {
    let letters = text.trim().to_ascii_uppercase();
    if letters.len() == 2 {
        return letters.bytes().all(|b| b.is_ascii_uppercase()).then_some(letters);
    }
    if letters.len() == 3 {
        return rust_iso3166::from_alpha3(&letters).map(|country| country.alpha2.to_string());
    }
    let wanted = squeezed(text);
    let mut meant = rust_iso3166::ALL.iter().filter(|country| names(country.name).contains(&wanted));
    match (meant.next(), meant.next()) {
        (Some(one), None) => Some(one.alpha2.to_string()),
        _ => None,
    }
}

/// The whole name, and what stands before ` (the Republic of)`, ` of America`, `, …`.
fn names(name: &str) -> [String; 3] {
    let before = |mark: &str| name.split(mark).next().unwrap_or(name);
    [squeezed(name), squeezed(before(" (").split(" of ").next().unwrap_or(name)), squeezed(before(","))]
}

fn squeezed(text: &str) -> String {
    fold(text).replace([' ', '-', '.'], "")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn countries_are_known_by_letters_and_names_and_never_guessed() {
        for (text, wanted) in [
            ("de", Some("DE")),
            ("DEU", Some("DE")),
            ("Germany", Some("DE")),
            ("United States", Some("US")),
            ("united kingdom", Some("GB")),
            ("Vietnam", Some("VN")),
            ("Netherlands", Some("NL")),
            ("Bolivia", Some("BO")),
            ("Philipines", None),
            ("Korea", None),
            ("Congo", None),
            ("D1", None),
            ("", None),
        ] {
            assert_eq!(code(text).as_deref(), wanted, "{text}");
        }
    }
}
