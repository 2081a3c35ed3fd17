//! Free words.

use maud::{Markup, html};

use super::Input;

/// A list to which new words can be added; without script a line of words set apart by commas.
pub(super) fn input(input: &Input) -> Markup {
    let words: Vec<&str> = input.typed.all(input.name).collect();
    html! {
        input type="hidden" name=(input.name) value="";
        select id=(input.id()) name=(input.name) multiple data-picker data-free aria-describedby=[input.described()]
            aria-invalid=[input.invalid()] {
            @for word in &words { option value=(word) selected { (word) } }
        }
        label.sub-label.no-js-only {
            (input.look.formats.lang().text("tags-more")) " "
            input name=(input.part("more")) value=(input.part_value("more"));
        }
    }
}

pub(super) fn show(words: &[String]) -> Markup {
    html! { span.tags { @for word in words { span.tag { (word) } } } }
}
