//! Forms: a field with its label, hint and error around its control, and the summary of what is to be mended.

use maud::{Markup, html};
use meta::FieldType;
use words::{Language, said};

use crate::components::fields::{self, Input};
use crate::components::icon::icon;

/// A field of a form.
pub fn field(input: &Input) -> Markup {
    let kind = &input.field.kind;
    let class = if fields::is_wide(kind) { "field wide" } else { "field" };
    let place = place(input.name);
    html! {
        @if fields::is_group(kind) {
            fieldset class=(class) id=(place) { legend.field-label { (label(input)) } (fields::input(input)) (remarks(input)) }
        } @else if matches!(kind, FieldType::Bool) {
            div class=(class) id=(place) { (fields::input(input)) (remarks(input)) }
        } @else {
            div class=(class) id=(place) {
                label.field-label for=(input.id()) { (label(input)) }
                (fields::input(input))
                (remarks(input))
            }
        }
    }
}

/// The place of a field that is not shown now, where it may appear.
pub fn hidden_field(name: &str) -> Markup {
    html! { div id=(place(name)) hidden {} }
}

/// A value that is shown and not edited.
pub fn read_only(name: &str, label: &str, value: Markup) -> Markup {
    html! { div.field id=(place(name)) { span.field-label { (label) } div.field-value { (value) } } }
}

/// The id of the element around a field.
pub fn place(name: &str) -> String {
    format!("field-{name}")
}

fn label(input: &Input) -> Markup {
    html! {
        (input.field.label)
        @if input.required { " " span.required-mark aria-hidden="true" { "*" } span.visually-hidden { " required" } }
    }
}

fn remarks(input: &Input) -> Markup {
    html! {
        @if let Some(help) = &input.field.help { p.field-hint id={ (input.id()) "-hint" } { (help) } }
        @if let Some(error) = input.errors.get(input.name) {
            p.field-error id={ (input.id()) "-error" } { (icon("circle-alert")) (error) }
        }
    }
}

/// What is to be mended, each with the name of its control; empty names are about the whole.
pub fn summary(errors: &[(String, String)], lang: Language) -> Markup {
    let count = errors.len();
    html! {
        @if count > 0 {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { (icon("circle-alert")) (lang.say(said!("form-to-mend", count = count))) }
                ul {
                    @for (name, sentence) in errors {
                        li {
                            @if name.is_empty() { (sentence) }
                            @else { a href={ "#" (fields::control_id(name)) } { (sentence) } }
                        }
                    }
                }
            }
        }
    }
}
