//! The form of a field: what can be said of a field of its type.

use crm::FieldError;
use crm::definitions::shaping::{self, OptionGiven, Origin, Shaped};
use maud::{Markup, html};
use meta::definition::TypeName;
use words::{Language, said};

use super::rows::enter;
use super::{address, choices, field, frame, seen};
use crate::components::control::{Control, Form};
use crate::components::icon::icon;
use crate::pages::admin::Administrator;
use crate::pairs::Pairs;

/// What the controls of a field are called.
pub(super) const CALLED: &[(&str, &str)] = &[
    ("label", "name"),
    ("key", "key"),
    ("type", "modules-type"),
    ("help", "modules-help"),
    ("to", "modules-to"),
    ("inverse", "modules-inverse"),
    ("by", "modules-by"),
    ("on_delete", "modules-on-delete"),
    ("options", "modules-options"),
    ("format", "modules-format"),
    ("expr", "modules-expr"),
    ("path", "modules-path"),
    ("of", "modules-of"),
    ("function", "modules-function"),
    ("field", "modules-summed"),
    ("filter", "modules-filter"),
    ("scale", "modules-scale"),
    ("min", "modules-min"),
    ("max", "modules-max"),
    ("default", "modules-default"),
    ("required", "modules-required"),
    ("unique", "modules-unique"),
    ("audit", "modules-audit"),
    ("read_only", "modules-read-only"),
    ("index", "modules-index"),
    ("visible_if", "modules-visible-if"),
    ("required_if", "modules-required-if"),
    ("section", "modules-section"),
];

/// Parameters that every type has, by the part of the form they stand in; what a type has of its own stands between.
const HEAD: [&str; 2] = ["label", "help"];
const RULES: [&str; 4] = ["required", "unique", "visible_if", "required_if"];
const MORE: [&str; 3] = ["audit", "read_only", "index"];

/// A field while it is typed.
pub(super) struct Draft {
    /// Its type.
    pub(super) kind: TypeName,
    /// The key it has; empty for a new one.
    pub(super) was: String,
    /// What was typed.
    pub(super) typed: Pairs,
    /// Its options.
    pub(super) options: Vec<OptionGiven>,
    /// What is wrong.
    pub(super) errors: Vec<FieldError>,
    /// Which draft of the module it is drawn from.
    pub(super) seen: String,
}

impl Draft {
    /// One that nobody typed yet.
    pub(super) fn new(kind: TypeName, was: &str, seen: String) -> Draft {
        Draft { kind, was: was.to_owned(), typed: Pairs::default(), options: Vec::new(), errors: Vec::new(), seen }
    }
}

/// The form.
pub(super) fn view(admin: &Administrator, shaped: &Shaped, draft: &Draft) -> Markup {
    let lang = admin.lang();
    let form = Form::refused(lang, draft.typed.clone(), draft.errors.clone()).calling(CALLED);
    let new = draft.was.is_empty();
    let action = address(&shaped.key, &if new { "fields".to_owned() } else { format!("fields/{}", draft.was) });
    let parts = Parts { admin, shaped, draft, form: &form, action: &action };
    let title = match shaped.now.field(&draft.was) {
        Some(field) => field.label.clone(),
        None => lang.say(said!("modules-field-new-of", kind = choices::kind(draft.kind, lang))),
    };
    let content = html! {
        div.stack {
            @if !new { (parts.kind()) }
            form.form method="post" action=(action) {
                (enter())
                (seen(&draft.seen))
                input type="hidden" name="type" value=(draft.kind.name());
                (form.summary())
                (parts.section("modules-field-called", parts.head()))
                (parts.own())
                (parts.section("modules-field-rules", parts.of(&RULES)))
                (parts.section("modules-field-more", parts.of(&MORE)))
                div.form-actions {
                    button.button.primary { (lang.text("modules-to-plan")) }
                    a.button.quiet href=(address(&shaped.key, "")) { (lang.text("cancel")) }
                }
            }
            @if !new { (parts.ends()) }
        }
    };
    frame::below(admin, shaped, ("", ""), &title, content)
}

/// What the parts of the form are drawn from.
pub(super) struct Parts<'a> {
    pub(super) admin: &'a Administrator,
    pub(super) shaped: &'a Shaped,
    pub(super) draft: &'a Draft,
    pub(super) form: &'a Form,
    pub(super) action: &'a str,
}

impl Parts<'_> {
    pub(super) fn lang(&self) -> Language {
        self.admin.lang()
    }

    fn section(&self, title: &'static str, content: Markup) -> Markup {
        html! {
            @if !content.0.is_empty() {
                fieldset.form-section {
                    legend { (self.lang().text(title)) }
                    div.form-grid { (content) }
                }
            }
        }
    }

    fn own_field(&self) -> bool {
        self.draft.was.is_empty() || self.shaped.origin(&self.draft.was) == Origin::Own
    }

    /// Name, key, help, and where a new one is shown.
    fn head(&self) -> Markup {
        let lang = self.lang();
        let key = Control::new("key", lang.text("key"));
        html! {
            (self.form.text("text", Control::new("label", lang.text("name")).required()))
            @if self.own_field() {
                (self.form.text("text", key.hint(lang.text(if self.draft.was.is_empty() { "modules-key-hint" } else { "modules-key-change-hint" }))))
            } @else {
                div.field { span.field-label { (lang.text("key")) } div.field-value { span.mono { (self.draft.was) } } }
            }
            (self.of(&HEAD[1..]))
            @if self.draft.was.is_empty() && self.shaped.arranged() {
                @let sections = self.shaped.now.detail.sections.iter().enumerate();
                @let chosen = Form { typed: self.section_chosen(), ..self.form.clone() };
                (chosen.select(
                    Control::new("section", lang.text("modules-section")).hint(lang.text("modules-section-hint")),
                    sections.map(|(at, section)| (at.to_string(), section.label.clone())),
                ))
            }
        }
    }

    /// The last section unless another was chosen.
    fn section_chosen(&self) -> Pairs {
        let last = self.shaped.now.detail.sections.len().saturating_sub(1).to_string();
        let typed = &self.draft.typed;
        if typed.get("section").is_some() { typed.clone() } else { typed.with("section", &last) }
    }

    /// What the type has of its own.
    fn own(&self) -> Markup {
        let common = |name: &&str| HEAD.contains(name) || RULES.contains(name) || MORE.contains(name);
        let names: Vec<&str> = shaping::offered(self.draft.kind).filter(|name| !common(name)).collect();
        html! {
            (self.section("modules-field-holds", self.of(&names)))
            @if names.contains(&"options") { (self.options()) }
        }
    }

    /// The type of an existing field, which can become another where values can.
    fn kind(&self) -> Markup {
        let lang = self.lang();
        let known = field::kind_of(self.shaped, &self.draft.was);
        html! {
            @if self.own_field() {
                form.form-line method="get" action=(self.action) data-autosubmit {
                    div.field {
                        label.field-label for="f-kind" { (lang.text("modules-type")) }
                        select #f-kind name="type" {
                            @for (_, kinds) in choices::KINDS {
                                @for kind in kinds {
                                    option value=(kind.name()) selected[*kind == self.draft.kind] { (choices::kind(*kind, lang)) }
                                }
                            }
                        }
                    }
                    button.button.no-js-only { (lang.text("modules-type-show")) }
                }
                @if known != Some(self.draft.kind) {
                    div.banner { (icon("info")) p { (lang.text("modules-type-changes")) } }
                }
            } @else {
                p.muted { (lang.say(said!("modules-type-stays", kind = choices::kind(self.draft.kind, lang)))) }
            }
        }
    }

    /// The ways a field goes.
    fn ends(&self) -> Markup {
        let lang = self.lang();
        html! {
            section.card {
                div.card-header { h2 { (lang.text("modules-field-ends")) } }
                div.card-body.stack {
                    form.row method="post" action={ (self.action) "/hiding" } {
                        (seen(&self.draft.seen))
                        button.button { (icon("eye-off")) (lang.text("modules-hide")) }
                        span.muted { (lang.text("modules-hide-hint")) }
                    }
                    @if self.own_field() {
                        form.row method="post" action={ (self.action) "/retirement" } {
                            (seen(&self.draft.seen))
                            button.button.danger { (icon("archive")) (lang.text("modules-field-drop")) }
                            span.muted { (lang.text("modules-field-drop-hint")) }
                        }
                    } @else {
                        p.muted { (lang.text("modules-field-shipped-hint")) }
                    }
                }
            }
        }
    }
}
