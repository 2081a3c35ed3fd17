//! Answers that are written while they are sent: a file of any size, in constant memory.

use std::io::{self, Write};

use axum::body::{Body, Bytes};
use crm::Error;
use futures_util::{StreamExt, stream};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::app::App;

/// Chunks that wait to be sent.
const AHEAD: usize = 8;
/// Bytes of a chunk.
const CHUNK: usize = 64 << 10;

type Chunk = Result<Bytes, io::Error>;

/// The body that a function writes, on a thread that may wait. An error before the first chunk is given instead; a later
/// one breaks the answer off, so that nobody takes half a file for a whole one.
pub async fn written(
    app: &App,
    write: impl FnOnce(&crm::Crm, &mut (dyn Write + Send)) -> crm::Result<()> + Send + 'static,
) -> crm::Result<Body> {
    let (send, mut receive) = channel::<Chunk>(AHEAD);
    let crm = app.crm().clone();
    let writing = tokio::task::spawn_blocking(move || {
        let mut out = io::BufWriter::with_capacity(CHUNK, Outlet(send.clone()));
        let done = write(&crm, &mut out).and_then(|()| out.flush().map_err(|error| Error::failed(&error)));
        // What was not sent yet must not follow a failure as if it were the end.
        drop(out.into_parts());
        if let Err(error) = &done {
            let _ = send.blocking_send(Err(io::Error::other(error.to_string())));
        }
        done
    });
    match receive.recv().await {
        // Fused, since whoever compresses it asks again after the end.
        Some(Ok(first)) => Ok(Body::from_stream(stream::unfold((Some(Ok(first)), receive), next).fuse())),
        Some(Err(_)) | None => match writing.await {
            Ok(Ok(())) => Ok(Body::empty()),
            Ok(Err(error)) => Err(error),
            Err(failed) => Err(Error::failed(&failed)),
        },
    }
}

async fn next(
    (first, mut receive): (Option<Chunk>, Receiver<Chunk>),
) -> Option<(Chunk, (Option<Chunk>, Receiver<Chunk>))> {
    let chunk = match first {
        Some(first) => first,
        None => receive.recv().await?,
    };
    Some((chunk, (None, receive)))
}

/// Hands what is written to whoever sends it.
struct Outlet(Sender<Chunk>);

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes))).map_err(gone)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
