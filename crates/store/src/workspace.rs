//! A workspace: one SQLite file or one PostgreSQL schema, and the threads that serve it.
//!
//! Closures run on store threads, are rerunnable and touch nothing but their transaction.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use uuid::Uuid;

use crate::dialect::{Dialect, is_identifier};
use crate::engine::{postgres, sqlite};
use crate::pool::{Crew, Mode};
use crate::{Error, Pending, Result, Tx, migrate};

/// Where a workspace lives.
#[derive(Debug, Clone)]
pub enum Target {
    /// A file, made when missing; its folder must exist.
    Sqlite {
        /// The database file.
        path: PathBuf,
    },
    /// A schema, made when missing.
    Postgres {
        /// `postgres://…` or `key=value` words.
        url: String,
        /// Name of the schema.
        schema: String,
    },
}

/// How a workspace is opened.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it lives.
    pub target: Target,
    /// Threads, each with a connection, that serve reads.
    pub readers: usize,
    /// Threads, each with a connection, that serve writes on PostgreSQL. SQLite has one writer.
    pub writers: usize,
    /// How many closures may wait, reads and writes apart; more are refused with [`Error::Busy`].
    pub queue: usize,
    /// How long to wait for a lock that another process holds; and how long a read may wait for its turn.
    pub patience: Duration,
}

impl Settings {
    /// A SQLite file with the usual sizes.
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self::new(Target::Sqlite { path: path.into() })
    }

    /// A PostgreSQL schema with the usual sizes.
    pub fn postgres(url: impl Into<String>, schema: impl Into<String>) -> Self {
        Self::new(Target::Postgres { url: url.into(), schema: schema.into() })
    }

    fn new(target: Target) -> Self {
        let cores = std::thread::available_parallelism().map_or(4, usize::from);
        Self {
            target,
            readers: (cores * 2).clamp(4, 32),
            writers: (cores * 2).clamp(8, 32),
            queue: 4096,
            patience: Duration::from_secs(5),
        }
    }
}

/// An open workspace. Cheap to clone; the last clone dropped stops it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    dialect: Dialect,
    reads: Crew,
    writes: Crew,
    id: OnceLock<Uuid>,
}

impl Store {
    /// Opens the workspace, making or upgrading it as needed.
    pub fn open(settings: Settings) -> Result<Self> {
        let store = Self::connect(settings)?;
        store.migrate()?;
        Ok(store)
    }

    /// Opens the workspace as it is, so that it can be looked at, or backed up, before [`Store::migrate`].
    pub fn connect(settings: Settings) -> Result<Self> {
        let (reads, read_queue) = Crew::new(settings.queue.max(1));
        let (writes, write_queue) = Crew::new(settings.queue.max(1));
        let dialect = match &settings.target {
            Target::Sqlite { path } => {
                sqlite::start(path, &settings, (&reads, read_queue), (&writes, write_queue))?;
                Dialect::Sqlite
            }
            Target::Postgres { url, schema } => {
                if !is_identifier(schema) {
                    return Err(Error::statement(format!("{schema:?} cannot name a schema")));
                }
                let dialect = Dialect::Postgres { schema: schema.as_str().into() };
                postgres::start(url, &dialect, &settings, (&reads, read_queue), (&writes, write_queue))?;
                dialect
            }
        };
        Ok(Self { inner: Arc::new(Inner { dialect, reads, writes, id: OnceLock::new() }) })
    }

    /// Brings the workspace to the version of this program. Refuses a newer one.
    pub fn migrate(&self) -> Result<()> {
        self.alone(migrate::run).wait()?;
        let id = self.read(migrate::workspace_id).wait()?;
        self.inner.id.get_or_init(|| id);
        Ok(())
    }

    /// The version of the workspace; None when it is empty.
    pub fn version(&self) -> Result<Option<i64>> {
        self.read(migrate::version).wait()
    }

    /// The random identity of the workspace, made with it and kept by its backups.
    ///
    /// # Panics
    /// Before [`Store::migrate`].
    pub fn id(&self) -> Uuid {
        *self.inner.id.get().expect("the workspace was migrated")
    }

    /// The engine and schema.
    pub fn dialect(&self) -> &Dialect {
        &self.inner.dialect
    }

    /// Runs a closure on one snapshot of the workspace.
    pub fn read<F, T, E>(&self, run: F) -> Pending<T, E>
    where
        F: Fn(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.inner.reads.send(Mode::Read, run)
    }

    /// Runs a closure in a transaction; the answer comes after a durable commit. An error rolls it back.
    pub fn write<F, T, E>(&self, run: F) -> Pending<T, E>
    where
        F: Fn(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.inner.writes.send(Mode::Write, run)
    }

    /// As [`Store::write`], for changes of tables: never committed together with others.
    pub fn alone<F, T, E>(&self, run: F) -> Pending<T, E>
    where
        F: Fn(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.inner.writes.send(Mode::Alone, run)
    }

    /// As [`Store::alone`], for replacing a table that others refer to (SQLite cannot alter a column). References are
    /// not followed while it runs on SQLite, and are all checked before it commits.
    pub fn rebuild<F, T, E>(&self, run: F) -> Pending<T, E>
    where
        F: Fn(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.inner.writes.send(Mode::Rebuild, run)
    }

    /// Finishes what is queued, then closes. Later calls answer [`Error::Stopped`].
    pub fn stop(&self) {
        self.inner.stop();
    }
}

impl Inner {
    /// Readers first: the last connection to a SQLite file must be one that may write, to fold the log back in.
    fn stop(&self) {
        self.reads.stop();
        self.writes.stop();
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.stop();
    }
}
