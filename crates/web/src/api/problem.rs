//! What the API answers when it cannot do what was asked: RFC 9457, `application/problem+json`. Words are for people,
//! `code` for programs; of failures of our own only that they happened, since details belong in the log.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use crm::{Error, FieldError};
use serde_json::{Value as Json, json};

use crate::components::control::capital;
use crate::failure;

/// The media type of problems.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An error on its way to a program.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    detail: String,
    errors: Vec<Wrong>,
    header: Option<(HeaderName, String)>,
}

/// One thing that is wrong, and where.
#[derive(Debug)]
struct Wrong {
    field: String,
    code: &'static str,
    detail: String,
}

impl Problem {
    /// A problem of a status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem { status, detail: detail.into(), errors: Vec::new(), header: None }
    }

    /// With a header.
    pub fn with(self, name: HeaderName, value: impl Into<String>) -> Problem {
        Problem { header: Some((name, value.into())), ..self }
    }

    /// A problem of which nothing but the status is known.
    fn bare(status: StatusCode) -> Problem {
        match status {
            StatusCode::BAD_REQUEST => Problem::new(status, "The request cannot be read: see /api/v1/openapi.json."),
            StatusCode::SERVICE_UNAVAILABLE => Problem::new(status, "Busy: try again in a moment.")
                .with(header::RETRY_AFTER, failure::BUSY.to_string()),
            _ if status.is_server_error() => Problem::new(status, words(&Error::failed(&status))),
            _ => Problem::new(status, "This cannot be done: see /api/v1/openapi.json."),
        }
    }

    /// The answer to an address where nothing is.
    pub fn nowhere() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "There is nothing at this address: see /api/v1/openapi.json.")
    }
}

/// Sees to it that every error under `/api` is a problem, also where no handler of ours was reached or one failed: an
/// address that cannot be decoded, a panic.
pub async fn problems(request: Request, next: Next) -> Response {
    let ours = request.uri().path().strip_prefix("/api").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let response = next.run(request).await;
    let status = response.status();
    let told = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == MEDIA_TYPE);
    match ours && !told && (status.is_client_error() || status.is_server_error()) {
        true => Problem::bare(status).into_response(),
        false => response,
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        let status = failure::status(&error);
        if status.is_server_error() {
            tracing::error!(%error, "a request of the API failed");
        }
        let header = failure::retry_after(&error).map(|seconds| (header::RETRY_AFTER, seconds.to_string()));
        let detail = words(&error);
        Problem { status, detail, errors: wrongs(error), header }
    }
}

fn wrongs(error: Error) -> Vec<Wrong> {
    match error {
        Error::Invalid(errors) | Error::BadRequest(errors) => errors.into_iter().map(Wrong::from).collect(),
        Error::Act { at, error } => {
            let detail = words(&error);
            let code = code(&error);
            let mut inner = wrongs(*error);
            for wrong in &mut inner {
                let dot = if wrong.field.is_empty() { "" } else { "." };
                wrong.field = format!("acts.{at}{dot}{}", wrong.field);
            }
            if inner.is_empty() {
                inner.push(Wrong { field: format!("acts.{at}"), code, detail });
            }
            inner
        }
        _ => Vec::new(),
    }
}

fn code(error: &Error) -> &'static str {
    match error {
        Error::NotFound(_) => "not_found",
        Error::Forbidden(_) => "forbidden",
        Error::Conflict(_) => "conflict",
        Error::Stale { .. } => "stale",
        Error::Act { error, .. } => code(error),
        _ => "failed",
    }
}

/// What a program's author is told.
fn words(error: &Error) -> String {
    capital(&failure::said(error).english())
}

impl From<FieldError> for Wrong {
    fn from(error: FieldError) -> Wrong {
        Wrong { field: error.field, code: error.code, detail: error.detail.english() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let wrong = |wrong: &Wrong| json!({ "field": wrong.field, "code": wrong.code, "detail": wrong.detail });
        let errors: Vec<Json> = self.errors.iter().map(wrong).collect();
        let title = self.status.canonical_reason().unwrap_or("Error");
        let body = json!({ "type": "about:blank", "title": title, "status": self.status.as_u16(),
            "detail": self.detail, "errors": errors });
        let mut response = (self.status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body.to_string()).into_response();
        if let Some((name, value)) = self.header {
            let value = HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static(""));
            response.headers_mut().insert(name, value);
        }
        response
    }
}
