//! A transaction as a closure sees it: statements in, rows out, the same on both engines.
//!
//! After a failed statement the transaction is lost on both engines (SQLite would go on, PostgreSQL would not), unless
//! the statement ran inside [`Tx::savepoint`]. A closure that swallows such an error does not commit.

use std::time::{Duration, Instant};

use crate::dialect::Dialect;
use crate::engine::{Failure, Fault, postgres, sqlite};
use crate::insertion::Gathered;
use crate::tuning::Tuned;
use crate::{Error, Param, Result, Row, Sql, migrate};

/// One transaction, handed to the closures of [`crate::Store`].
pub struct Tx<'c> {
    conn: Conn<'c>,
    dialect: Dialect,
    statements: u32,
    depth: u32,
    fault: Option<Fault>,
    /// Rows that wait for one another: see [`crate::insertion`].
    pub(crate) gathered: Option<Box<Gathered>>,
    wishes: Vec<Tuned>,
}

enum Conn<'c> {
    Sqlite(&'c mut sqlite::Connection),
    Postgres(&'c mut postgres::Connection),
}

macro_rules! on_engine {
    ($tx:expr, $conn:ident => $call:expr) => {
        match &mut $tx.conn {
            Conn::Sqlite($conn) => $call,
            Conn::Postgres($conn) => $call,
        }
    };
}

/// What a step of SQLite's machine takes, about.
const NANOS_A_STEP: u64 = 30;
/// A statement that takes longer is worth a line in the log.
const SLOW: Duration = Duration::from_millis(500);

fn report_slow(started: Instant, text: &str) {
    let took = started.elapsed();
    if took > SLOW {
        tracing::warn!(millis = took.as_millis() as u64, sql = text, "slow statement");
    } else {
        tracing::trace!(micros = took.as_micros() as u64, sql = text, "statement");
    }
}

impl<'c> Tx<'c> {
    pub(crate) fn sqlite(conn: &'c mut sqlite::Connection) -> Self {
        Self::new(Conn::Sqlite(conn), Dialect::Sqlite)
    }

    pub(crate) fn postgres(conn: &'c mut postgres::Connection, dialect: Dialect) -> Self {
        Self::new(Conn::Postgres(conn), dialect)
    }

    fn new(conn: Conn<'c>, dialect: Dialect) -> Self {
        Self { conn, dialect, statements: 0, depth: 0, fault: None, gathered: None, wishes: Vec::new() }
    }

    /// An empty statement for this engine.
    pub fn sql(&self) -> Sql {
        Sql::new(self.dialect.clone())
    }

    /// The engine and schema.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// How many statements this transaction ran so far, savepoints left out.
    pub fn statements(&self) -> u32 {
        self.statements
    }

    /// Every row, mapped. For answers of bounded size.
    pub fn query<T>(&mut self, sql: &Sql, mut map: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.each(sql, |row| {
            rows.push(map(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row, mapped, if there is one. Further rows are not looked at.
    pub fn query_one<T>(&mut self, sql: &Sql, mut map: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
        let mut found = None;
        self.rows(sql, &mut |row| {
            found = Some(map(row));
            false
        })?;
        found.transpose()
    }

    /// Row after row, in constant memory. An error of `visit` ends it.
    pub fn each(&mut self, sql: &Sql, mut visit: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        let mut outcome = Ok(());
        self.rows(sql, &mut |row| {
            outcome = visit(row);
            outcome.is_ok()
        })?;
        outcome
    }

    /// Runs a statement that answers no rows; returns how many it changed.
    pub fn execute(&mut self, sql: &Sql) -> Result<u64> {
        let text = self.start(sql)?;
        self.run(&text, sql.params())
    }

    /// Runs a statement, and then the same with other parameters, as often as there are any.
    pub(crate) fn execute_each(&mut self, sql: &Sql, others: impl Iterator<Item = Vec<Param>>) -> Result<()> {
        let text = self.start(sql)?;
        self.run(&text, sql.params())?;
        for params in others {
            self.statements += 1;
            self.run(&text, &params)?;
        }
        Ok(())
    }

    fn run(&mut self, text: &str, params: &[Param]) -> Result<u64> {
        let started = Instant::now();
        let result = on_engine!(self, conn => conn.execute(text, params));
        report_slow(started, text);
        self.settle(result)
    }

    /// Runs a script of several statements, written as [`crate::migrate`] says: one text for both engines.
    pub fn script(&mut self, template: &'static str) -> Result<()> {
        let text = migrate::render(template, &self.dialect)?;
        self.flush()?;
        self.guard()?;
        self.statements += 1;
        let result = on_engine!(self, conn => conn.batch(&text));
        self.settle(result)
    }

    /// Part of a transaction that may fail alone: an error undoes only what `part` did.
    pub fn savepoint<T, E: From<Error>>(
        &mut self,
        part: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.guard()?;
        self.settle_gathered()?;
        let gathered = self.gathered.take();
        let name = format!("part{}", self.depth);
        self.control(&format!("SAVEPOINT {name}"))?;
        self.depth += 1;
        let outcome = part(self);
        self.depth -= 1;
        self.gathered = gathered;
        if outcome.is_ok() {
            self.guard()?;
            self.control(&format!("RELEASE {name}"))?;
        } else if self.fault.is_none_or(|fault| fault == Fault::Statement) {
            self.fault = None;
            self.control(&format!("ROLLBACK TO {name}; RELEASE {name}"))?;
        }
        outcome
    }

    /// From now on the transaction may take this long; then its statements end with [`Error::TimedOut`].
    pub fn deadline(&mut self, limit: Duration) -> Result<()> {
        self.guard()?;
        let result = on_engine!(self, conn => conn.set_deadline(Instant::now() + limit));
        self.settle(result)
    }

    /// Reads what may turn out to be more work than it is worth: `None` where SQLite's machine took more steps than these.
    /// PostgreSQL weighs ways of reading beforehand, and reads to the end.
    pub fn attempt<T>(&mut self, steps: u64, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<Option<T>> {
        if let Conn::Sqlite(conn) = &mut self.conn {
            conn.allow(Some(steps));
        }
        let done = read(self);
        let Conn::Sqlite(conn) = &mut self.conn else { return done.map(Some) };
        let spent = conn.is_spent();
        conn.allow(None);
        match done {
            Err(Error::TimedOut) if spent && self.fault == Some(Fault::Statement) => {
                self.fault = None;
                Ok(None)
            }
            done => done.map(Some),
        }
    }

    /// What reading costs in nanoseconds: on PostgreSQL as measured, on SQLite by the steps of its machine, so that a busy
    /// processor or a cold disk is not taken for a bad plan.
    pub(crate) fn effort<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<(T, u64)> {
        let (begun, before) = (Instant::now(), self.steps());
        let done = read(self)?;
        let took = match self.steps().zip(before) {
            Some((after, before)) => (after - before) * NANOS_A_STEP,
            None => begun.elapsed().as_nanos() as u64,
        };
        Ok((done, took))
    }

    /// What so many steps of SQLite's machine cost, in nanoseconds.
    pub(crate) fn worth(steps: u64) -> u64 {
        steps * NANOS_A_STEP
    }

    fn steps(&self) -> Option<u64> {
        if let Conn::Sqlite(conn) = &self.conn { Some(conn.steps()) } else { None }
    }

    /// Notes an index that would have served.
    pub(crate) fn wish(&mut self, wish: Tuned) {
        self.wishes.push(wish);
    }

    /// The indexes that would have served, and are not there.
    pub fn take_wishes(&mut self) -> Vec<Tuned> {
        std::mem::take(&mut self.wishes)
    }

    /// Says that the closure met tables that changed under it: it fails, and on PostgreSQL runs again in a fresh
    /// transaction. On SQLite a transaction always sees tables and definitions as of one moment.
    pub fn run_again(&mut self) {
        if !self.dialect.is_sqlite() {
            self.fault = Some(Fault::Rerun);
        }
    }

    /// Why the transaction cannot be committed, if it cannot.
    pub(crate) fn fault(&self) -> Option<Fault> {
        self.fault
    }

    fn rows(&mut self, sql: &Sql, visit: &mut dyn FnMut(&Row<'_>) -> bool) -> Result<()> {
        let text = self.start(sql)?;
        let started = Instant::now();
        let result = on_engine!(self, conn => conn.rows(&text, sql.params(), visit));
        report_slow(started, &text);
        self.settle(result)
    }

    fn start(&mut self, sql: &Sql) -> Result<String> {
        self.guard()?;
        let text = sql.text()?;
        if self.gathered.as_ref().is_some_and(|gathered| gathered.concerns(&text)) {
            self.flush()?;
        }
        self.statements += 1;
        Ok(text)
    }

    fn control(&mut self, text: &str) -> Result<()> {
        let result = on_engine!(self, conn => conn.batch(text));
        self.settle(result)
    }

    fn guard(&self) -> Result<()> {
        match self.fault {
            None => Ok(()),
            Some(_) => Err(Error::statement("an earlier statement of this transaction failed")),
        }
    }

    fn settle<T>(&mut self, result: std::result::Result<T, Failure>) -> Result<T> {
        result.map_err(|failure| {
            self.fault = Some(failure.fault);
            failure.error
        })
    }
}
