//! Making and changing records by form.

mod begin;
mod called;
mod given;
mod merge;
mod rules;
mod save;
mod sheet;
mod view;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;
use words::said;

pub use begin::{Trouble, again, offers};
pub use called::options_of as modules_of;
pub use given::{Given, sentence};
pub use rules::rules;
pub use sheet::Sheet;

use self::save::Saved;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::guard::local;
use crate::pages::records::lower;
use crate::pages::records::options::Choice;
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

type Answer = Result<Response, Failure>;

/// `GET /{module}/new`: an empty form; the address may fill fields, or name a record to copy.
pub async fn new(State(app): State<App>, signed: Signed, Path(module): Path<String>, pairs: Pairs) -> Answer {
    let sheet = app.crm().read(&signed.actor, move |work| begin::new(work, &module, &pairs)).await?;
    Ok(view::page(&signed, &sheet).into_response())
}

/// `GET /{module}/{id}/edit`: the form of a record.
pub async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    pairs: Pairs,
) -> Answer {
    let back = pairs.text("back").to_string();
    let sheet = app.crm().read(&signed.actor, move |work| begin::edit(work, &module, id, &back)).await?;
    Ok(view::page(&signed, &sheet).into_response())
}

/// `POST /{module}`: makes a record.
pub async fn create(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    Posted(pairs): Posted,
) -> Answer {
    let (asked, given) = (module.clone(), pairs.clone());
    let saved = app.crm().write(&signed.actor, "create", move |work| save::create(work, &asked, &given)).await;
    answer(&app, &signed, module, None, pairs, saved).await
}

/// `POST /{module}/{id}`: changes a record.
pub async fn update(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    Posted(pairs): Posted,
) -> Answer {
    let (asked, given) = (module.clone(), pairs.clone());
    let saved = app.crm().write(&signed.actor, "update", move |work| save::update(work, &asked, id, &given)).await;
    answer(&app, &signed, module, Some(id), pairs, saved).await
}

/// On to the next page, or the form again with what is to be mended.
async fn answer(
    app: &App,
    signed: &Signed,
    module: String,
    id: Option<Uuid>,
    pairs: Pairs,
    saved: crm::Result<Saved>,
) -> Answer {
    let (status, trouble) = match saved {
        Ok(Saved::Done { record, act, label }) => {
            let said = match (id.is_some(), record.title.as_str()) {
                (true, "") => said!("record-saved-of", module = lower(&label)),
                (true, title) => said!("record-saved", title = title),
                (false, "") => said!("record-created-of", module = lower(&label)),
                (false, title) => said!("record-created", title = title),
            };
            if pairs.text("_then") == "option" {
                return Ok((StatusCode::CREATED, Json(Choice::of(record.id, record.title))).into_response());
            }
            let then = match (pairs.text("_then"), local(pairs.text("_back"))) {
                ("new", _) => format!("/{module}/new"),
                (_, Some(back)) => back.to_string(),
                _ => format!("/{module}/{}", record.id),
            };
            return Ok(flash::redirect(&then, News::undoable(said, act)));
        }
        Ok(Saved::Nothing) => {
            let then = local(pairs.text("_back")).map(str::to_string);
            let record = id.map_or_else(|| format!("/{module}"), |id| format!("/{module}/{id}"));
            return Ok(flash::redirect(&then.unwrap_or(record), News::done(said!("record-unchanged"))));
        }
        Ok(Saved::Clash(meanwhile)) => (StatusCode::CONFLICT, begin::Trouble::Clash(meanwhile)),
        Err(crm::Error::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, begin::Trouble::Errors(errors)),
        Err(crm::Error::Conflict(why)) => {
            let error = crm::FieldError::new("", "conflict", why);
            (StatusCode::CONFLICT, begin::Trouble::Errors(vec![error]))
        }
        Err(error) => return Err(error.into()),
    };
    let read = app.crm().read(&signed.actor, move |work| begin::again(work, &module, id, &pairs, trouble.clone()));
    let sheet = read.await?;
    Ok((status, view::page(signed, &sheet)).into_response())
}
