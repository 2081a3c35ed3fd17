//! What is told while somebody types a new record: others are called the same or are reached the same way. It never stands
//! in the way of saving.

use axum::extract::{Path, State};
use crm::Work;
use crm::likeness::{self, Alike};
use crm::search::Found;
use maud::{Markup, html};
use meta::FieldType;
use words::Language;

use super::Scene;
use super::edit::Given;
use crate::app::App;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

/// `POST /{module}/likeness`: the records that have the same name, e-mail address or number as what is typed, one part a
/// field. It changes nothing; names and addresses do not belong into an address, which is written into logs.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    Posted(pairs): Posted,
) -> Result<Markup, Failure> {
    let found = app.crm().read(&signed.actor, move |work| read(work, &module, &pairs)).await?;
    let (scene, alike) = found;
    Ok(html! { @for one in &alike { (part(&scene, one)) } })
}

fn read(work: &mut Work, module: &str, pairs: &Pairs) -> crm::Result<(Scene, Vec<Alike>)> {
    let scene = Scene::set(work, module)?;
    // What is half typed and no value yet is like nothing.
    let given = Given::read(&scene, pairs).values;
    let alike = likeness::find(work, module, &given)?;
    Ok((scene, alike))
}

fn part(scene: &Scene, alike: &Alike) -> Markup {
    let lang = scene.lang();
    let says = match scene.module.field(&alike.field).map(|field| &field.kind) {
        Some(FieldType::Emails) => "likeness-email",
        Some(FieldType::Phones) => "likeness-phone",
        _ => "likeness-name",
    };
    html! {
        div data-for=(alike.field) {
            (icon("users"))
            p { (lang.text(says)) " " @for (at, one) in alike.found.iter().enumerate() { @if at > 0 { ", " } (link(one, lang)) } }
        }
    }
}

/// In a window of its own, so that nothing typed is lost.
fn link(found: &Found, lang: Language) -> Markup {
    let title = if found.title.is_empty() { lang.text("without-a-name") } else { found.title.as_str() };
    html! {
        a href={ "/" (found.module) "/" (found.id) } target="_blank" rel="noopener" {
            (title) span.visually-hidden { " " (lang.text("likeness-window")) }
        }
    }
}
