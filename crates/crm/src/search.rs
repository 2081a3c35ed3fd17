//! Search over everything the actor sees: one statement a module, each under the reader's rights before its limit.

use meta::fold::fold;
use meta::{Filter, Key};
use uuid::Uuid;

use crate::error::Result;
use crate::work::Work;

/// A record found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its module.
    pub module: Key,
    /// The record.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
}

/// How many hits of a module are looked at to find the best: those called as the query says come first.
const LOOKED_AT: usize = 50;
/// Most records that a search within one module considers.
pub const MOST: usize = 1_000;

/// Records of all modules but those of administration, at most `each` a module, best first: those whose title begins
/// with the query, then those whose title holds it, then the newest.
pub fn everywhere(work: &mut Work, query: &str, each: usize) -> Result<Vec<Found>> {
    let snapshot = work.snapshot.clone();
    let wanted = fold(query);
    let mut all = Vec::new();
    for module in snapshot.schema.catalogue.modules() {
        if work.actor.rights.may_read(&module.key) && module.area != "admin" {
            let mut hits = within(work, &module.key, query, LOOKED_AT)?;
            hits.sort_by_key(|hit| rank(&wanted, hit));
            all.extend(hits.into_iter().take(each));
        }
    }
    all.sort_by_key(|hit| rank(&wanted, hit));
    Ok(all)
}

/// Records of one module that a query finds, newest first, at most `limit`.
pub fn within(work: &mut Work, module: &str, query: &str, limit: usize) -> Result<Vec<Found>> {
    let module = work.module(module)?;
    let scope = work.scope();
    let hits = store::search::find(work.tx, &scope, &module, query, &Filter::Const(true), limit)?;
    Ok(hits.into_iter().map(|hit| Found { module: hit.module, id: hit.id, title: hit.title }).collect())
}

fn rank(wanted: &str, hit: &Found) -> u8 {
    let title = fold(&hit.title);
    match () {
        () if title == wanted => 0,
        () if title.starts_with(wanted) => 1,
        () if title.contains(wanted) => 2,
        () => 3,
    }
}
