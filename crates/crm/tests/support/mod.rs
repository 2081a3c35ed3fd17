//! Fresh workspaces with people in them, on both engines.
#![allow(dead_code)]

pub mod clock;
pub mod everything;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use crm::records::{self, New};
use crm::{Actor, Crm, Via};
use meta::record::Values;
use meta::{Key, Record, Value};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// The instant at which tests happen.
pub fn now() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

/// Runs a body on a fresh workspace of each engine.
pub fn each(body: impl Fn(&Crm)) {
    store::testing::stores(|store| body(&Crm::open_at(store.clone(), [7; 32], now).unwrap()));
}

/// JSON values as the record service takes them.
pub fn create(crm: &Crm, actor: &Actor, module: &'static str, values: Json) -> crm::Result<Record> {
    let values = values.as_object().unwrap().clone();
    crm.write(actor, "create", move |work| {
        let definition = work.module(module)?;
        let values = records::from_json(work, &definition, &values)?;
        records::create(work, module, New { id: None, values, source: "test" })
    })
    .wait()
}

/// Changes a record.
pub fn update(crm: &Crm, actor: &Actor, module: &'static str, id: Uuid, values: Json) -> crm::Result<Record> {
    let values = values.as_object().unwrap().clone();
    crm.write(actor, "update", move |work| {
        let definition = work.module(module)?;
        let values = records::from_json(work, &definition, &values)?;
        records::update(work, module, id, values, None)
    })
    .wait()
}

/// A record as an actor sees it.
pub fn get(crm: &Crm, actor: &Actor, module: &'static str, id: Uuid) -> crm::Result<Record> {
    crm.read(actor, move |work| records::get(work, module, id, &[])).wait()
}

/// Users by name, each with a role and perhaps a manager made before.
pub fn people(crm: &Crm, rows: &[(&'static str, &str, Option<&str>)]) -> HashMap<&'static str, Actor> {
    let mut ids: HashMap<&str, Uuid> = HashMap::new();
    for (name, role, manager) in rows {
        let manager = manager.map(|name| ids[name]);
        let email = format!("{name}@example.com");
        let values = json!({ "name": name, "email": email, "role": role, "manager": manager });
        ids.insert(name, create(crm, &crm.system(), "user", values).unwrap().id);
    }
    rows.iter().map(|(name, ..)| (*name, crm.actor(ids[name], Via::Session).unwrap())).collect()
}

/// A pipeline with the usual stages; their ids by key.
pub fn pipeline(crm: &Crm) -> HashMap<&'static str, Uuid> {
    let system = crm.system();
    let pipeline = create(crm, &system, "pipeline", json!({ "name": "Sales", "is_default": true })).unwrap().id;
    let stages =
        [("prospecting", "open", "10"), ("engaging", "open", "40"), ("won", "won", "100"), ("lost", "lost", "0")];
    let made = stages.iter().enumerate().map(|(position, (key, outcome, probability))| {
        let values = json!({ "name": key, "key": key, "pipeline": pipeline, "position": position,
            "outcome": outcome, "probability": probability });
        (*key, create(crm, &system, "stage", values).unwrap().id)
    });
    made.collect()
}

/// Values by name.
pub fn values(pairs: &[(&'static str, Value)]) -> Values {
    pairs.iter().map(|(key, value)| (Key::of(key), value.clone())).collect()
}

/// A field of a record as the API writes it.
pub fn json_of(record: &Record, field: &str) -> Json {
    meta::json::write(record.get(field))
}
