//! Applying: one transaction for the tables, the values, the definitions and their steps. It is worked out again inside
//! the transaction and done only if it is what was shown; a failure at any point leaves nothing changed.

use std::sync::Arc;

use meta::Key;
use serde_json::json;
use store::audit::Action;
use store::definitions::{self, Applied};
use store::verify;
use words::said;

use super::fill::Fill;
use super::input::Given;
use super::perform::Perform;
use super::plan::{Plan, Task, Worked, work_out};
use super::step::Step;
use super::stones;
use super::taken_back;
use crate::actor::Actor;
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::trail;
use crate::work::Work;

/// Does what a plan shows. Refuses when something changed since it was shown, or when the plan itself is refused.
pub fn apply(crm: &Crm, actor: &Actor, plan: &Plan) -> Result<()> {
    apply_with(crm, actor, plan, |_| Ok(()))
}

/// As [`apply`], with something else done before it in the same transaction, which may refuse.
pub(super) fn apply_with(
    crm: &Crm,
    actor: &Actor,
    plan: &Plan,
    also: impl Fn(&mut Work) -> Result<()> + Send + 'static,
) -> Result<()> {
    plan.refusal()?;
    if plan.is_empty() {
        return Ok(());
    }
    let shown = Arc::new(plan.clone());
    crm.alone(actor, "definitions", move |work| {
        also(work)?;
        let snapshot = work.snapshot.clone();
        let worked = work_out(work.tx, &snapshot, &shown.task)?;
        worked.plan.refusal()?;
        if !worked.plan.same_steps(&shown) {
            return Err(Error::Conflict(said!("modules-plan-moved")));
        }
        done(work, &worked)
    })
    .wait()?;
    crm.refresh().map(drop)
}

/// Does what was worked out, inside the transaction of the work.
pub(crate) fn done(work: &mut Work, worked: &Worked) -> Result<()> {
    let counted = worked.survivors();
    verify::hold(work.tx, &worked.holds())?;
    let before = verify::census(work.tx, counted.iter().map(|(was, _)| was.clone()))?;
    perform(work, worked)?;
    let after = verify::census(work.tx, counted.iter().map(|(_, is)| is.clone()))?;
    for (was, is) in &counted {
        if before[was] != after[is] {
            return Err(Error::failed(&format!("{is} has {} records, it had {}", after[is], before[was])));
        }
    }
    for module in worked.after.catalogue().modules() {
        verify::tables(work.tx, worked.after.schema(), module)?;
    }
    record(work, worked)
}

fn perform(work: &mut Work, worked: &Worked) -> Result<()> {
    let stones = stones::read(work.tx)?;
    let perform = Perform {
        before: &worked.before,
        after: &worked.after,
        hints: &worked.hints,
        stones: &stones,
        fill: Fill { snapshot: &worked.after.snapshot, now: work.now },
    };
    // What was made of the tables by itself goes first: an index may stand on a column that is dropped. Summaries are made
    // again from the records, indexes when they are missed.
    store::tuning::drop_all(work.tx)?;
    store::summary::drop_all(work.tx)?;
    for step in worked.plan.steps() {
        tracing::debug!(?step, "changing definitions");
        perform.step(work.tx, step)?;
    }
    Ok(store::summary::restore(work.tx, worked.after.catalogue().modules())?)
}

/// Writes the definitions down with their steps, so that the application can be taken back.
fn record(work: &mut Work, worked: &Worked) -> Result<()> {
    let steps: Vec<&Step> = worked.plan.steps().collect();
    let version = worked.version;
    let steps = serde_json::to_string(&steps).map_err(|error| Error::failed(&error))?;
    let by = work.actor.person();
    if worked.plan.task == Task::Rollback {
        taken_back::note(work.tx, version)?;
    }
    for (at, given) in worked.given.iter().enumerate() {
        let steps = if at == 0 { steps.clone() } else { "[]".to_string() };
        definitions::record(work.tx, &applied(given, version, steps), work.now, by)?;
    }
    let words: Vec<String> = worked.plan.lines();
    let subject = trail::subject("definitions", &version.to_string());
    trail::note(work, Action::Configure, &Key::of("module"), subject, &json!({ "steps": [null, words] }))?;
    crate::acts::summarise(work, worked.plan.summary())?;
    work.bump()
}

fn applied(given: &Given, version: i64, steps: String) -> Applied {
    Applied { version, module: given.module.clone(), layer: given.layer.clone(), body: given.body.clone(), steps }
}
