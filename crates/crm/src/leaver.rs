//! Somebody leaves: deactivated, signed out everywhere, reports and records handed over, as one act that can be undone.
//!
//! The first part of the act shuts them out; the records follow in batches, so that nobody else waits for the writer.
//! Done again after an interruption, it goes on where it stopped.

use std::sync::Arc;

use meta::record::Values;
use meta::{Filter, Key, Module, Op, Value};
use store::Position;
use store::page::{self, Bin, Query};
use uuid::Uuid;

use crate::actor::Actor;
use crate::acts::{self, Act};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::records;
use crate::settings::administrator;
use crate::signin;
use crate::work::Work;

/// Records changed in one transaction.
const BATCH: usize = 200;

/// What was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The act, for undoing it.
    pub act: Uuid,
    /// How many records have another owner, manager or lead now.
    pub handed_over: u64,
    /// Records that could not be changed, and why.
    pub refused: Vec<Refused>,
}

/// A record that stays with who left, because it would not be valid otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// Its module.
    pub module: Key,
    /// The record.
    pub id: Uuid,
    /// In words.
    pub why: String,
}

/// One link of records to who leaves.
struct Thread {
    module: Arc<Module>,
    field: Key,
}

/// Deactivates a user and hands everything over to another. Refused for the last administrator and for oneself.
/// Records in the bin stay as they are.
pub fn deactivate(crm: &Crm, actor: &Actor, user: Uuid, to: Uuid) -> Result<Report> {
    administrator(actor)?;
    crm.refresh()?;
    if actor.person() == Some(user) {
        return Err(Error::Conflict("somebody else has to deactivate you".into()));
    }
    let act = acts::plan(actor, crm.now(), "deactivate");
    crm.part(actor, &act, move |work| shut_out(work, user, to)).wait()?;
    crm.signins().forget();
    let mut report = Report { act: act.id, handed_over: 0, refused: Vec::new() };
    for thread in threads(crm) {
        hand_over(crm, actor, &act, &thread, user, to, &mut report)?;
    }
    crm.refresh()?;
    Ok(report)
}

fn shut_out(work: &mut Work, user: Uuid, to: Uuid) -> Result<()> {
    let people = work.snapshot.people.clone();
    let leaver = people.get(user).ok_or_else(|| Error::NotFound("user".into()))?;
    let successor = people.get(to).filter(|person| person.active && person.id != user);
    let successor =
        successor.ok_or_else(|| Error::invalid("hand_over_to", "invalid", "must be another active user"))?;
    acts::summarise(work, &format!("{} leaves, {} takes over", leaver.name, successor.name))?;
    // A successor from below moves up first, so that nobody comes to report to themselves.
    if people.subtree(user).contains(&to) {
        change(work, "user", to, &Key::of("manager"), leaver.manager.map_or(Value::Null, Value::Id))?;
    }
    change(work, "user", user, &Key::of("active"), Value::Bool(false))?;
    signin::shut_out(work, user)
}

/// Where users stand in records that must not be left to somebody who is gone: managers, team leads, owners.
fn threads(crm: &Crm) -> Vec<Thread> {
    let snapshot = crm.snapshot();
    let thread = |module: &str, field: &'static str| {
        let module = snapshot.module(module)?.clone();
        let field = module.field(field)?.key.clone();
        Some(Thread { module, field })
    };
    let owned = snapshot.schema.catalogue.modules().filter_map(|module| thread(&module.key, "owner"));
    [thread("user", "manager"), thread("team", "lead")].into_iter().flatten().chain(owned).collect()
}

fn hand_over(
    crm: &Crm,
    actor: &Actor,
    act: &Act,
    thread: &Thread,
    user: Uuid,
    to: Uuid,
    report: &mut Report,
) -> Result<()> {
    let mut after = None;
    loop {
        let (ids, next) = batch(crm, thread, user, after)?;
        match give(crm, actor, act, thread, ids.clone(), to) {
            Ok(()) => report.handed_over += ids.len() as u64,
            Err(error) if is_refusal(&error) => one_by_one(crm, actor, act, thread, ids, to, report)?,
            Err(error) => return Err(error),
        }
        match next {
            Some(next) => after = Some(next),
            None => return Ok(()),
        }
    }
}

/// Changes each record by itself, and reports those that refuse.
fn one_by_one(
    crm: &Crm,
    actor: &Actor,
    act: &Act,
    thread: &Thread,
    ids: Vec<Uuid>,
    to: Uuid,
    report: &mut Report,
) -> Result<()> {
    for id in ids {
        match give(crm, actor, act, thread, vec![id], to) {
            Ok(()) => report.handed_over += 1,
            Err(error) if is_refusal(&error) => {
                report.refused.push(Refused { module: thread.module.key.clone(), id, why: error.to_string() });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The next records that lead to who leaves, and where to go on.
fn batch(crm: &Crm, thread: &Thread, user: Uuid, after: Option<Position>) -> Result<(Vec<Uuid>, Option<Position>)> {
    let module = thread.module.clone();
    let query = Query {
        filter: Filter::test(thread.field.clone(), Op::Eq, Value::Id(user)),
        sort: Vec::new(),
        fields: Vec::new(),
        limit: BATCH,
        after,
        bin: Bin::Out,
    };
    let read = crm.read(&crm.system(), move |work| {
        let scope = work.system();
        let page = page::page(work.tx, &scope, &module, &query)?;
        Ok((page.records.into_iter().map(|record| record.id).collect(), page.next))
    });
    read.wait()
}

fn give(crm: &Crm, actor: &Actor, act: &Act, thread: &Thread, ids: Vec<Uuid>, to: Uuid) -> Result<()> {
    let (module, field) = (thread.module.key.clone(), thread.field.clone());
    crm.part(actor, act, move |work| ids.iter().try_for_each(|id| change(work, &module, *id, &field, Value::Id(to))))
        .wait()
}

fn change(work: &mut Work, module: &str, id: Uuid, field: &Key, value: Value) -> Result<()> {
    let mut values = Values::new();
    values.set(field.clone(), value);
    records::update(work, module, id, values, None).map(drop)
}

/// Whether a record refused the change, as opposed to the database failing.
fn is_refusal(error: &Error) -> bool {
    matches!(error, Error::Invalid(_) | Error::Conflict(_) | Error::NotFound(_) | Error::Forbidden(_))
}
