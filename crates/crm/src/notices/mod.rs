//! What people are told: that a record became theirs, that somebody mentioned them, that one they follow changed, that a
//! task is due. It follows from the feed of sealed changes, behind the scenes, so that no change waits for it and none is
//! forgotten; of a record that its reader does not see, nothing is told.

mod due;
mod mention;
mod tend;

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use meta::{Key, Path};
use store::notices as rows;
use store::personal::Kept;
use uuid::Uuid;

use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::records;
use crate::work::Work;

pub use mention::{Names, mentioned};
pub use tend::{forget, tend};

/// How long what was told is kept.
const KEPT: Duration = Duration::days(90);
/// The highest number of what was not seen that is counted.
pub const COUNTED: usize = 100;

/// What somebody is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A record became theirs.
    Assigned,
    /// Somebody wrote their name after an `@`.
    Mentioned,
    /// A record they follow changed, or something was hung on it.
    Followed,
    /// A task is to be done today, or wanted to be remembered now.
    Due,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 4] = [Kind::Assigned, Kind::Mentioned, Kind::Followed, Kind::Due];

    /// Its key.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Assigned => "assigned",
            Kind::Mentioned => "mentioned",
            Kind::Followed => "followed",
            Kind::Due => "due",
        }
    }

    fn of(key: &str) -> Option<Kind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == key)
    }
}

/// Where somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// In the pages.
    Page,
    /// By the browser, where it was allowed to.
    Browser,
}

impl Place {
    /// Both.
    pub const ALL: [Place; 2] = [Place::Page, Place::Browser];

    /// Its key.
    pub fn as_str(self) -> &'static str {
        match self {
            Place::Page => "page",
            Place::Browser => "browser",
        }
    }
}

/// Something the actor was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number, by which it is noted as seen.
    pub nr: i64,
    /// What of.
    pub kind: Kind,
    /// The module of the record.
    pub module: Key,
    /// The record, the first of several.
    pub record: Uuid,
    /// What it is called.
    pub title: String,
    /// How many further records the same act concerned.
    pub more: i64,
    /// Who did it; `None` for Kith itself.
    pub actor: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
    /// It was not seen yet.
    pub new: bool,
}

/// What the actor was told, newest first, and from where to go on: records they do not see any more are left out.
pub fn list(work: &mut Work, before: Option<i64>, limit: usize) -> Result<(Vec<Notice>, Option<i64>)> {
    let user = person(work.actor)?;
    let told = rows::list(work.tx, user, before, limit)?;
    let next = told.last().map(|last| last.nr).filter(|_| told.len() == limit);
    let mut by_module: HashMap<Key, Vec<Uuid>> = HashMap::new();
    for one in told.iter().filter(|one| work.actor.rights.may_read(&one.module)) {
        by_module.entry(one.module.clone()).or_default().push(one.record);
    }
    let mut titles = HashMap::new();
    for (module, ids) in by_module {
        titles.extend(records::titles(work, &module, ids)?);
    }
    let notice = |one: rows::Notice| {
        Some(Notice {
            kind: Kind::of(&one.kind)?,
            title: titles.get(&one.record)?.clone(),
            nr: one.nr,
            module: one.module,
            record: one.record,
            more: one.more,
            actor: one.actor,
            at: one.at,
            new: one.seen_at.is_none(),
        })
    };
    Ok((told.into_iter().filter_map(notice).collect(), next))
}

/// How much the actor has not seen, counted up to [`COUNTED`].
pub fn unseen(work: &mut Work) -> Result<i64> {
    Ok(rows::unseen(work.tx, person(work.actor)?, COUNTED)?)
}

/// Notes that the actor has seen one thing they were told, or all. Looks through another's eyes are not theirs.
pub fn see(work: &mut Work, one: Option<i64>) -> Result<()> {
    let (user, now) = (person(work.actor)?, work.now);
    if work.actor.impersonator.is_none() {
        rows::see(work.tx, user, one, now)?;
    }
    Ok(())
}

/// Follows a record that the actor sees.
pub fn follow(work: &mut Work, module: &str, id: Uuid) -> Result<()> {
    let record = records::get(work, module, id, &[Path::of(Key::of("id"))])?;
    let (user, at) = (person(work.actor)?, work.now);
    Ok(rows::follow(work.tx, user, &Kept { module: record.module, record: id, at })?)
}

/// Follows a record no more, whether or not it is still there.
pub fn unfollow(work: &mut Work, id: Uuid) -> Result<()> {
    Ok(rows::unfollow(work.tx, person(work.actor)?, id)?)
}

/// Whether the actor follows a record.
pub fn follows(work: &mut Work, id: Uuid) -> Result<bool> {
    Ok(rows::follows(work.tx, person(work.actor)?, id)?)
}

/// Whether the actor is told of a kind in a place.
pub fn heard(work: &mut Work) -> Result<Vec<(Kind, Place)>> {
    let silences = rows::silences(work.tx, person(work.actor)?)?;
    let silent = |kind: Kind, place: Place| silences.iter().any(|(of, at)| of == kind.as_str() && at == place.as_str());
    let all = Kind::ALL.into_iter().flat_map(|kind| Place::ALL.map(|place| (kind, place)));
    Ok(all.filter(|(kind, place)| !silent(*kind, *place)).collect())
}

/// Sets of what the actor is told, and where; of the rest they are not.
pub fn hear(work: &mut Work, wanted: &[(Kind, Place)]) -> Result<()> {
    let user = person(work.actor)?;
    let all = Kind::ALL.into_iter().flat_map(|kind| Place::ALL.map(|place| (kind, place)));
    let silent = all.filter(|one| !wanted.contains(one));
    let silent: Vec<_> = silent.map(|(kind, place)| (kind.as_str().to_owned(), place.as_str().to_owned())).collect();
    Ok(rows::silence(work.tx, user, &silent)?)
}

fn person(actor: &Actor) -> Result<Uuid> {
    actor.user.ok_or_else(|| Error::Forbidden(words::said!("notice-nobody")))
}
