//! One step taken back: its opposite, done by the record service.

use std::collections::BTreeMap;

use meta::Module;
use meta::json::Context;
use meta::record::Values;
use serde_json::{Map, Value as Json};
use store::audit::{self, Action, Step};
use uuid::Uuid;
use words::{Said, said};

use crate::error::{Error, Result};
use crate::records;
use crate::shares;
use crate::work::Work;

/// Locks the records of these steps, module by module, each in the order of ids.
pub(super) fn lock(work: &mut Work, steps: &[Step]) -> Result<()> {
    let mut by_module: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    for step in steps {
        by_module.entry(&step.module).or_default().push(step.record);
    }
    for (module, mut ids) in by_module {
        let Some(module) = work.snapshot.module(module).cloned() else { continue };
        ids.sort_unstable();
        ids.dedup();
        store::rows::lock(work.tx, &module, &ids)?;
    }
    Ok(())
}

/// Takes a step back, or says why it cannot be. The outer error ends the whole transaction.
pub(super) fn take_back(
    work: &mut Work,
    cause: Uuid,
    step: &Step,
    changed: bool,
) -> Result<std::result::Result<(), Said>> {
    let sharing = matches!(step.action, Action::Share | Action::Unshare);
    if changed && !sharing {
        return Ok(Err(said!("undo-changed-since")));
    }
    match work.apart(|work| opposite(work, cause, step)) {
        Ok(()) => Ok(Ok(())),
        Err(Error::Store(error)) if !is_refusal(&error) => Err(Error::Store(error)),
        Err(error @ (Error::Outdated | Error::Definition(_))) => Err(error),
        Err(refused) => Ok(Err(refused.said())),
    }
}

/// Whether the database refused because of what is there, not because it failed.
fn is_refusal(error: &store::Error) -> bool {
    matches!(error, store::Error::Unique { .. } | store::Error::ForeignKey)
}

fn opposite(work: &mut Work, cause: Uuid, step: &Step) -> Result<()> {
    let (module, id) = (step.module.as_str(), step.record);
    match step.action {
        Action::Create | Action::Restore => bin_alone(work, cause, step),
        Action::Delete => records::restore(work, module, id),
        Action::Update | Action::Relate | Action::Unrelate => put_back(work, step),
        Action::Purge => Err(Error::Conflict(said!("undo-removed"))),
        Action::Share | Action::Unshare => share_back(work, step),
        Action::Access | Action::SignIn | Action::SignInFailed | Action::SignOut | Action::Configure => {
            Err(Error::Conflict(said!("undo-impossible", action = step.action.to_string())))
        }
    }
}

/// Puts a record into the bin, unless others that the act did not make would go with it.
fn bin_alone(work: &mut Work, cause: Uuid, step: &Step) -> Result<()> {
    let undo = work.act;
    let before = audit::steps(work.tx, undo, None, 1)?.first().map_or(0, |last| last.nr);
    records::delete(work, &step.module, step.record, None)?;
    if audit::swept(work.tx, undo, before, cause)? {
        return Err(Error::Conflict(said!("undo-others-hang")));
    }
    Ok(())
}

/// Ends a share, or gives it back as it was.
fn share_back(work: &mut Work, step: &Step) -> Result<()> {
    let changes = written(step)?;
    let share = changes.get("share").cloned().unwrap_or_default();
    let with = |at: usize| share[at]["id"].as_str().and_then(|id| Uuid::parse_str(id).ok());
    match (with(0), with(1)) {
        (Some(grantee), _) => {
            let may_edit = share[0]["may_edit"].as_bool().unwrap_or_default();
            shares::add(work, &step.module, step.record, grantee, may_edit)
        }
        (None, Some(grantee)) => shares::remove(work, &step.module, step.record, grantee),
        (None, None) => Err(Error::Conflict(said!("undo-grantee-gone"))),
    }
}

fn written(step: &Step) -> Result<Map<String, Json>> {
    let Some(text) = &step.changes else { return Err(Error::Conflict(said!("undo-erased"))) };
    let changes = serde_json::from_str(text)
        .map_err(|error| store::Error::Damaged(format!("a change in the trail cannot be read: {error}")))?;
    Ok(changes)
}

/// Gives a record the values it had before the step; derived ones follow by themselves.
fn put_back(work: &mut Work, step: &Step) -> Result<()> {
    let changes = written(step)?;
    let module = work.module(&step.module)?;
    let values = before(work, &module, &changes)?;
    records::put_back(work, &module.key, step.record, values).map(drop)
}

fn before(work: &Work, module: &Module, changes: &Map<String, Json>) -> Result<Values> {
    let mut values = Values::new();
    for (key, pair) in changes {
        let key = work.snapshot.names.field(&module.key, key).map_or(key.as_str(), |now| now.as_str());
        let Some(field) = module.field(key) else { continue };
        if !field.writable() || !records::restorable(&field.kind) {
            continue;
        }
        let json = pair.get(0).unwrap_or(&Json::Null);
        let value = field.kind.from_json(json, &Context::default()).map_err(|fault| {
            Error::Conflict(said!("undo-does-not-fit", field = field.label.as_str(), wrong = fault.detail))
        })?;
        values.set(field.key.clone(), value);
    }
    Ok(values)
}
