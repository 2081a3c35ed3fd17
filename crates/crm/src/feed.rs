//! The change feed as one actor may see it: what happened to records they see now, and which records they lost sight of.
//!
//! Only sealed changes, in the order of their positions. Changes of roles, teams and hierarchy move no record and leave
//! nothing here: whoever follows the feed reads anew when the rights of its user change.

mod lost;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use store::audit::{self, Action};
use store::notices;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::work::Work;

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// This was done to it.
    Did(Action),
    /// The actor does not see it any more, or it is no more.
    Gone,
}

impl Happened {
    /// Its word in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Happened::Did(action) => action.as_str(),
            Happened::Gone => "gone",
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place in the feed.
    pub position: i64,
    /// The record's module.
    pub module: String,
    /// The record.
    pub id: Uuid,
    /// What became of it.
    pub happened: Happened,
    /// Its version afterwards, where the change made one; nothing more is told of a record that is gone.
    pub version: Option<i64>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A page of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// In order.
    pub events: Vec<Event>,
    /// The position to go on from; as given when there is nothing new.
    pub last: i64,
}

/// Changes read at a time.
const PAGE: usize = 500;
/// How many changes are looked at for one answer, for an actor who may see few of them.
const LOOKED_AT: usize = 10_000;

/// What happened after a position, at most `limit` events. A page may be empty and yet move `last` on.
pub fn changes(work: &mut Work, after: i64, limit: usize) -> Result<Feed> {
    if after < 0 || after > audit::last_position(work.tx)? {
        return Err(Error::bad(
            "after",
            "invalid",
            "is not a position of this feed: read everything anew, then from 0",
        ));
    }
    let mut feed = Feed { events: Vec::new(), last: after };
    let mut looked_at = 0;
    while feed.events.len() < limit && looked_at < LOOKED_AT {
        let mut page = audit::feed(work.tx, feed.last, PAGE)?;
        for event in &mut page {
            event.module = work.snapshot.names.module(&event.module).to_string();
        }
        let ended = page.len() < PAGE;
        looked_at += page.len();
        let seen = seen(work, &page)?;
        for event in page {
            if feed.events.len() == limit {
                return Ok(feed);
            }
            feed.last = event.position;
            feed.events.extend(told(work, &seen, event));
        }
        if ended {
            break;
        }
    }
    Ok(feed)
}

/// What changes touched, for those who look at it anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Modules in which something changed.
    pub modules: BTreeSet<String>,
    /// Records that changed, and those that the changes name: what hangs on a record changes how it looks.
    pub records: HashSet<Uuid>,
    /// Users who were told something.
    pub told: HashSet<Uuid>,
    /// Up to where this goes.
    pub upto: Upto,
}

/// Up to where somebody has looked: a position of the feed, and a number of what people were told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Upto {
    position: Option<i64>,
    notice: Option<i64>,
}

/// Most changes that are looked at one by one; of more at once, some modules may be told and not all records.
const TOUCHED: usize = 2_000;

/// What was touched since somebody looked; nothing yet for who looks first. For Kith itself, which tells nobody what it was.
pub fn touched(work: &mut Work, since: Upto) -> Result<Touched> {
    let newest = audit::last_position(work.tx)?;
    let (told, notice) = match since.notice {
        Some(after) => notices::told(work.tx, after)?,
        None => (HashSet::new(), notices::last(work.tx)?),
    };
    let upto = Upto { position: Some(newest), notice: Some(notice) };
    let mut touched = Touched { told, upto, ..Touched::default() };
    let Some(after) = since.position.filter(|after| *after < newest) else { return Ok(touched) };
    for event in audit::feed(work.tx, after, TOUCHED)? {
        touched.modules.insert(work.snapshot.names.module(&event.module).to_string());
        touched.records.insert(event.record);
        touched.records.extend(named(event.changes.as_deref().unwrap_or_default()));
    }
    Ok(touched)
}

/// The records that changes name, before and after.
pub(crate) fn named(changes: &str) -> impl Iterator<Item = Uuid> {
    changes.split('"').filter(|text| text.len() == 36).filter_map(|text| Uuid::try_parse(text).ok())
}

/// Which of the records of a page the actor sees now: one statement a module.
fn seen(work: &mut Work, page: &[audit::Event]) -> Result<HashSet<Uuid>> {
    let mut by_module: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    for event in page {
        by_module.entry(&event.module).or_default().push(event.record);
    }
    let mut seen = HashSet::new();
    for (module, mut ids) in by_module {
        let Ok(module) = work.module(module) else { continue };
        ids.sort_unstable();
        ids.dedup();
        let scope = work.scope();
        seen.extend(audit::seen(work.tx, &scope, &module, &ids)?);
    }
    Ok(seen)
}

fn told(work: &Work, seen: &HashSet<Uuid>, event: audit::Event) -> Option<Event> {
    use Action as A;
    match event.action {
        A::Create | A::Update | A::Delete | A::Restore | A::Purge | A::Relate | A::Unrelate | A::Share | A::Unshare => {
        }
        A::Access | A::SignIn | A::SignInFailed | A::SignOut | A::Configure => return None,
    }
    let happened = if seen.contains(&event.record) {
        Happened::Did(event.action)
    } else if lost::lost(work, &event) {
        Happened::Gone
    } else {
        return None;
    };
    let version = Some(event.version).filter(|version| *version > 0 && happened != Happened::Gone);
    Some(Event { position: event.position, module: event.module, id: event.record, happened, version, at: event.at })
}
