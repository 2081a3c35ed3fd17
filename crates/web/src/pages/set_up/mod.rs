//! What one-time links lead to: setting up an empty workspace, and choosing a password. Whoever did is signed in.

mod password;
mod workspace;

pub use password::{choose, show as show_password};
pub use workspace::{create, show as show_workspace};

use std::net::SocketAddr;

use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use crm::Error;
use crm::signin::sessions;
use maud::{Markup, html};
use uuid::Uuid;
use words::{Language, said};

use crate::app::App;
use crate::assets::url;
use crate::components::shell;
use crate::cookie;
use crate::failure::{self, Failure};
use crate::pages::sign_in::address;

/// Why a link leads nowhere further.
pub enum Stopped {
    /// It was used, has ended, or never was.
    Over,
    /// Anything else.
    Failed(Failure),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Stopped {
        match error {
            Error::NotFound(_) => Stopped::Over,
            other => Stopped::Failed(other.into()),
        }
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Stopped {
        Stopped::Failed(failure)
    }
}

impl IntoResponse for Stopped {
    fn into_response(self) -> Response {
        match self {
            Stopped::Over => failure::told(StatusCode::NOT_FOUND, "set-up-over", said!("set-up-over-hint")),
            Stopped::Failed(failure) => failure.into_response(),
        }
    }
}

/// Begins a session for somebody who has just chosen a password, and leads home.
async fn enter(app: &App, user: Uuid, peer: SocketAddr, headers: &HeaderMap) -> Result<Response, Stopped> {
    let address = address(app, peer, headers);
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_string();
    let session = app
        .run(move |crm| {
            crm.refresh()?;
            sessions::begin(crm, user, &address, &agent, None)
        })
        .await?;
    let keep: HeaderValue = cookie::keep(&session.token, app.settings());
    let mut response = Redirect::to("/").into_response();
    response.headers_mut().append(SET_COOKIE, keep);
    Ok(response)
}

/// A card for somebody who is not signed in.
fn card(lang: Language, title: &str, content: Markup) -> Markup {
    shell::bare(
        lang,
        title,
        html! {
            div.auth-card {
                span.brand { img.brand-mark src=(url("favicon.svg")) alt=""; span { "Kith" } }
                h1 { (title) }
                (content)
            }
        },
    )
}
