//! Who asks: the signed-in person of a page request.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use crm::Actor;
use crm::signin::sessions::{self, SessionInfo};

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
    async fn of(headers: &HeaderMap, app: &App) -> Result<Option<Signed>, crm::Error> {
        let Some(token) = cookie::read(headers, app.settings()) else { return Ok(None) };
        let session = app.run(move |crm| sessions::session(crm, &token)).await?;
        let news = flash::read(headers);
        Ok(session
            .and_then(|session| sessions::actor(app.crm(), &session).map(|actor| Signed { actor, session, news })))
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Signed, Response> {
        match Signed::of(&parts.headers, app).await {
            Ok(Some(signed)) => Ok(signed),
            Ok(None) => Err(to_sign_in(&parts.headers, &parts.uri)),
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

/// Sends the browser to sign in and, for a page, back to where it wanted to go.
fn to_sign_in(headers: &HeaderMap, uri: &Uri) -> Response {
    let wanted = uri.path_and_query().map_or("/", |path| path.as_str());
    let query = serde_urlencoded::to_string([("next", wanted)]).unwrap_or_default();
    if headers.contains_key("hx-request") {
        // A fragment cannot show the sign-in page: the whole page goes there.
        return ([("HX-Redirect", "/sign-in")], "").into_response();
    }
    if wanted == "/" {
        return Redirect::to("/sign-in").into_response();
    }
    Redirect::to(&format!("/sign-in?{query}")).into_response()
}
