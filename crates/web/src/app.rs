//! `App`: what every handler has at hand.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crm::backup::Vault;
use crm::{Crm, Error, Result};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::api::Documents;
use crate::live::Hub;

/// Verbs that wait at a time: each keeps a thread, of which the runtime has 512 in all.
const WAITING: usize = 256;
/// How long a verb may stand in line for one.
const PATIENCE: Duration = Duration::from_secs(3);
/// Files that are written while they are sent, at a time.
const FILES: usize = 16;

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
    /// Where this machine keeps backups.
    pub vault: Vault,
    /// The data directory, for commands that people are shown.
    pub data: PathBuf,
}

/// What every handler has at hand. Cheap to clone.
#[derive(Clone)]
pub struct App {
    crm: Crm,
    settings: Arc<Settings>,
    documents: Arc<Documents>,
    waiting: Arc<Semaphore>,
    files: Arc<Semaphore>,
    hub: Arc<Hub>,
}

impl App {
    /// Over a workspace.
    pub fn new(crm: Crm, settings: Settings) -> App {
        let of = |places| Arc::new(Semaphore::new(places));
        App {
            crm,
            settings: Arc::new(settings),
            documents: Arc::default(),
            waiting: of(WAITING),
            files: of(FILES),
            hub: Arc::default(),
        }
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

    /// Those who are told what changes.
    pub(crate) fn hub(&self) -> &Arc<Hub> {
        &self.hub
    }

    /// Ends the streams that would last: the process is about to end.
    pub fn end_streams(&self) {
        self.hub.end();
    }

    /// The places of files that are written while they are sent.
    pub(crate) fn files(&self) -> &Arc<Semaphore> {
        &self.files
    }

    /// Runs a verb of the business that waits (hashes, several transactions) where waiting holds nobody up. Where too many
    /// stand in line it is refused as busy.
    pub async fn run<T: Send + 'static>(&self, verb: impl FnOnce(&Crm) -> Result<T> + Send + 'static) -> Result<T> {
        let turn = timeout(PATIENCE, self.waiting.clone().acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Error::busy()) };
        let crm = self.crm.clone();
        let running = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            verb(&crm)
        });
        running.await.unwrap_or_else(|failed| Err(Error::failed(&failed)))
    }
}
