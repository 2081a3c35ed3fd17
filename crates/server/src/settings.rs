//! Settings: flags, then `KITH_*`, then `kith.toml` in the data directory.

use std::io::IsTerminal;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{BoolishValueParser, NonEmptyStringValueParser};
use crm::Crm;
use serde::{Deserialize, Deserializer};
use tracing_subscriber::EnvFilter;

use crate::failure::{Failure, Result};

/// Where the workspace is.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// The data directory: settings, key, modules, spool, backups, and the SQLite file
    #[arg(long, env = "KITH_DATA", default_value = "kith-data", global = true, value_name = "DIR")]
    pub data: PathBuf,
    /// PostgreSQL instead of the SQLite file: postgres://…
    #[arg(long, env = "KITH_DATABASE", global = true, value_name = "URL", hide_env_values = true, value_parser = filled())]
    pub database: Option<String>,
    /// The schema in PostgreSQL
    #[arg(long, env = "KITH_WORKSPACE", global = true, value_name = "NAME", value_parser = filled())]
    pub workspace: Option<String>,
}

/// How `serve` serves.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Address to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, env = "KITH_LISTEN", value_name = "ADDRESS", value_parser = address)]
    pub listen: Option<SocketAddr>,
    /// Where people reach Kith: https://crm.example.com
    #[arg(long, env = "KITH_URL", value_name = "URL", value_parser = reachable)]
    pub url: Option<String>,
    /// Believe X-Forwarded-For and X-Forwarded-Proto
    #[arg(long, env = "KITH_TRUST_PROXY", value_name = "YES", num_args = 0..=1, require_equals = true,
        default_missing_value = "yes", value_parser = BoolishValueParser::new())]
    pub trust_proxy: Option<bool>,
    /// Certificate chain in PEM
    #[arg(long, env = "KITH_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key in PEM
    #[arg(long, env = "KITH_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Connections at a time, as far as the limit of open files allows; more are answered 503 [default: 10000]
    #[arg(long, env = "KITH_CONNECTIONS", value_name = "NUMBER", value_parser = some)]
    pub connections: Option<usize>,
    /// Fill an empty workspace with a demo company and print its sign-ins; loopback only
    #[arg(long)]
    pub demo: bool,
}

impl Serve {
    /// These, and where they are silent what the file says.
    pub fn or(self, file: File) -> Result<Serve> {
        let url = match self.url {
            Some(url) => Some(url),
            None => file.url.as_deref().map(reachable).transpose().map_err(Failure::said)?,
        };
        let serve = Serve {
            listen: self.listen.or(file.listen),
            url,
            trust_proxy: self.trust_proxy.or(file.trust_proxy),
            tls_cert: self.tls_cert.or(file.tls_cert),
            tls_key: self.tls_key.or(file.tls_key),
            connections: self.connections.or(file.connections),
            demo: self.demo,
        };
        match serve.tls_cert.is_some() == serve.tls_key.is_some() {
            true => Ok(serve),
            false => Err(Failure::said("a certificate needs its key and a key its certificate: tls_cert, tls_key")),
        }
    }
}

/// Where people reach Kith, for links that a command prints: as it is set, else where it was served last.
pub fn reached(place: &Place, crm: &Crm) -> Result<String> {
    if let Some(named) = std::env::var("KITH_URL").ok().or(File::read(&place.data)?.url) {
        return reachable(&named).map_err(Failure::said);
    }
    Ok(served(crm)?.unwrap_or_else(|| "http://127.0.0.1:8080".into()))
}

/// The setting of the workspace that says where it was served last.
const SERVED: &str = "served_url";

fn served(crm: &Crm) -> Result<Option<String>> {
    Ok(crm.store().read(|tx| store::settings::get(tx, SERVED)).wait()?)
}

/// Notes where people reach Kith, where that is news.
pub fn note_reached(crm: &Crm, url: &str) -> Result<()> {
    if served(crm)?.as_deref() == Some(url) {
        return Ok(());
    }
    let url = url.to_string();
    Ok(crm.store().write(move |tx| store::settings::set(tx, SERVED, &url)).wait()?)
}

/// A text that says something: a variable set to nothing is a mistake, not a wish for the default.
fn filled() -> NonEmptyStringValueParser {
    NonEmptyStringValueParser::new()
}

/// An address to listen on: numbers, or a name of this machine, of whose addresses those of IPv4 come first.
fn address(text: &str) -> std::result::Result<SocketAddr, String> {
    let found = text.to_socket_addrs().ok().and_then(|found| found.min_by_key(SocketAddr::is_ipv6));
    found.ok_or_else(|| format!("{text:?} is not an address to listen on, such as 127.0.0.1:8080"))
}

fn listened<'de, D: Deserializer<'de>>(given: D) -> std::result::Result<Option<SocketAddr>, D::Error> {
    address(&String::deserialize(given)?).map(Some).map_err(serde::de::Error::custom)
}

/// A number of something of which there must be some.
fn some(text: &str) -> std::result::Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| format!("{text:?} is not a number from 1 on"))
}

fn counted<'de, D: Deserializer<'de>>(given: D) -> std::result::Result<Option<usize>, D::Error> {
    some(&u64::deserialize(given)?.to_string()).map(Some).map_err(serde::de::Error::custom)
}

/// An address that links can start with; without slashes at its end.
fn reachable(url: &str) -> std::result::Result<String, String> {
    let host =
        url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).map(|rest| rest.trim_end_matches('/'));
    match host {
        Some(host) if !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || "/?#@".contains(c)) => {
            Ok(url.trim_end_matches('/').to_string())
        }
        _ => Err(format!("{url:?} is not the address of a site, such as https://crm.example.com")),
    }
}

/// What `kith.toml` may say. Files are named from the data directory.
#[derive(Deserialize, Default, Debug)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    pub database: Option<String>,
    pub workspace: Option<String>,
    #[serde(deserialize_with = "listened")]
    pub listen: Option<SocketAddr>,
    pub url: Option<String>,
    pub trust_proxy: Option<bool>,
    pub tls_cert: Option<PathBuf>,
    pub tls_key: Option<PathBuf>,
    #[serde(deserialize_with = "counted")]
    pub connections: Option<usize>,
    pub backup_folder: Option<PathBuf>,
    pub backup_passphrase_file: Option<PathBuf>,
}

impl File {
    /// Reads the file; an absent one says nothing.
    pub fn read(data: &Path) -> Result<File> {
        let path = data.join("kith.toml");
        let failed = |error: &dyn std::fmt::Display| Failure::said(format!("{}: {error}", path.display()));
        let mut file: File = match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| failed(&error))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(File::default()),
            Err(error) => return Err(failed(&error)),
        };
        let paths = [&mut file.tls_cert, &mut file.tls_key, &mut file.backup_folder, &mut file.backup_passphrase_file];
        for named in paths.into_iter().flatten() {
            *named = data.join(&*named);
        }
        Ok(file)
    }
}

/// Logs to stderr; `KITH_LOG` filters, `KITH_LOG_FORMAT=json` writes JSON lines.
pub fn logging() {
    let filter =
        EnvFilter::try_from_env("KITH_LOG").unwrap_or_else(|_| EnvFilter::new("warn,kith=info,crm=info,web=info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // Saying that a line could not be written would panic where nobody reads standard error any more.
        .log_internal_errors(false)
        .with_ansi(std::io::stderr().is_terminal());
    if std::env::var("KITH_LOG_FORMAT").is_ok_and(|format| format == "json") {
        lines.json().init();
    } else {
        lines.init();
    }
}
