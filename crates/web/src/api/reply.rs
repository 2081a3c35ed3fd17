//! `Reply`: an answer as plain data, so that it can be made inside a transaction, kept for repeated requests, and stand
//! in the answer of a batch.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use crm::Error;
use crm::answers::Answer;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::problem::Problem;

/// What a handler gives.
pub type Answered = Result<Reply, Problem>;

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    status: StatusCode,
    headers: Vec<(String, String)>,
    /// JSON text; empty for none.
    body: String,
    /// The record it is about, for references of a batch.
    pub id: Option<Uuid>,
}

impl Reply {
    /// An answer with a body.
    pub fn of(body: &Json) -> Reply {
        Reply { status: StatusCode::OK, headers: Vec::new(), body: body.to_string(), id: None }
    }

    /// An answer without a body, about a record.
    pub fn empty(id: Uuid) -> Reply {
        Reply { status: StatusCode::NO_CONTENT, headers: Vec::new(), body: String::new(), id: Some(id) }
    }

    /// A record at a version.
    pub fn record(id: Uuid, version: i64, record: Map<String, Json>) -> Reply {
        let reply = Reply::of(&Json::Object(record)).with(header::ETAG, format!("\"{version}\""));
        Reply { id: Some(id), ..reply }
    }

    /// That a record was made at an address.
    pub fn created(self, location: String) -> Reply {
        Reply { status: StatusCode::CREATED, ..self }.with(header::LOCATION, location)
    }

    fn with(mut self, name: HeaderName, value: String) -> Reply {
        self.headers.push((name.to_string(), value));
        self
    }

    /// The answer as the database keeps it.
    pub fn keep(&self, request: Vec<u8>, at: chrono::DateTime<chrono::Utc>) -> Answer {
        let headers = json!(self.headers).to_string();
        Answer { request, status: self.status.as_u16(), headers, body: self.body.clone(), at }
    }

    /// An answer that was kept, marked as such.
    pub fn again(kept: Answer) -> Result<Reply, Error> {
        let headers = serde_json::from_str(&kept.headers).map_err(|error| Error::failed(&error))?;
        let status = StatusCode::from_u16(kept.status).map_err(|error| Error::failed(&error))?;
        let reply = Reply { status, headers, body: kept.body, id: None };
        Ok(reply.with(HeaderName::from_static("idempotency-replayed"), "true".to_string()))
    }

    /// The answer within that of a batch.
    pub fn inner(self) -> Result<Json, Error> {
        let headers: Map<String, Json> = self.headers.into_iter().map(|(name, value)| (name, json!(value))).collect();
        let mut inner = json!({ "status": self.status.as_u16(), "headers": headers });
        if !self.body.is_empty() {
            inner["body"] = serde_json::from_str(&self.body).map_err(|error| Error::failed(&error))?;
        }
        Ok(inner)
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = match self.body.is_empty() {
            true => self.status.into_response(),
            false => (self.status, [(header::CONTENT_TYPE, "application/json")], self.body).into_response(),
        };
        for (name, value) in self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}
