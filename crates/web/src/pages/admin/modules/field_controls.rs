//! The controls of a field's parameters, each as it is best given.

use crm::definitions::shaping::{self, OptionGiven, Shape};
use maud::{Markup, html};
use meta::definition::TypeName;
use words::Language;

use super::field_form::{CALLED, Parts};
use super::rows::List;
use crate::components::badge::{HUES, dot};
use crate::components::control::Control;
use crate::components::icon::icon;

/// What is said beside some of them.
const HINTS: [(&str, &str); 19] = [
    ("help", "modules-help-hint"),
    ("inverse", "modules-inverse-hint"),
    ("by", "modules-by-hint"),
    ("on_delete", "modules-on-delete-hint"),
    ("format", "modules-format-hint"),
    ("expr", "modules-expr-hint"),
    ("path", "modules-path-hint"),
    ("field", "modules-summed-hint"),
    ("filter", "modules-filter-hint"),
    ("scale", "modules-scale-hint"),
    ("max", "modules-max-hint"),
    ("default", "modules-default-hint"),
    ("required", "modules-required-hint"),
    ("unique", "modules-unique-hint"),
    ("audit", "modules-audit-hint"),
    ("read_only", "modules-read-only-hint"),
    ("index", "modules-index-hint"),
    ("visible_if", "modules-visible-if-hint"),
    ("required_if", "modules-required-if-hint"),
];

impl Parts<'_> {
    /// The controls of parameters.
    pub(super) fn of(&self, names: &[&str]) -> Markup {
        let offered: Vec<&str> = shaping::offered(self.draft.kind).filter(|name| names.contains(name)).collect();
        html! { @for name in offered { (self.control(name)) } }
    }

    fn control(&self, name: &str) -> Markup {
        let (lang, kind) = (self.lang(), self.draft.kind);
        let called = CALLED.iter().find(|(known, _)| *known == name).map_or("name", |(_, message)| *message);
        let called = match (name, kind) {
            ("max", TypeName::Text | TypeName::LongText) => "modules-max-characters",
            ("max", TypeName::Rating) => "modules-stars",
            _ => called,
        };
        let hint = HINTS.iter().find(|(known, _)| *known == name).map_or("", |(_, message)| lang.text(message));
        let control = Control::new(name, lang.text(called)).hint(hint);
        let control = if kind.needs().contains(&name) { control.required() } else { control };
        match (name, shaping::shape(kind, name)) {
            ("to", _) => self.modules(control),
            ("on_delete", _) => self.form.select(
                control,
                self.messages(&[
                    ("keep", "modules-on-delete-keep"),
                    ("restrict", "modules-on-delete-restrict"),
                    ("cascade", "modules-on-delete-cascade"),
                ]),
            ),
            ("function", _) => self.form.select(
                control,
                self.messages(&[
                    ("count", "modules-function-count"),
                    ("sum", "modules-function-sum"),
                    ("min", "modules-function-min"),
                    ("max", "modules-function-max"),
                    ("avg", "modules-function-avg"),
                ]),
            ),
            ("of", _) => self.relations(control),
            ("default", _) if kind == TypeName::Bool => {
                self.form.select(control.hint(""), [("", "–"), ("true", lang.text("yes")), ("false", lang.text("no"))])
            }
            ("default", _) if kind == TypeName::Select => self.default_option(control),
            (_, Shape::Flag) => self.form.switch(control),
            (_, Shape::Options) => html! {},
            ("help" | "expr" | "filter", _) => self.form.area(2, control),
            // A single line takes the breaks out of what was written over several.
            _ if self.draft.typed.text(name).contains('\n') => self.form.area(2, control),
            _ => self.form.text("text", control),
        }
    }

    fn messages(&self, all: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
        all.iter().map(|(value, message)| (*value, self.lang().text(message))).collect()
    }

    /// The modules to point to: one, or several for a parent.
    fn modules(&self, control: Control) -> Markup {
        let catalogue = &self.admin.snapshot.schema.catalogue;
        let mut all: Vec<(String, String)> =
            catalogue.modules().map(|module| (module.key.to_string(), module.label.many.clone())).collect();
        if !all.iter().any(|(key, _)| *key == self.shaped.key.as_str()) {
            all.push((self.shaped.key.to_string(), self.shaped.now.label.many.clone()));
        }
        if self.draft.kind != TypeName::Parent {
            return self.form.select(control, std::iter::once((String::new(), String::new())).chain(all));
        }
        let typed: Vec<&str> = self.draft.typed.all("to").flat_map(|keys| keys.split([',', ' '])).collect();
        html! {
            fieldset.field.wide {
                legend.field-label { (control.label) }
                div.choices {
                    @for (key, label) in &all {
                        label.choice {
                            input type="checkbox" name="to" value=(key) checked[typed.contains(&key.as_str())];
                            span { (label) }
                        }
                    }
                }
                p.field-hint { (self.lang().text("modules-to-any")) }
            }
        }
    }

    /// Relations to sum up.
    fn relations(&self, control: Control) -> Markup {
        let catalogue = &self.admin.snapshot.schema.catalogue;
        let called = |target: &str| catalogue.module(target).map(|module| module.label.many.clone());
        let all = catalogue.relations(&self.shaped.key).iter().map(|relation| {
            let target = called(&relation.target).unwrap_or_else(|| relation.target.to_string());
            (relation.name.to_string(), format!("{target} ({})", relation.name))
        });
        self.form.select(control, std::iter::once((String::new(), String::new())).chain(all))
    }

    fn default_option(&self, control: Control) -> Markup {
        let chosen = self.draft.typed.text("default");
        let offered = |option: &&OptionGiven| !option.retired || option.key == chosen;
        let keyed = self.draft.options.iter().filter(|option| !option.key.is_empty()).filter(offered);
        let all: Vec<(String, String)> = keyed.map(|option| (option.key.clone(), option.label.clone())).collect();
        html! {
            @if !all.is_empty() {
                (self.form.select(control.hint(""), std::iter::once((String::new(), "–".to_owned())).chain(all)))
            }
        }
    }

    /// The options, a row each.
    pub(super) fn options(&self) -> Markup {
        let lang = self.lang();
        let list = List { name: "options", count: self.draft.options.len(), action: self.action };
        html! {
            fieldset.form-section id="list-options" {
                legend { (lang.text("modules-options")) }
                p.form-section-hint { (lang.text("modules-options-hint")) }
                div.stack.tight {
                    table.lines data-order {
                        thead { tr {
                            td {}
                            th scope="col" { (lang.text("name")) }
                            th scope="col" { (lang.text("pipelines-colour")) }
                            th scope="col" { (lang.text("modules-retired")) }
                            td {}
                        } }
                        tbody { @for (at, option) in self.draft.options.iter().enumerate() { (option_row(&list, at, option, lang)) } }
                    }
                }
                (list.more(lang.text("modules-option-new")))
            }
        }
    }
}

fn option_row(list: &List, at: usize, option: &OptionGiven, lang: Language) -> Markup {
    let name = |part: &str| format!("options[{at}][{part}]");
    let words = |message| {
        format!(
            "{}: {}",
            lang.text(message),
            if option.label.is_empty() { (at + 1).to_string() } else { option.label.clone() }
        )
    };
    html! {
        tr {
            td.line-handle.js-only data-handle { (icon("grip-vertical")) }
            td data-label=(lang.text("name")) {
                input type="hidden" name=(name("key")) value=(option.key);
                input type="text" name=(name("label")) value=(option.label) aria-label=(words("name"));
            }
            td data-label=(lang.text("pipelines-colour")) {
                div.input-group {
                    span.input-affix aria-hidden="true" { (dot("", option.hue)) }
                    select name=(name("hue")) data-hue aria-label=(words("pipelines-colour")) {
                        @for (number, message) in HUES.iter().enumerate() {
                            option value=(number) selected[number == usize::from(option.hue)] { (lang.text(message)) }
                        }
                    }
                }
            }
            td data-label=(lang.text("modules-retired")) {
                input type="checkbox" name=(name("retired")) value="true" checked[option.retired] aria-label=(words("modules-retired"));
            }
            td.line-remove { (list.buttons(lang, at, &option.label)) }
        }
    }
}
