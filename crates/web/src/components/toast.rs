//! Toasts: short news, with undo where an act can be taken back.

use maud::{Markup, html};

use crate::components::icon::icon;
use crate::flash::News;

/// A toast.
pub fn toast(news: &News) -> Markup {
    let (class, symbol) = if news.danger { ("toast danger", "circle-alert") } else { ("toast", "circle-check") };
    html! {
        div class=(class) data-toast {
            (icon(symbol))
            p { (news.text) }
            @if let Some(act) = news.undo {
                form method="post" action={ "/acts/" (act) "/undo" } { button.button { "Undo" } }
            }
            button.icon-button.js-only type="button" data-dismiss aria-label="Dismiss" { (icon("x")) }
        }
    }
}

/// A toast as a part of an answer to htmx.
pub fn partial(news: &News) -> Markup {
    partial_at("#toasts", "beforeend", toast(news))
}

/// A part of an answer to htmx that goes to another place of the page.
pub fn partial_at(target: &str, swap: &str, content: Markup) -> Markup {
    html! { hx-partial hx-target=(target) hx-swap=(swap) { (content) } }
}
