//! The texts that define a module, for administrators to read.

use crate::error::Result;
use crate::settings::administrator;
use crate::work::Work;

/// The layers of a module in the order in which they lie over each other: `shipped`, `custom` or `overlay`, and its TOML.
pub fn layers(work: &mut Work, module: &str) -> Result<Vec<(String, String)>> {
    administrator(work.actor)?;
    let module = work.module(module)?;
    let all = store::definitions::current(work.tx)?;
    let mut own: Vec<_> = all.into_iter().filter(|applied| *module.key == applied.module).collect();
    own.sort_by_key(|applied| applied.layer == super::texts::OVERLAY);
    Ok(own.into_iter().map(|applied| (applied.layer, applied.body)).collect())
}
