//! Settings made in the pages: the company, roles and what they may do, rates, and everybody's own preferences.
//!
//! All but profiles and preferences take an administrator. Every change stands in the audit trail and moves the workspace's version,
//! so that each process reads it again. Nothing here is cached.

pub mod backups;
pub mod company;
pub mod labels;
pub mod logo;
pub mod preferences;
pub mod profile;
pub mod rates;
pub mod rights;
pub mod roles;
pub mod stages;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use words::said;

use crate::actor::Actor;
use crate::error::{Error, Result};

/// Refuses whoever is not an administrator.
pub fn administrator(actor: &Actor) -> Result<()> {
    if actor.is_administrator() { Ok(()) } else { Err(Error::Forbidden(said!("settings-administrator"))) }
}

/// What differs between two states of plain settings, as the trail tells it.
fn differences<T: Serialize>(before: &T, after: &T) -> Map<String, Json> {
    let written = |settings: &T| serde_json::to_value(settings).expect("plain settings become JSON");
    let (Json::Object(before), Json::Object(after)) = (written(before), written(after)) else { return Map::new() };
    let differing = after.into_iter().filter(|(key, value)| before.get(key) != Some(value));
    differing
        .map(|(key, value)| {
            let was = before.get(&key).cloned();
            (key, json!([was, value]))
        })
        .collect()
}
