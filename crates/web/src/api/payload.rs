//! What a program sends: a JSON object, of bounded size, named as JSON.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value as Json};

use super::problem::Problem;

/// Most bytes of one request.
pub const MOST: usize = 8 << 20;

/// The bytes of a request's body.
pub struct Sent(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Sent, Response> {
        Bytes::from_request(request, state).await.map(Sent).map_err(|refused| {
            let detail = match refused.status() {
                StatusCode::PAYLOAD_TOO_LARGE => format!("A request may have {MOST} bytes at the most."),
                _ => "The body could not be read.".to_string(),
            };
            Problem::new(refused.status(), detail).into_response()
        })
    }
}

impl Sent {
    /// The object in the body.
    pub fn object(&self, headers: &HeaderMap) -> Result<Map<String, Json>, Problem> {
        if !is_json(headers) {
            let detail = "The body must be JSON, said so by “Content-Type: application/json”.";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
        match serde_json::from_slice(&self.0) {
            Ok(Json::Object(object)) => Ok(object),
            Ok(_) => Err(Problem::new(StatusCode::BAD_REQUEST, "The body must be a JSON object.")),
            Err(error) => Err(Problem::new(StatusCode::BAD_REQUEST, format!("The body is not JSON: {error}."))),
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "application/merge-patch+json")
}
