//! Toasts: short news, with undo where an act can be taken back.

use maud::{Markup, html};
use words::Language;

use crate::components::icon::icon;
use crate::flash::News;

/// A toast.
pub fn toast(news: &News, lang: Language) -> Markup {
    let (class, symbol) = if news.danger { ("toast danger", "circle-alert") } else { ("toast", "circle-check") };
    html! {
        div class=(class) data-toast {
            (icon(symbol))
            p { (lang.say(&news.text)) }
            @if let Some(act) = news.undo {
                form method="post" action={ "/acts/" (act) "/undo" } { button.button { (lang.text("undo")) } }
            }
            button.icon-button.js-only type="button" data-dismiss aria-label=(lang.text("dismiss")) { (icon("x")) }
        }
    }
}

/// A toast as a part of an answer to htmx.
pub fn partial(news: &News, lang: Language) -> Markup {
    partial_at("#toasts", "beforeend", toast(news, lang))
}

/// A part of an answer to htmx that goes to another place of the page.
pub fn partial_at(target: &str, swap: &str, content: Markup) -> Markup {
    html! { hx-partial hx-target=(target) hx-swap=(swap) { (content) } }
}
