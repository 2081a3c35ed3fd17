//! What stands where there is nothing yet: it says what belongs here and how to begin.

use maud::{Markup, html};

use crate::components::icon::icon;

/// An empty place, with the ways out of it.
pub fn empty(symbol: &str, title: &str, text: &str, actions: Markup) -> Markup {
    html! {
        div.empty {
            (icon(symbol))
            h2 { (title) }
            p { (text) }
            div.empty-actions { (actions) }
        }
    }
}

/// A line in a card that has nothing to show.
pub fn small(text: &str) -> Markup {
    html! { div.empty.small { p { (text) } } }
}
