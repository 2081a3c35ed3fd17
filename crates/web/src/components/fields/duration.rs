//! Lengths of time.

use maud::{Markup, html};

use super::Input;

pub(super) fn input(input: &Input) -> Markup {
    html! {
        input.num id=(input.id()) name=(input.name) value=(input.value()) placeholder="1:30" autocomplete="off"
            required[input.required] aria-describedby=[input.described()] aria-invalid=[input.invalid()];
    }
}
