//! Mapping the columns of an import: for each a field, or that it is left out.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use crm::imports::jobs;
use crm::imports::mapping::{self, Choices, Column, Mapping, Target};
use crm::{Error, FieldError};
use maud::{Markup, html};
use uuid::Uuid;
use words::{Language, said};

use super::Scene;
use crate::app::App;
use crate::components::form;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

/// The page of a draft.
pub async fn show(app: &App, scene: Scene) -> Result<Response, Failure> {
    let mapping = look(app, &scene, &scene.order.map).await?;
    let errors = if scene.order.map.is_empty() { Vec::new() } else { wrong(app, &scene).await? };
    Ok(page(&scene, &mapping, &errors).into_response())
}

/// `POST /imports/{id}`: the choices are kept; where they fit, a preview follows.
pub async fn update(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Posted(pairs): Posted,
) -> Result<Response, Failure> {
    let mut scene = Scene::set(&app, signed, id).await?;
    let mapping = look(&app, &scene, &scene.order.map).await?;
    let header: Vec<String> = mapping.columns.iter().map(|column| column.name.clone()).collect();
    let map = mapping::chosen(&scene.order.map, &header, &choices(&pairs, header.len()))?;
    let (actor, kept) = (scene.signed.actor.clone(), map.clone());
    app.run(move |crm| jobs::remap(crm, &actor, id, &kept)).await?;
    scene.order.map = map;
    let errors = wrong(&app, &scene).await?;
    if errors.is_empty() {
        return Ok(Redirect::to(&format!("{}/preview", scene.address())).into_response());
    }
    let mapping = look(&app, &scene, &scene.order.map).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&scene, &mapping, &errors)).into_response())
}

async fn look(app: &App, scene: &Scene, map: &str) -> crm::Result<Mapping> {
    let (actor, module, map) = (scene.signed.actor.clone(), scene.order.module.clone(), map.to_string());
    let file = jobs::rows_of(&scene.spool, scene.job.id);
    app.run(move |crm| mapping::mapping(crm, &actor, &module, &file, &map)).await
}

/// What does not fit.
async fn wrong(app: &App, scene: &Scene) -> crm::Result<Vec<FieldError>> {
    let (actor, spool, id) = (scene.signed.actor.clone(), scene.spool.clone(), scene.job.id);
    match app.run(move |crm| jobs::open(crm, &actor, &spool, id).map(drop)).await {
        Ok(()) => Ok(Vec::new()),
        Err(Error::BadRequest(errors)) => Ok(errors),
        Err(error) => Err(error),
    }
}

fn choices(pairs: &Pairs, width: usize) -> Choices {
    Choices {
        targets: (0..width).map(|at| pairs.text(&format!("column[{at}]")).to_string()).collect(),
        matching: pairs.text("match").to_string(),
        clears: pairs.text("clears") == "true",
        creates: pairs.all("create").map(str::to_string).collect(),
    }
}

fn page(scene: &Scene, mapping: &Mapping, errors: &[FieldError]) -> Markup {
    let lang = scene.lang();
    let sentence = |error: &FieldError| match error.field.as_str() {
        "" => lang.say(&error.detail),
        column => lang.say(said!("imports-in-column", column = column, wrong = error.detail.clone())),
    };
    let at = |error: &FieldError| mapping.columns.iter().position(|column| column.name == error.field);
    let name = |error: &FieldError| at(error).map_or_else(String::new, |at| format!("column[{at}]"));
    let lines: Vec<_> = errors.iter().map(|error| (name(error), sentence(error))).collect();
    scene.page(1, html! {
        form.form method="post" action=(scene.address()) {
            (form::summary(&lines, lang))
            div.table-wrap { table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("importing-column")) }
                    th scope="col" { (lang.text("importing-holds")) }
                    th scope="col" { (lang.text("importing-becomes")) }
                } }
                tbody { @for (at, column) in mapping.columns.iter().enumerate() { (row(mapping, at, column, errors, lang)) } }
            } }
            (rules(mapping, lang))
            div.form-actions {
                button.button.primary { (lang.text("importing-preview")) " " (icon("chevron-right")) }
                button.button.quiet.danger formaction={ (scene.address()) "/removal" } formnovalidate { (lang.text("importing-discard")) }
            }
        }
    })
}

fn row(mapping: &Mapping, at: usize, column: &Column, errors: &[FieldError], lang: Language) -> Markup {
    let (name, id) = (format!("column[{at}]"), crate::components::fields::control_id(&format!("column[{at}]")));
    let error = errors.iter().find(|error| error.field == column.name);
    let target = column.target.as_deref().unwrap_or_default();
    html! {
        tr {
            td.cell-title { label for=(id) { (column.name) } }
            td.mapping-sample data-label=(lang.text("importing-holds")) {
                @for (nr, sample) in column.samples.iter().enumerate() { @if nr > 0 { br; } (sample) }
            }
            td data-label=(lang.text("importing-becomes")) {
                select id=(id) name=(name) aria-invalid=[error.map(|_| "true")] {
                    option value="" selected[target.is_empty()] { (lang.text("importing-leave-out")) }
                    (options(&mapping.targets, target))
                }
                @if let Some(error) = error { p.field-error { (icon("circle-alert")) (lang.say(&error.detail)) } }
            }
        }
    }
}

fn options(targets: &[Target], chosen: &str) -> Markup {
    html! { @for target in targets { option value=(target.name) selected[target.name == chosen] { (target.label) } } }
}

/// How records are found, and what else the rows do.
fn rules(mapping: &Mapping, lang: Language) -> Markup {
    let matching = mapping.matching.first().map_or("", String::as_str);
    let used = |target: &&Target| mapping.columns.iter().any(|column| column.target.as_deref() == Some(&target.name));
    let links: Vec<&Target> = mapping.targets.iter().filter(|target| target.link).filter(used).collect();
    html! {
        fieldset.form-section {
            legend { (lang.text("importing-there-already")) }
            div.form-grid {
                div.field {
                    label.field-label for="f-match" { (lang.text("importing-find-by")) }
                    select #f-match name="match" aria-describedby="f-match-hint" {
                        option value="" selected[matching.is_empty()] { (lang.text("importing-find-none")) }
                        (options(&mapping.findable, matching))
                    }
                    p.field-hint #f-match-hint { (lang.text("importing-find-hint")) }
                }
                div.field {
                    label.switch {
                        input type="checkbox" name="clears" value="true" checked[mapping.clears];
                        " " (lang.text("importing-clears"))
                    }
                }
            }
        }
        @if !links.is_empty() {
            fieldset.form-section {
                legend { (lang.text("importing-referred")) }
                p.form-section-hint { (lang.text("importing-referred-hint")) }
                div.choices {
                    @for link in links {
                        label.choice {
                            input type="checkbox" name="create" value=(link.name) checked[mapping.creates.contains(&link.name)];
                            span { (link.label) small { (lang.text("importing-make-missing")) } }
                        }
                    }
                }
            }
        }
    }
}
