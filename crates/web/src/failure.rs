//! What a page answers when something could not be done.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use crm::Error;
use maud::html;
use words::{Language, Said, said};

use crate::components::control::capital;
use crate::components::{empty, shell};
use crate::language;

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

/// Sees to it that every failure is told as a page, in the reader's language; also what is no page of ours, such as an
/// address with a malformed id.
pub async fn pages(request: Request, next: Next) -> Response {
    let lang = language::of(request.headers());
    let mut response = next.run(request).await;
    let plain = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if response.status() == StatusCode::BAD_REQUEST && plain {
        response = Failure(Error::NotFound(said!("page"))).into_response();
    }
    let Some(told) = response.extensions_mut().remove::<Told>() else { return response };
    let mut headers = std::mem::take(response.headers_mut());
    let mut page = page(lang, response.status(), &told);
    headers.extend(std::mem::take(page.headers_mut()));
    *page.headers_mut() = headers;
    page
}

/// The answer when a handler panicked; the panic itself is on standard error.
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Failure(Error::failed(&"a handler panicked")).into_response()
}

/// What whoever asked is told: of our own failures only that they happened, since details belong in the log.
pub fn said(error: &Error) -> Said {
    match error {
        Error::Store(inner) if !inner.is_temporary() => said!("failure-ours"),
        Error::NotFound(_) => said!("failure-not-found"),
        error => said!("failure-sentence", wrong = error.said()),
    }
}

/// What a page says of a failure.
#[derive(Clone)]
struct Told {
    /// The message of its heading.
    heading: &'static str,
    words: Said,
}

/// An answer that [`pages`] makes a page of.
pub fn told(status: StatusCode, heading: &'static str, words: Said) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(Told { heading, words });
    response
}

/// Why a part of a page is not there, in its place.
pub fn part(error: &Error, lang: Language) -> Response {
    let status = status(error);
    if status.is_server_error() {
        tracing::error!(%error, "a part of a page failed");
    }
    (status, empty::small(&capital(&lang.say(said(error))))).into_response()
}

fn page(lang: Language, status: StatusCode, told: &Told) -> Response {
    let heading = lang.text(told.heading);
    let page = shell::bare(
        lang,
        heading,
        html! {
            div.error-page {
                p.error-code { (status.as_u16()) }
                h1 { (heading) }
                p { (capital(&lang.say(&told.words))) }
                a.button.primary href="/" { (lang.text("go-home")) }
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
            StatusCode::NOT_FOUND => "failure-heading-not-found",
            StatusCode::FORBIDDEN => "failure-heading-forbidden",
            StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => "failure-heading-changed",
            StatusCode::SERVICE_UNAVAILABLE if retry_after(&self.0) == Some(MENDED) => "failure-heading-machine",
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => "failure-heading-busy",
            StatusCode::INTERNAL_SERVER_ERROR => "failure-heading-ours",
            _ => "failure-heading-refused",
        };
        let mut response = told(status, heading, said(&self.0));
        if let Some(seconds) = retry_after(&self.0) {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}
