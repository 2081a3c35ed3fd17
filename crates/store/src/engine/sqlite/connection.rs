//! One connection to a SQLite file: pragmas, cached statements, deadline.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, OpenFlags};

use super::exact;
use super::failure::{failure, open_error};
use crate::engine::Failure;
use crate::{Error, Param, Result, Row};

/// Statements kept per connection; a busy workspace uses a few hundred texts.
const CACHED_STATEMENTS: usize = 1024;
/// Between two looks at a lock that another process holds. SQLite itself would wait longer each time, up to 100 ms, and
/// hardly ever find free what somebody takes again and again.
const LOOK: Duration = Duration::from_millis(2);
/// Virtual machine steps between two looks at the clock: well under a millisecond.
const STEPS_PER_LOOK: i32 = 2000;

const COMMON: &str = "
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;
    PRAGMA mmap_size = 1073741824;
";
const WRITER: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -32768;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 67108864;
";
const READER: &str = "
    PRAGMA query_only = ON;
    PRAGMA cache_size = -8192;
";

/// A connection, owned by one store thread.
pub(crate) struct Connection {
    raw: rusqlite::Connection,
    deadline: Arc<Deadline>,
    patience: Duration,
}

/// When to interrupt; read by SQLite's progress handler.
struct Deadline {
    base: Instant,
    /// Nanoseconds after `base`; 0 for never.
    at: AtomicU64,
    /// Looks at the clock so far, each after so many steps of the machine.
    looks: AtomicU64,
    /// How many there may be; `u64::MAX` is any number.
    most: AtomicU64,
}

/// A quoted name that no column has is an error, as everywhere else, and not a text. A statement is planned once, whatever
/// its parameters: SQLite would plan it anew for each other value beside a partial index.
fn manners(raw: &rusqlite::Connection) -> rusqlite::Result<()> {
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false).map(drop)
}

impl Deadline {
    /// One look at the clock: whether it is over.
    fn look(&self) -> bool {
        let looks = self.looks.load(Ordering::Relaxed) + 1;
        self.looks.store(looks, Ordering::Relaxed);
        looks > self.most.load(Ordering::Relaxed) || self.passed()
    }

    fn passed(&self) -> bool {
        let at = self.at.load(Ordering::Relaxed);
        at != 0 && self.base.elapsed().as_nanos() >= u128::from(at)
    }
}

impl Connection {
    pub(super) fn writer(path: &Path, patience: Duration) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let writer = Self::open(path, flags, WRITER, patience)?;
        // From here on it waits in `begin` alone.
        writer.raw.busy_timeout(Duration::ZERO).map_err(|error| open_error(&error))?;
        Ok(writer)
    }

    pub(super) fn reader(path: &Path, patience: Duration) -> Result<Self> {
        Self::open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, READER, patience)
    }

    /// Opens the file once nobody is in the way: of several who make it at once, SQLite refuses some without waiting.
    fn open(path: &Path, flags: OpenFlags, pragmas: &str, patience: Duration) -> Result<Self> {
        let until = Instant::now() + patience;
        loop {
            match Self::opened(path, flags, pragmas, patience) {
                Err(Error::Busy) if Instant::now() < until => thread::sleep(LOOK),
                done => return done,
            }
        }
    }

    fn opened(path: &Path, flags: OpenFlags, pragmas: &str, patience: Duration) -> Result<Self> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut raw = rusqlite::Connection::open_with_flags(path, flags).map_err(|error| open_error(&error))?;
        let deadline = Arc::new(Deadline {
            base: Instant::now(),
            at: AtomicU64::new(0),
            looks: AtomicU64::new(0),
            most: AtomicU64::new(u64::MAX),
        });
        let seen = Arc::clone(&deadline);
        let prepared = raw
            .busy_timeout(patience)
            .and_then(|()| raw.execute_batch(COMMON))
            .and_then(|()| raw.execute_batch(pragmas))
            .and_then(|()| manners(&raw))
            .and_then(|()| exact::register(&raw))
            .and_then(|()| raw.progress_handler(STEPS_PER_LOOK, Some(move || seen.look())));
        prepared.map_err(|error| open_error(&error))?;
        raw.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        Ok(Self { raw, deadline, patience })
    }

    pub(crate) fn rows(
        &mut self,
        text: &str,
        params: &[Param],
        visit: &mut dyn FnMut(&Row<'_>) -> bool,
    ) -> std::result::Result<(), Failure> {
        let run = || {
            let mut statement = self.statement(text, params)?;
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next()? {
                if !visit(&Row::Sqlite(row)) {
                    break;
                }
            }
            Ok(())
        };
        self.guarded(text, run)
    }

    pub(crate) fn execute(&mut self, text: &str, params: &[Param]) -> std::result::Result<u64, Failure> {
        self.guarded(text, || Ok(self.statement(text, params)?.raw_execute()? as u64))
    }

    pub(crate) fn batch(&mut self, text: &str) -> std::result::Result<(), Failure> {
        self.guarded(text, || self.raw.execute_batch(text))
    }

    pub(crate) fn set_deadline(&mut self, at: Instant) -> std::result::Result<(), Failure> {
        let nanos = at.saturating_duration_since(self.deadline.base).as_nanos();
        self.deadline.at.store(u64::try_from(nanos).unwrap_or(u64::MAX).max(1), Ordering::Relaxed);
        Ok(())
    }

    /// How many steps of SQLite's machine statements may take from here on, in all; `None` for any number.
    pub(crate) fn allow(&mut self, steps: Option<u64>) {
        let looks = self.deadline.looks.load(Ordering::Relaxed);
        let most = steps.map_or(u64::MAX, |steps| looks + steps.div_ceil(STEPS_PER_LOOK as u64));
        self.deadline.most.store(most, Ordering::Relaxed);
    }

    /// Whether the steps that were allowed are used up.
    pub(crate) fn is_spent(&self) -> bool {
        self.deadline.looks.load(Ordering::Relaxed) > self.deadline.most.load(Ordering::Relaxed)
    }

    /// How many steps of SQLite's machine this connection took so far, about.
    pub(crate) fn steps(&self) -> u64 {
        self.deadline.looks.load(Ordering::Relaxed) * STEPS_PER_LOOK as u64
    }

    /// Whether the deadline of the running closure has passed.
    pub(super) fn expired(&self) -> bool {
        self.deadline.passed()
    }

    pub(super) fn clear_deadline(&mut self) {
        self.deadline.at.store(0, Ordering::Relaxed);
    }

    /// Whether a transaction is open; SQLite ends it by itself after some errors.
    pub(super) fn in_transaction(&self) -> bool {
        !self.raw.is_autocommit()
    }

    /// Rows that statements of this connection changed so far: what stays the same was not written to.
    pub(super) fn changes(&self) -> u64 {
        self.raw.total_changes()
    }

    /// Begins a transaction that writes, once nobody else does.
    pub(super) fn begin(&mut self) -> Result<()> {
        let until = Instant::now() + self.patience;
        loop {
            match self.control("BEGIN IMMEDIATE") {
                Err(Error::Busy) if Instant::now() < until => thread::sleep(LOOK),
                begun => return begun,
            }
        }
    }

    /// Commits, sets a savepoint: a constant statement from the cache.
    pub(super) fn control(&mut self, text: &'static str) -> Result<()> {
        self.execute(text, &[]).map(drop).map_err(|failure| failure.error)
    }

    /// Forgets the open transaction, if there is one.
    pub(super) fn rollback(&mut self) {
        self.clear_deadline();
        if self.in_transaction()
            && let Err(error) = self.control("ROLLBACK")
        {
            tracing::error!(%error, "a transaction could not be rolled back");
        }
    }

    /// Whether following references is on; only possible outside a transaction.
    pub(super) fn follow_references(&mut self, on: bool) -> Result<()> {
        let text = if on { "PRAGMA foreign_keys = ON" } else { "PRAGMA foreign_keys = OFF" };
        self.batch(text).map_err(|failure| failure.error)
    }

    /// Refuses the open transaction if any row refers to nothing.
    pub(super) fn check_references(&mut self) -> Result<()> {
        let mut broken = false;
        self.rows("PRAGMA foreign_key_check", &[], &mut |_| {
            broken = true;
            false
        })
        .map_err(|failure| failure.error)?;
        if broken { Err(Error::ForeignKey) } else { Ok(()) }
    }

    fn statement(&self, text: &str, params: &[Param]) -> rusqlite::Result<CachedStatement<'_>> {
        let mut statement = self.raw.prepare_cached(text)?;
        for (position, param) in params.iter().enumerate() {
            statement.raw_bind_parameter(position + 1, param)?;
        }
        Ok(statement)
    }

    fn guarded<T>(&self, text: &str, run: impl FnOnce() -> rusqlite::Result<T>) -> std::result::Result<T, Failure> {
        let inside = self.in_transaction();
        if inside && self.deadline.passed() {
            return Err(Failure::statement(Error::TimedOut));
        }
        run().map_err(|error| failure(&error, text, inside && self.raw.is_autocommit()))
    }
}
