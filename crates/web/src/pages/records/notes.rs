//! Writing a note on a record.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::records::{self, New};
use crm::{Error, acts};
use meta::record::Values;
use meta::{Key, Value};
use uuid::Uuid;
use words::said;

use super::acts::named;
use super::deletion::first;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::guard;
use crate::pairs::Posted;
use crate::who::Signed;

/// `POST /{module}/{id}/notes`
pub async fn create(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    Posted(pairs): Posted,
) -> Result<Response, Failure> {
    let back = guard::local(pairs.text("_back")).map_or_else(|| format!("/{module}/{id}"), str::to_string);
    let body = pairs.text("body").to_string();
    if body.is_empty() {
        return Ok(flash::redirect(&back, News::refused(said!("record-nothing-to-note"))));
    }
    let done = app.crm().write(&signed.actor, "create", move |work| {
        let about = records::get(work, &module, id, &[meta::Path::of(Key::of("id"))])?;
        let mut values = Values::new();
        values.set(Key::of("body"), Value::Text(body.clone()));
        values.set(Key::of("about"), Value::Ref(about.module.clone(), id));
        records::create(work, "note", New { id: None, values, source: "page" })?;
        acts::summarise(work, said!("record-act-noted", title = named(&about)))?;
        Ok::<_, Error>(work.act)
    });
    match done.await {
        Ok(act) => Ok(flash::redirect(&back, News::undoable(said!("record-noted"), act))),
        Err(Error::Invalid(errors)) => {
            Ok(flash::redirect(&back, News::refused(said!("record-not-noted", why = first(errors)))))
        }
        Err(error) => Err(error.into()),
    }
}
