//! `kith serve`: the workspace for browsers and programs, until it is told to stop.

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use crm::Crm;
use metrics_exporter_prometheus::PrometheusBuilder;
use web::App;

use crate::backups::Backups;
use crate::failure::{Failure, Result};
use crate::http;
use crate::jobs::Jobs;
use crate::pulse::Pulse;
use crate::settings::{File, Place, Serve, note_reached};
use crate::{demo, door, open, vault};

/// How long stopping may take. What was answered is on disk by then, so that nothing is lost by breaking off the rest.
const LONGEST: Duration = Duration::from_secs(9);
/// How long whatever still runs after the last answer may take to end.
const LEFTOVERS: Duration = Duration::from_secs(1);

/// Serves until SIGTERM or Ctrl-C.
pub fn run(place: &Place, flags: Serve) -> Result<()> {
    let flags = flags.or(File::read(&place.data)?)?;
    let listen = flags.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080)));
    if flags.demo && !listen.ip().is_loopback() {
        return Err(Failure::said(
            "--demo has well-known passwords and serves on this machine only: listen on 127.0.0.1",
        ));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let tls = flags.tls_cert.zip(flags.tls_key);
    let tls = tls.map(|(cert, key)| runtime.block_on(http::tls(&cert, &key))).transpose()?;
    // Before anything is made or changed: a port that is taken is said at once.
    let listener = TcpListener::bind(listen).map_err(|error| Failure::said(format!("{listen}: {error}")))?;
    let address = format!("{}://{}", if tls.is_some() { "https" } else { "http" }, listener.local_addr()?);
    let places = door::places(flags.connections);
    let crm = open::serving(place)?;
    let signins = if flags.demo { demo::fill(&crm)? } else { Vec::new() };
    let vault = vault::of(place)?;
    let url = flags.url.unwrap_or_else(|| address.clone());
    let settings = web::Settings {
        secure: url.starts_with("https://"),
        url: url.clone(),
        trust_proxy: flags.trust_proxy.unwrap_or_default(),
        spool: place.data.join("spool"),
        metrics: Some(metrics()?),
        vault: vault.clone(),
        data: std::path::absolute(&place.data)?,
    };
    let pulse = Pulse::start(crm.clone(), place.data.clone());
    let jobs = Jobs::start(crm.clone(), settings.spool.clone());
    let backups = Backups::start(crm.clone(), vault);
    let app = App::new(crm.clone(), settings);
    let (ending, streaming) = (jobs.ending(), app.clone());
    let stopping = move || {
        ending();
        streaming.end_streams();
        std::thread::spawn(break_off);
    };
    let served = runtime.block_on(async {
        let served = http::serve(listener, tls, web::router(app), places, stopping);
        tokio::try_join!(served, announce(&crm, &address, &url, signins)).map(drop)
    });
    drop(backups);
    drop(jobs);
    drop(pulse);
    crm.store().stop();
    runtime.shutdown_timeout(LEFTOVERS);
    served
}

/// Ends the process when stopping takes too long, as a long question to the database may.
fn break_off() {
    std::thread::sleep(LONGEST);
    tracing::warn!("what did not end in time was broken off");
    std::process::exit(0);
}

/// Keeps counters from here on; gives what writes them out.
fn metrics() -> Result<Arc<dyn Fn() -> String + Send + Sync>> {
    let recorder = PrometheusBuilder::new().install_recorder();
    let handle = recorder.map_err(|error| Failure::said(format!("metrics: {error}")))?;
    Ok(Arc::new(move || handle.render()))
}

/// Says where Kith listens once it can answer, then what a newcomer needs.
async fn announce(crm: &Crm, address: &str, url: &str, signins: Vec<String>) -> Result<()> {
    crm.ready().await?;
    let (noting, at) = (crm.clone(), url.to_string());
    let noted = tokio::task::spawn_blocking(move || note_reached(&noting, &at)).await;
    match noted.map_err(|error| Failure::said(error.to_string()))? {
        // A full disk is no reason not to serve who only reads.
        Err(Failure::Store(error)) if error.is_temporary() => tracing::warn!(%error, "the address was not noted"),
        noted => noted?,
    }
    say(&format!("listening on {address}"));
    signins.iter().for_each(|line| say(line));
    let asked = crm.clone();
    let link = tokio::task::spawn_blocking(move || crm::signin::links::for_setup(&asked)).await;
    if let Some(link) = link.map_err(|error| Failure::said(error.to_string()))?? {
        say(&format!("set up this workspace within 72 hours at {url}/set-up/{}", link.token));
    }
    Ok(())
}

/// Prints a line; that nobody listens any more is no reason to stop serving.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
