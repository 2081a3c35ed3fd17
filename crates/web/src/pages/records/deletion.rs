//! Moving a record to the bin, bringing it back, removing it for good.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use crm::{Error, acts, records};
use meta::{Key, Path as Field};
use uuid::Uuid;

use super::Scene;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::who::Signed;

type Record = Path<(String, Uuid)>;

/// `POST /{module}/{id}/deletion`
pub async fn delete(State(app): State<App>, signed: Signed, Path((module, id)): Record) -> Result<Response, Failure> {
    let (asked, home, record) = (module.clone(), format!("/{module}"), format!("/{module}/{id}"));
    let done = app.crm().write(&signed.actor, "delete", move |work| {
        let scene = Scene::set(work, &asked)?;
        let title = title(work, &asked, id)?;
        records::delete(work, &asked, id, None)?;
        let said = format!("Deleted {} {title}", scene.one());
        acts::summarise(work, &said)?;
        Ok::<_, Error>((said, work.act))
    });
    match done.await {
        Ok((said, act)) => Ok(flash::redirect(&home, News::undoable(said, act))),
        Err(Error::Conflict(why)) => Ok(flash::redirect(&record, News::refused(format!("Not deleted: {why}")))),
        Err(error) => Err(error.into()),
    }
}

/// `POST /{module}/{id}/restoration`
pub async fn restore(State(app): State<App>, signed: Signed, Path((module, id)): Record) -> Result<Response, Failure> {
    let (asked, record) = (module.clone(), format!("/{module}/{id}"));
    let done = app.crm().write(&signed.actor, "restore", move |work| {
        records::restore(work, &asked, id)?;
        let said = format!("Restored {}", title(work, &asked, id)?);
        acts::summarise(work, &said)?;
        Ok::<_, Error>((said, work.act))
    });
    match done.await {
        Ok((said, act)) => Ok(flash::redirect(&record, News::undoable(said, act))),
        Err(Error::Conflict(why)) => Ok(flash::redirect(&record, News::refused(format!("Not restored: {why}")))),
        Err(Error::Invalid(errors)) => {
            let why = errors.first().map_or(String::new(), |error| error.detail.clone());
            Ok(flash::redirect(&record, News::refused(format!("Not restored: {why}"))))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /{module}/{id}/purge`
pub async fn purge(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Record,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let back = super::acts::referer(&headers).unwrap_or_else(|| format!("/bin?module={module}"));
    let done = app.crm().write(&signed.actor, "purge", move |work| {
        let said = format!("Removed {} for good", title(work, &module, id)?);
        records::purge(work, &module, id)?;
        acts::summarise(work, &said)?;
        Ok::<_, Error>(said)
    });
    match done.await {
        Ok(said) => Ok(flash::redirect(&back, News::done(said))),
        Err(Error::Conflict(why)) => Ok(flash::redirect(&back, News::refused(format!("Not removed: {why}")))),
        Err(error) => Err(error.into()),
    }
}

fn title(work: &mut crm::Work, module: &str, id: Uuid) -> crm::Result<String> {
    let record = records::get(work, module, id, &[Field::of(Key::of("id"))])?;
    Ok(super::list::table::called(&record).to_string())
}
