//! Applications that count no more: those that were taken back, and the taking back itself, which is one too. Without
//! them, taking back twice would take back the taking back.

use store::{Tx, definitions, settings};

use crate::error::Result;

/// The setting that lists their numbers.
const LIST: &str = "definitions_taken_back";

/// The number of the newest application that counts; 0 when none does.
pub(super) fn newest(tx: &mut Tx) -> Result<i64> {
    let over = list(tx)?;
    let mut version = definitions::version(tx)?;
    while over.contains(&version) {
        version -= 1;
    }
    Ok(version)
}

/// Notes that an application with this number, which is about to be written down, takes back the newest that counts.
pub(super) fn note(tx: &mut Tx, version: i64) -> Result<()> {
    let mut over = list(tx)?;
    over.extend([newest(tx)?, version]);
    let text: Vec<String> = over.iter().map(i64::to_string).collect();
    Ok(settings::set(tx, LIST, &text.join(" "))?)
}

fn list(tx: &mut Tx) -> Result<Vec<i64>> {
    let text = settings::get(tx, LIST)?.unwrap_or_default();
    Ok(text.split(' ').filter_map(|number| number.parse().ok()).collect())
}
