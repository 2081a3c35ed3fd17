//! What one-time links lead to: setting up an empty workspace, and choosing a password. Whoever did is signed in.

mod password;
mod workspace;

pub use password::{choose, show as show_password};
pub use workspace::{create, show as show_workspace};

use std::net::SocketAddr;

use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use crm::signin::sessions;
use maud::{Markup, html};
use uuid::Uuid;

use crate::app::App;
use crate::assets::url;
use crate::components::shell;
use crate::failure::Failure;
use crate::pages::sign_in::address;
use crate::cookie;

/// Begins a session for somebody who has just chosen a password, and leads home.
async fn enter(app: &App, user: Uuid, peer: SocketAddr, headers: &HeaderMap) -> Result<Response, Failure> {
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
fn card(title: &str, content: Markup) -> Markup {
    shell::bare(title, html! {
        div.auth-card {
            span.brand { img.brand-mark src=(url("favicon.svg")) alt=""; span { "Kith" } }
            h1 { (title) }
            (content)
        }
    })
}
