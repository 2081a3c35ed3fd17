//! Taking an act back.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{AsHeaderName, REFERER};
use axum::response::Response;
use crm::undo;
use meta::Record;
use uuid::Uuid;
use words::{Said, said};

use crate::app::App;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::who::Signed;

/// `POST /acts/{act}/undo`
pub async fn undo(
    State(app): State<App>,
    signed: Signed,
    Path(act): Path<Uuid>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let actor = signed.actor.clone();
    let back = referer(&headers).unwrap_or_else(|| "/".into());
    let report = match app.run(move |crm| undo::undo(crm, &actor, act)).await {
        Ok(report) => report,
        Err(crm::Error::Conflict(why)) => return Ok(flash::redirect(&back, News::refused(why))),
        Err(error) => return Err(error.into()),
    };
    let news = match (report.undone, report.conflicts.first()) {
        (0, Some(conflict)) => News::refused(said!("record-not-undone", why = conflict.why.clone())),
        (0, None) => News::done(said!("record-nothing-to-undo")),
        (_, None) => News::undoable(said!("record-undone"), report.act),
        (done, Some(conflict)) => {
            let (done, left) = (done.to_string(), report.conflicts.len().to_string());
            let said = said!("record-undone-but", done = done, left = left, why = conflict.why.clone());
            News::undoable(said, report.act)
        }
    };
    Ok(flash::redirect(&back, news))
}

/// What a record is called within a message.
pub fn named(record: &Record) -> Said {
    if record.title.is_empty() { said!("without-a-name") } else { record.title.as_str().into() }
}

/// The page of ours that a request came from.
pub fn referer(headers: &HeaderMap) -> Option<String> {
    page(headers, REFERER)
}

/// The page of ours, path and query, whose whole address stands in a header.
pub fn page(headers: &HeaderMap, name: impl AsHeaderName) -> Option<String> {
    let address = headers.get(name)?.to_str().ok()?.split('#').next()?;
    let path = address.split_once("://")?.1;
    let path = &path[path.find('/')?..];
    crate::guard::local(path).map(str::to_string)
}
