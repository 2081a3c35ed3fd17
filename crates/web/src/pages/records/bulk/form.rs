//! The form in which somebody chooses what many records are to have.

use std::collections::HashMap;

use axum::extract::{Path, State};
use crm::bulk::{Deed, Which};
use crm::{Error, FieldError, Result, Work};
use maud::{Markup, html};
use meta::{Field, FieldType, Value};
use serde_json::Map;
use words::{Said, said};

use super::Picked;
use crate::app::App;
use crate::components::fields::{self, Input, Offers};
use crate::components::form;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::pages::records::Scene;
use crate::pages::records::edit::{offers, sentence};
use crate::pairs::Pairs;
use crate::who::Signed;

/// The control of the field that is chosen has its place here.
const PLACE: &str = "bulk-control";

/// The form as it stands.
pub struct Sheet {
    scene: Scene,
    picked: Picked,
    typed: Pairs,
    offers: Offers,
    errors: Vec<(String, String)>,
    by_name: HashMap<String, String>,
}

impl Sheet {
    /// Whether it comes again because something is wrong.
    pub fn is_refused(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// The fields that many records can be given at once: not what must be unique, nor lines.
fn offered(scene: &Scene) -> impl Iterator<Item = &Field> {
    let fields = scene.module.fields.values().map(|field| &**field);
    fields.filter(|field| scene.sets(field) && !field.unique && !matches!(field.kind, FieldType::Children { .. }))
}

/// What is chosen: a field, of which words are added or taken away where `+` or `-` stands before its key.
fn chosen<'s>(scene: &'s Scene, pairs: &Pairs) -> Option<(char, &'s Field)> {
    let text = pairs.text("field");
    let sign = text.chars().next().filter(|sign| matches!(sign, '+' | '-')).unwrap_or('=');
    let key = text.trim_start_matches(['+', '-']);
    let field = offered(scene).find(|field| field.key == *key)?;
    (sign == '=' || has_words(field)).then_some((sign, field))
}

fn has_words(field: &Field) -> bool {
    matches!(field.kind, FieldType::Tags | FieldType::MultiSelect { .. })
}

/// What is wrong with one control.
fn refused(field: &str, detail: Said) -> Vec<FieldError> {
    vec![FieldError::new(field, "required", detail)]
}

/// What the form says is to be done, or what is wrong with it.
pub fn deed(scene: &Scene, pairs: &Pairs) -> std::result::Result<Deed, Vec<FieldError>> {
    let Some((sign, field)) = chosen(scene, pairs) else {
        return Err(refused("field", said!("bulk-choose-what")));
    };
    let value = fields::read(field, &field.key, pairs, scene.look()).map_err(|faults| {
        let error = |(part, fault): (String, meta::types::Fault)| {
            FieldError::new(&format!("{}{part}", field.key), fault.code, fault.detail)
        };
        faults.into_iter().map(error).collect::<Vec<_>>()
    })?;
    if value.is_empty() && (sign != '=' || pairs.text("empty").is_empty()) {
        return Err(refused(&field.key, said!("bulk-needs-value")));
    }
    let key = field.key.to_string();
    match (sign, value) {
        ('+', Value::Keys(add)) => Ok(Deed::Mark { field: key, add, remove: Vec::new() }),
        ('-', Value::Keys(remove)) => Ok(Deed::Mark { field: key, add: Vec::new(), remove }),
        (_, value) => Ok(Deed::Change(Map::from_iter([(key, meta::json::write(&value))]))),
    }
}

/// The form, empty or with what is wrong.
pub fn read(
    work: &mut Work,
    mut scene: Scene,
    picked: Picked,
    pairs: &Pairs,
    errors: Vec<FieldError>,
) -> Result<Sheet> {
    let offers = offers(work, &mut scene, pairs)?;
    let mut sheet = Sheet { scene, picked, typed: pairs.clone(), offers, errors: Vec::new(), by_name: HashMap::new() };
    for error in errors {
        let field = sheet.scene.module.field(error.field.split(['.', '[']).next().unwrap_or_default());
        let words = sentence(field.map(|field| &**field), &error, sheet.scene.lang());
        sheet.by_name.insert(error.field.clone(), words.clone());
        sheet.errors.push((error.field, words));
    }
    Ok(sheet)
}

/// The page of the form.
pub fn page(signed: &Signed, sheet: &Sheet) -> Markup {
    let (scene, picked) = (&sheet.scene, &sheet.picked);
    let (home, lang) = (scene.home(), scene.lang());
    let title = lang.say(picked.change(scene));
    let shell = Shell { signed, snapshot: &scene.snapshot, title: &title, at: &home };
    shell::page(
        &shell,
        html! {
            div.page-header { div {
                ol.crumbs { li { a href=(picked.back) { (scene.module.label.many) } } li { (lang.text("change")) } }
                h1.page-title { (title) }
            } }
            form.form method="post" action={ (home) "/bulk" } novalidate {
                (form::summary(&sheet.errors, lang))
                input type="hidden" name="back" value=(picked.back);
                @match &picked.which {
                    Which::Chosen(ids) => { @for id in ids { input type="hidden" name="id" value=(id); } }
                    Which::Matching { .. } => input type="hidden" name="all" value="yes";
                }
                fieldset.form-section {
                    legend { (lang.text("bulk-what")) }
                    div.form-grid {
                        (field_choice(sheet))
                        div #(PLACE) { (chosen_control(sheet)) }
                    }
                }
                div.form-actions {
                    button.button.primary name="act" value="change" { (title) }
                    a.button.quiet href=(picked.back) { (lang.text("cancel")) }
                }
            }
        },
    )
}

fn field_choice(sheet: &Sheet) -> Markup {
    let scene = &sheet.scene;
    let lang = scene.lang();
    let now = sheet.typed.text("field");
    let error = sheet.by_name.get("field");
    let option = |value: &str, words: &str| html! { option value=(value) selected[value == now] { (words) } };
    html! {
        div.field {
            label.field-label for="f-field" { (lang.text("field")) }
            select #f-field name="field" hx-get={ (scene.home()) "/bulk/control" } hx-trigger="change" hx-target={ "#" (PLACE) }
                aria-describedby=[error.map(|_| "f-field-error")] aria-invalid=[error.map(|_| "true")] {
                (option("", lang.text("bulk-choose-field")))
                @for field in offered(scene) {
                    @if has_words(field) {
                        @let label = field.label.as_str();
                        (option(&format!("+{}", field.key), &lang.say(said!("bulk-field-add", field = label))))
                        (option(&format!("-{}", field.key), &lang.say(said!("bulk-field-remove", field = label))))
                        (option(&field.key, &lang.say(said!("bulk-field-replace", field = label))))
                    } @else { (option(&field.key, &field.label)) }
                }
            }
            @if let Some(error) = error { p.field-error #f-field-error { (error) } }
            button.button.small.no-js-only name="act" value="edit" { (lang.text("bulk-choose")) }
        }
    }
}

fn chosen_control(sheet: &Sheet) -> Markup {
    let Some((sign, field)) = chosen(&sheet.scene, &sheet.typed) else { return html! {} };
    let input = Input {
        module: &sheet.scene.module.key,
        name: &field.key,
        required: false,
        errors: &sheet.by_name,
        typed: &sheet.typed,
        look: sheet.scene.look(),
        offers: &sheet.offers,
        pickers: true,
        field,
    };
    html! {
        (form::field(&input))
        @if sign == '=' && !field.required && !matches!(field.kind, FieldType::Bool) {
            label.choice {
                input type="checkbox" name="empty" value="yes" checked[!sheet.typed.text("empty").is_empty()];
                span { (sheet.scene.lang().text("bulk-empty-it")) }
            }
        }
    }
}

/// `GET /{module}/bulk/control?field=`: the control of a field that was just chosen.
pub async fn control(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    pairs: Pairs,
) -> std::result::Result<Markup, Failure> {
    let drawn = app.crm().read(&signed.actor, move |work| {
        let scene = Scene::set(work, &module)?;
        let picked = Picked { which: Which::Chosen(Vec::new()), back: scene.home() };
        Ok::<_, Error>(chosen_control(&read(work, scene, picked, &pairs, Vec::new())?))
    });
    Ok(drawn.await?)
}
