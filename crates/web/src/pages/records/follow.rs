//! Following a record.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use crm::notices;
use maud::{Markup, html};
use uuid::Uuid;
use words::Language;

use crate::app::App;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pages::records::star::replaced;
use crate::pairs::Posted;
use crate::who::Signed;

/// The button that follows the record at an address, or no more.
pub fn button(href: &str, followed: bool, lang: Language) -> Markup {
    let action = format!("{href}/follow");
    let label = lang.text(if followed { "record-unfollow" } else { "record-follow" });
    html! {
        form method="post" action=(action) hx-post=(action) hx-swap="outerHTML" {
            button.icon-button.small.follow name="on" value=(!followed) aria-pressed=(followed) aria-label=(label) title=(label) data-act=(label) {
                (icon(if followed { "bell-ring" } else { "bell-plus" }))
            }
        }
    }
}

/// `POST /{module}/{id}/follow`
pub async fn set(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    headers: HeaderMap,
    Posted(pairs): Posted,
) -> Result<Response, Failure> {
    let on = pairs.text("on") == "true";
    let href = format!("/{module}/{id}");
    let done = app.crm().write(&signed.actor, "follow", move |work| match on {
        true => notices::follow(work, &module, id),
        false => notices::unfollow(work, id),
    });
    done.await?;
    Ok(replaced(&headers, &href, button(&href, on, signed.lang())))
}
