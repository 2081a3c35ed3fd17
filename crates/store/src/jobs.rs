//! Jobs: work that outlives the request that asked for it, kept as rows, done by whichever process takes them.
//!
//! Whoever takes a job holds a lease and must extend it; when it ends, because a process died, the job is taken again.
//! A job says by its number of attempts who holds it: what an earlier holder still writes is refused.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Result, Row, Sql, Tx};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Being put together by somebody; not to be done yet.
    Draft,
    /// To be done, from an instant on.
    Waiting,
    /// Somebody does it.
    Running,
    /// Done.
    Done,
    /// Given up.
    Failed,
    /// Stopped by somebody.
    Stopped,
}

impl State {
    const ALL: [State; 6] = [State::Draft, State::Waiting, State::Running, State::Done, State::Failed, State::Stopped];

    /// Its word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Waiting => "waiting",
            State::Running => "running",
            State::Done => "done",
            State::Failed => "failed",
            State::Stopped => "stopped",
        }
    }

    fn parse(word: &str) -> State {
        State::ALL.into_iter().find(|state| state.as_str() == word).unwrap_or(State::Failed)
    }
}

/// One job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Identity, a UUIDv7.
    pub id: Uuid,
    /// What is to be done: `import`…
    pub kind: String,
    /// With what, as JSON.
    pub body: String,
    /// Where it stands.
    pub state: State,
    /// When it is to be done.
    pub run_at: DateTime<Utc>,
    /// How often it was taken; the number by which its holder is known.
    pub attempts: i64,
    /// How much of it is done.
    pub done: i64,
    /// How much there is; `None` while that is not known.
    pub total: Option<i64>,
    /// Where it goes on, then what came of it or why it failed, as JSON.
    pub result: Option<String>,
    /// The act it does.
    pub act: Option<Uuid>,
    /// For whom; `None` for Kith itself.
    pub actor: Option<Uuid>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Job {
    /// A job that waits from now on: nobody's in particular, and no part of an act.
    pub fn waiting(kind: &str, body: String, now: DateTime<Utc>) -> Job {
        Job {
            id: Uuid::now_v7(),
            kind: kind.to_owned(),
            body,
            state: State::Waiting,
            run_at: now,
            attempts: 0,
            done: 0,
            total: None,
            result: None,
            act: None,
            actor: None,
            created_at: now,
            ended_at: None,
        }
    }
}

/// Holding a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// The job.
    pub id: Uuid,
    /// Its number of attempts when it was taken.
    pub attempt: i64,
}

const COLUMNS: &str = "id, kind, body, state, run_at, attempts, done, total, result, act, actor, created_at, ended_at";

/// Adds a job; of the given one, identity, kind, body, state, time, act and actor count.
pub fn add(tx: &mut Tx<'_>, job: &Job) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_job");
    q.push(" (id, kind, body, state, run_at, attempts, done, total, act, actor, created_at) VALUES (");
    q.bind(job.id).push(", ").bind(&job.kind).push(", ").bind(&job.body).push(", ").bind(job.state.as_str());
    q.push(", ").bind(job.run_at).push(", 0, 0, ").bind(job.total).push(", ").bind(job.act).push(", ");
    q.bind(job.actor).push(", ").bind(job.created_at).push(")");
    tx.execute(&q).map(drop)
}

/// A job that can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The job.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// Since when it can be taken.
    pub since: DateTime<Utc>,
}

/// The jobs that can be taken, at most so many, the one that waits longest first.
pub fn due(tx: &mut Tx<'_>, now: DateTime<Utc>, limit: usize) -> Result<Vec<Due>> {
    let mut q = tx.sql();
    q.push("SELECT id, kind, CASE WHEN state = 'running' THEN leased_until ELSE run_at END FROM ").table("kith_job");
    is_due(&mut q, now);
    q.push(" ORDER BY run_at, nr").limit(limit);
    tx.query(&q, |row| Ok(Due { id: row.uuid(0)?, kind: row.text(1)?, since: row.time(2)? }))
}

fn is_due(q: &mut Sql, now: DateTime<Utc>) {
    q.push(" WHERE ((state = 'waiting' AND run_at <= ").bind(now);
    q.push(") OR (state = 'running' AND leased_until < ").bind(now).push("))");
}

/// Takes a job that waits, or whose holder let the lease end; `None` when somebody else was quicker.
pub fn take(tx: &mut Tx<'_>, id: Uuid, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<Option<Job>> {
    let mut q = tx.sql();
    let alone = q.dialect().skip_locked();
    q.push("SELECT id FROM ").table("kith_job");
    is_due(&mut q, now);
    q.push(" AND id = ").bind(id).push(alone);
    let Some(id) = tx.query_one(&q, |row| row.uuid(0))? else { return Ok(None) };
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_job").push(" SET state = 'running', attempts = attempts + 1, leased_until = ");
    q.bind(until).push(" WHERE id = ").bind(id);
    tx.execute(&q)?;
    find(tx, id)
}

/// Extends a hold and keeps how far the job is and where it would go on. `false` when it is not held any more.
pub fn advance(tx: &mut Tx<'_>, hold: Hold, until: DateTime<Utc>, done: i64, at: &str) -> Result<bool> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_job").push(" SET leased_until = ").bind(until).push(", done = ").bind(done);
    q.push(", result = ").bind(at);
    held(&mut q, hold);
    Ok(tx.execute(&q)? > 0)
}

/// Says how much there is to do. `false` when the job is not held any more.
pub fn expect(tx: &mut Tx<'_>, hold: Hold, total: i64) -> Result<bool> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_job").push(" SET total = ").bind(total);
    held(&mut q, hold);
    Ok(tx.execute(&q)? > 0)
}

/// Ends a held job. `false` when it is not held any more.
pub fn end(tx: &mut Tx<'_>, hold: Hold, state: State, result: &str, now: DateTime<Utc>) -> Result<bool> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_job").push(" SET state = ").bind(state.as_str()).push(", result = ").bind(result);
    q.push(", ended_at = ").bind(now).push(", leased_until = NULL");
    held(&mut q, hold);
    Ok(tx.execute(&q)? > 0)
}

/// Gives a held job back, to be taken again later; where it goes on is kept. `false` when it is not held any more.
pub fn put_off(tx: &mut Tx<'_>, hold: Hold, run_at: DateTime<Utc>) -> Result<bool> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_job").push(" SET state = 'waiting', leased_until = NULL, run_at = ").bind(run_at);
    held(&mut q, hold);
    Ok(tx.execute(&q)? > 0)
}

/// Moves a job that nobody holds, or stops one that somebody does. `false` when it was in none of these states.
pub fn turn(tx: &mut Tx<'_>, id: Uuid, from: &[State], to: State, now: DateTime<Utc>) -> Result<bool> {
    let ended = matches!(to, State::Done | State::Failed | State::Stopped).then_some(now);
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_job").push(" SET state = ").bind(to.as_str()).push(", run_at = ").bind(now);
    q.push(", ended_at = ").bind(ended).push(", leased_until = NULL WHERE id = ").bind(id).push(" AND state");
    q.in_list(from.iter().map(|state| state.as_str()));
    Ok(tx.execute(&q)? > 0)
}

/// Changes what is to be done while it is a draft. `false` when it is none any more.
pub fn redraft(tx: &mut Tx<'_>, id: Uuid, body: &str) -> Result<bool> {
    let mut q = tx.sql();
    q.push("UPDATE ").table("kith_job").push(" SET body = ").bind(body).push(" WHERE id = ").bind(id);
    q.push(" AND state = 'draft'");
    Ok(tx.execute(&q)? > 0)
}

/// A job by its id.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Job>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_job").push(" WHERE id = ").bind(id);
    tx.query_one(&q, read)
}

/// Those of some ids that are jobs.
pub fn among(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut q = tx.sql();
    q.push("SELECT id FROM ").table("kith_job").push(" WHERE id").in_list(ids.iter().copied());
    tx.query(&q, |row| row.uuid(0))
}

/// The jobs of one kind, of one person or of everybody, newest first.
pub fn list(tx: &mut Tx<'_>, kind: &str, actor: Option<Uuid>, limit: usize) -> Result<Vec<Job>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_job").push(" WHERE kind = ").bind(kind);
    if let Some(actor) = actor {
        q.push(" AND actor = ").bind(actor);
    }
    q.push(" ORDER BY nr DESC").limit(limit);
    tx.query(&q, read)
}

/// Removes the jobs that ended, and the drafts that were begun, before an instant; gives their ids.
pub fn purge(tx: &mut Tx<'_>, before: DateTime<Utc>) -> Result<Vec<Uuid>> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_job").push(" WHERE ended_at < ").bind(before);
    q.push(" OR (state = 'draft' AND created_at < ").bind(before).push(") RETURNING id");
    tx.query(&q, |row| row.uuid(0))
}

/// Removes a job.
pub fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_job").push(" WHERE id = ").bind(id);
    tx.execute(&q).map(drop)
}

fn held(q: &mut Sql, hold: Hold) {
    q.push(" WHERE id = ").bind(hold.id).push(" AND state = 'running' AND attempts = ").bind(hold.attempt);
}

fn read(row: &Row<'_>) -> Result<Job> {
    Ok(Job {
        id: row.uuid(0)?,
        kind: row.text(1)?,
        body: row.text(2)?,
        state: State::parse(&row.text(3)?),
        run_at: row.time(4)?,
        attempts: row.int(5)?,
        done: row.int(6)?,
        total: row.opt_int(7)?,
        result: row.opt_text(8)?,
        act: row.opt_uuid(9)?,
        actor: row.opt_uuid(10)?,
        created_at: row.time(11)?,
        ended_at: row.opt_time(12)?,
    })
}
