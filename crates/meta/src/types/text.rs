//! Text: normal form, length.
//!
//! Text is kept in NFC, trimmed, without control characters; a one-line text has spaces for its line breaks and tabs.

use unicode_normalization::{UnicodeNormalization, is_nfc};
use words::said;

use super::Fault;

/// A one-line text in normal form.
pub(crate) fn line(text: &str) -> String {
    let plain = text.chars().filter_map(|c| match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    });
    compose(plain)
}

/// A text of several lines in normal form: line breaks are `\n`, tabs stay.
pub(crate) fn block(text: &str) -> String {
    let unix = text.replace("\r\n", "\n");
    let plain = unix.chars().filter_map(|c| match c {
        '\n' | '\t' => Some(c),
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        c if c.is_control() => None,
        c => Some(c),
    });
    compose(plain)
}

fn compose(chars: impl Iterator<Item = char>) -> String {
    let text: String = chars.collect();
    let composed = if is_nfc(&text) { text } else { text.nfc().collect() };
    let trimmed = composed.trim();
    if trimmed.len() == composed.len() { composed } else { trimmed.to_string() }
}

/// Refuses a text of more than `max` characters.
pub(crate) fn fits(text: &str, max: u32) -> Result<(), Fault> {
    // Bytes bound characters from above, so short texts need no counting.
    if text.len() <= max as usize {
        return Ok(());
    }
    match text.chars().count() {
        length if length > max as usize => {
            Err(Fault::new("too_long", said!("fault-most-characters", most = max, count = length)))
        }
        _ => Ok(()),
    }
}

/// Splits a text that holds several values by `;`, `,` and line breaks; empty ones are left out.
pub(crate) fn several(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',', '\n', '\r']).map(str::trim).filter(|one| !one.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{block, fits, line};

    #[test]
    fn text_is_composed_trimmed_and_free_of_control_characters() {
        assert_eq!(line("  Ana\u{0}\nSa\u{303}o\t"), "Ana S\u{e3}o");
        assert_eq!(block("\u{7}one\r\ntwo\tthree\r \n"), "one\ntwo\tthree");
    }

    #[test]
    fn length_counts_characters() {
        assert!(fits("ÄÖÜ", 3).is_ok());
        assert_eq!(fits("ÄÖÜß", 3).unwrap_err().detail.english(), "must be at most 3 characters; it has 4");
    }
}
