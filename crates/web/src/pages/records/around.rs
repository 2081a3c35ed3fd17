//! `Around`: a message in which only one thing differs from row to row, put into words once for all rows.

use maud::{Markup, html};
use words::{Language, Said};

/// Stands where the thing that differs is to stand; nobody's text holds it.
const MARK: &str = "\u{1}";

/// What a message says before and after the thing that differs.
pub struct Around {
    /// Before it.
    pub before: Markup,
    /// After it.
    pub after: Markup,
}

impl Around {
    /// A message made with a mark where the thing that differs stands.
    pub fn of(lang: Language, said: impl FnOnce(&'static str) -> Said) -> Around {
        let text = lang.say(said(MARK));
        let (before, after) = text.split_once(MARK).unwrap_or((&text, ""));
        Around { before: html! { (before) }, after: html! { (after) } }
    }
}

#[cfg(test)]
mod tests {
    use words::said;

    use super::*;

    #[test]
    fn what_differs_has_its_place_in_every_language() {
        for lang in Language::ALL {
            let Around { before, after } = Around::of(lang, |title| said!("list-select", title = title));
            let whole = lang.say(said!("list-select", title = "Acme"));
            assert_eq!(html! { (before) "Acme" (after) }.into_string(), whole);
        }
    }
}
