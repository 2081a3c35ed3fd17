//! The door: how many connections there may be, and how long one may refuse to take what it asked for. It knows nothing
//! of what is said on them.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum_server::accept::Accept;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep, timeout};

/// Connections unless something else is set.
const USUAL: usize = 10_000;
/// Open files that are left for the database, uploads and everything else that is no connection.
const OTHERS: u64 = 256;
/// How many who are turned away are told so at the same time; the others are only hung up on.
const TOLD: usize = 64;
/// How long somebody who is turned away may take to hear it.
const HEARD: Duration = Duration::from_secs(1);
/// What they hear.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\n\
    content-type: text/plain; charset=utf-8\r\ncontent-length: 55\r\n\r\n\
    Too many connections are open. Try again in a moment.\r\n";

/// Lets in as many as there are places for.
#[derive(Clone)]
pub struct Door {
    places: Arc<Semaphore>,
    told: Arc<Semaphore>,
    patience: Duration,
    /// Whether who is turned away would understand plain words.
    plain: bool,
}

impl Door {
    /// With so many places, for guests who take something of what they asked for at least this often.
    pub fn new(places: usize, patience: Duration, plain: bool) -> Door {
        let of = |places: usize| Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS)));
        Door { places: of(places), told: of(TOLD), patience, plain }
    }
}

/// Raises the limit of open files to what the system grants; gives how many connections there may be, which is what was
/// wished for unless the limit is lower.
pub fn places(wished: Option<usize>) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let files = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    let most = files.map_or(usize::MAX, |files| usize::try_from(files.saturating_sub(OTHERS)).unwrap_or(usize::MAX));
    if wished.is_some_and(|wished| wished > most) {
        tracing::warn!(most, "the limit of open files allows fewer connections than set: raise it (ulimit -n)");
    }
    wished.unwrap_or(USUAL).min(most).max(1)
}

impl<S: Send + 'static> Accept<TcpStream, S> for Door {
    type Stream = Guest;
    type Service = S;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Guest, S)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let place = self.places.clone().try_acquire_owned();
        let (told, plain, patience) = (self.told.clone(), self.plain, self.patience);
        Box::pin(async move {
            match place {
                Ok(place) => Ok((Guest { stream, patience, stuck: None, _place: place }, service)),
                Err(_) => {
                    metrics::counter!("kith_connections_refused_total").increment(1);
                    if let (true, Ok(_turn)) = (plain, told.try_acquire()) {
                        // Who does not hear it sees a closed connection.
                        let _ = timeout(HEARD, turn_away(stream)).await;
                    }
                    Err(io::Error::other("too many connections"))
                }
            }
        })
    }
}

/// Says that there is no place, and listens until the guest is gone: whoever closes on unread bytes is not heard.
async fn turn_away(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(FULL).await?;
    stream.shutdown().await?;
    let mut unread = [0; 1024];
    while stream.read(&mut unread).await? > 0 {}
    Ok(())
}

/// A connection in its place. One that takes nothing of what is sent for too long is broken off.
pub struct Guest {
    stream: TcpStream,
    patience: Duration,
    stuck: Option<Pin<Box<Sleep>>>,
    _place: OwnedSemaphorePermit,
}

impl Guest {
    /// What came of sending, or the end of patience.
    fn sent<T>(&mut self, sent: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.stuck = None;
            return sent;
        }
        let stuck = self.stuck.get_or_insert_with(|| Box::pin(sleep(self.patience)));
        ready!(stuck.as_mut().poll(context));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "nobody takes what was asked for")))
    }
}

impl AsyncRead for Guest {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Guest {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.sent(sent, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.sent(sent, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
