//! Words set apart within a sentence, wherever a language puts them: `moved it to **Won** after 3 days`.

use maud::{Markup, html};

/// What stands around words set apart: characters of nobody's writing.
const AROUND: [char; 2] = ['\u{e000}', '\u{e001}'];

/// Words for a message that are to be set apart in it.
pub fn mark(words: &str) -> String {
    format!("{}{}{}", AROUND[0], words.replace(AROUND, ""), AROUND[1])
}

/// A sentence, in which `set` draws what [`mark`] marked.
pub fn marked(sentence: &str, set: impl Fn(&str) -> Markup) -> Markup {
    html! {
        @for (at, part) in sentence.split(AROUND).enumerate() {
            @if at % 2 == 1 { (set(part)) } @else { (part) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_is_drawn_and_everything_escaped() {
        let sentence = format!("Remove {} & more?", mark("<A>\u{e001}"));
        let drawn = marked(&sentence, |name| html! { strong { (name) } });
        assert_eq!(drawn.into_string(), "Remove <strong>&lt;A&gt;</strong> &amp; more?");
    }
}
