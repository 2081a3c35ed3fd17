//! One connection to PostgreSQL: its prepared statements and the deadline of its transaction.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use ::postgres::fallible_iterator::FallibleIterator;
use ::postgres::{Client, Config, NoTls, Statement};

use super::failure::{failure, is_stale, unconnected};
use crate::engine::{Failure, Fault};
use crate::{Error, Param, Result, Row};

/// Statements kept per connection; more than that means texts that never repeat, and all are dropped.
const CACHED_STATEMENTS: usize = 1024;
/// How far the server's own timeout may lag behind the deadline before it is set anew.
const SLACK: Duration = Duration::from_millis(10);

type Outcome<T> = std::result::Result<T, Failure>;

/// A connection, owned by one store thread.
pub(crate) struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
    deadline: Option<Deadline>,
}

struct Deadline {
    at: Instant,
    told: Instant,
}

impl Connection {
    pub(super) fn open(config: &Config) -> Result<Self> {
        let mut client = config.connect(NoTls).map_err(|error| unconnected(&error))?;
        client.batch_execute("SET timezone = 'UTC'; SET jit = off").map_err(|error| unconnected(&error))?;
        Ok(Self { client, statements: HashMap::new(), deadline: None })
    }

    pub(crate) fn rows(
        &mut self,
        text: &str,
        params: &[Param],
        visit: &mut dyn FnMut(&Row<'_>) -> bool,
    ) -> Outcome<()> {
        self.prepared(text, |client, statement| {
            let mut rows = client.query_raw(statement, params)?;
            while let Some(row) = rows.next()? {
                if !visit(&Row::Postgres(&row)) {
                    break;
                }
            }
            Ok(())
        })
    }

    pub(crate) fn execute(&mut self, text: &str, params: &[Param]) -> Outcome<u64> {
        self.prepared(text, |client, statement| {
            let mut rows = client.query_raw(statement, params)?;
            while rows.next()?.is_some() {}
            Ok(rows.rows_affected().unwrap_or(0))
        })
    }

    pub(crate) fn batch(&mut self, text: &str) -> Outcome<()> {
        self.keep_deadline()?;
        self.client.batch_execute(text).map_err(|error| failure(&error, text, self.client.is_closed()))
    }

    pub(crate) fn set_deadline(&mut self, at: Instant) -> Outcome<()> {
        self.deadline = Some(Deadline { at, told: at + SLACK });
        self.keep_deadline()
    }

    /// Begins a transaction and forgets the last one's deadline.
    pub(super) fn begin(&mut self, text: &'static str) -> Outcome<()> {
        self.deadline = None;
        self.batch(text)
    }

    pub(super) fn commit(&mut self) -> Outcome<()> {
        self.deadline = None;
        self.batch("COMMIT")
    }

    /// Whether the connection can go on being used.
    pub(super) fn rollback(&mut self) -> bool {
        self.deadline = None;
        self.batch("ROLLBACK").is_ok()
    }

    fn prepared<T>(
        &mut self,
        text: &str,
        run: impl FnOnce(&mut Client, &Statement) -> std::result::Result<T, ::postgres::Error>,
    ) -> Outcome<T> {
        self.keep_deadline()?;
        let known = self.statements.get(text).cloned();
        let cached = known.is_some();
        let statement = known.map_or_else(|| self.prepare(text), Ok)?;
        run(&mut self.client, &statement).map_err(|error| {
            let mut failure = failure(&error, text, self.client.is_closed());
            // A parameter that the driver cannot encode may be meant for the table as it is now: ask the server again.
            let misfit = cached && matches!(failure.error, Error::Statement(_));
            if misfit || is_stale(&error) {
                self.statements.remove(text);
                failure.fault = if misfit { Fault::Rerun } else { failure.fault };
            }
            failure
        })
    }

    fn prepare(&mut self, text: &str) -> Outcome<Statement> {
        let statement = self.client.prepare(text);
        let statement = statement.map_err(|error| failure(&error, text, self.client.is_closed()))?;
        if self.statements.len() >= CACHED_STATEMENTS {
            self.statements.clear();
        }
        self.statements.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Tells the server how much time is left, if it believes something else.
    fn keep_deadline(&mut self) -> Outcome<()> {
        let Some(deadline) = &mut self.deadline else { return Ok(()) };
        let now = Instant::now();
        let Some(left) = deadline.at.checked_duration_since(now).filter(|left| left.as_millis() > 0) else {
            return Err(Failure::statement(Error::TimedOut));
        };
        if now.saturating_duration_since(deadline.told) > SLACK || deadline.told > deadline.at {
            deadline.told = now;
            let text = format!("SET LOCAL statement_timeout = {}", left.as_millis());
            self.client.batch_execute(&text).map_err(|error| failure(&error, &text, self.client.is_closed()))?;
        }
        Ok(())
    }
}
