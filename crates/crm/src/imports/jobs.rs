//! Imports as jobs: a file is uploaded, looked at, mapped, tried, and then imported behind the scenes. Until it is
//! started the job is a draft that only its owner, or an administrator, sees.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::jobs as rows;
use uuid::Uuid;
use words::said;

use super::checkpoint::Kept;
use super::file::{Source, Stated};
use super::map::Map;
use super::run::{Durable, Import};
use crate::actor::Actor;
use crate::acts::{self, Act};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::jobs::{self, Job, Keeper, State};

/// The kind of these jobs.
pub const KIND: &str = "import";

/// What is to be imported, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Key of the module.
    pub module: String,
    /// What the file was called.
    pub name: String,
    /// The map, as a map file says it; empty for likeness.
    pub map: String,
    /// The administrator who looks through its owner's eyes.
    pub impersonator: Option<Uuid>,
}

/// What came of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Records made.
    pub created: u64,
    /// Records changed.
    pub updated: u64,
    /// Records that held everything already.
    pub unchanged: u64,
    /// Rows refused.
    pub refused: u64,
}

/// The folder of an import's files.
pub fn folder(spool: &Path, id: Uuid) -> PathBuf {
    spool.join(id.to_string())
}

/// The uploaded file.
pub fn rows_of(spool: &Path, id: Uuid) -> PathBuf {
    folder(spool, id).join("rows")
}

/// The refused rows, to be mended and imported again.
pub fn refused_of(spool: &Path, id: Uuid) -> PathBuf {
    folder(spool, id).join("refused.csv")
}

/// Begins a draft over a file that stands at [`rows_of`] already; refuses one that is no table.
pub fn begin(crm: &Crm, actor: &Actor, spool: &Path, id: Uuid, module: &str, name: &str) -> Result<()> {
    Source::open_as(&rows_of(spool, id), name, &Stated::default())?;
    if !actor.rights.may_create(module) {
        return Err(Error::Forbidden(said!("imports-may-not-create")));
    }
    let order = Order {
        module: module.to_string(),
        name: name.to_string(),
        map: String::new(),
        impersonator: actor.impersonator,
    };
    let waiting = Job::waiting(KIND, json!(order).to_string(), crm.now());
    let job = Job { id, state: State::Draft, act: Some(Uuid::now_v7()), actor: actor.user, ..waiting };
    Ok(crm.store().write(move |tx| rows::add(tx, &job)).wait()?)
}

/// An import of the actor's own, or any for an administrator; to others it is not there.
pub fn find(crm: &Crm, actor: &Actor, id: Uuid) -> Result<(Job, Order)> {
    let job = jobs::find(crm, actor, KIND, id)?.ok_or_else(|| Error::NotFound(said!("missing-import")))?;
    let order = order(&job)?;
    Ok((job, order))
}

/// The actor's imports, newest first; everybody's for an administrator.
pub fn list(crm: &Crm, actor: &Actor, limit: usize) -> Result<Vec<(Job, Order)>> {
    let whose = if actor.is_administrator() { None } else { Some(actor.user.unwrap_or(Uuid::nil())) };
    let jobs = crm.store().read(move |tx| rows::list(tx, KIND, whose, limit)).wait()?;
    jobs.into_iter().map(|job| order(&job).map(|order| (job, order))).collect()
}

/// Which of these imports were undone.
pub fn undone<'j>(crm: &Crm, jobs: impl IntoIterator<Item = &'j Job>) -> Result<HashSet<Uuid>> {
    let acts: HashMap<Uuid, Uuid> = jobs.into_iter().filter_map(|job| Some((job.act?, job.id))).collect();
    let wanted: Vec<Uuid> = acts.keys().copied().collect();
    let undone = crm.store().read(move |tx| store::audit::undone_of(tx, &wanted)).wait()?;
    Ok(undone.iter().filter_map(|act| acts.get(act).copied()).collect())
}

/// Keeps another map for a draft.
pub fn remap(crm: &Crm, actor: &Actor, id: Uuid, map: &str) -> Result<()> {
    let (_, order) = find(crm, actor, id)?;
    let body = json!(Order { map: map.to_string(), ..order }).to_string();
    match crm.store().write(move |tx| rows::redraft(tx, id, &body)).wait()? {
        true => Ok(()),
        false => Err(Error::Conflict(said!("imports-started"))),
    }
}

/// Holds a draft's file and map against its module: refuses whatever does not fit.
pub fn open(crm: &Crm, actor: &Actor, spool: &Path, id: Uuid) -> Result<Import> {
    let (_, order) = find(crm, actor, id)?;
    opened(crm, actor, spool, id, &order)
}

/// Starts a draft, once it fits.
pub fn start(crm: &Crm, actor: &Actor, spool: &Path, id: Uuid) -> Result<()> {
    open(crm, actor, spool, id)?;
    jobs::turn(crm, id, &[State::Draft], State::Waiting, said!("imports-started"))
}

/// Stops an import. What it did so far stays, and can be undone.
pub fn stop(crm: &Crm, actor: &Actor, id: Uuid) -> Result<()> {
    find(crm, actor, id)?;
    jobs::turn(crm, id, &[State::Waiting, State::Running], State::Stopped, said!("imports-not-running"))
}

/// Removes a draft, or an import that ended, with its files. What was imported stays.
pub fn discard(crm: &Crm, actor: &Actor, spool: &Path, id: Uuid) -> Result<()> {
    let (job, _) = find(crm, actor, id)?;
    if matches!(job.state, State::Waiting | State::Running) {
        return Err(Error::Conflict(said!("imports-running")));
    }
    crm.store().write(move |tx| rows::remove(tx, id)).wait()?;
    match std::fs::remove_dir_all(folder(spool, id)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(super::file::unreadable(&folder(spool, id), &error))
        }
        _ => Ok(()),
    }
}

/// How many records an import that did not end made and changed so far.
pub fn so_far(job: &Job) -> Ended {
    let result = job.result.as_deref().unwrap_or_default();
    match serde_json::from_str::<Kept>(result) {
        Err(_) => serde_json::from_str(result).unwrap_or(Ended { created: 0, updated: 0, unchanged: 0, refused: 0 }),
        Ok(Kept { at, outcome }) => Ended {
            created: at.counts.created + outcome.created,
            updated: at.counts.updated + outcome.updated,
            unchanged: at.counts.unchanged + outcome.unchanged,
            refused: at.refused.reasons.rows + outcome.refused.len() as u64,
        },
    }
}

/// Does an import, or goes on with it.
pub(crate) fn run(crm: &Crm, spool: &Path, job: &Job, keeper: Keeper) -> Result<serde_json::Value> {
    let order = order(job)?;
    let actor = jobs::actor(crm, job, order.impersonator)?;
    if !rows_of(spool, job.id).exists() {
        return Err(Error::Conflict(said!("imports-file-gone")));
    }
    let import = opened(crm, &actor, spool, job.id, &order)?;
    keeper.expect(crm, import.rows)?;
    let folder = folder(spool, job.id);
    let from = job.result.as_deref().and_then(|kept| serde_json::from_str::<Kept>(kept).ok());
    let durable = Durable {
        folder: &folder,
        act: Act { id: job.act.unwrap_or(job.id), ..acts::plan(&actor, job.run_at, KIND) },
        from,
        keep: std::sync::Arc::new(move |work, kept| keeper.keep(work, kept.at.done, &json!(kept).to_string())),
    };
    let mended = refused_of(spool, job.id);
    let tally = import.run_durably(crm, &actor, durable, Some(&mended), &mut |_| {})?;
    let (counts, refused) = (tally.counts, tally.refused.count());
    Ok(json!(Ended { created: counts.created, updated: counts.updated, unchanged: counts.unchanged, refused }))
}

fn opened(crm: &Crm, actor: &Actor, spool: &Path, id: Uuid, order: &Order) -> Result<Import> {
    let map = Map::parse(&order.map).map_err(|problem| Error::bad("map", "invalid", problem))?;
    let mut import = Import::open(crm, actor, &order.module, &rows_of(spool, id), &map, &[])?;
    import.source.called = Some(order.name.clone());
    Ok(import)
}

fn order(job: &Job) -> Result<Order> {
    let damaged = |error| store::Error::Damaged(format!("the import {} cannot be read: {error}", job.id));
    Ok(serde_json::from_str(&job.body).map_err(damaged)?)
}
