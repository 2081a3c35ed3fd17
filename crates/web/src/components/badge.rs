//! Badges: a word with a hue.

use maud::{Markup, html};

/// The class of a hue; none for the neutral one.
pub fn hue(number: u8) -> Option<String> {
    (1..=12).contains(&number).then(|| format!("hue-{number}"))
}

/// A badge on a ground of its hue.
pub fn badge(text: &str, number: u8) -> Markup {
    html! { span class={ "badge" @if let Some(hue) = hue(number) { " " (hue) } } { (text) } }
}

/// A badge with a dot of its hue.
pub fn dot(text: &str, number: u8) -> Markup {
    html! { span class={ "badge dot" @if let Some(hue) = hue(number) { " " (hue) } } { (text) } }
}
