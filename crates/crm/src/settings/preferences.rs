//! Everybody's own preferences, kept in their user record: language, time zone, formats of dates and numbers.

use std::sync::Arc;

use chrono_tz::Tz;
use meta::record::Values;
use meta::{Key, Path, Value};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::records;
use crate::work::Work;

/// Languages in which the pages can be read.
pub const LANGUAGES: [&str; 1] = ["en"];

/// One person's preferences; what is `None` follows the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// One of [`LANGUAGES`].
    pub language: String,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// Key of an option of the user's `date_format`.
    pub date_format: Option<String>,
    /// Key of an option of the user's `number_format`.
    pub number_format: Option<String>,
}

/// The actor's preferences.
pub fn get(work: &mut Work) -> Result<Preferences> {
    let user = person(work)?;
    let fields = ["language", "time_zone", "date_format", "number_format"].map(|key| Path::of(Key::of(key)));
    let (module, scope) = (module(work)?, work.system());
    let record = records::load(work, &scope, &module, user, &fields)?;
    let record = record.ok_or_else(|| Error::NotFound("user".into()))?;
    let text = |key: &str| record.get(key).text().map(str::to_string);
    Ok(Preferences {
        language: text("language").unwrap_or_else(|| LANGUAGES[0].into()),
        time_zone: text("time_zone"),
        date_format: text("date_format"),
        number_format: text("number_format"),
    })
}

/// Saves the actor's preferences; everybody may, whatever their rights on user records.
pub fn save(work: &mut Work, given: Preferences) -> Result<()> {
    let user = person(work)?;
    if !LANGUAGES.contains(&given.language.as_str()) {
        return Err(Error::invalid("language", "invalid", "Kith does not speak this language yet"));
    }
    if given.time_zone.as_ref().is_some_and(|zone| zone.parse::<Tz>().is_err()) {
        return Err(Error::invalid("time_zone", "invalid", "must be a time zone such as Europe/Lisbon"));
    }
    let text = |text: Option<String>| text.map_or(Value::Null, Value::Text);
    let mut values = Values::new();
    values.set(Key::of("language"), Value::Text(given.language));
    values.set(Key::of("time_zone"), text(given.time_zone));
    values.set(Key::of("date_format"), text(given.date_format));
    values.set(Key::of("number_format"), text(given.number_format));
    super::profile::update_own(work, user, values)
}

fn person(work: &Work) -> Result<Uuid> {
    work.actor.user.ok_or_else(|| Error::Forbidden("Kith itself has no preferences".into()))
}

fn module(work: &Work) -> Result<Arc<meta::Module>> {
    work.snapshot.module("user").cloned().ok_or_else(|| Error::NotFound("module “user”".into()))
}
