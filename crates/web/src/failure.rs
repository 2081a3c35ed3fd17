//! What a page answers when something could not be done.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use crm::Error;
use maud::html;

use crate::components::shell;

/// An error of the business on its way to a page.
#[derive(Debug)]
pub struct Failure(Error);

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure(error)
    }
}

/// The status a program or browser gets for an error.
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound(_) => StatusCode::NOT_FOUND,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::Invalid(_) | Error::Definition(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::BadRequest(_) => StatusCode::BAD_REQUEST,
        Error::Act { error, .. } => status(error),
        Error::Stale { .. } => StatusCode::PRECONDITION_FAILED,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Outdated => StatusCode::SERVICE_UNAVAILABLE,
        Error::Store(error) if error.is_temporary() => StatusCode::SERVICE_UNAVAILABLE,
        Error::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Seconds after which something busy is worth another try.
pub const BUSY: u64 = 2;
/// The same where somebody must mend the machine first.
const MENDED: u64 = 30;

/// Seconds after which the same is worth another try; `None` where it would fail again.
pub fn retry_after(error: &Error) -> Option<u64> {
    match error {
        Error::Throttled(seconds) => Some(*seconds),
        Error::Store(error) if error.is_of_the_machine() => Some(MENDED),
        Error::Act { error, .. } => retry_after(error),
        error => (status(error) == StatusCode::SERVICE_UNAVAILABLE).then_some(BUSY),
    }
}

/// Sees to it that what is no page of ours, such as an address with a malformed id, is told as a page all the same.
pub async fn pages(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let plain = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::BAD_REQUEST if plain => Failure(Error::NotFound("page".into())).into_response(),
        _ => response,
    }
}

/// The answer when a handler panicked; the panic itself is on standard error.
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Failure(Error::failed(&"a handler panicked")).into_response()
}

/// Words for a person: of our own failures only that they happened, since details belong in the log.
pub fn words(error: &Error) -> String {
    match error {
        Error::Store(inner) if !inner.is_temporary() => {
            "Something went wrong on our side. It was written to the log; try again, and tell your administrator if it \
             stays."
                .into()
        }
        Error::NotFound(_) => "It does not exist, or you may not see it.".into(),
        other => {
            let text = other.to_string();
            let mut chars = text.chars();
            chars.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + chars.as_str() + ".")
        }
    }
}

/// A page that says what could not be done.
pub fn page(status: StatusCode, heading: &str, words: &str) -> Response {
    let page = shell::bare(
        heading,
        html! {
            div.error-page {
                p.error-code { (status.as_u16()) }
                h1 { (heading) }
                p { (words) }
                a.button.primary href="/" { "Go home" }
            }
        },
    );
    (status, page).into_response()
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = status(&self.0);
        if status.is_server_error() {
            tracing::error!(error = %self.0, "a page failed");
        }
        let heading = match status {
            StatusCode::NOT_FOUND => "Not found",
            StatusCode::FORBIDDEN => "Not allowed",
            StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => "It changed meanwhile",
            StatusCode::SERVICE_UNAVAILABLE if retry_after(&self.0) == Some(MENDED) => "Nothing can be saved now",
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => "One moment",
            StatusCode::INTERNAL_SERVER_ERROR => "Something went wrong",
            _ => "That did not work",
        };
        let mut response = page(status, heading, &words(&self.0));
        if let Some(seconds) = retry_after(&self.0) {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}
