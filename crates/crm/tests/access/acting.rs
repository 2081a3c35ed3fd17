//! Acts: who may create, change, delete, restore and share.

use crm::records;
use crm::{Actor, Crm, Error, Work, shares};
use serde_json::json;

use crate::oracle::{MODULES, PEOPLE, Reach, granted, role};
use crate::support::*;
use crate::world::world;

/// What somebody does with a record.
type Act = fn(&mut Work, &Actor, &'static str, uuid::Uuid, uuid::Uuid) -> crm::Result<()>;

/// How far a role's right to do it reaches in a module.
type Granted = fn(&str, &str) -> Reach;

#[test]
fn changing_binning_restoring_and_sharing_follow_the_oracle() {
    let acts: [(&str, Act, Granted); 4] = [
        ("edit", edit, |role, module| granted(role, module).2),
        ("delete", |work, _, module, id, _| records::delete(work, module, id, None), |r, m| granted(r, m).3),
        ("restore", restore, |role, module| granted(role, module).3),
        ("share", |work, _, module, id, with| shares::add(work, module, id, with, true), |r, m| granted(r, m).2),
    ];
    each(|crm| {
        let world = world(crm);
        let (system, reader) = (crm.system(), world.people["reader"].user.unwrap());
        for (who, ..) in PEOPLE {
            for (at, thing) in world.things.iter().enumerate() {
                let held = world.things.iter().any(|other| other.links.contains(&("account", at)));
                for (name, act, reach) in acts.into_iter().filter(|(name, ..)| !(held && *name == "restore")) {
                    let (system, module, id) = (system.clone(), thing.module, thing.id);
                    let done = tried(crm, &world.people[who], move |work| act(work, &system, module, id, reader));
                    let may = world.reaches(who, thing, reach(role(who), module));
                    check(done, world.sees(who, thing), may, &format!("{name}: {who} {}", thing.title));
                }
            }
        }
    });
}

fn edit(work: &mut Work, _: &Actor, module: &'static str, id: uuid::Uuid, _: uuid::Uuid) -> crm::Result<()> {
    let (field, value) = match module {
        "task" => ("priority", meta::Value::Text("high".into())),
        "note" => ("pinned", meta::Value::Bool(true)),
        _ => ("description", meta::Value::Text("x".into())),
    };
    records::update(work, module, id, values(&[(field, value)]), None).map(drop)
}

fn restore(work: &mut Work, system: &Actor, module: &'static str, id: uuid::Uuid, _: uuid::Uuid) -> crm::Result<()> {
    let binned = work.acting(system, |work| records::delete(work, module, id, None));
    binned.and_then(|()| records::restore(work, module, id))
}

/// Does something in a transaction that is taken back, so that the world stays whole.
fn tried(crm: &Crm, actor: &Actor, act: impl Fn(&mut Work) -> crm::Result<()> + Send + 'static) -> crm::Result<()> {
    let done = crm.write(actor, "try", move |work| {
        act(work)?;
        Err::<(), _>(Error::Conflict("taken back".into()))
    });
    match done.wait() {
        // Also what may be done but not now: an account that has deals is not deleted.
        Err(Error::Conflict(_)) => Ok(()),
        other => other,
    }
}

fn check(done: crm::Result<()>, sees: bool, may: bool, what: &str) {
    match done {
        Ok(()) => assert!(sees && may, "{what} was done"),
        Err(Error::NotFound(_)) => assert!(!sees, "{what} was not found"),
        Err(Error::Forbidden(_)) => assert!(sees && !may, "{what} was refused"),
        Err(other) => panic!("{what}: {other:?}"),
    }
}

#[test]
fn creating_follows_the_oracle() {
    each(|crm| {
        let world = world(crm);
        for (who, ..) in PEOPLE {
            for module in MODULES {
                let values = match module {
                    "task" => json!({ "subject": "New" }),
                    "note" => json!({ "body": "New" }),
                    "opportunity" => json!({ "name": "New", "stage": world.stage }),
                    _ => json!({ "name": format!("New by {who}") }),
                };
                let made = create(crm, &world.people[who], module, values);
                assert_eq!(made.is_ok(), granted(role(who), module).0, "create: {who} {module} {made:?}");
            }
        }
    });
}
