//! Everybody's own preferences, kept in their user record: language, time zone, formats of dates and numbers.

use chrono_tz::Tz;
use meta::record::Values;
use meta::{Key, Value};
use uuid::Uuid;
use words::{Language, said};

use crate::error::{Error, Result};
use crate::work::Work;

/// One person's preferences; what is `None` follows the company.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preferences {
    /// Of their pages.
    pub language: Language,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// Key of an option of the user's `date_format`.
    pub date_format: Option<String>,
    /// Key of an option of the user's `number_format`.
    pub number_format: Option<String>,
}

/// The actor's preferences.
pub fn get(work: &Work) -> Result<Preferences> {
    let person = work.snapshot.people.get(person(work)?);
    person.map(|person| person.preferences.clone()).ok_or_else(|| Error::NotFound(said!("user")))
}

/// Saves the actor's preferences; everybody may, whatever their rights on user records.
pub fn save(work: &mut Work, given: Preferences) -> Result<()> {
    let user = person(work)?;
    if given.time_zone.as_ref().is_some_and(|zone| zone.parse::<Tz>().is_err()) {
        return Err(Error::invalid("time_zone", "invalid", said!("settings-time-zone")));
    }
    let text = |text: Option<String>| text.map_or(Value::Null, Value::Text);
    let mut values = Values::new();
    values.set(Key::of("language"), Value::Text(given.language.code().into()));
    values.set(Key::of("time_zone"), text(given.time_zone));
    values.set(Key::of("date_format"), text(given.date_format));
    values.set(Key::of("number_format"), text(given.number_format));
    super::profile::update_own(work, user, values)
}

fn person(work: &Work) -> Result<Uuid> {
    work.actor.user.ok_or_else(|| Error::Forbidden(said!("kith-no-preferences")))
}
