//! Labelled controls of forms that belong to no module: settings, sign-in, filters of reports.
//!
//! A form is drawn from what was typed and what was wrong with it, so that a refused one comes back as it was.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use crm::{Error, FieldError};
use maud::{Markup, html};
use words::{Language, said};

use crate::components::fields::control_id;
use crate::components::form;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pairs::Pairs;

/// What was typed into a form, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Form {
    /// The reader's language.
    pub lang: Language,
    /// Sets its ids apart from those of other forms on the page; may be empty.
    pub scope: String,
    /// What was typed.
    pub typed: Pairs,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The messages that label controls whose labels are not their names.
    pub called: &'static [(&'static str, &'static str)],
}

/// One control.
#[derive(Clone, Copy, Default)]
pub struct Control<'a> {
    /// Its name in what is posted.
    pub name: &'a str,
    /// What people call it.
    pub label: &'a str,
    /// More about it; may be empty.
    pub hint: &'a str,
    /// Must be filled.
    pub required: bool,
    /// What browsers may fill in; may be empty.
    pub fill: &'a str,
}

impl<'a> Control<'a> {
    /// A control that may stay empty.
    pub fn new(name: &'a str, label: &'a str) -> Control<'a> {
        Control { name, label, ..Control::default() }
    }

    /// The same, to be filled in any case.
    pub fn required(self) -> Control<'a> {
        Control { required: true, ..self }
    }

    /// The same, with more said about it.
    pub fn hint(self, hint: &'a str) -> Control<'a> {
        Control { hint, ..self }
    }

    /// The same, for browsers to fill in.
    pub fn fill(self, fill: &'a str) -> Control<'a> {
        Control { fill, ..self }
    }
}

impl Form {
    /// A form as it stands before anybody typed.
    pub fn of<const N: usize>(lang: Language, values: [(&str, String); N]) -> Form {
        let mut typed = Pairs::default();
        for (name, value) in values {
            typed.push(name, value);
        }
        Form::refused(lang, typed, Vec::new())
    }

    /// A form with nothing in it.
    pub fn empty(lang: Language) -> Form {
        Form::refused(lang, Pairs::default(), Vec::new())
    }

    /// A form that was refused.
    pub fn refused(lang: Language, typed: Pairs, errors: Vec<FieldError>) -> Form {
        Form { lang, scope: String::new(), typed, errors, called: &[] }
    }

    /// The same form with its ids set apart.
    pub fn scoped(self, scope: impl Into<String>) -> Form {
        Form { scope: scope.into(), ..self }
    }

    /// The same form, of which people call some controls otherwise than their names.
    pub fn calling(self, called: &'static [(&'static str, &'static str)]) -> Form {
        Form { called, ..self }
    }

    /// What is to be mended, above the form.
    pub fn summary(&self) -> Markup {
        let label = |field: &str| {
            let called = self.called.iter().find(|(name, _)| *name == field);
            called
                .map_or_else(|| capital(&field.replace(['_', '.'], " ")), |(_, label)| self.lang.text(label).to_owned())
        };
        let sentence = |error: &FieldError| match error.field.as_str() {
            "" => capital(&self.lang.say(&error.detail)),
            field => self.lang.say(said!("error-of-field", field = label(field), wrong = error.detail.clone())),
        };
        let name = |field: &str| if field.is_empty() { String::new() } else { self.scoped_name(field) };
        let lines: Vec<_> = self.errors.iter().map(|error| (name(&error.field), sentence(error))).collect();
        form::summary(&lines, self.lang)
    }

    /// A text; `kind` is the type of the input: `text`, `email`, `password`, `date`, `number`.
    pub fn text(&self, kind: &str, control: Control) -> Markup {
        let id = self.id(control.name);
        let fill = (!control.fill.is_empty()).then_some(control.fill);
        let value = if kind == "password" { "" } else { self.typed.get(control.name).unwrap_or_default() };
        self.field(control, html! {
            input id=(id) type=(kind) name=(control.name) value=(value) required[control.required] autocomplete=[fill]
                aria-describedby=[self.described(control)] aria-invalid=[self.invalid(control)];
        })
    }

    /// A text of several lines, at least so many high.
    pub fn area(&self, rows: u8, control: Control) -> Markup {
        self.field(
            control,
            html! {
                textarea id=(self.id(control.name)) name=(control.name) rows=(rows) required[control.required]
                    aria-describedby=[self.described(control)] aria-invalid=[self.invalid(control)] {
                    "\n" (self.typed.get(control.name).unwrap_or_default())
                }
            },
        )
    }

    /// A choice of one: values with their words.
    pub fn select<V: AsRef<str>, W: AsRef<str>>(
        &self,
        control: Control,
        options: impl IntoIterator<Item = (V, W)>,
    ) -> Markup {
        self.field(
            control,
            html! {
                select id=(self.id(control.name)) name=(control.name) required[control.required]
                    aria-describedby=[self.described(control)] aria-invalid=[self.invalid(control)] {
                    (self.options(control, options))
                }
            },
        )
    }

    /// A choice of one of very many, searched while typing: in the page's options, or at an address that answers.
    pub fn picker<V: AsRef<str>, W: AsRef<str>>(
        &self,
        control: Control,
        address: Option<&str>,
        options: impl IntoIterator<Item = (V, W)>,
    ) -> Markup {
        self.field(
            control,
            html! {
                select id=(self.id(control.name)) name=(control.name) required[control.required] data-picker
                    data-url=[address] aria-describedby=[self.described(control)] aria-invalid=[self.invalid(control)] {
                    (self.options(control, options))
                }
            },
        )
    }

    /// Yes or no.
    pub fn switch(&self, control: Control) -> Markup {
        html! {
            div.field {
                label.switch {
                    input id=(self.id(control.name)) type="checkbox" name=(control.name) value="true"
                        checked[self.typed.get(control.name) == Some("true")]
                        aria-describedby=[self.described(control)];
                    " " (control.label)
                }
                (self.remarks(control))
            }
        }
    }

    fn options<V: AsRef<str>, W: AsRef<str>>(
        &self,
        control: Control,
        options: impl IntoIterator<Item = (V, W)>,
    ) -> Markup {
        let chosen = self.typed.get(control.name).unwrap_or_default();
        html! {
            @for (value, words) in options {
                @let value = value.as_ref();
                option value=(value) selected[value == chosen] { (words.as_ref()) }
            }
        }
    }

    fn field(&self, control: Control, inner: Markup) -> Markup {
        html! {
            div.field {
                label.field-label for=(self.id(control.name)) {
                    (control.label)
                    @if control.required {
                        " " span.required-mark aria-hidden="true" { "*" }
                    }
                }
                (inner)
                (self.remarks(control))
            }
        }
    }

    fn remarks(&self, control: Control) -> Markup {
        let id = self.id(control.name);
        html! {
            @if !control.hint.is_empty() { p.field-hint id={ (id) "-hint" } { (control.hint) } }
            @if let Some(error) = self.error(control.name) {
                p.field-error id={ (id) "-error" } { (icon("circle-alert")) (capital(&error)) }
            }
        }
    }

    fn scoped_name(&self, name: &str) -> String {
        if self.scope.is_empty() { name.to_string() } else { format!("{}-{name}", self.scope) }
    }

    fn id(&self, name: &str) -> String {
        control_id(&self.scoped_name(name))
    }

    fn error(&self, name: &str) -> Option<String> {
        self.errors.iter().find(|error| error.field == name).map(|error| self.lang.say(&error.detail))
    }

    fn invalid(&self, control: Control) -> Option<&'static str> {
        self.error(control.name).map(|_| "true")
    }

    fn described(&self, control: Control) -> Option<String> {
        let id = self.id(control.name);
        let hint = (!control.hint.is_empty()).then(|| format!("{id}-hint"));
        let error = self.error(control.name).map(|_| format!("{id}-error"));
        let both: Vec<String> = hint.into_iter().chain(error).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }
}

/// What was done, or what is to be mended in the form; anything else is a page of its own.
pub fn outcome<T>(done: crm::Result<T>) -> Result<Result<T, Vec<FieldError>>, Failure> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Invalid(errors)) => Ok(Err(errors)),
        Err(Error::Conflict(detail)) => Ok(Err(vec![FieldError::new("", "conflict", detail)])),
        Err(error) => Err(error.into()),
    }
}

/// A page whose form has to be mended.
pub fn mend(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// A text with a capital at its start.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + chars.as_str())
}
