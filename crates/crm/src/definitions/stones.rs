//! Tombstones: what applied changes dropped and nobody has purged yet, found by following the steps of every
//! application in order.

use chrono::{DateTime, Utc};
use meta::Key;
use store::Tx;
use store::columns::SideKind;

use super::step::Step;
use crate::error::Result;

/// Something that was dropped and is still kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// The application that dropped it.
    pub version: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The module, by the key it has now; a tombstone's own for a field of a dropped module.
    pub module: Key,
    /// The field; `None` for a whole module.
    pub field: Option<Key>,
    /// The field's type; empty for a whole module.
    pub kind: String,
    /// The key under which it is kept.
    pub stone: Key,
}

impl Tombstone {
    /// The kind of its side table, if it has one.
    pub(super) fn side(&self) -> Option<SideKind> {
        match self.kind.as_str() {
            "emails" | "phones" => Some(SideKind::Points),
            "multiselect" | "tags" => Some(SideKind::Words),
            "links" => Some(SideKind::Links),
            kind if kind.starts_with("links to ") => Some(SideKind::Links),
            _ => None,
        }
    }
}

/// What is kept under tombstones.
pub(super) fn read(tx: &mut Tx) -> Result<Vec<Tombstone>> {
    let mut stones = Vec::new();
    for (version, at, steps) in store::definitions::steps(tx)? {
        for step in parse(&steps)? {
            follow(&mut stones, &step, version, at);
        }
    }
    Ok(stones)
}

/// Steps as they were written down.
pub(crate) fn parse(text: &str) -> Result<Vec<Step>> {
    serde_json::from_str(text)
        .map_err(|error| store::Error::Damaged(format!("the steps of an application cannot be read: {error}")).into())
}

fn follow(stones: &mut Vec<Tombstone>, step: &Step, version: i64, at: DateTime<Utc>) {
    match step {
        Step::DropModule { module, stone } => {
            moved(stones, module, stone);
            let (module, stone) = (module.clone(), stone.clone());
            stones.push(Tombstone { version, at, module, field: None, kind: String::new(), stone });
        }
        Step::ReviveModule { module, stone } => {
            stones.retain(|kept| kept.stone != *stone);
            moved(stones, stone, module);
        }
        Step::RenameModule { module, from } => moved(stones, from, module),
        Step::DropField { module, field, kind, stone: Some(stone), .. }
        | Step::ConvertField { module, field, from: kind, stone, .. } => {
            let (module, field, kind, stone) = (module.clone(), Some(field.clone()), kind.clone(), stone.clone());
            stones.push(Tombstone { version, at, module, field, kind, stone });
        }
        Step::ReviveField { stone, .. } => stones.retain(|kept| kept.stone != *stone),
        _ => {}
    }
}

fn moved(stones: &mut [Tombstone], from: &Key, to: &Key) {
    for kept in stones.iter_mut().filter(|kept| kept.field.is_some() && kept.module == *from) {
        kept.module = to.clone();
    }
}
