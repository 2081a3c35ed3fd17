//! Who else looks at a record.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use crm::presence;
use maud::html;
use uuid::Uuid;
use words::said;

use crate::app::App;
use crate::components::person;
use crate::failure::Failure;
use crate::pairs::Posted;
use crate::who::Signed;

/// Names that are said.
const NAMED: usize = 3;

/// `POST /{module}/{id}/presence`: the reader looks at a record, or with `gone` not any more; answers who else does.
pub async fn note(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    Posted(pairs): Posted,
) -> Result<Response, Failure> {
    let (actor, lang) = (&signed.actor, signed.lang());
    if pairs.get("gone").is_some() {
        presence::leave(app.crm(), actor, id);
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let read = app.crm().read(actor, move |work| {
        let looking = presence::looking(work, &module, id)?;
        Ok::<_, crm::Error>((looking, work.snapshot.clone()))
    });
    let (looking, snapshot) = read.await?;
    presence::note(app.crm(), actor, id, &looking);
    let name = |id: &Uuid| person::name(&snapshot, Some(*id), lang);
    let shown: Vec<(Uuid, String)> = looking.others.iter().take(NAMED).map(|id| (*id, name(id))).collect();
    let names = shown.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
    let (count, more) = (looking.others.len(), looking.others.len().saturating_sub(NAMED));
    let names = if more > 0 { format!("{names} +{more}") } else { names };
    Ok(html! {
        @if count > 0 {
            @for (id, name) in &shown { (person::avatar(*id, name, "small")) }
            span { (lang.say(said!("record-looking", count = count, names = names))) }
        }
    }
    .into_response())
}
