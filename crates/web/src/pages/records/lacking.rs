//! What a change still needs: the reason why a deal was lost, once it moves to such a stage. Instead of refusing the change
//! only, its form asks for that, in a dialog where scripts run.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use crm::{Error, FieldError, Work, records};
use maud::{Markup, html};
use meta::{Field, Key};
use uuid::Uuid;
use words::said;

use super::edit::{Given, Sheet, Trouble, again};
use super::list::table::called;
use super::values::shown;
use crate::app::App;
use crate::components::form;
use crate::components::shell::{self, Shell};
use crate::components::toast;
use crate::failure::Failure;
use crate::guard::local;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Names the fields that a form asks for, beside the change it is about.
pub const ASKED: &str = "_ask";

/// A change that was refused, or may be.
#[derive(Clone)]
pub struct Change {
    /// Key of the module.
    pub module: String,
    /// The record.
    pub id: Uuid,
    /// What is to be set.
    pub pairs: Pairs,
    /// Why it was refused.
    pub errors: Vec<FieldError>,
    /// Where to go afterwards.
    pub back: String,
}

/// A change with the fields it still needs.
struct Lacking {
    sheet: Sheet,
    fields: Vec<Key>,
    change: Change,
}

/// Whether a refusal is about other fields than those that were set, or comes of a form that asked for them.
pub fn concern(pairs: &Pairs, errors: &[FieldError]) -> bool {
    let other = |error: &FieldError| !error.field.is_empty() && !pairs.gives(first(&error.field));
    pairs.get(ASKED).is_some() || errors.iter().any(other)
}

fn first(field: &str) -> &str {
    field.split(['.', '[']).next().unwrap_or_default()
}

/// `GET /{module}/{id}/values`: the form of what a change still needs.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    pairs: Pairs,
) -> Result<Response, Failure> {
    let record = format!("/{module}/{id}");
    let back = local(pairs.text("_back")).map_or_else(|| record.clone(), str::to_string);
    let change = Change { module, id, pairs, errors: Vec::new(), back };
    match app.crm().read(&signed.actor, move |work| read(work, change.clone())).await? {
        Some(lacking) => Ok(page(&signed, &lacking).into_response()),
        None => Ok(Redirect::to(&record).into_response()),
    }
}

/// The answer to a refused change: its form, or for a script the link to it; nothing where no field would help.
pub async fn answer(app: &App, signed: &Signed, change: Change, script: bool) -> Result<Option<Response>, Failure> {
    let read = app.crm().read(&signed.actor, move |work| read(work, change.clone())).await?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(read.map(|lacking| match script && lacking.change.pairs.get(ASKED).is_none() {
        true => (status, link(&lacking)).into_response(),
        false => (status, page(signed, &lacking)).into_response(),
    }))
}

/// The link to the form of what a refused change needs, for a script that shows the refusal itself; nothing where no field
/// would help.
pub async fn asking(app: &App, signed: &Signed, change: Change) -> crm::Result<Option<Markup>> {
    let read = app.crm().read(&signed.actor, move |work| read(work, change.clone())).await?;
    Ok(read.map(|lacking| link(&lacking)))
}

fn read(work: &mut Work, change: Change) -> crm::Result<Option<Lacking>> {
    let Change { module, id, pairs, errors, .. } = &change;
    let sheet = again(work, module, Some(*id), pairs, Trouble::Errors(errors.clone()))?;
    if !records::allowed(work, module, *id)?.edit {
        return Err(Error::Forbidden(said!("form-may-not-change", module = sheet.scene.one())));
    }
    let fields: Vec<Key> = sheet
        .scene
        .module
        .own_fields()
        .filter(|field| asks(&sheet, pairs, field))
        .map(|field| field.key.clone())
        .collect();
    Ok((!fields.is_empty()).then_some(Lacking { sheet, fields, change }))
}

/// Whether the form asks for a field: it did before, or it must be filled and is not, or is wrong beside what is set.
fn asks(sheet: &Sheet, pairs: &Pairs, field: &Field) -> bool {
    let there = sheet.scene.sets(field) && !sheet.shape.hidden.contains(&field.key);
    let before = || pairs.text(ASKED).split(',').any(|key| field.key == *key);
    let wrong = || sheet.errors.iter().any(|(name, _)| field.key == *first(name));
    let empty = || sheet.record.as_ref().is_none_or(|record| record.get(&field.key).is_empty());
    there && (before() || (!pairs.gives(&field.key) && (wrong() || (sheet.requires(field) && empty()))))
}

impl Lacking {
    /// The pairs of the change itself.
    fn change(&self) -> Pairs {
        self.change
            .pairs
            .keeping(|name, _| !name.starts_with('_') && !self.fields.iter().any(|key| *key == *first(name)))
    }

    /// The change in words: `Stage: Lost`.
    fn title(&self) -> String {
        let scene = &self.sheet.scene;
        let set = Given::read(scene, &self.change()).values;
        let words = set.iter().filter_map(|(key, value)| {
            let field = scene.module.field(key)?;
            let value = shown(scene, field, value);
            Some(scene.lang().say(said!("record-lacking", field = field.label.as_str(), value = value)))
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

/// For a script that was refused: the link to the form, which it opens.
fn link(lacking: &Lacking) -> Markup {
    let Change { module, id, back, .. } = &lacking.change;
    let href = lacking.change().with("_back", back).on(&format!("/{module}/{id}/values"));
    toast::partial_at(
        "#toasts",
        "beforeend",
        html! { a href=(href) data-dialog-load=(lacking.title()) data-lacking hidden {} },
    )
}

fn page(signed: &Signed, lacking: &Lacking) -> Markup {
    let (sheet, lang) = (&lacking.sheet, signed.lang());
    let scene = &sheet.scene;
    let (home, title) = (scene.home(), lacking.title());
    let href = scene.record(lacking.change.id);
    let record = sheet.record.as_ref().map(|record| called(record, lang));
    let fields = lacking.fields.iter().filter_map(|key| scene.module.field(key));
    let keys: Vec<&str> = lacking.fields.iter().map(|key| key.as_str()).collect();
    let shell = Shell { signed, snapshot: &scene.snapshot, title: &title, at: &home };
    shell::page(
        &shell,
        html! {
            div.page-header { div {
                ol.crumbs {
                    li { a href=(home) { (scene.module.label.many) } }
                    li { a href=(href) { (record.unwrap_or_default()) } }
                }
                h1.page-title { (title) }
            } }
            form.form method="post" action={ (href) "/values" } data-keep="lacking" data-begin novalidate {
                (form::summary(&sheet.errors, lang))
                @for (name, value) in lacking.change().iter() { input type="hidden" name=(name) value=(value); }
                input type="hidden" name=(ASKED) value=(keys.join(","));
                input type="hidden" name="_back" value=(lacking.change.back);
                fieldset.form-section {
                    legend { (lang.text("record-lacking-hint")) }
                    div.form-grid { @for field in fields { (form::field(&sheet.input(field))) } }
                }
                div.form-actions {
                    button.button.primary { (lang.text("save")) }
                    a.button.quiet href=(lacking.change.back) { (lang.text("cancel")) }
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_that_only_concerns_what_was_set_asks_for_nothing() {
        let error = |field: &str| [FieldError::new(field, "required", "must not be empty")];
        let set = Pairs::read("stage=1&_back=/x");
        assert!(concern(&set, &error("lost_reason")) && concern(&set, &error("lines.0.amount")));
        assert!(!concern(&set, &error("stage")) && !concern(&set, &error("")));
        assert!(concern(&Pairs::read("stage=1&lost_reason=&_ask=lost_reason"), &error("lost_reason")));
    }
}
