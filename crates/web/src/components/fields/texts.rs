//! Text, long text and web addresses.

use maud::{Markup, html};
use meta::FieldType;

use super::Input;

pub(super) fn input(input: &Input) -> Markup {
    let (id, described, invalid) = (input.id(), input.described(), input.invalid());
    let max = match input.field.kind {
        FieldType::Text { max } | FieldType::LongText { max } => Some(max),
        _ => None,
    };
    let url = matches!(input.field.kind, FieldType::Url);
    html! {
        @if matches!(input.field.kind, FieldType::LongText { .. }) {
            textarea id=(id) name=(input.name) maxlength=[max] required[input.required] aria-describedby=[described]
                aria-invalid=[invalid] { "\n" (input.value()) }
        } @else {
            input id=(id) name=(input.name) value=(input.value()) maxlength=[max] required[input.required]
                inputmode=[url.then_some("url")] placeholder=[url.then_some("https://")] aria-describedby=[described]
                aria-invalid=[invalid];
        }
    }
}

pub(super) fn show_url(url: &str) -> Markup {
    let bare = url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    html! { a.external href=(url) rel="noopener noreferrer" target="_blank" { (bare) } }
}
