//! One of a list, several of a list.

use maud::{Markup, html};
use meta::field_type::Choice;
use meta::types::Fault;
use meta::{Field, Value};

use super::Input;
use crate::components::badge;
use crate::pairs::Pairs;

/// Up to so many choices are shown at once instead of in a list that opens.
pub(super) const FEW: usize = 8;

pub(super) fn one(input: &Input, options: &[Choice]) -> Markup {
    let chosen = input.value();
    html! {
        select id=(input.id()) name=(input.name) required[input.required] aria-describedby=[input.described()]
            aria-invalid=[input.invalid()] {
            @if !input.required || chosen.is_empty() { option value="" { } }
            @for choice in options.iter().filter(|choice| !choice.retired || choice.key == chosen) {
                option value=(choice.key) selected[choice.key == chosen] { (choice.label) }
            }
        }
    }
}

pub(super) fn several(input: &Input, options: &[Choice]) -> Markup {
    let chosen: Vec<&str> = input.typed.all(input.name).collect();
    let offered: Vec<&Choice> =
        options.iter().filter(|choice| !choice.retired || chosen.contains(&choice.key.as_str())).collect();
    let on = |choice: &Choice| chosen.contains(&choice.key.as_str());
    html! {
        input type="hidden" name=(input.name) value="";
        @if offered.len() <= FEW {
            div.choices {
                @for (at, choice) in offered.iter().enumerate() {
                    label.choice {
                        input id=[(at == 0).then(|| input.id())] type="checkbox" name=(input.name) value=(choice.key)
                            checked[on(choice)];
                        span { (choice.label) }
                    }
                }
            }
        } @else {
            select id=(input.id()) name=(input.name) multiple data-picker aria-describedby=[input.described()]
                aria-invalid=[input.invalid()] {
                @for choice in offered { option value=(choice.key) selected[on(choice)] { (choice.label) } }
            }
        }
    }
}

/// The keys or words that were chosen, and those added by hand.
pub(super) fn read(field: &Field, name: &str, given: &Pairs) -> Result<Value, Fault> {
    let more = format!("{name}[more]");
    let added = given.text(&more).split([',', ';']).map(str::trim).filter(|word| !word.is_empty());
    field.kind.check(Value::Keys(given.all(name).chain(added).map(str::to_string).collect()))
}

/// The badge of a key; of one that is no longer in the list the key itself.
pub(super) fn badge(options: &[Choice], key: &str) -> Markup {
    match options.iter().find(|choice| choice.key == key) {
        Some(choice) => badge::badge(&choice.label, choice.hue),
        None => badge::badge(key, 0),
    }
}
