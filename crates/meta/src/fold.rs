//! Folding: the key by which text compares, sorts and is unique, the same on every engine.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Folds case and accents and collapses white space: `"  Ärger  GmbH "` becomes `"arger gmbh"`.
///
/// Compatibility decomposition, full case folding (`ß` is `ss`, `İ` is `i`), marks dropped, whether they combine or stand
/// alone (`´`). NUL, which no engine stores, is dropped too. Idempotent; and but for white space where they meet, folding
/// two texts one after the other is folding each.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return collapse(text.chars().map(|c| c.to_ascii_lowercase()));
    }
    let marks_off: String =
        text.chars().filter(|c| !stands_alone(*c)).nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let cased = caseless::default_case_fold_str(&marks_off);
    collapse(cased.nfkd().filter(|c| !is_combining_mark(*c)))
}

/// Whether a character is a mark on a space: `´`, `¨`.
fn stands_alone(c: char) -> bool {
    let (mut spaces, mut others) = (0, 0);
    decompose_compatible(c, |part| match part {
        ' ' => spaces += 1,
        part => others += usize::from(!is_combining_mark(part)),
    });
    spaces > 0 && others == 0 && !c.is_whitespace()
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

/// Fewest digits of what may be a telephone number.
pub const NUMBER: usize = 6;

/// What a query asks for: the words as they are, and beside them, where it may be a telephone number, its digits as one
/// word. Of several lists one must be found, all its words.
pub fn asked(query: &str) -> Vec<Vec<String>> {
    let mut all = vec![words(query)];
    let number = query.trim().chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
    let digits: String = query.chars().filter(char::is_ascii_digit).collect();
    // Two zeros before the country are the plus of those who have none.
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    if number && digits.len() >= NUMBER && all[0] != [digits] {
        all.push(vec![digits.to_string()]);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{asked, fold, words};
    use proptest::prelude::*;

    #[test]
    fn folds_case_accents_and_space() {
        assert_eq!(fold("  Ärger\t GmbH "), "arger gmbh");
        assert_eq!(fold("STRASSE"), fold("Straße"));
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("ﬁne"), "fine");
        assert_eq!(fold("a\u{a8} b\u{a0}\u{b4}"), "a b");
        assert_eq!(words("O'Brien & Söhne, 2"), ["o", "brien", "sohne", "2"]);
    }

    #[test]
    fn numbers_are_asked_for_by_their_digits_too() {
        let lists = |query| asked(query).iter().map(|words| words.join(" ")).collect::<Vec<_>>();
        assert_eq!(lists("+351 21 752-2656"), ["351 21 752 2656", "351217522656"]);
        assert_eq!(lists("00351217522656"), ["00351217522656", "351217522656"]);
        assert_eq!(lists("217522656"), ["217522656"]);
        assert_eq!(lists("2026"), ["2026"]);
        assert_eq!(lists("Bo 217522656"), ["bo 217522656"]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn folding_pieces_is_folding_the_whole(one in "\\PC*", other in "\\PC*") {
            let [one, other] = [one, other].map(|text| text.replace(char::is_whitespace, ""));
            prop_assert_eq!(fold(&format!("{one}{other}")), fold(&one) + &fold(&other));
        }
    }
}
