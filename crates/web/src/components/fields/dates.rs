//! Days and instants.

use chrono::{DateTime, NaiveDate, Utc};
use maud::{Markup, html};
use meta::FieldType;

use super::{Input, Look};

pub(super) fn input(input: &Input) -> Markup {
    let kind = if matches!(input.field.kind, FieldType::DateTime) { "datetime-local" } else { "date" };
    html! {
        input id=(input.id()) type=(kind) name=(input.name) value=(input.value()) required[input.required]
            max=(if kind == "date" { "9999-12-31" } else { "9999-12-31T23:59" })
            aria-describedby=[input.described()] aria-invalid=[input.invalid()];
    }
}

pub(super) fn show_day(day: NaiveDate, look: Look) -> Markup {
    html! { time datetime=(day) { (look.formats.date(day)) } }
}

pub(super) fn show_time(at: DateTime<Utc>, look: Look) -> Markup {
    html! { time datetime=(at.to_rfc3339()) { (look.formats.time(at)) } }
}
