//! Tasks that are due: once on the morning of their day, and when somebody wanted to be reminded.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Timelike, Utc};
use meta::{Filter, Key, Op, Path, Record, Value};
use store::notices::{self as rows, Notice};
use store::{lease, settings};
use uuid::Uuid;

use super::{Kind, Place};
use crate::crm::Crm;
use crate::error::Result;
use crate::records;
use crate::work::Work;

/// The setting that says until when reminders were told, and of which day.
const UPTO: &str = "notices_due";
/// Between two looks.
const EACH: Duration = Duration::minutes(1);
/// The hour, for the company, from which a day's tasks are told.
const MORNING: u32 = 7;
/// Tasks that are told of at a time.
const MOST: usize = 2_000;
/// A reminder that nobody could be told of for longer, as nothing ran, is told no more.
const LATE: Duration = Duration::days(2);

/// Tells what is due, once a minute.
pub(super) fn tend(crm: &Crm) -> Result<()> {
    let (system, now) = (crm.system(), crm.now());
    if crm.read(&system, move |work| Ok(last(work)?.is_none_or(|last| now - last.at >= EACH))).wait()? {
        let holder = crm.node().to_string();
        crm.write(&system, "notices", move |work| {
            let mine = lease::take(work.tx, UPTO, &holder, work.now, work.now + EACH * 2)?;
            if mine { tell(work) } else { Ok(()) }
        })
        .wait()?;
    }
    Ok(())
}

/// How far it was told.
struct Last {
    at: DateTime<Utc>,
    day: Option<NaiveDate>,
}

fn last(work: &mut Work) -> Result<Option<Last>> {
    let Some(text) = settings::get(work.tx, UPTO)? else { return Ok(None) };
    let (at, day) = text.split_once(' ').unwrap_or((&text, ""));
    Ok(at.parse().ok().map(|at| Last { at, day: day.parse().ok() }))
}

fn tell(work: &mut Work) -> Result<()> {
    let (now, today) = (work.now, work.today());
    let known = last(work)?;
    let since = known.as_ref().map_or(now, |last| last.at.max(now - LATE));
    if work
        .snapshot
        .module("task")
        .is_none_or(|task| task.field("reminder_at").is_none() || task.field("due").is_none())
    {
        return Ok(());
    }
    let reminded = Filter::And(vec![
        Filter::test(Path::of(Key::of("reminder_at")), Op::Gt, Value::Time(since)),
        Filter::test(Path::of(Key::of("reminder_at")), Op::Lte, Value::Time(now)),
    ]);
    for task in open(work, reminded)? {
        notice(work, &task, standing_for(&format!("{} at {now}", task.id)), 0)?;
    }
    let morning = now.with_timezone(&work.snapshot.company.zone()).hour() >= MORNING;
    let told = known.and_then(|last| last.day);
    if morning && told.is_none_or(|day| day < today) {
        let due = Filter::test(Path::of(Key::of("due")), Op::Eq, Value::Date(today));
        let mut by_owner: BTreeMap<Uuid, Vec<Record>> = BTreeMap::new();
        for task in open(work, due)? {
            if let Some(owner) = task.get("owner").id() {
                by_owner.entry(owner).or_default().push(task);
            }
        }
        for tasks in by_owner.values_mut() {
            tasks.sort_by(|one, other| one.title.cmp(&other.title));
            notice(work, &tasks[0], standing_for(&format!("due on {today}")), tasks.len() as i64 - 1)?;
        }
    }
    let day = if morning { Some(today) } else { told };
    let day = day.map_or(String::new(), |day| day.to_string());
    Ok(settings::set(work.tx, UPTO, &format!("{} {day}", now.to_rfc3339()))?)
}

/// Open tasks of a filter.
fn open(work: &mut Work, also: Filter) -> Result<Vec<Record>> {
    let Some(module) = work.snapshot.module("task").cloned() else { return Ok(Vec::new()) };
    let open = Filter::test(Path::of(Key::of("status")), Op::Eq, Value::Text("open".into()));
    let fields = [Path::of(Key::of("owner"))];
    let scope = work.system();
    records::find(work, &scope, &module, Filter::And(vec![open, also]), &fields, MOST)
}

fn notice(work: &mut Work, task: &Record, act: Uuid, more: i64) -> Result<()> {
    let Some(user) = task.get("owner").id() else { return Ok(()) };
    let silent = rows::silent(work.tx, Place::Page.as_str(), [user])?;
    if silent.contains(&(user, Kind::Due.as_str().to_owned())) {
        return Ok(());
    }
    let (module, at) = (Key::of("task"), work.now);
    let kind = Kind::Due.as_str().into();
    let notice = Notice { nr: 0, user, kind, act, module, record: task.id, more, actor: None, at, seen_at: None };
    Ok(rows::tell(work.tx, &notice)?)
}

/// What stands for an act where nobody acted.
fn standing_for(what: &str) -> Uuid {
    let digest = blake3::hash(what.as_bytes());
    Uuid::from_slice(&digest.as_bytes()[..16]).unwrap_or_default()
}
