//! Signing in and out.

mod view;

use axum::Form;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use crm::signin::{sessions, sign_in};
use serde::Deserialize;
use std::net::SocketAddr;
use words::said;

use crate::app::App;
use crate::components::control::capital;
use crate::cookie;
use crate::failure::{self, Failure};
use crate::guard::local;
use crate::language::{self, Asked};
use crate::who::Signed;

/// Where to go after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
    #[serde(default)]
    ended: bool,
}

/// What the form gives.
#[derive(Deserialize)]
pub struct Given {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// The message to whom is sent here in the middle of something.
const ENDED: &str = "sign-in-ended";

/// `GET /sign-in`
pub async fn show(signed: Option<Signed>, Asked(lang): Asked, Query(query): Query<Next>) -> Response {
    match signed {
        Some(_) => Redirect::to(home_or(&query.next)).into_response(),
        None if query.ended => view::form(lang, "", &query.next, Some(lang.text(ENDED))).into_response(),
        None => view::form(lang, "", &query.next, None).into_response(),
    }
}

/// `POST /sign-in`
pub async fn create(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Asked(lang): Asked,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Response {
    let address = address(&app, peer, &headers);
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_string();
    let (email, password) = (given.email.clone(), given.password);
    match app.run(move |crm| sign_in(crm, &email, &password, &address, &agent)).await {
        Ok(session) => {
            let keep = cookie::keep(&session.token, app.settings());
            let mut response = ([(SET_COOKIE, keep)], Redirect::to(home_or(&given.next))).into_response();
            if let Some(actor) = sessions::actor(app.crm(), &session.info) {
                response.headers_mut().append(SET_COOKIE, language::keep(actor.language));
            }
            response
        }
        Err(error @ (crm::Error::Invalid(_) | crm::Error::Throttled(_))) => {
            let status = failure::status(&error);
            let wait = if let crm::Error::Throttled(seconds) = &error {
                Some(("retry-after", seconds.to_string()))
            } else {
                None
            };
            let words = match &error {
                crm::Error::Invalid(errors) if !errors.is_empty() => {
                    lang.say(said!("failure-sentence", wrong = errors[0].detail.clone()))
                }
                error => lang.say(failure::said(error)),
            };
            let page = view::form(lang, &given.email, &given.next, Some(&capital(&words)));
            (status, axum::response::AppendHeaders(wait), page).into_response()
        }
        Err(error) => Failure::from(error).into_response(),
    }
}

/// `POST /sign-out`
pub async fn destroy(State(app): State<App>, signed: Option<Signed>) -> Response {
    if let Some(signed) = signed
        && let Err(error) = app.run(move |crm| sessions::sign_out(crm, &signed.session)).await
    {
        return Failure::from(error).into_response();
    }
    ([(SET_COOKIE, cookie::forget(app.settings()))], Redirect::to("/sign-in")).into_response()
}

/// Where to go next: home unless it is a path of our own.
fn home_or(next: &str) -> &str {
    local(next).unwrap_or("/")
}

/// Where the browser is, as far as we may believe.
pub fn address(app: &App, peer: SocketAddr, headers: &HeaderMap) -> String {
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    match forwarded.filter(|_| app.settings().trust_proxy).and_then(|list| list.split(',').next_back()) {
        Some(address) => address.trim().to_string(),
        None => peer.ip().to_string(),
    }
}

/// The answer to pages that are not there.
pub async fn missing() -> Response {
    let mut response = Failure::from(crm::Error::NotFound(said!("page"))).into_response();
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

#[cfg(test)]
mod tests {
    use super::home_or;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        for bad in ["//evil.example", "https://evil.example", "", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"] {
            assert_eq!(home_or(bad), "/", "{bad}");
        }
        assert_eq!(home_or("/account?sort=name"), "/account?sort=name");
    }
}
