//! Badges: a word with a hue.

use maud::{Markup, html};

/// The messages that name the hues by number, 0 the neutral one.
pub const HUES: [&str; 13] = [
    "hue-none",
    "hue-red",
    "hue-orange",
    "hue-amber",
    "hue-lime",
    "hue-green",
    "hue-teal",
    "hue-cyan",
    "hue-blue",
    "hue-indigo",
    "hue-violet",
    "hue-pink",
    "hue-grey",
];

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
