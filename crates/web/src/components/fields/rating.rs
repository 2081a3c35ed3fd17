//! Stars.

use maud::{Markup, html};

use super::Input;
use crate::components::icon::icon;

/// Radio buttons, the highest first, and one for none.
pub(super) fn input(input: &Input, max: i64) -> Markup {
    let chosen = input.value();
    html! {
        div.row {
            div.rating-input {
                @for stars in (1..=max).rev() {
                    @let id = if stars == max { input.id() } else { format!("{}-{stars}", input.id()) };
                    input type="radio" name=(input.name) id=(id) value=(stars) checked[chosen == stars.to_string()];
                    label for=(id) { span.visually-hidden { (stars) " of " (max) } (icon("star")) }
                }
            }
            label.choice { input type="radio" name=(input.name) value="0" checked[matches!(chosen, "" | "0")]; span { "None" } }
        }
    }
}

pub(super) fn show(stars: i64, max: i64) -> Markup {
    html! {
        span.rating role="img" aria-label={ (stars) " of " (max) } {
            @for at in 1..=max.min(10) {
                svg class={ "icon" @if at <= stars { " filled" } } aria-hidden="true" {
                    use href=(crate::assets::icon_url("star")) {}
                }
            }
        }
    }
}
