//! Yes and no.

use maud::{Markup, html};
use words::Language;

use super::Input;
use crate::components::icon::icon;

/// A switch; the hidden control says no when it is off.
pub(super) fn input(input: &Input) -> Markup {
    let on = matches!(input.value(), "true" | "Yes");
    html! {
        input type="hidden" name=(input.name) value="false";
        label.switch {
            input id=(input.id()) type="checkbox" name=(input.name) value="true" checked[on]
                aria-describedby=[input.described()] aria-invalid=[input.invalid()];
            " " (input.field.label)
        }
    }
}

pub(super) fn show(yes: bool, lang: Language) -> Markup {
    html! {
        @if yes { span.nowrap { (icon("check")) " " (lang.text("yes")) } } @else { span.faint { (lang.text("no")) } }
    }
}
