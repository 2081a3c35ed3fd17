//! Icons of the sprite.

use maud::{Markup, html};

use crate::assets::icon_url;

/// An icon beside words.
pub fn icon(name: &str) -> Markup {
    html! { svg.icon aria-hidden="true" { use href=(icon_url(name)) {} } }
}
