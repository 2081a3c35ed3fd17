//! The list of pipelines, and one pipeline.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::pipelines::Pipeline;
use crm::records::{self, New};
use crm::settings::stages;
use crm::{Error, Work, acts};
use maud::Markup;
use meta::record::Values;
use meta::{Key, Value};
use uuid::Uuid;
use words::said;

use super::{AT, retired, view};
use crate::app::App;
use crate::components::control::{Form, mend, outcome};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::Administrator;
use crate::pairs::Posted;

/// `GET /admin/pipelines`
pub async fn index(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let all = app.crm().read(admin.actor(), all).await?;
    Ok(view::list(&admin, &all, &Form::empty(admin.lang())))
}

/// `POST /admin/pipelines`: a pipeline with the three stages that every one needs.
pub async fn create(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let name = typed.text("name").to_string();
    let write = app.crm().write(admin.actor(), "create", move |work| {
        acts::summarise(work, said!("pipelines-act-made", pipeline = name.as_str()))?;
        make(work, &name)
    });
    match outcome(write.await)? {
        Ok(id) => Ok(flash::redirect(&format!("{AT}/{id}"), News::done(said!("pipelines-made")))),
        Err(errors) => {
            let all = app.crm().read(admin.actor(), all).await?;
            Ok(mend(view::list(&admin, &all, &Form::refused(admin.lang(), typed, errors))))
        }
    }
}

fn all(work: &mut Work) -> crm::Result<Vec<Pipeline>> {
    Ok(work.snapshot.pipelines.clone())
}

fn make(work: &mut Work, name: &str) -> crm::Result<Uuid> {
    let place = work.snapshot.pipelines.len() as i64;
    let text = |text: &str| if text.is_empty() { Value::Null } else { Value::Text(text.to_string()) };
    let values: Values =
        [(Key::of("name"), text(name)), (Key::of("position"), Value::Int(place))].into_iter().collect();
    let pipeline = records::create(work, "pipeline", New { id: None, values, source: "pages" })?.id;
    let stages = [("pipelines-open", "open"), ("pipelines-won", "won"), ("pipelines-lost", "lost")];
    for (position, (name, outcome)) in (1..).zip(stages) {
        let values: Values = [
            (Key::of("name"), text(work.actor.language.text(name))),
            (Key::of("key"), text(outcome)),
            (Key::of("outcome"), text(outcome)),
            (Key::of("pipeline"), Value::Id(pipeline)),
            (Key::of("position"), Value::Int(position)),
        ]
        .into_iter()
        .collect();
        records::create(work, "stage", New { id: None, values, source: "pages" })?;
    }
    Ok(pipeline)
}

/// `GET /admin/pipelines/{id}`
pub async fn show(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Markup, Failure> {
    let contents = app.crm().read(admin.actor(), move |work| retired::contents(work, id)).await?;
    let form = view::form(&contents.pipeline, admin.lang());
    Ok(view::one(&admin, &contents, &form, &Form::empty(admin.lang())))
}

/// `POST /admin/pipelines/{id}`
pub async fn update(
    State(app): State<App>,
    admin: Administrator,
    Path(id): Path<Uuid>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let (name, chosen) = (typed.text("name").to_string(), typed.clone());
    let write = app.crm().write(admin.actor(), "update", move |work| {
        acts::summarise(work, said!("pipelines-act-changed", pipeline = name.as_str()))?;
        let yes = |key: &str| chosen.get(key) == Some("true");
        if !yes("active") && yes("is_default") {
            return Err(Error::invalid("active", "invalid", said!("pipelines-must-stay-on")));
        }
        let values: Values = [
            (Key::of("name"), if name.is_empty() { Value::Null } else { Value::Text(name.clone()) }),
            (Key::of("active"), Value::Bool(yes("active"))),
        ]
        .into_iter()
        .collect();
        records::update(work, "pipeline", id, values, None)?;
        if yes("is_default") { stages::make_default(work, id) } else { Ok(()) }
    });
    match outcome(write.await)? {
        Ok(()) => Ok(flash::redirect(&format!("{AT}/{id}"), News::done(said!("pipelines-saved")))),
        Err(errors) => {
            let contents = app.crm().read(admin.actor(), move |work| retired::contents(work, id)).await?;
            Ok(mend(view::one(
                &admin,
                &contents,
                &Form::refused(admin.lang(), typed, errors),
                &Form::empty(admin.lang()),
            )))
        }
    }
}
