//! Connections: how many, their time limits, TLS, and how they end. It knows nothing of what is served.
//!
//! Without TLS only HTTP/1.1 is spoken, so that a connection is under its time limit from the first byte; with TLS
//! HTTP/2 as well.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;

use crate::door::Door;
use crate::failure::{Failure, Result};

/// How long requests under way may take to end once Kith is told to stop.
const PATIENCE: Duration = Duration::from_secs(6);
/// How long the head of a request may take, from the end of the one before. Longer than the usual proxy keeps an idle
/// connection (60 s), so that it never sends a request into one that is just being closed.
const HEAD: Duration = Duration::from_secs(65);
/// Connections that may wait to be taken in. The usual 128 are few where everybody comes at once, as after a restart:
/// whoever finds no room tries again a second later.
const WAITING: i32 = 4096;
/// How long somebody may take nothing of an answer that is ready.
const TAKEN: Duration = Duration::from_secs(30);
/// How often a silent HTTP/2 connection is asked whether it is still there.
const ASKED: Duration = Duration::from_secs(30);

/// A certificate and its key.
pub type Tls = RustlsConfig;

/// Reads a certificate chain and its key, both PEM.
pub async fn tls(cert: &Path, key: &Path) -> Result<Tls> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let read = RustlsConfig::from_pem_file(cert, key).await;
    read.map_err(|error| Failure::said(format!("{} or {}: {error}", cert.display(), key.display())))
}

/// Serves so many connections at a time until SIGTERM or Ctrl-C, then says that it stops and lets requests under way end.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    routes: Router,
    places: usize,
    stopping: impl FnOnce() + Send + 'static,
) -> Result<()> {
    let handle = Handle::new();
    tokio::spawn(stop(handle.clone(), stopping));
    let door = Door::new(places, TAKEN, tls.is_none());
    Ok(connections(listener, tls, routes, handle, (HEAD, door)).await?)
}

async fn connections(
    listener: TcpListener,
    tls: Option<Tls>,
    routes: Router,
    handle: Handle<SocketAddr>,
    (head, door): (Duration, Door),
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    rustix::net::listen(&listener, WAITING)?;
    let service = routes.into_make_service_with_connect_info::<SocketAddr>();
    match tls {
        None => {
            let mut server = axum_server::from_tcp(listener)?.acceptor(door).handle(handle);
            *server.http_builder() = limited(head);
            server.http1_only().serve(service).await
        }
        Some(tls) => {
            let acceptor = RustlsAcceptor::new(tls).acceptor(door);
            let mut server = axum_server::from_tcp(listener)?.acceptor(acceptor).handle(handle);
            *server.http_builder() = limited(head);
            server.serve(service).await
        }
    }
}

fn limited(head: Duration) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(head);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(ASKED);
    builder
}

async fn stop(handle: Handle<SocketAddr>, stopping: impl FnOnce()) {
    let mut term = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(term) => term,
        Err(error) => return tracing::error!(%error, "SIGTERM cannot be heard"),
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("stopping");
    stopping();
    handle.graceful_shutdown(Some(PATIENCE));
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::time::Instant;

    use super::*;

    /// What the server does to a client that sends this much and no more: how long it waits, what it says.
    fn left_alone(sent: &str) -> (Duration, String) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let routes = Router::new().route("/", axum::routing::get(|| async { "here" }));
        let door = Door::new(100, Duration::from_secs(20), true);
        runtime.spawn(connections(listener, None, routes, Handle::new(), (Duration::from_millis(300), door)));
        let mut client = TcpStream::connect(address).expect("a connection");
        client.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
        let begun = Instant::now();
        client.write_all(sent.as_bytes()).expect("it is sent");
        let mut answer = String::new();
        client.read_to_string(&mut answer).expect("the server ends the connection");
        (begun.elapsed(), answer)
    }

    #[test]
    fn who_never_finishes_a_request_is_cut_off() {
        for sent in ["", "G", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow:"] {
            let (took, answer) = left_alone(sent);
            assert!(took >= Duration::from_millis(290), "{sent:?} was cut off after {took:?}");
            assert!(!answer.contains("here"), "{sent:?}: {answer}");
        }
    }

    #[test]
    fn a_kept_connection_may_be_silent_for_as_long() {
        let (took, answer) = left_alone("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assert!(answer.ends_with("here"), "{answer}");
        assert!(took >= Duration::from_millis(290), "closed after {took:?}");
    }
}
