//! Doing what a [`Verb`] asks, inside the transaction of whoever asks: a request of its own, or a batch.

use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;
use crm::records::{self, New};
use crm::{Error, Result, Work};
use meta::{Module, Record};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::reply::Reply;
use super::single::present;
use super::upsert;
use super::verb::{Aim, Verb};
use super::view::View;

/// A change as it was asked for.
#[derive(Debug, Clone)]
pub struct Change {
    /// What is asked, of which module.
    pub aim: Aim,
    /// The values given.
    pub body: Map<String, Json>,
    /// The versions it is meant for.
    pub expected: Expected,
}

impl Change {
    /// Does it.
    pub fn perform(&self, work: &mut Work) -> Result<Reply> {
        let module = &*work.module(&self.aim.module)?;
        match &self.aim.verb {
            Verb::Create => {
                self.expected.nothing()?;
                create(work, module, self.body.clone())
            }
            Verb::Upsert(field) => upsert::perform(work, module, field, self),
            Verb::Update(id) => self.update(work, module, *id, &self.body),
            Verb::Delete(id) => {
                let expected = self.agreed(work, module, *id)?;
                records::delete(work, &module.key, *id, expected)?;
                Ok(Reply::empty(*id))
            }
            Verb::Restore(id) => {
                let version = records::get(work, &module.key, *id, &[meta::Key::of("id").into()])?.version;
                self.expected.agree(version)?;
                records::restore(work, &module.key, *id)?;
                shown(work, module, *id, version)
            }
            Verb::Relate(id, relation, other) => {
                self.agreed(work, module, *id)?;
                records::relate(work, &module.key, *id, relation, *other)?;
                Ok(Reply::empty(*id))
            }
            Verb::Unrelate(id, relation, other) => {
                self.agreed(work, module, *id)?;
                records::unrelate(work, &module.key, *id, relation, *other)?;
                Ok(Reply::empty(*id))
            }
        }
    }

    /// Changes a record. Who may not is told that, whatever the body holds.
    pub fn update(&self, work: &mut Work, module: &Module, id: Uuid, body: &Map<String, Json>) -> Result<Reply> {
        let expected = self.agreed(work, module, id)?;
        let values = match records::from_json(work, module, body) {
            Ok(values) => values,
            Err(_) if !records::allowed(work, &module.key, id)?.edit => {
                let one = module.label.one.to_lowercase();
                return Err(Error::Forbidden(format!("you may see this {one} but not change it").into()));
            }
            Err(error) => return Err(error),
        };
        let record = records::update(work, &module.key, id, values, expected)?;
        shown(work, module, id, record.version)
    }

    /// The version to hold the record to, which is there and of a version that was expected.
    fn agreed(&self, work: &mut Work, module: &Module, id: Uuid) -> Result<Option<i64>> {
        let record = present(work, module, id)?;
        self.expected.agree(record.version)
    }
}

/// Makes a record; the caller may have given its id. Who may not make any is told that, whatever the body holds.
pub fn create(work: &mut Work, module: &Module, mut body: Map<String, Json>) -> Result<Reply> {
    if !work.actor.rights.may_create(&module.key) {
        return Err(Error::Forbidden(format!("you may not create {}", module.label.many.to_lowercase()).into()));
    }
    let id = own_id(&mut body)?;
    let values =
        records::from_json(work, module, &body).map_err(|error| records::with_lacking(work, module, &body, error))?;
    let record = records::create(work, &module.key, New { id, values, source: "api" })?;
    let reply = seen(work, record.id, record.version, |work| records::as_made(work, &record))?;
    Ok(reply.created(format!("/api/v1/{}/{}", module.key, record.id)))
}

/// Takes the id that the caller gave out of a body.
pub fn own_id(body: &mut Map<String, Json>) -> Result<Option<Uuid>> {
    let wrong = || Error::invalid("id", "invalid", "must be a UUID of version 7");
    let read = |given: Json| given.as_str().and_then(|text| Uuid::try_parse(text).ok()).ok_or_else(wrong);
    body.remove("id").map(read).transpose()
}

/// The record as reading it would give it; where the change took it out of the actor's sight, its id and version alone.
fn shown(work: &mut Work, module: &Module, id: Uuid, version: i64) -> Result<Reply> {
    seen(work, id, version, |work| records::get(work, &module.key, id, &[]))
}

fn seen(work: &mut Work, id: Uuid, version: i64, read: impl FnOnce(&mut Work) -> Result<Record>) -> Result<Reply> {
    match read(work) {
        Ok(record) => Ok(Reply::record(id, record.version, View::of(work).record(&record))),
        Err(Error::NotFound(_)) => {
            let bare = [("id", Json::from(id.to_string())), ("version", Json::from(version))];
            Ok(Reply::record(id, version, bare.map(|(key, value)| (key.to_string(), value)).into_iter().collect()))
        }
        Err(error) => Err(error),
    }
}

/// The versions of `If-Match`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Expected {
    /// Nothing was said.
    #[default]
    Unsaid,
    /// `*`: whichever, but there must be a record.
    Any,
    /// One of these.
    These(Vec<i64>),
}

impl Expected {
    /// Of a request. A weak or foreign tag matches no version.
    pub fn of(headers: &HeaderMap) -> Result<Expected> {
        let mut versions = Vec::new();
        let mut said = false;
        for value in headers.get_all(IF_MATCH) {
            said = true;
            let text = value.to_str().unwrap_or_default().trim();
            if text == "*" {
                return Ok(Expected::Any);
            }
            for tag in text.split(',').map(str::trim) {
                let strong = tag.strip_prefix("W/").unwrap_or(tag);
                let inside = strong.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                let Some(inside) = inside else {
                    return Err(Error::bad("If-Match", "invalid", "must be an ETag such as \"7\", with its quotes"));
                };
                versions.extend(inside.parse::<i64>().ok().filter(|_| strong == tag));
            }
        }
        Ok(if said { Expected::These(versions) } else { Expected::Unsaid })
    }

    /// The version to hold the record to, which is at `current`; refused when another was expected.
    pub fn agree(&self, current: i64) -> Result<Option<i64>> {
        match self {
            Expected::Unsaid => Ok(None),
            Expected::Any => Ok(Some(current)),
            Expected::These(versions) if versions.contains(&current) => Ok(Some(current)),
            Expected::These(versions) => Err(Error::Stale { current, given: versions.first().copied().unwrap_or(0) }),
        }
    }

    /// Refused when any version was expected of a record that is not there yet.
    pub fn nothing(&self) -> Result<()> {
        match self {
            Expected::Unsaid => Ok(()),
            Expected::Any => Err(Error::Stale { current: 0, given: 0 }),
            Expected::These(versions) => {
                Err(Error::Stale { current: 0, given: versions.first().copied().unwrap_or(0) })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_match_is_read_to_the_letter() {
        let read = |text: &'static str| Expected::of(&[(IF_MATCH, text.parse().unwrap())].into_iter().collect());
        assert_eq!(read("\"7\"").unwrap(), Expected::These(vec![7]));
        assert_eq!(read("\"6\", \"7\"").unwrap(), Expected::These(vec![6, 7]));
        assert_eq!(read("*").unwrap(), Expected::Any);
        assert_eq!(read("W/\"7\"").unwrap(), Expected::These(vec![]), "a weak tag never matches");
        assert_eq!(read("\"abc\"").unwrap(), Expected::These(vec![]));
        assert!(read("7").is_err());
        assert!(read("\"7\"").unwrap().agree(7).is_ok());
        assert!(read("\"7\"").unwrap().agree(8).is_err());
        assert_eq!(Expected::of(&HeaderMap::new()).unwrap(), Expected::Unsaid);
    }
}
