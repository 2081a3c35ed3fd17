//! Folding: the key by which text compares, sorts and is unique, the same on every engine.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds case and accents and collapses white space: `"  Ärger  GmbH "` becomes `"arger gmbh"`.
///
/// Compatibility decomposition, full case folding (`ß` is `ss`, `İ` is `i`), combining marks dropped. NUL, which no
/// engine stores, is dropped too. Idempotent.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return collapse(text.chars().map(|c| c.to_ascii_lowercase()));
    }
    let marks_off: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let cased = caseless::default_case_fold_str(&marks_off);
    collapse(cased.nfkd().filter(|c| !is_combining_mark(*c)))
}

fn collapse(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in chars.filter(|c| *c != '\0') {
        if c.is_whitespace() {
            gap = !out.is_empty();
        } else {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c);
        }
    }
    out
}

/// The words of a text for search: folded runs of letters and digits.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::{fold, words};
    use proptest::prelude::*;

    #[test]
    fn folds_case_accents_and_space() {
        assert_eq!(fold("  Ärger\t GmbH "), "arger gmbh");
        assert_eq!(fold("STRASSE"), fold("Straße"));
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("ﬁne"), "fine");
        assert_eq!(words("O'Brien & Söhne, 2"), ["o", "brien", "sohne", "2"]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
