//! What is done about a user: a link to sign in, another's eyes, leaving and coming back.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use crm::leaver::{self, Report};
use crm::records;
use crm::signin::{links, see_as as eyes};
use crm::{Error, acts};
use meta::record::Values;
use meta::{Key, Value};
use uuid::Uuid;
use words::said;

use super::{AT, CALLED, edit, view};
use crate::app::App;
use crate::components::control::{Form, mend, outcome};
use crate::components::format::Formats;
use crate::components::person;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::Administrator;
use crate::pairs::Posted;

/// `POST /admin/users/{id}/link`: a link to set a password, shown once.
pub async fn invite(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let actor = admin.actor().clone();
    let link = app.run(move |crm| links::for_user(crm, &actor, id)).await?;
    let name = admin.snapshot.people.get(id).map_or_else(String::new, |person| person.name.clone());
    Ok(view::link(&app, &admin, &name, id, &link).into_response())
}

/// `POST /admin/users/{id}/deactivation`
pub async fn deactivate(
    State(app): State<App>,
    admin: Administrator,
    Path(id): Path<Uuid>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let actor = admin.actor().clone();
    let left = match Uuid::parse_str(typed.text("hand_over_to")) {
        Ok(to) => app.run(move |crm| leaver::deactivate(crm, &actor, id, to)).await,
        Err(_) => Err(Error::invalid("hand_over_to", "required", said!("users-no-successor"))),
    };
    match outcome(left)? {
        Ok(report) => {
            let formats = app.crm().read(admin.actor(), Formats::of).await?;
            Ok(flash::redirect(&format!("{AT}/{id}"), told(&admin, &formats, id, &report)))
        }
        Err(errors) => {
            let (user, teams) = edit::load(&app, &admin, id).await?;
            let refused = Form::refused(admin.lang(), typed, errors).calling(CALLED);
            Ok(mend(view::user(&admin, &user, &edit::form(&user, admin.lang()), &teams, &refused)))
        }
    }
}

fn told(admin: &Administrator, formats: &Formats, id: Uuid, report: &Report) -> News {
    let name = person::name(&admin.snapshot, Some(id), admin.lang());
    let (count, shown) = (report.handed_over, formats.number(&report.handed_over.into()));
    let text = match report.refused.first() {
        None => said!("users-left", name = name, count = count, shown = shown),
        Some(first) => {
            let kept = formats.number(&report.refused.len().into());
            said!("users-left-but", name = name, count = count, shown = shown, kept = kept, why = first.why.clone())
        }
    };
    News::undoable(text, report.act)
}

/// `POST /admin/users/{id}/reactivation`
pub async fn reactivate(
    State(app): State<App>,
    admin: Administrator,
    Path(id): Path<Uuid>,
) -> Result<Response, Failure> {
    let write = app.crm().write(admin.actor(), "update", move |work| {
        let values: Values = [(Key::of("active"), Value::Bool(true))].into_iter().collect();
        let user = records::update(work, "user", id, values, None)?;
        acts::summarise(work, said!("users-act-back", name = user.title.as_str()))?;
        Ok((work.act, user.title))
    });
    let (act, name) = write.await?;
    Ok(flash::redirect(&format!("{AT}/{id}"), News::undoable(said!("users-back", name = name), act)))
}

/// `POST /admin/users/{id}/see-as`
pub async fn see_as(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let (actor, session) = (admin.actor().clone(), admin.signed.session.clone());
    app.run(move |crm| eyes::start(crm, &actor, &session, id)).await?;
    Ok(Redirect::to("/").into_response())
}
