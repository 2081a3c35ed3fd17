//! The schedule of backups: checked, saved, audited.

use meta::Key;
use serde_json::Value as Json;
use store::audit::Action;
use words::said;

use super::{administrator, differences};
use crate::backup::{SETTING, Schedule};
use crate::error::{Error, FieldError, Result};
use crate::trail;
use crate::work::Work;

/// Most backups of one kind that a schedule may keep.
const MOST: u32 = 100;

/// Saves the schedule, with only what differs in the trail.
pub fn save(work: &mut Work, given: &Schedule) -> Result<()> {
    administrator(work.actor)?;
    let counts = [("daily", given.daily), ("weekly", given.weekly), ("monthly", given.monthly)];
    let wrong = counts.iter().filter(|(_, count)| *count > MOST);
    let mut errors: Vec<FieldError> =
        wrong.map(|(field, _)| FieldError::new(field, "range", said!("settings-backups-range", most = MOST))).collect();
    if counts.iter().all(|(_, count)| *count == 0) {
        errors.push(FieldError::new("daily", "range", said!("settings-backups-some")));
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let changes = differences(&Schedule::read(work.tx)?, given);
    if changes.is_empty() {
        return Ok(());
    }
    let text = serde_json::to_string(given).map_err(|error| Error::failed(&error))?;
    store::settings::set(work.tx, SETTING, &text)?;
    let subject = trail::subject("backups", "");
    trail::note(work, Action::Configure, &Key::of("backups"), subject, &Json::Object(changes))?;
    work.bump()
}
