//! How far long work is: a bar with figures, and the part of a page that follows it until it ends.

use maud::{Markup, html};
use rust_decimal::Decimal;
use words::said;

use super::format::Formats;

/// A bar under what is done and how much of it; without an end while that is not known.
pub fn bar(what: &str, figures: &str, done: i64, total: Option<i64>) -> Markup {
    html! {
        div.progress {
            div.progress-figures { span { (what) } span { (figures) } }
            progress max=[total] value=[total.map(|_| done)] aria-label=(what) {}
        }
    }
}

/// Work at an address, which tells itself anew at `ADDRESS/progress` and is stopped at `ADDRESS/stop`.
pub fn running(address: &str, what: &str, formats: &Formats, done: i64, total: Option<i64>) -> Markup {
    let lang = formats.lang();
    let number = |count: i64| formats.number(&Decimal::from(count));
    let figures = total.map_or_else(
        || number(done),
        |total| lang.say(said!("progress-of", done = number(done), total = number(total))),
    );
    html! {
        div.stack hx-get={ (address) "/progress" } hx-trigger="every 1s" hx-swap="outerHTML" {
            (bar(what, &figures, done, total))
            p.muted { (lang.text("progress-leave")) }
            p.no-js-only { a.button href=(address) { (lang.text("progress-look")) } }
            form method="post" action={ (address) "/stop" } { button.button.danger { (lang.text("stop")) } }
        }
    }
}
