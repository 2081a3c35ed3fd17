//! Bulk as jobs: what takes more than one part goes on behind the scenes, and can be watched, stopped and undone.

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::jobs as rows;
use uuid::Uuid;
use words::{Said, said};

use super::{Order, Tally, Which, matching, part};
use crate::actor::Actor;
use crate::acts::{self, Act};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::jobs::{self, Job, Keeper, State};
use crate::records::{self, Counting};
use crate::work::Work;

/// The kind of these jobs.
pub(crate) const KIND: &str = "bulk";

/// What a job holds.
#[derive(Serialize, Deserialize)]
struct Body {
    order: Order,
    /// The administrator who looks through its owner's eyes.
    impersonator: Option<Uuid>,
}

/// Where a job goes on, or why it failed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    from: Option<String>,
    tally: Tally,
    error: Option<Said>,
}

fn kept(job: &Job) -> Kept {
    job.result.as_deref().and_then(|kept| serde_json::from_str(kept).ok()).unwrap_or_default()
}

/// How it stands with something done to many.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// What is done.
    pub order: Order,
    /// Whether it waits, runs or has ended.
    pub state: State,
    /// How many records there are to look at; `None` while that is not known.
    pub total: Option<i64>,
    /// What came of it so far.
    pub tally: Tally,
    /// Why it failed.
    pub error: Option<Said>,
}

/// Asks for it; gives the id of the act, which is that of the job. Refused where it could not even begin.
pub fn begin(crm: &Crm, actor: &Actor, order: Order) -> Result<Uuid> {
    let checked = order.clone();
    crm.read(actor, move |work| check(work, &checked)).wait()?;
    let body = json!(Body { order, impersonator: actor.impersonator }).to_string();
    let waiting = Job::waiting(KIND, body, crm.now());
    let job = Job { act: Some(waiting.id), actor: actor.user, ..waiting };
    let id = job.id;
    crm.store().write(move |tx| rows::add(tx, &job)).wait()?;
    Ok(id)
}

/// Reads everything that an order says.
fn check(work: &mut Work, order: &Order) -> Result<()> {
    let module = work.module(&order.module)?;
    super::Ready::read(work, &module, &order.deed)?;
    match &order.which {
        Which::Chosen(_) => Ok(()),
        Which::Matching { filter, find } => matching(work, &module, filter, find).map(drop),
    }
}

/// How it stands with an act done to many as a job: the actor's own, or any for an administrator. `None` for other acts.
pub fn find(crm: &Crm, actor: &Actor, act: Uuid) -> Result<Option<Standing>> {
    jobs::find(crm, actor, KIND, act)?.map(|job| standing(&job)).transpose()
}

fn standing(job: &Job) -> Result<Standing> {
    let Kept { tally, error, .. } = kept(job);
    Ok(Standing { order: body(job)?.order, state: job.state, total: job.total, tally, error })
}

/// Stops it after its present part. What it did so far stays, and can be undone.
pub fn stop(crm: &Crm, actor: &Actor, act: Uuid) -> Result<()> {
    jobs::find(crm, actor, KIND, act)?.ok_or_else(|| Error::NotFound(said!("missing-this-act")))?;
    jobs::turn(crm, act, &[State::Waiting, State::Running], State::Stopped, said!("jobs-not-running"))
}

/// Does a job, or goes on with it, with the rights that whoever asked has now.
pub(crate) fn run(crm: &Crm, job: &Job, keeper: &Keeper) -> Result<serde_json::Value> {
    let Body { order, impersonator } = body(job)?;
    let actor = jobs::actor(crm, job, impersonator)?;
    let act = Act { id: job.id, ..acts::plan(&actor, job.run_at, order.deed.kind()) };
    let mut kept = kept(job);
    if job.total.is_none() {
        keeper.expect(crm, count(crm, &actor, &order)?)?;
    }
    loop {
        let (order, keeper, before) = (order.clone(), keeper.clone(), kept.clone());
        let done = crm.part(&actor, &act, move |work| {
            let mut tally = before.tally.clone();
            let from = part(work, &order, before.from.as_deref(), &mut tally)?;
            let kept = Kept { from, tally, error: None };
            keeper.keep(work, kept.tally.seen(), &json!(kept).to_string())?;
            Ok(kept)
        });
        kept = done.wait()?;
        if kept.from.is_none() {
            return Ok(json!(kept));
        }
        acts::give_way();
    }
}

/// How many records there are to look at.
fn count(crm: &Crm, actor: &Actor, order: &Order) -> Result<u64> {
    let order = order.clone();
    let counted = crm.read(actor, move |work| match &order.which {
        Which::Chosen(ids) => Ok(ids.len() as u64),
        Which::Matching { filter, find } => {
            let module = work.module(&order.module)?;
            let query = matching(work, &module, filter, find)?;
            let query = records::ListQuery { limit: 1, count: Counting::Exact, ..query };
            let count = records::list(work, &module.key, &query)?.count;
            Ok(count.map_or(0, |count| u64::try_from(count.value).unwrap_or(0)))
        }
    });
    counted.wait()
}

fn body(job: &Job) -> Result<Body> {
    let damaged = |error| store::Error::Damaged(format!("the job {} cannot be read: {error}", job.id));
    Ok(serde_json::from_str(&job.body).map_err(damaged)?)
}
