//! A form as HTML.

use maud::{Markup, html};
use meta::Field;
use words::said;

use super::sheet::{Clash, Part, Sheet};
use crate::components::control::capital;
use crate::components::fields;
use crate::components::form;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::pages::records::board::LANE;
use crate::pages::records::list::table::called;
use crate::who::Signed;

/// The page of a form.
pub fn page(signed: &Signed, sheet: &Sheet) -> Markup {
    let (scene, lang) = (&sheet.scene, signed.lang());
    let (home, module) = (scene.home(), &scene.module);
    let title = match &sheet.record {
        Some(record) => lang.say(said!("form-edit-title", record = called(record, lang))),
        None => capital(&lang.say(said!("new-of", module = scene.one()))),
    };
    let shell = Shell { signed, snapshot: &scene.snapshot, title: &title, at: &home };
    shell::page(
        &shell,
        html! {
            div.page-header {
                div {
                    ol.crumbs {
                        li { a href=(home) { (module.label.many) } }
                        @if let Some(record) = &sheet.record { li { a href=(scene.record(record.id)) { (called(record, lang)) } } }
                        li { (lang.text(if sheet.record.is_some() { "form-edit" } else { "form-new" })) }
                    }
                    h1.page-title { (title) }
                }
            }
            (body(sheet))
        },
    )
}

fn body(sheet: &Sheet) -> Markup {
    let (scene, lang) = (&sheet.scene, sheet.scene.lang());
    let action = sheet.id().map_or_else(|| scene.home(), |id| scene.record(id));
    let cancel = if sheet.back.is_empty() { action.clone() } else { sheet.back.clone() };
    html! {
        form.form method="post" action=(action) data-keep=(kept(sheet)) data-begin novalidate data-likeness=[likeness(sheet)] {
            (form::summary(&sheet.errors, lang))
            (clashes(sheet))
            @if let Some(id) = sheet.id() { input type="hidden" name="_id" value=(id); }
            input type="hidden" name="_version" value=(sheet.version);
            input type="hidden" name="_back" value=(sheet.back);
            (required(sheet))
            @for part in sheet.parts() { (section(sheet, &part)) }
            div.form-actions {
                button.button.primary { (lang.text(if sheet.record.is_some() { "form-save" } else { "create" })) }
                @if sheet.record.is_none() && sheet.back.is_empty() {
                    button.button name="_then" value="new" { (lang.text("form-create-and-new")) }
                }
                a.button.quiet href=(cancel) { (lang.text("form-cancel")) }
            }
        }
    }
}

/// By what a script keeps what is typed: what was begun in a lane of a board is still that.
fn kept(sheet: &Sheet) -> &str {
    let begun = sheet.back.split_once('#').map(|(_, place)| place).filter(|place| place.starts_with(LANE));
    begun.filter(|_| sheet.record.is_none()).unwrap_or_default()
}

/// The fields by which a script looks for records that are alike; only for a new one.
fn likeness(sheet: &Sheet) -> Option<String> {
    let scene = &sheet.scene;
    let fields = crm::likeness::by(&scene.rights, &scene.module);
    let keys: Vec<&str> = fields.iter().filter(|field| scene.sets(field)).map(|field| field.key.as_str()).collect();
    (sheet.record.is_none() && !keys.is_empty()).then(|| format!("{}/likeness {}", scene.home(), keys.join(" ")))
}

/// Which fields the conditions require now, so that the next answer knows what changed.
pub fn required(sheet: &Sheet) -> Markup {
    let mut keys: Vec<&str> = sheet.shape.required.iter().map(|key| key.as_str()).collect();
    keys.sort_unstable();
    html! { input #form-required type="hidden" name="_required" value=(keys.join(",")); }
}

/// A section, or its place while it is not shown.
pub fn section(sheet: &Sheet, part: &Part) -> Markup {
    let id = format!("section-{}", part.at);
    if sheet.shape.folded.contains(&part.at) {
        return html! { div id=(id) hidden {} };
    }
    html! {
        fieldset.form-section id=(id) {
            legend { (part.label) }
            div.form-grid { @for one in &part.fields { (field(sheet, one)) } }
        }
    }
}

/// A field: its control, its value when it cannot be set, or its place while it is not shown.
pub fn field(sheet: &Sheet, field: &Field) -> Markup {
    let scene = &sheet.scene;
    if sheet.shape.hidden.contains(&field.key) {
        return form::hidden_field(&field.key);
    }
    if !scene.sets(field) {
        let Some(record) = &sheet.record else { return html! {} };
        let value = fields::show(&field.kind, record.get(&field.key), record.link_titles(&field.key), scene.look());
        return form::read_only(&field.key, &field.label, value);
    }
    let deciding = crm::records::deciding(&scene.snapshot, &scene.module.key);
    if deciding.contains(&field.key) {
        let class = if fields::is_wide(&field.kind) { "wide" } else { "" };
        return html! {
            div class=(class) hx-post={ (scene.home()) "/form" } hx-trigger="change" hx-include="closest form" hx-swap="none" {
                (form::field(&sheet.input(field)))
            }
        };
    }
    form::field(&sheet.input(field))
}

/// What others changed meanwhile: both values, and which one stays.
fn clashes(sheet: &Sheet) -> Markup {
    let (scene, lang) = (&sheet.scene, sheet.scene.lang());
    let label =
        |clash: &Clash| scene.module.field(&clash.field).map_or(clash.field.to_string(), |field| field.label.clone());
    let theirs = |clash: &Clash| sheet.record.as_ref().map_or(&[][..], |record| record.link_titles(&clash.field));
    let show = |clash: &Clash, value, titles| {
        let field = scene.module.field(&clash.field);
        field.map(|field| fields::show(&field.kind, value, titles, scene.look()))
    };
    html! {
        @if !sheet.clashes.is_empty() {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { (icon("triangle-alert")) (lang.text("form-clash")) }
                p { (lang.text("form-clash-choose")) }
            }
            @for clash in &sheet.clashes {
                fieldset.form-section {
                    legend { (label(clash)) }
                    div.choices.stacked {
                        label.choice {
                            input type="radio" name={ "_choose[" (clash.field) "]" } value="mine" checked;
                            span { @if let Some(value) = show(clash, &clash.mine, &[]) { (value) } small { (lang.text("form-clash-mine")) } }
                        }
                        label.choice {
                            input type="radio" name={ "_choose[" (clash.field) "]" } value="theirs";
                            span { @if let Some(value) = show(clash, &clash.theirs, theirs(clash)) { (value) } small { (lang.text("form-clash-theirs")) } }
                        }
                    }
                }
            }
        }
    }
}
