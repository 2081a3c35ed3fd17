//! Fields and sections that come and go while somebody fills a form, as the module's conditions say.

use axum::extract::{Path, State};
use maud::{Markup, html};
use uuid::Uuid;

use super::sheet::{Part, Sheet};
use super::{begin, view};
use crate::app::App;
use crate::components::form;
use crate::components::toast::partial_at;
use crate::failure::Failure;
use crate::pairs::Posted;
use crate::who::Signed;

/// `POST /{module}/form`: the parts of a form that now look different.
pub async fn rules(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    Posted(pairs): Posted,
) -> Result<Markup, Failure> {
    let read = app.crm().read(&signed.actor, move |work| {
        let id = Uuid::try_parse(pairs.text("_id")).ok();
        begin::again(work, &module, id, &pairs, begin::Trouble::Errors(Vec::new()))
    });
    let sheet = read.await?;
    let changed: Vec<Markup> = sheet.parts().iter().flat_map(|part| differences(&sheet, part)).collect();
    Ok(html! {
        @for one in changed { (one) }
        (partial_at("#form-required", "outerHTML", view::required(&sheet)))
    })
}

/// What looks different in a section, judged by what the form sent.
fn differences(sheet: &Sheet, part: &Part) -> Vec<Markup> {
    let sent = |key: &str| sheet.typed.gives(key);
    let was_open = part.fields.iter().any(|field| sent(&field.key));
    let folded = sheet.shape.folded.contains(&part.at);
    if was_open == folded {
        return vec![partial_at(&format!("#section-{}", part.at), "outerHTML", view::section(sheet, part))];
    }
    if folded {
        return Vec::new();
    }
    let required = sheet.typed.text("_required");
    let settable = part.fields.iter().filter(|field| sheet.scene.sets(field));
    let changed = settable.filter(|field| {
        let hidden = sheet.shape.hidden.contains(&field.key);
        let must = required.split(',').any(|key| field.key == *key);
        sent(&field.key) == hidden || (!hidden && must != sheet.shape.required.contains(&field.key))
    });
    changed
        .map(|field| partial_at(&format!("#{}", form::place(&field.key)), "outerHTML", view::field(sheet, field)))
        .collect()
}
