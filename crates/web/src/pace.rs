//! How slowly a request may come: a body of which too little arrives for too long is given up, so that nobody keeps a
//! place, a file or a thread by dripping.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt};
use tokio::time::{Instant, Sleep, sleep};
use words::{Language, said};

use crate::api::Problem;
use crate::failure;

/// What must come of a body, over and over, until it has ended.
#[derive(Clone, Copy)]
pub struct Pace {
    /// At least so many bytes…
    pub bytes: usize,
    /// … in this time.
    pub within: Duration,
}

/// About what the slowest radio of a telephone does.
pub const USUAL: Pace = Pace { bytes: 4096, within: Duration::from_secs(30) };

/// Gives up requests whose bodies come too slowly.
pub async fn kept(State(pace): State<Pace>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let api = request.uri().path().starts_with("/api/");
    let slow = Arc::new(AtomicBool::new(false));
    let body = |body: Body| {
        let waited = Box::pin(sleep(pace.within));
        Body::from_stream(Paced { stream: body.into_data_stream(), pace, came: 0, waited, slow: slow.clone() })
    };
    let response = next.run(request.map(body)).await;
    if !slow.load(Ordering::Relaxed) || response.status().is_success() {
        return response;
    }
    let mut response = match api {
        true => Problem::new(StatusCode::REQUEST_TIMEOUT, Language::En.text("failure-slow")).into_response(),
        false => failure::told(StatusCode::REQUEST_TIMEOUT, "failure-heading-slow", said!("failure-slow")),
    };
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// A body that must keep a pace.
struct Paced {
    stream: BodyDataStream,
    pace: Pace,
    came: usize,
    waited: Pin<Box<Sleep>>,
    slow: Arc<AtomicBool>,
}

impl Stream for Paced {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Poll::Ready(part) = self.stream.poll_next_unpin(context) {
            self.came += part.as_ref().and_then(|part| part.as_ref().ok()).map_or(0, Bytes::len);
            return Poll::Ready(part);
        }
        // Only who waits for the client looks at the clock: whoever reads slowly here is not the client's fault.
        while self.waited.as_mut().poll(context).is_ready() {
            if self.came < self.pace.bytes {
                self.slow.store(true, Ordering::Relaxed);
                return Poll::Ready(Some(Err(axum::Error::new("the request came too slowly"))));
            }
            self.came = 0;
            let until = Instant::now() + self.pace.within;
            self.waited.as_mut().reset(until);
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use axum::Router;
    use axum::middleware::{from_fn, from_fn_with_state};
    use axum::routing::post;

    use super::*;

    const PACE: Pace = Pace { bytes: 30, within: Duration::from_millis(300) };

    /// What a client hears that sends a body of 60 bytes in parts of a size, one each 30 ms.
    fn heard(path: &str, part: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("it does not block");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let taken = || post(|body: Bytes| async move { format!("took {}", body.len()) });
        let routes = Router::new().route("/", taken()).route("/api/x", taken());
        let routes = routes.layer(from_fn_with_state(PACE, kept)).layer(from_fn(failure::pages));
        runtime.spawn(async move { axum::serve(tokio::net::TcpListener::from_std(listener)?, routes).await });
        let mut client = TcpStream::connect(address).expect("a connection");
        client.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
        let mut reader = client.try_clone().expect("a second handle");
        let reading = std::thread::spawn(move || {
            let mut answer = String::new();
            // Whoever is cut off while sending may see the connection reset after the answer.
            let _ = reader.read_to_string(&mut answer);
            answer
        });
        let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 60\r\n\r\n");
        client.write_all(head.as_bytes()).expect("it is sent");
        for _ in 0..60 / part {
            if client.write_all(&b"x".repeat(part)).is_err() {
                break;
            }
            std::thread::sleep(Duration::from_millis(30));
        }
        reading.join().expect("it was read")
    }

    #[test]
    fn who_drips_is_cut_off_and_who_walks_is_not() {
        let walked = heard("/", 10);
        assert!(walked.starts_with("HTTP/1.1 200 ") && walked.ends_with("took 60"), "{walked}");
        for (path, kind) in [("/", "text/html"), ("/api/x", "application/problem+json")] {
            let dripped = heard(path, 1);
            assert!(dripped.starts_with("HTTP/1.1 408 ") && dripped.contains("too slowly"), "{dripped}");
            assert!(dripped.contains(kind) && dripped.contains("connection: close"), "{dripped}");
        }
    }
}
