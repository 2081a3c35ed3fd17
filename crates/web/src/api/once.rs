//! Doing what a request asks exactly once, though it is sent again: `Idempotency-Key`.
//!
//! The answer is kept in the transaction of the change itself. A refused request changed nothing and is not kept, so it
//! may be mended and sent again with the same key.

use axum::http::{HeaderMap, Method};
use crm::{Actor, Error, Result, Work, answers};

use super::reply::{Answered, Reply};
use crate::app::App;

/// The key of a request and the digest of what it asks.
#[derive(Clone)]
pub struct Once {
    key: Option<String>,
    request: Vec<u8>,
}

impl Once {
    /// Of a request. `path` has its query.
    pub fn of(headers: &HeaderMap, method: &Method, path: &str, body: &[u8]) -> Result<Once> {
        let key = match headers.get("idempotency-key") {
            None => None,
            Some(value) => {
                let text = value.to_str();
                let invalid = |_| Error::invalid("Idempotency-Key", "invalid", "must be visible ASCII characters");
                Some(text.map_err(invalid)?.to_string())
            }
        };
        Ok(Once { key, request: answers::digest(method.as_str(), path, body) })
    }

    /// Does it, or answers again what was answered before.
    pub async fn perform<F>(self, app: &App, actor: &Actor, kind: &'static str, act: F) -> Answered
    where
        F: Fn(&mut Work) -> Result<Reply> + Send + Clone + 'static,
    {
        match self.write(app, actor, kind, act.clone()).await {
            Err(error) if self.raced(kind, &error) => Ok(self.write(app, actor, kind, act).await?),
            done => Ok(done?),
        }
    }

    /// Whether another request may have done meanwhile what this one then stumbled over: answered the same, or made the
    /// record that an upsert did not find. A second try sees it.
    fn raced(&self, kind: &str, error: &Error) -> bool {
        match error {
            Error::Conflict(_) => self.key.is_some() || kind == "upsert",
            Error::Invalid(errors) => kind == "upsert" && errors.iter().any(|error| error.code == "duplicate"),
            _ => false,
        }
    }

    async fn write<F>(&self, app: &App, actor: &Actor, kind: &'static str, act: F) -> Result<Reply>
    where
        F: Fn(&mut Work) -> Result<Reply> + Send + 'static,
    {
        let Once { key, request } = self.clone();
        app.crm()
            .write(actor, kind, move |work| {
                let Some(key) = &key else { return act(work) };
                if let Some(kept) = answers::find(work, key, &request)? {
                    return Reply::again(kept);
                }
                let reply = act(work)?;
                answers::keep(work, key, &reply.keep(request.clone(), work.now))?;
                Ok(reply)
            })
            .await
    }
}
