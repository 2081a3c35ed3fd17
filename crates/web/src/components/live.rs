//! What a page shows that others may change meanwhile.

use maud::{Markup, html};
use words::Language;

use crate::components::icon::icon;

/// Has the page look anew when what it shows changes: modules by key, records by their [`mark`](crate::live::mark), set apart
/// by spaces. While somebody is in the middle of something it only says so.
pub fn watch(what: &str, lang: Language) -> Markup {
    html! {
        div.live-note role="status" data-live=(what) hidden {
            (icon("refresh-cw")) span { (lang.text("live-changed")) }
            button.button.small type="button" data-live-show { (lang.text("live-show")) }
        }
    }
}
