//! Moving a record to the bin, bringing it back, removing it for good.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use crm::{Error, FieldError, acts, records};
use meta::{Key, Path as Field};
use uuid::Uuid;
use words::{Said, said};

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
        acts::summarise(work, said!("record-act-deleted", title = title.clone()))?;
        Ok::<_, Error>((said!("record-deleted", module = scene.one(), title = title), work.act))
    });
    match done.await {
        Ok((said, act)) => Ok(flash::redirect(&home, News::undoable(said, act))),
        Err(Error::Conflict(why)) => {
            Ok(flash::redirect(&record, News::refused(said!("record-not-deleted", why = why))))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /{module}/{id}/restoration`
pub async fn restore(State(app): State<App>, signed: Signed, Path((module, id)): Record) -> Result<Response, Failure> {
    let (asked, record) = (module.clone(), format!("/{module}/{id}"));
    let refused = |why: Said| News::refused(said!("record-not-restored", why = why));
    let done = app.crm().write(&signed.actor, "restore", move |work| {
        records::restore(work, &asked, id)?;
        let title = title(work, &asked, id)?;
        acts::summarise(work, said!("record-act-restored", title = title.clone()))?;
        Ok::<_, Error>((said!("record-restored", title = title), work.act))
    });
    match done.await {
        Ok((said, act)) => Ok(flash::redirect(&record, News::undoable(said, act))),
        Err(Error::Conflict(why)) => Ok(flash::redirect(&record, refused(why))),
        Err(Error::Invalid(errors)) => Ok(flash::redirect(&record, refused(first(errors)))),
        Err(error) => Err(error.into()),
    }
}

/// The first thing that is wrong with values.
pub fn first(errors: Vec<FieldError>) -> Said {
    errors.into_iter().next().map_or_else(|| "".into(), |error| error.detail)
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
        let title = title(work, &module, id)?;
        records::purge(work, &module, id)?;
        acts::summarise(work, said!("record-act-removed", title = title.clone()))?;
        Ok::<_, Error>(said!("record-removed", title = title))
    });
    match done.await {
        Ok(said) => Ok(flash::redirect(&back, News::done(said))),
        Err(Error::Conflict(why)) => Ok(flash::redirect(&back, News::refused(said!("record-not-removed", why = why)))),
        Err(error) => Err(error.into()),
    }
}

fn title(work: &mut crm::Work, module: &str, id: Uuid) -> crm::Result<Said> {
    let record = records::get(work, module, id, &[Field::of(Key::of("id"))])?;
    Ok(super::acts::named(&record))
}
