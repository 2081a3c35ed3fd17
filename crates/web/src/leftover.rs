//! What a client still sends of a request that is answered before it was read, such as one that is too big. It is read
//! and thrown away, within bounds: whoever closes a connection on unread bytes resets it, and the client would see a
//! broken connection in place of the answer.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::EXPECT;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{Stream, StreamExt};
use tokio::runtime::Handle;

/// How much is read and thrown away, in bytes.
const MOST: usize = 64 << 20;
/// For how long.
const LONGEST: Duration = Duration::from_secs(10);

/// Sees to it that the bodies of requests are read to their end.
pub async fn discarded(request: Request, next: Next) -> Response {
    // Who asks first whether it may send sends nothing once it is refused.
    if request.body().is_end_stream() || request.headers().contains_key(EXPECT) {
        return next.run(request).await;
    }
    next.run(request.map(|body| Body::from_stream(Unread(Some(body.into_data_stream()))))).await
}

/// A body that is read to its end even when it is dropped before.
struct Unread(Option<BodyDataStream>);

impl Stream for Unread {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(stream) = &mut self.0 else { return Poll::Ready(None) };
        let polled = stream.poll_next_unpin(context);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            self.0 = None;
        }
        polled
    }
}

impl Drop for Unread {
    fn drop(&mut self) {
        if let (Some(stream), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(tokio::time::timeout(LONGEST, discard(stream)));
        }
    }
}

async fn discard(mut stream: BodyDataStream) {
    let mut left = MOST;
    while let Some(Ok(bytes)) = stream.next().await {
        let Some(rest) = left.checked_sub(bytes.len()) else { return };
        left = rest;
    }
}
