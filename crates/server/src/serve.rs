//! `kith serve`: the workspace for browsers and programs, until it is told to stop.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use crm::Crm;
use metrics_exporter_prometheus::PrometheusBuilder;
use web::App;

use crate::failure::{Failure, Result};
use crate::pulse::Pulse;
use crate::settings::{File, Place, Serve};
use crate::{demo, open};

/// How long requests under way may take to end once Kith is told to stop.
const PATIENCE: Duration = Duration::from_secs(8);

/// Serves until SIGTERM or Ctrl-C.
pub fn run(place: &Place, flags: Serve) -> Result<()> {
    let file = File::read(&place.data)?;
    let listen = flags.listen.or(file.listen).unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080)));
    if flags.demo && !listen.ip().is_loopback() {
        return Err(Failure::said(
            "--demo has well-known passwords and serves on this machine only: listen on 127.0.0.1",
        ));
    }
    let crm = open::open(place)?;
    let signins = if flags.demo { demo::fill(&crm)? } else { Vec::new() };
    let listener = TcpListener::bind(listen).map_err(|error| Failure::said(format!("{listen}: {error}")))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let tls = flags.tls_cert.or(file.tls_cert).zip(flags.tls_key.or(file.tls_key));
    let scheme = if tls.is_some() { "https" } else { "http" };
    let url = flags.url.or(file.url).unwrap_or_else(|| format!("{scheme}://{address}"));
    let settings = web::Settings {
        secure: url.starts_with("https://"),
        url: url.trim_end_matches('/').to_string(),
        trust_proxy: flags.trust_proxy || file.trust_proxy,
        metrics: Some(metrics()?),
    };
    let pulse = Pulse::start(crm.clone(), place.data.clone());
    let app = App::new(crm.clone(), settings.clone());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let served = serve(listener, tls, app);
        let said = announce(crm.clone(), format!("{scheme}://{address}"), settings.url.clone(), signins);
        tokio::try_join!(served, said).map(drop)
    })?;
    drop(pulse);
    crm.store().stop();
    Ok(())
}

/// Keeps counters from here on; gives what writes them out.
fn metrics() -> Result<Arc<dyn Fn() -> String + Send + Sync>> {
    let recorder = PrometheusBuilder::new().install_recorder();
    let handle = recorder.map_err(|error| Failure::said(format!("metrics: {error}")))?;
    Ok(Arc::new(move || handle.render()))
}

async fn serve(listener: TcpListener, tls: Option<(std::path::PathBuf, std::path::PathBuf)>, app: App) -> Result<()> {
    let handle = Handle::new();
    tokio::spawn(stop(handle.clone()));
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    match tls {
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await?,
        Some((cert, key)) => {
            let _ = rustls::crypto::ring::default_provider().install_default();
            let config = RustlsConfig::from_pem_file(&cert, &key)
                .await
                .map_err(|error| Failure::said(format!("{} or {}: {error}", cert.display(), key.display())))?;
            axum_server::from_tcp_rustls(listener, config)?.handle(handle).serve(service).await?;
        }
    }
    Ok(())
}

/// Says where Kith listens once it can answer, then what a newcomer needs.
async fn announce(crm: Crm, address: String, url: String, signins: Vec<String>) -> Result<()> {
    crm.ready().await?;
    println!("listening on {address}");
    for line in signins {
        println!("{line}");
    }
    let link = tokio::task::spawn_blocking(move || crm::signin::links::for_setup(&crm)).await;
    if let Some(link) = link.map_err(|error| Failure::said(error.to_string()))?? {
        println!("set up this workspace within 72 hours at {url}/set-up/{}", link.token);
    }
    Ok(())
}

async fn stop(handle: Handle<SocketAddr>) {
    let mut term = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(term) => term,
        Err(error) => return tracing::error!(%error, "SIGTERM cannot be heard"),
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("stopping");
    handle.graceful_shutdown(Some(PATIENCE));
}
