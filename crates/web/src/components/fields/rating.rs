//! Stars.

use maud::{Markup, html};
use words::{Language, said};

use super::Input;
use crate::components::icon::icon;

/// Radio buttons, the highest first, and one for none.
pub(super) fn input(input: &Input, max: i64) -> Markup {
    let (chosen, lang) = (input.value(), input.look.formats.lang());
    html! {
        div.row {
            div.rating-input {
                @for stars in (1..=max).rev() {
                    @let id = if stars == max { input.id() } else { format!("{}-{stars}", input.id()) };
                    input type="radio" name=(input.name) id=(id) value=(stars) checked[chosen == stars.to_string()];
                    label for=(id) { span.visually-hidden { (of(stars, max, lang)) } (icon("star")) }
                }
            }
            label.choice { input type="radio" name=(input.name) value="0" checked[matches!(chosen, "" | "0")]; span { (lang.text("none")) } }
        }
    }
}

fn of(stars: i64, max: i64, lang: Language) -> String {
    lang.say(said!("rating-of", stars = stars, max = max))
}

pub(super) fn show(stars: i64, max: i64, lang: Language) -> Markup {
    html! {
        span.rating role="img" aria-label=(of(stars, max, lang)) {
            @for at in 1..=max.min(10) {
                svg class={ "icon" @if at <= stars { " filled" } } aria-hidden="true" {
                    use href=(crate::assets::icon_url("star")) {}
                }
            }
        }
    }
}
