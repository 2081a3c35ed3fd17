//! One stage: added, changed, moved, retired, brought back.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::settings::stages;
use crm::{Work, acts, records};
use maud::Markup;
use meta::{Key, Record, Value};
use uuid::Uuid;

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
        acts::summarise(work, &format!("Added the stage {name}"))?;
        stages::add(work, id, &name)
    });
    match outcome(write.await)? {
        Ok(stage) => Ok(flash::redirect(&format!("/admin/stages/{stage}"), News::done("Added the stage"))),
        Err(errors) => {
            let contents = app.crm().read(admin.actor(), move |work| retired::contents(work, id)).await?;
            let form = view::form(&contents.pipeline);
            Ok(mend(view::one(&admin, &contents, &form, &Form::refused(typed, errors))))
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
    Ok(view::stage(&admin, &stage, &Form::of(FIELDS.map(|key| (key, text(key))))))
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
        acts::summarise(work, &format!("Changed the stage {}", given.text("name")))?;
        records::update(work, "stage", id, values, None)
    });
    match outcome(write.await)? {
        Ok(_) => Ok(flash::redirect(&pipeline(&stage), News::done("Saved the stage"))),
        Err(errors) => Ok(mend(view::stage(&admin, &stage, &Form::refused(typed, errors)))),
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
        acts::summarise(work, &format!("Moved the stage {}", stage.title))?;
        stages::shift(work, id, up)?;
        Ok(stage)
    });
    let stage = write.await?;
    Ok(flash::redirect(&pipeline(&stage), News::done(format!("Moved {}", stage.title))))
}

/// `POST /admin/stages/{id}/retirement`
pub async fn retire(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let write = app.crm().write(admin.actor(), "delete", move |work| {
        let stage = records::get(work, "stage", id, &[])?;
        acts::summarise(work, &format!("Retired the stage {}", stage.title))?;
        records::delete(work, "stage", id, None)?;
        Ok((stage, work.act))
    });
    match write.await {
        Ok((stage, act)) => {
            Ok(flash::redirect(&pipeline(&stage), News::undoable(format!("Retired {}", stage.title), act)))
        }
        Err(crm::Error::Conflict(why)) => {
            let stage = app.crm().read(admin.actor(), move |work| records::get(work, "stage", id, &[])).await?;
            Ok(flash::redirect(&pipeline(&stage), News::refused(format!("{} was not retired: {why}", stage.title))))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/stages/{id}/restoration`
pub async fn restore(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let write = app.crm().write(admin.actor(), "restore", move |work| {
        let stage = records::get(work, "stage", id, &[])?;
        acts::summarise(work, &format!("Brought the stage {} back", stage.title))?;
        records::restore(work, "stage", id)?;
        Ok(stage)
    });
    let stage = write.await?;
    Ok(flash::redirect(&pipeline(&stage), News::done(format!("{} is back", stage.title))))
}

/// The page of a stage's pipeline.
pub(super) fn pipeline(stage: &Record) -> String {
    stage.get(&Key::of("pipeline")).id().map_or(AT.to_string(), |id| format!("{AT}/{id}"))
}
