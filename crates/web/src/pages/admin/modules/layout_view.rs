//! The page of a record as it would be, section by section, with a button for every step.

use crm::FieldError;
use crm::definitions::shaping::{self, Block, Shaped};
use maud::{Markup, html};
use meta::Field;
use words::{Language, said};

use super::{address, choices, frame, seen};
use crate::components::control::{Control, Form};
use crate::components::icon::icon;
use crate::pages::admin::Administrator;
use crate::pairs::Pairs;

/// What the controls of a section are called.
pub(super) const CALLED: &[(&str, &str)] =
    &[("label", "modules-section-heading"), ("visible_if", "modules-visible-if")];

/// The page; what was typed in one of its forms and refused stands there again.
pub(super) fn view(admin: &Administrator, shaped: &Shaped, errors: Vec<FieldError>, typed: &Pairs) -> Markup {
    let (lang, blocks) = (admin.lang(), shaping::blocks(shaped));
    let scope = match typed.text("act") {
        "section-save" => format!("section-{}", typed.text("section")),
        _ => NEW.to_owned(),
    };
    let form = Form::refused(lang, typed.clone(), errors).calling(CALLED).scoped(scope);
    let arranging =
        Arranging { shaped, lang, action: address(&shaped.key, "layout"), mark: shaped.mark(), refused: &form };
    let new = if typed.text("act") == "section-new" { form.clone() } else { Form::empty(lang).scoped(NEW) };
    let content = html! {
        div.stack {
            p.muted { (lang.text("modules-page-about")) }
            (form.summary())
            form id=(STEPS) method="post" action=(arranging.action) { (seen(&arranging.mark)) }
            div.stack data-shape=(arranging.action) data-seen=(arranging.mark) {
                @for (at, block) in blocks.iter().enumerate() { (arranging.section(at, block, blocks.len())) }
            }
            form.form-line method="post" action=(arranging.action) {
                (seen(&arranging.mark))
                input type="hidden" name="act" value="section-new";
                (new.text("text", Control::new("label", lang.text("modules-section-new")).required()))
                button.button { (icon("plus")) (lang.text("modules-section-add")) }
            }
            (arranging.left(&blocks))
        }
    };
    frame::page(admin, shaped, "layout", content)
}

/// What the sections are drawn from.
struct Arranging<'a> {
    shaped: &'a Shaped,
    lang: Language,
    action: String,
    mark: String,
    /// What was refused, scoped as the form it was typed in.
    refused: &'a Form,
}

/// The scope of the form for a new section.
const NEW: &str = "new";

/// The form that the buttons of all rows belong to.
const STEPS: &str = "steps";

impl Arranging<'_> {
    fn section(&self, at: usize, block: &Block, count: usize) -> Markup {
        let of = block.label.as_str();
        html! {
            section.card id={ "section-" (at) } {
                div.card-header {
                    h2 { (of) }
                    span.nowrap.push {
                        (self.button(&format!("section-up:{at}"), "arrow-up", of, "modules-section-up", at == 0))
                        (self.button(&format!("section-down:{at}"), "arrow-down", of, "modules-section-down", at + 1 == count))
                        (self.button(&format!("section-off:{at}"), "x", of, "modules-section-remove", count == 1))
                    }
                }
                ul.card-list data-section=(at) {
                    @for (row, fields) in block.rows.iter().enumerate() {
                        (self.row(fields, (at, row), block, count))
                    }
                }
                details.card-footer open[self.refused_at(at)] {
                    summary { (self.lang.text("modules-section-change")) }
                    (self.heading(at, block))
                }
            }
        }
    }

    /// Whether it is the form of this section that was refused.
    fn refused_at(&self, at: usize) -> bool {
        !self.refused.errors.is_empty() && self.refused.scope == format!("section-{at}")
    }

    /// The heading and the condition of a section.
    fn heading(&self, at: usize, block: &Block) -> Markup {
        let condition = block.visible_if.clone().unwrap_or_default();
        let form = match self.refused_at(at) {
            true => self.refused.clone(),
            false => Form::of(self.lang, [("label", block.label.clone()), ("visible_if", condition)]),
        };
        let form = form.scoped(format!("section-{at}"));
        let text = |key: &'static str| self.lang.text(key);
        let shown_if = Control::new("visible_if", text("modules-visible-if")).hint(text("modules-section-if-hint"));
        html! {
            form.form method="post" action=(self.action) {
                (seen(&self.mark))
                input type="hidden" name="section" value=(at);
                input type="hidden" name="was" value=(block.label);
                div.form-grid {
                    (form.text("text", Control::new("label", text("modules-section-heading")).required()))
                    // A single line takes the breaks out of what was written over several.
                    @if form.typed.text("visible_if").contains('\n') { (form.area(2, shown_if)) }
                    @else { (form.text("text", shown_if)) }
                }
                div.row { button.button name="act" value="section-save" { (text("save")) } }
            }
        }
    }

    fn row(&self, fields: &[String], (section, row): (usize, usize), block: &Block, sections: usize) -> Markup {
        let last = section + 1 == sections && row + 1 == block.rows.len();
        let joins = fields.len() == 1 && row > 0 && block.rows[row - 1].len() == 1;
        let first = fields.first().map_or("", String::as_str);
        let label = self.label(first);
        let button = |act: &str, symbol, words, off| self.button(&format!("{act}:{first}"), symbol, &label, words, off);
        html! {
            li id={ "row-" (first) } data-row=(fields.join(",")) {
                span.faint.js-only data-handle { (icon("grip-vertical")) }
                div.row { @for field in fields { (self.field(field, fields.len() > 1)) } }
                span.nowrap {
                    @if joins { (button("join", "columns-3", "modules-row-join", false)) }
                    (button("up", "arrow-up", "modules-up", section == 0 && row == 0))
                    (button("down", "arrow-down", "modules-down", last))
                }
            }
        }
    }

    fn field(&self, field: &str, beside: bool) -> Markup {
        let label = self.label(field);
        html! {
            span.nowrap {
                (label) " "
                @if beside { (self.button(&format!("split:{field}"), "rows-3", &label, "modules-row-split", false)) }
                (self.button(&format!("off:{field}"), "x", &label, "modules-off", false))
            }
        }
    }

    fn button(&self, step: &str, symbol: &str, of: &str, words: &'static str, disabled: bool) -> Markup {
        let words = self.lang.text(words);
        html! {
            button.icon-button.small form=(STEPS) name="step" value=(step) disabled[disabled] title=(words)
                aria-label={ (of) ": " (words) } { (icon(symbol)) }
        }
    }

    fn label(&self, field: &str) -> String {
        self.shaped.now.field(field).map_or_else(|| field.to_owned(), |field| field.label.clone())
    }

    /// Fields that stand in no section.
    fn left(&self, blocks: &[Block]) -> Markup {
        let shown = |key: &str| blocks.iter().flat_map(|block| &block.rows).flatten().any(|shown| shown == key);
        let system = |field: &Field| {
            field.system
                && !matches!(
                    field.key.as_str(),
                    "owner" | "team" | "created_at" | "created_by" | "updated_at" | "source"
                )
        };
        let left: Vec<_> =
            self.shaped.now.fields.values().filter(|field| !shown(&field.key) && !system(field)).collect();
        html! {
            @if !left.is_empty() {
                section.card {
                    div.card-header { h2 { (self.lang.text("modules-not-shown")) } }
                    ul.card-list {
                        @for field in left {
                            li id={ "row-" (field.key) } {
                                (icon("eye-off"))
                                div {
                                    (field.label) " "
                                    span.muted { (choices::called(field.kind.name(), self.lang)) }
                                }
                                form.input-group method="post" action=(self.action) {
                                    (seen(&self.mark))
                                    input type="hidden" name="field" value=(field.key);
                                    @let called = self.lang.say(said!("modules-add-to", field = field.label.as_str()));
                                    select name="section" aria-label=(called) {
                                        @for (at, block) in blocks.iter().enumerate() { option value=(at) { (block.label) } }
                                    }
                                    button.button name="act" value="add" aria-label={ (field.label) ": " (self.lang.text("modules-show")) } {
                                        (icon("plus")) (self.lang.text("modules-show"))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
