//! Fresh workspaces on both engines for tests, of this crate and of others. Never part of the product.

mod cluster;
mod private;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use uuid::Uuid;

use crate::{Settings, Store};

pub use private::{Cluster, Ending};

/// Runs a test body on an empty SQLite workspace and on an empty PostgreSQL one.
///
/// # Panics
/// As the body does, saying on which engine; and when PostgreSQL is not installed.
pub fn stores(body: impl Fn(&Store)) {
    with(|workspace| body(&workspace.open()));
}

/// As [`stores`], for bodies that open the workspace themselves, several times or in several ways.
///
/// # Panics
/// As [`stores`].
pub fn with(body: impl Fn(&Workspace)) {
    for workspace in [Workspace::sqlite(), Workspace::postgres()] {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| body(&workspace))) {
            eprintln!("failed on {}", workspace.engine());
            resume_unwind(panic);
        }
    }
}

/// A place for a workspace, removed when dropped.
pub struct Workspace {
    settings: Settings,
    _folder: Option<tempfile::TempDir>,
}

impl Workspace {
    /// A file in a fresh folder.
    ///
    /// # Panics
    /// When no folder can be made.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let settings = Settings::sqlite(folder.path().join("kith.db"));
        Self { settings, _folder: Some(folder) }
    }

    /// A fresh schema in the cluster at `KITH_TEST_DATABASE`, otherwise in a private cluster of this process.
    ///
    /// # Panics
    /// When there is no cluster and none can be started.
    pub fn postgres() -> Self {
        Self::at(cluster::url())
    }

    /// A fresh schema in a cluster of the test's own.
    pub fn on(cluster: &Cluster) -> Self {
        Self::at(cluster.url())
    }

    fn at(url: String) -> Self {
        let schema = format!("test_{}", Uuid::new_v4().simple());
        let settings = Settings { readers: 2, writers: 4, ..Settings::postgres(url, schema) };
        Self { settings, _folder: None }
    }

    /// How the workspace is opened; a test may change what it likes in the copy.
    pub fn settings(&self) -> Settings {
        Settings { patience: Duration::from_secs(10), ..self.settings.clone() }
    }

    /// The workspace, opened and migrated.
    ///
    /// # Panics
    /// When it cannot be.
    pub fn open(&self) -> Store {
        Store::open(self.settings()).expect("the workspace opens")
    }

    /// `SQLite` or `PostgreSQL`.
    pub fn engine(&self) -> &'static str {
        match self.settings.target {
            crate::Target::Sqlite { .. } => "SQLite",
            crate::Target::Postgres { .. } => "PostgreSQL",
        }
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        if let crate::Target::Postgres { url, schema } = &self.settings.target {
            cluster::drop_schema(url, schema);
        }
    }
}
