//! Who asks: the signed-in person of a page request.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::REFERER;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use crm::Actor;
use crm::signin::sessions::{self, SessionInfo};
use words::Language;

use crate::app::App;
use crate::cookie;
use crate::failure::Failure;
use crate::flash::{self, News};

/// The signed-in person of a request. Without one the browser is sent to sign in and back.
#[derive(Clone)]
pub struct Signed {
    /// Who acts.
    pub actor: Actor,
    /// Their session.
    pub session: SessionInfo,
    /// What the page before left to be told.
    pub news: Option<News>,
}

impl Signed {
    /// The language of their pages.
    pub fn lang(&self) -> Language {
        self.actor.language
    }

    async fn of(headers: &HeaderMap, app: &App) -> Result<Option<Signed>, crm::Error> {
        let Some(token) = cookie::read(headers, app.settings()) else { return Ok(None) };
        let Some(session) = sessions::session(app.crm(), &token).await? else { return Ok(None) };
        sessions::note_use(app.crm(), &session);
        let news = flash::read(headers);
        Ok(sessions::actor(app.crm(), &session).map(|actor| Signed { actor, session, news }))
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Signed, Response> {
        match Signed::of(&parts.headers, app).await {
            Ok(Some(signed)) => Ok(signed),
            Ok(None) => Err(to_sign_in(&parts.method, &parts.headers, &parts.uri)),
            Err(error) => Err(Failure::from(error).into_response()),
        }
    }
}

impl OptionalFromRequestParts<App> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Signed>, Response> {
        Signed::of(&parts.headers, app).await.map_err(|error| Failure::from(error).into_response())
    }
}

/// Sends the browser to sign in and back: to the page it wanted, or to the one from which something was sent.
fn to_sign_in(method: &Method, headers: &HeaderMap, uri: &Uri) -> Response {
    let part = headers.contains_key("hx-request");
    let page = (method == Method::GET && !part).then(|| uri.path_and_query().map(ToString::to_string)).flatten();
    let from = || {
        let from = headers.get(REFERER)?.to_str().ok()?.parse::<Uri>().ok()?;
        from.path_and_query().map(ToString::to_string)
    };
    let ended = page.is_none();
    let next = page.or_else(from).unwrap_or_else(|| "/".into());
    let mut query = vec![("next", next.as_str())];
    if ended {
        query.push(("ended", "true"));
    }
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    let to = if next == "/" && !ended { "/sign-in".to_string() } else { format!("/sign-in?{query}") };
    // A fragment cannot show the sign-in page: the whole page goes there.
    if part { ([("HX-Redirect", to)], "").into_response() } else { Redirect::to(&to).into_response() }
}
