//! A figure with its name.

use maud::{Markup, html};

/// One figure among others.
pub fn stat(label: &str, value: &str) -> Markup {
    html! { div.stat { span.stat-label { (label) } span.stat-value { (value) } } }
}
