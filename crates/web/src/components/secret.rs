//! Something that is shown once: a token, a one-time link.

use maud::{Markup, html};

use crate::components::icon::icon;

/// The secret with a button that copies it.
pub fn secret(text: &str, label: &str) -> Markup {
    html! {
        div.secret {
            span { (text) }
            button.icon-button.js-only type="button" data-copy=(text) aria-label=(label) { (icon("copy")) }
        }
    }
}
