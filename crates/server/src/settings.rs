//! Settings: flags, then `KITH_*`, then `kith.toml` in the data directory.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

use crate::failure::{Failure, Result};

/// Where the workspace is.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// The data directory: settings, key, modules, spool, backups, and the SQLite file
    #[arg(long, env = "KITH_DATA", default_value = "kith-data", global = true, value_name = "DIR")]
    pub data: PathBuf,
    /// PostgreSQL instead of the SQLite file: postgres://…
    #[arg(long, env = "KITH_DATABASE", global = true, value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// The schema in PostgreSQL
    #[arg(long, env = "KITH_WORKSPACE", global = true, value_name = "NAME")]
    pub workspace: Option<String>,
}

/// How `serve` serves.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Address to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, env = "KITH_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// Where people reach Kith: https://crm.example.com
    #[arg(long, env = "KITH_URL", value_name = "URL")]
    pub url: Option<String>,
    /// Believe X-Forwarded-For and X-Forwarded-Proto
    #[arg(long, env = "KITH_TRUST_PROXY")]
    pub trust_proxy: bool,
    /// Certificate chain in PEM
    #[arg(long, env = "KITH_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key in PEM
    #[arg(long, env = "KITH_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Fill an empty workspace with a demo company and print its sign-ins; loopback only
    #[arg(long)]
    pub demo: bool,
}

/// What `kith.toml` may say.
#[derive(Deserialize, Default, Debug)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    pub database: Option<String>,
    pub workspace: Option<String>,
    pub listen: Option<SocketAddr>,
    pub url: Option<String>,
    pub trust_proxy: bool,
    pub tls_cert: Option<PathBuf>,
    pub tls_key: Option<PathBuf>,
}

impl File {
    /// Reads the file; an absent one says nothing.
    pub fn read(data: &Path) -> Result<File> {
        let path = data.join("kith.toml");
        match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| Failure::said(format!("{}: {error}", path.display()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(File::default()),
            Err(error) => Err(Failure::said(format!("{}: {error}", path.display()))),
        }
    }
}

/// Logs to stderr; `KITH_LOG` filters, `KITH_LOG_FORMAT=json` writes JSON lines.
pub fn logging() {
    let filter =
        EnvFilter::try_from_env("KITH_LOG").unwrap_or_else(|_| EnvFilter::new("warn,kith=info,crm=info,web=info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::env::var("KITH_LOG_FORMAT").is_ok_and(|format| format == "json") {
        lines.json().init();
    } else {
        lines.init();
    }
}
