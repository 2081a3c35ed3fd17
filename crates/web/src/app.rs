//! `App`: what every handler has at hand.

use std::path::PathBuf;
use std::sync::Arc;

use crm::{Crm, Error, Result};

use crate::api::Documents;

/// How this node is reached.
#[derive(Clone, Default)]
pub struct Settings {
    /// Where people reach Kith, without a slash at the end: `https://crm.example.com`. Links in mails start with it.
    pub url: String,
    /// Whether cookies must travel encrypted: true whenever `url` is https.
    pub secure: bool,
    /// Whether to believe `X-Forwarded-For` and `X-Forwarded-Proto`.
    pub trust_proxy: bool,
    /// The folder where uploaded files wait.
    pub spool: PathBuf,
    /// Writes the metrics as text; `None` when none are kept.
    pub metrics: Option<Arc<dyn Fn() -> String + Send + Sync>>,
}

/// What every handler has at hand. Cheap to clone.
#[derive(Clone)]
pub struct App {
    crm: Crm,
    settings: Arc<Settings>,
    documents: Arc<Documents>,
}

impl App {
    /// Over a workspace.
    pub fn new(crm: Crm, settings: Settings) -> App {
        App { crm, settings: Arc::new(settings), documents: Arc::default() }
    }

    /// The business.
    pub fn crm(&self) -> &Crm {
        &self.crm
    }

    /// What the API has written about itself.
    pub(crate) fn documents(&self) -> &Documents {
        &self.documents
    }

    /// How this node is reached.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Runs a verb of the business that waits (hashes, several transactions) where waiting holds nobody up.
    pub async fn run<T: Send + 'static>(&self, verb: impl FnOnce(&Crm) -> Result<T> + Send + 'static) -> Result<T> {
        let crm = self.crm.clone();
        tokio::task::spawn_blocking(move || verb(&crm)).await.unwrap_or_else(|failed| Err(Error::failed(&failed)))
    }
}
