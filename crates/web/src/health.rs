//! What machines ask: is it alive, can it answer, how does it fare.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;

/// `GET /healthz`: the process runs.
pub async fn alive() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database answers.
pub async fn ready(State(app): State<App>) -> Response {
    match app.crm().ready().await {
        Ok(()) => "ready".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1")], "the database does not answer").into_response()
        }
    }
}

/// `GET /metrics`: counters in the form Prometheus reads.
pub async fn metrics(State(app): State<App>) -> Response {
    let text = app.settings().metrics.as_ref().map_or(String::new(), |render| render());
    ([("content-type", "text/plain; version=0.0.4")], text).into_response()
}

/// Counts requests and how long they take, by method and status.
pub async fn observe(request: Request, next: Next) -> Response {
    let (started, method) = (Instant::now(), label(request.method()));
    let response = next.run(request).await;
    let labels = [("method", method.to_string()), ("status", response.status().as_u16().to_string())];
    metrics::counter!("kith_http_requests_total", &labels).increment(1);
    metrics::histogram!("kith_http_request_seconds", &labels).record(started.elapsed().as_secs_f64());
    response
}

/// The method as a label. Anybody can make up methods, and each label is kept for ever: those nobody answers share one.
fn label(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn methods_that_are_made_up_share_a_label() {
        assert_eq!(label(&"PATCH".parse().unwrap()), "PATCH");
        for made_up in ["BREW", "get", "X1", "TRACE", "CONNECT"] {
            assert_eq!(label(&made_up.parse().unwrap()), "other");
        }
    }
}
