//! What is told follows from the feed: sealed changes are gone through once, in order, and how far is kept in the
//! transaction that tells.

use std::collections::{HashMap, HashSet};

use chrono::Duration;
use serde_json::{Map, Value as Json};
use store::audit::{self, Action, Done};
use store::notices::{self as rows, Notice};
use store::{lease, settings};
use uuid::Uuid;

use super::{KEPT, Kind, Place, due, mentioned};
use crate::crm::Crm;
use crate::error::Result;
use crate::work::Work;

/// The setting that says how far the feed was gone through.
const UPTO: &str = "notices";
/// Changes that are looked at at a time.
const BATCH: usize = 1_000;
/// For how long one process alone tells.
const TURN: Duration = Duration::seconds(30);
/// Acts of which nobody is told: they set the stage.
const QUIET: [&str; 4] = ["demo", "furnish", "setup", "upgrade"];

/// What a look at the feed found.
#[derive(Debug, Clone)]
struct Found {
    /// The position it began after; `None` before anybody was told anything.
    after: Option<i64>,
    /// The last position it saw.
    last: i64,
    /// What is to be told.
    notices: Vec<Notice>,
}

/// Forgets what was told long ago.
pub fn forget(crm: &Crm) -> Result<u64> {
    let before = crm.now() - KEPT;
    Ok(crm.store().write(move |tx| rows::forget(tx, before)).wait()?)
}

/// Tells what has happened since the last time, as far as it is sealed, and what is due.
pub fn tend(crm: &Crm) -> Result<()> {
    let system = crm.system();
    while let Some(found) = crm.read(&system, look).wait()? {
        let holder = crm.node().to_string();
        let kept = crm.write(&system, "notices", move |work| {
            let mine = lease::take(work.tx, UPTO, &holder, work.now, work.now + TURN)?;
            if mine && upto(work)? == found.after { keep(work, &found).map(|()| true) } else { Ok(false) }
        });
        if !kept.wait()? {
            break;
        }
    }
    due::tend(crm)
}

fn upto(work: &mut Work) -> Result<Option<i64>> {
    Ok(settings::get(work.tx, UPTO)?.and_then(|text| text.parse().ok()))
}

/// Looks at the next changes, if there are any. What was before anybody could be told is no news.
fn look(work: &mut Work) -> Result<Option<Found>> {
    let newest = audit::last_position(work.tx)?;
    let Some(after) = upto(work)? else {
        return Ok(Some(Found { after: None, last: newest, notices: Vec::new() }));
    };
    if after >= newest {
        return Ok(None);
    }
    let done = audit::done(work.tx, after, BATCH)?;
    let last = done.last().map_or(newest, |done| done.event.position);
    Ok(Some(Found { after: Some(after), last, notices: notices(work, &done)? }))
}

fn keep(work: &mut Work, found: &Found) -> Result<()> {
    if !found.notices.is_empty() {
        let users: HashSet<Uuid> = found.notices.iter().map(|notice| notice.user).collect();
        let silent = rows::silent(work.tx, Place::Page.as_str(), users)?;
        let heard = |notice: &&Notice| !silent.contains(&(notice.user, notice.kind.clone()));
        for notice in found.notices.iter().filter(heard) {
            rows::tell(work.tx, notice)?;
        }
    }
    Ok(settings::set(work.tx, UPTO, &found.last.to_string())?)
}

/// What is to be told of some changes, in their order: of one act the first record, and how many more.
fn notices(work: &mut Work, done: &[Done]) -> Result<Vec<Notice>> {
    let heard: Vec<&Done> = done.iter().filter(|done| !QUIET.contains(&done.kind.as_str())).collect();
    let touched: HashSet<Uuid> = heard.iter().flat_map(|done| touched(done)).collect();
    let mut followers: HashMap<Uuid, Vec<(Uuid, meta::Key)>> = HashMap::new();
    if !touched.is_empty() {
        for (user, kept) in rows::followers(work.tx, touched)? {
            followers.entry(kept.record).or_default().push((user, kept.module));
        }
    }
    let mut all = Told::default();
    for done in heard {
        let Ok(module) = meta::Key::new(work.snapshot.names.module(&done.event.module)) else { continue };
        let mut told: HashSet<Uuid> = done.actor.into_iter().collect();
        let notice = |user: Uuid, kind: Kind, module: &meta::Key, record: Uuid| Notice {
            nr: 0,
            user,
            kind: kind.as_str().into(),
            act: done.act,
            module: module.clone(),
            record,
            more: 0,
            actor: done.actor,
            at: done.event.at,
            seen_at: None,
        };
        let changes = changes(done);
        if let Some(owner) = new_owner(done, &changes).filter(|owner| told.insert(*owner)) {
            all.tell(notice(owner, Kind::Assigned, &module, done.event.record));
        }
        for user in changes.values().flat_map(|pair| newly_mentioned(pair, work)) {
            if told.insert(user) {
                all.tell(notice(user, Kind::Mentioned, &module, done.event.record));
            }
        }
        for record in self::touched(done) {
            for (user, of) in followers.get(&record).into_iter().flatten() {
                if told.insert(*user) {
                    all.tell(notice(*user, Kind::Followed, of, record));
                }
            }
        }
    }
    Ok(all.notices)
}

/// Notices, one for each act, kind and module that somebody is told of.
#[derive(Default)]
struct Told {
    notices: Vec<Notice>,
    places: HashMap<(Uuid, String, Uuid, meta::Key), usize>,
}

impl Told {
    fn tell(&mut self, notice: Notice) {
        let of = (notice.user, notice.kind.clone(), notice.act, notice.module.clone());
        match self.places.get(&of) {
            Some(at) => self.notices[*at].more += 1,
            None => {
                self.places.insert(of, self.notices.len());
                self.notices.push(notice);
            }
        }
    }
}

fn changes(done: &Done) -> Map<String, Json> {
    done.event.changes.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// The record of a change and those that the change names.
fn touched(done: &Done) -> HashSet<Uuid> {
    if !is_told(done.event.action) {
        return HashSet::new();
    }
    let named = crate::feed::named(done.event.changes.as_deref().unwrap_or_default());
    named.chain([done.event.record]).collect()
}

fn is_told(action: Action) -> bool {
    use Action as A;
    matches!(action, A::Create | A::Update | A::Delete | A::Restore | A::Relate | A::Unrelate)
}

/// Whom a changed text mentions that it did not mention before.
fn newly_mentioned(pair: &Json, work: &Work) -> HashSet<Uuid> {
    let people = |at: usize| {
        let text = pair.get(at).and_then(Json::as_str).unwrap_or_default();
        mentioned(text, &work.snapshot.people)
    };
    people(1).difference(&people(0)).copied().collect()
}

/// Whose a record has become.
fn new_owner(done: &Done, changes: &Map<String, Json>) -> Option<Uuid> {
    let made = matches!(done.event.action, Action::Create | Action::Update);
    let owner = changes.get("owner").filter(|_| made)?.get(1)?;
    owner.as_str().and_then(|text| Uuid::try_parse(text).ok())
}
