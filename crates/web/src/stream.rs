//! Answers that are written while they are sent: a file of any size, in constant memory. Each keeps a thread while it
//! lasts, so only some are written at a time, and whoever takes nothing of one for too long loses it.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use crm::Error;
use futures_util::{StreamExt, stream};
use tokio::runtime::Handle;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;

use crate::app::App;

/// Chunks that wait to be sent.
const AHEAD: usize = 8;
/// Bytes of a chunk.
const CHUNK: usize = 64 << 10;
/// How long a client may take for a chunk.
const TAKEN: Duration = Duration::from_secs(30);

/// The body that a function writes, on a thread that may wait. An error before the first chunk is given instead; a later
/// one breaks the answer off, so that nobody takes half a file for a whole one.
pub async fn written(
    app: &App,
    write: impl FnOnce(&crm::Crm, &mut (dyn Write + Send)) -> crm::Result<()> + Send + 'static,
) -> crm::Result<Body> {
    let turn = app.files().clone().try_acquire_owned().map_err(|_| Error::busy())?;
    let (send, receive) = channel(AHEAD);
    let mut coming = Coming { first: None, receive, whole: Arc::default() };
    let (crm, whole, runtime) = (app.crm().clone(), coming.whole.clone(), Handle::current());
    let writing = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let mut out = io::BufWriter::with_capacity(CHUNK, Outlet { send, runtime });
        let done = write(&crm, &mut out).and_then(|()| out.flush().map_err(|error| Error::failed(&error)));
        whole.store(done.is_ok(), Ordering::Release);
        // What was not sent yet must not follow a failure as if it were the end.
        drop(out.into_parts());
        done
    });
    coming.first = coming.receive.recv().await;
    match coming.first {
        // Fused, since whoever compresses it asks again after the end.
        Some(_) => Ok(Body::from_stream(stream::unfold(coming, next).fuse())),
        None => match writing.await {
            Ok(Ok(())) => Ok(Body::empty()),
            Ok(Err(error)) => Err(error),
            Err(failed) => Err(Error::failed(&failed)),
        },
    }
}

/// What is still to be sent.
struct Coming {
    first: Option<Bytes>,
    receive: Receiver<Bytes>,
    /// Whether all was written: an end without that is none.
    whole: Arc<AtomicBool>,
}

async fn next(mut coming: Coming) -> Option<(io::Result<Bytes>, Coming)> {
    let chunk = match coming.first.take() {
        Some(first) => Some(first),
        None => coming.receive.recv().await,
    };
    match chunk {
        Some(chunk) => Some((Ok(chunk), coming)),
        None if coming.whole.swap(true, Ordering::AcqRel) => None,
        None => Some((Err(io::Error::other("the answer was broken off")), coming)),
    }
}

/// Hands what is written to whoever sends it.
struct Outlet {
    send: Sender<Bytes>,
    runtime: Handle,
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        match self.send.try_send(Bytes::copy_from_slice(bytes)) {
            Ok(()) => {}
            Err(TrySendError::Closed(_)) => return Err(gone()),
            Err(TrySendError::Full(chunk)) => {
                let sent = self.runtime.block_on(async { timeout(TAKEN, self.send.send(chunk)).await });
                let late = |_| io::Error::new(io::ErrorKind::TimedOut, "nobody takes the file");
                sent.map_err(late)?.map_err(|_| gone())?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
