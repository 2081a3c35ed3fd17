//! Who calls: the user of a token, or the signed-in person of a browser.
//!
//! A request with `Authorization` is judged by that alone and never falls back on the cookie: the refusal of foreign
//! requests lets it pass for exactly that reason.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use crm::Actor;
use crm::signin::tokens;

use super::problem::Problem;
use crate::app::App;
use crate::who::Signed;

/// Who calls.
pub struct Caller(pub Actor);

impl FromRequestParts<App> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, Response> {
        let Some(given) = parts.headers.get(header::AUTHORIZATION) else {
            let signed = <Signed as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?;
            return match signed {
                Some(signed) => Ok(Caller(signed.actor)),
                None => Err(refused("Give a token, as in “Authorization: Bearer kith_…”.", "Bearer realm=\"kith\"")),
            };
        };
        let token = given.to_str().ok().and_then(bearer).map(str::to_string);
        match by_token(app, token).await {
            Ok(Some(actor)) => Ok(Caller(actor)),
            Ok(None) => Err(refused(
                "This token is not valid: it was ended, or its user was deactivated.",
                "Bearer realm=\"kith\", error=\"invalid_token\"",
            )),
            Err(error) => Err(Problem::from(error).into_response()),
        }
    }
}

fn refused(detail: &str, challenge: &str) -> Response {
    Problem::new(StatusCode::UNAUTHORIZED, detail).with(header::WWW_AUTHENTICATE, challenge).into_response()
}

/// The token of `Bearer TOKEN`; the scheme in any case.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

async fn by_token(app: &App, token: Option<String>) -> Result<Option<Actor>, crm::Error> {
    let Some(token) = token else { return Ok(None) };
    let Some(found) = tokens::token(app.crm(), &token).await? else { return Ok(None) };
    tokens::note_use(app.crm(), &found);
    Ok(tokens::actor(app.crm(), &found))
}
