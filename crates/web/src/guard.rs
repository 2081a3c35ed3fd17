//! What guards every answer and every request: security headers, and the refusal of requests that another site made.

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use words::said;

use crate::api::Problem;
use crate::app::App;
use crate::cookie;
use crate::failure;

/// The policy of the app's pages: only our own scripts and styles, no frames, no plugins.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// A path of our own to go to, never another site's address.
pub fn local(path: &str) -> Option<&str> {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    own.then_some(path)
}

/// Puts the security headers on every answer.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(self)");
    set(header::CACHE_CONTROL, "no-store");
    if app.settings().secure {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    response
}

/// Refuses a request that would change something with the session's cookie but was not made by our own pages. Browsers
/// say where a request comes from; one that says nothing and carries a session is refused too. Requests to the API with a
/// token of their own (`Authorization`) cannot be forged by another site: there the cookie is not looked at. Nor can those
/// that no form can make, as programs make them: browsers ask first, and say so when they send them.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let api = request.uri().path().starts_with("/api/v1/");
    if safe || (api && headers.contains_key(header::AUTHORIZATION)) {
        return next.run(request).await;
    }
    let session = cookie::read(headers, app.settings()).is_some();
    match made_here(headers, &app) {
        Some(true) => next.run(request).await,
        None if !session || (api && !like_a_form(&request)) => next.run(request).await,
        _ => {
            let words = said!("failure-forged");
            match api {
                true => Problem::new(StatusCode::FORBIDDEN, words.english()).into_response(),
                false => failure::told(StatusCode::FORBIDDEN, "failure-heading-forbidden", words),
            }
        }
    }
}

/// Whether a form, or a script without asking first, could send a request like this to another site.
fn like_a_form(request: &Request) -> bool {
    const SIMPLE: [&str; 3] = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    *request.method() == Method::POST && SIMPLE.contains(&essence.as_str())
}

/// Whether our own pages made the request; `None` when it does not say.
fn made_here(headers: &HeaderMap, app: &App) -> Option<bool> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return Some(matches!(site, "same-origin" | "none"));
    }
    let origin = text(ORIGIN)?;
    // Browsers say `null` for what a page without an origin sends, such as a frame in a sandbox.
    let Some((_, host)) = origin.split_once("://") else { return Some(false) };
    let known = app.settings().url.split_once("://").map(|(_, host)| host);
    Some(Some(host) == known || Some(host) == text(HOST))
}
