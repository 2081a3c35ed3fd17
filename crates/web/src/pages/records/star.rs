//! Starring a record.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use crm::personal;
use maud::{Markup, html};
use uuid::Uuid;
use words::Language;

use crate::app::App;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pairs::Posted;
use crate::who::Signed;

/// The star of a record at an address.
pub fn button(href: &str, starred: bool, lang: Language) -> Markup {
    let action = format!("{href}/star");
    let act = lang.text(if starred { "search-act-unstar" } else { "search-act-star" });
    html! {
        form method="post" action=(action) hx-post=(action) hx-swap="outerHTML" {
            button.icon-button.small.star name="on" value=(!starred) aria-pressed=(starred) aria-label=(lang.text("record-star")) data-act=(act) { (icon("star")) }
        }
    }
}

/// `POST /{module}/{id}/star`
pub async fn set(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    headers: HeaderMap,
    Posted(pairs): Posted,
) -> Result<Response, Failure> {
    let on = pairs.text("on") == "true";
    let href = format!("/{module}/{id}");
    let done = app.crm().write(&signed.actor, "star", move |work| match on {
        true => personal::star(work, &module, id),
        false => personal::unstar(work, id),
    });
    done.await?;
    Ok(replaced(&headers, &href, button(&href, on, signed.lang())))
}

/// A button that changed: the button alone where it stands in its place, else the record's page.
pub fn replaced(headers: &HeaderMap, href: &str, button: Markup) -> Response {
    match headers.contains_key("hx-request") {
        true => button.into_response(),
        false => Redirect::to(href).into_response(),
    }
}
