//! Whole numbers, decimals and percentages.

use maud::{Markup, html};
use meta::FieldType;
use rust_decimal::Decimal;

use super::{Input, Look};

pub(super) fn input(input: &Input) -> Markup {
    let percent = matches!(input.field.kind, FieldType::Percent { .. });
    let mode = if matches!(input.field.kind, FieldType::Int { .. }) { "numeric" } else { "decimal" };
    let control = html! {
        input.num id=(input.id()) name=(input.name) value=(input.value()) inputmode=(mode) required[input.required]
            autocomplete="off" aria-describedby=[input.described()] aria-invalid=[input.invalid()];
    };
    html! {
        @if percent { div.input-group { (control) span.input-affix { "%" } } } @else { (control) }
    }
}

/// A percentage, with a bar where it lies between 0 and 100.
pub(super) fn show_percent(number: &Decimal, look: Look) -> Markup {
    let text = format!("{}%", look.formats.number(&number.normalize()));
    let bar = *number >= Decimal::ZERO && *number <= Decimal::ONE_HUNDRED;
    html! {
        span.meter { @if bar { progress max="100" value=(number.normalize()) aria-label=(text) {} } (text) }
    }
}

/// A whole number with its thousands set apart, unless it cannot have five digits, as years have not.
pub(super) fn whole(kind: &FieldType, number: i64, look: Look) -> String {
    match kind {
        FieldType::Int { max: Some(max), .. } if *max <= 9999 => number.to_string(),
        _ => look.formats.number(&Decimal::from(number)),
    }
}
