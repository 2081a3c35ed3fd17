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
use words::{Said, said};

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
    /// Why.
    pub why: Said,
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
        return Err(Error::Conflict(said!("users-deactivate-oneself")));
    }
    let act = acts::plan(actor, crm.now(), "deactivate");
    crm.part(actor, &act, move |work| shut_out(work, user, to)).wait()?;
    let mut report = Report { act: act.id, handed_over: 0, refused: Vec::new() };
    for thread in threads(crm) {
        hand_over(crm, actor, &act, thread, user, to, &mut report)?;
    }
    crm.refresh()?;
    Ok(report)
}

/// What one transaction did.
#[derive(Default)]
struct Batch {
    handed_over: u64,
    refused: Vec<Refused>,
    /// Where the next one goes on.
    next: Option<Position>,
}

fn shut_out(work: &mut Work, user: Uuid, to: Uuid) -> Result<()> {
    let people = work.snapshot.people.clone();
    let leaver = people.get(user).ok_or_else(|| Error::NotFound(said!("user")))?;
    let successor = people.get(to).filter(|person| person.active && person.id != user);
    let successor =
        successor.ok_or_else(|| Error::invalid("hand_over_to", "invalid", said!("users-another-active")))?;
    acts::summarise(work, said!("act-hands-over", leaver = leaver.name.as_str(), successor = successor.name.as_str()))?;
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

/// Hands over what hangs on one thread, batch after batch.
fn hand_over(
    crm: &Crm,
    actor: &Actor,
    act: &Act,
    thread: Thread,
    from: Uuid,
    to: Uuid,
    report: &mut Report,
) -> Result<()> {
    let thread = Arc::new(thread);
    let mut after = None;
    loop {
        let (thread, start) = (thread.clone(), after.clone());
        let done = crm.part(actor, act, move |work| batch(work, &thread, from, to, start.clone())).wait()?;
        report.handed_over += done.handed_over;
        report.refused.extend(done.refused);
        after = done.next;
        if after.is_none() {
            return Ok(());
        }
        acts::give_way();
    }
}

/// Hands over the next records; those that refuse are passed by.
fn batch(work: &mut Work, thread: &Thread, from: Uuid, to: Uuid, after: Option<Position>) -> Result<Batch> {
    let Thread { module, field } = thread;
    let filter = Filter::test(field.clone(), Op::Eq, Value::Id(from));
    let query = Query { filter, sort: Vec::new(), fields: Vec::new(), limit: BATCH, after, bin: Bin::Out };
    let scope = work.system();
    let page = page::page(work.tx, &scope, module, &query)?;
    let mut done = Batch { next: page.next, ..Batch::default() };
    for record in page.records {
        match work.apart(|work| change(work, &module.key, record.id, field, Value::Id(to))) {
            Ok(()) => done.handed_over += 1,
            Err(error @ (Error::Store(_) | Error::Outdated | Error::Definition(_))) => return Err(error),
            Err(error) => {
                done.refused.push(Refused { module: module.key.clone(), id: record.id, why: error.said() });
            }
        }
    }
    Ok(done)
}

fn change(work: &mut Work, module: &str, id: Uuid, field: &Key, value: Value) -> Result<()> {
    let mut values = Values::new();
    values.set(field.clone(), value);
    records::update(work, module, id, values, None).map(drop)
}
