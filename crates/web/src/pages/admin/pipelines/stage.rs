//! One stage: added, changed, moved, retired, brought back.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::settings::stages;
use crm::{Work, acts, records};
use maud::Markup;
use meta::{Key, Record, Value};
use uuid::Uuid;
use words::said;

use super::{AT, retired, view};
use crate::app::App;
use crate::components::control::{Form, mend, outcome};
use crate::components::format::Formats;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::Administrator;
use crate::pairs::Posted;

const FIELDS: [&str; 6] = ["name", "key", "outcome", "probability", "hue", "rot_days"];

/// `POST /admin/pipelines/{id}/stages`
pub async fn add(
    State(app): State<App>,
    admin: Administrator,
    Path(id): Path<Uuid>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let name = typed.text("name").to_string();
    let write = app.crm().write(admin.actor(), "create", move |work| {
        acts::summarise(work, said!("pipelines-act-stage-added", stage = name.as_str()))?;
        stages::add(work, id, &name)
    });
    match outcome(write.await)? {
        Ok(stage) => Ok(flash::redirect(&format!("/admin/stages/{stage}"), News::done(said!("pipelines-stage-added")))),
        Err(errors) => {
            let contents = app.crm().read(admin.actor(), move |work| retired::contents(work, id)).await?;
            let form = view::form(&contents.pipeline, admin.lang());
            Ok(mend(view::one(&admin, &contents, &form, &Form::refused(admin.lang(), typed, errors))))
        }
    }
}

/// `GET /admin/stages/{id}`
pub async fn edit(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Markup, Failure> {
    let load = move |work: &mut Work| Ok((records::get(work, "stage", id, &[])?, Formats::of(work)?));
    let (stage, formats) = app.crm().read(admin.actor(), load).await?;
    let text = |key: &str| match stage.get(key) {
        Value::Text(text) => text.clone(),
        Value::Int(number) => number.to_string(),
        Value::Decimal(number) => formats.typed(number),
        _ => String::new(),
    };
    Ok(view::stage(&admin, &stage, &Form::of(admin.lang(), FIELDS.map(|key| (key, text(key))))))
}

/// `POST /admin/stages/{id}`
pub async fn save(
    State(app): State<App>,
    admin: Administrator,
    Path(id): Path<Uuid>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let stage = app.crm().read(admin.actor(), move |work| records::get(work, "stage", id, &[])).await?;
    let given = typed.clone();
    let write = app.crm().write(admin.actor(), "update", move |work| {
        let module = work.module("stage")?;
        let reading = Formats::of(work)?.reading();
        let texts = FIELDS.into_iter().map(|key| (key, given.text(key)));
        let values = records::from_texts(work, &module, texts, &reading)?;
        acts::summarise(work, said!("pipelines-act-stage-changed", stage = given.text("name")))?;
        records::update(work, "stage", id, values, None)
    });
    match outcome(write.await)? {
        Ok(_) => Ok(flash::redirect(&pipeline(&stage), News::done(said!("pipelines-stage-saved")))),
        Err(errors) => Ok(mend(view::stage(&admin, &stage, &Form::refused(admin.lang(), typed, errors)))),
    }
}

/// `POST /admin/stages/{id}/place`: `to` is `up` or `down`.
pub async fn shift(
    State(app): State<App>,
    admin: Administrator,
    Path(id): Path<Uuid>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let up = typed.text("to") == "up";
    let write = app.crm().write(admin.actor(), "update", move |work| {
        let stage = records::get(work, "stage", id, &[])?;
        acts::summarise(work, said!("pipelines-act-stage-moved", stage = stage.title.as_str()))?;
        stages::shift(work, id, up)?;
        Ok(stage)
    });
    let stage = write.await?;
    Ok(flash::redirect(&pipeline(&stage), News::done(said!("pipelines-stage-moved", stage = stage.title.as_str()))))
}

/// `POST /admin/stages/{id}/retirement`
pub async fn retire(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let write = app.crm().write(admin.actor(), "delete", move |work| {
        let stage = records::get(work, "stage", id, &[])?;
        acts::summarise(work, said!("pipelines-act-stage-retired", stage = stage.title.as_str()))?;
        records::delete(work, "stage", id, None)?;
        Ok((stage, work.act))
    });
    match write.await {
        Ok((stage, act)) => {
            let done = said!("pipelines-stage-retired", stage = stage.title.as_str());
            Ok(flash::redirect(&pipeline(&stage), News::undoable(done, act)))
        }
        Err(crm::Error::Conflict(why)) => {
            let stage = app.crm().read(admin.actor(), move |work| records::get(work, "stage", id, &[])).await?;
            let refused = said!("pipelines-stage-not-retired", stage = stage.title.as_str(), why = why);
            Ok(flash::redirect(&pipeline(&stage), News::refused(refused)))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/stages/{id}/restoration`
pub async fn restore(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let write = app.crm().write(admin.actor(), "restore", move |work| {
        let stage = records::get(work, "stage", id, &[])?;
        acts::summarise(work, said!("pipelines-act-stage-back", stage = stage.title.as_str()))?;
        records::restore(work, "stage", id)?;
        Ok(stage)
    });
    let stage = write.await?;
    Ok(flash::redirect(&pipeline(&stage), News::done(said!("pipelines-stage-back", stage = stage.title.as_str()))))
}

/// The page of a stage's pipeline.
pub(super) fn pipeline(stage: &Record) -> String {
    stage.get(&Key::of("pipeline")).id().map_or(AT.to_string(), |id| format!("{AT}/{id}"))
}
