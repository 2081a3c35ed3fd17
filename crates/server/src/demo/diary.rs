//! What happened at the demo company, written down when it happened and by whom: two years of it, week by week.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use crm::records::{self, New};
use crm::{Actor, Crm, Result, Via, Work};
use meta::record::Values;
use uuid::Uuid;

/// One thing that happened.
#[derive(Clone)]
enum Entry {
    /// A record was made.
    Made(&'static str, Uuid, Values),
    /// A record was changed.
    Changed(&'static str, Uuid, Values),
}

/// What happened, by day and by whom.
#[derive(Default)]
pub struct Diary {
    days: BTreeMap<(NaiveDate, Option<Uuid>), Vec<Entry>>,
}

impl Diary {
    /// A record is made on a day, by its owner or by Kith.
    pub fn made(&mut self, day: NaiveDate, who: Option<Uuid>, module: &'static str, id: Uuid, values: Values) {
        self.days.entry((day, who)).or_default().push(Entry::Made(module, id, values));
    }

    /// A record is changed on a day, later than it was made or after it on the same.
    pub fn changed(&mut self, day: NaiveDate, who: Option<Uuid>, module: &'static str, id: Uuid, values: Values) {
        self.days.entry((day, who)).or_default().push(Entry::Changed(module, id, values));
    }

    /// Writes everything down as of its day, in the morning, each person's day as one act.
    pub fn write(self, crm: &Crm) -> crate::failure::Result<()> {
        let clock = Arc::new(AtomicI64::new(0));
        let told = clock.clone();
        let then = move || DateTime::<Utc>::from_timestamp(told.load(Ordering::Relaxed), 0).unwrap_or_default();
        let past = Crm::open_at(crm.store().clone(), *crm.secret(), then)?;
        let now = crm.now() - Duration::minutes(1);
        for (nr, ((day, who), entries)) in self.days.into_iter().enumerate() {
            let morning = NaiveTime::from_hms_opt(8 + nr as u32 % 9, nr as u32 * 7 % 60, 0).unwrap_or_default();
            let at = day.and_time(morning).and_utc().min(now);
            clock.store(at.timestamp(), Ordering::Relaxed);
            let actor = actor(&past, who);
            past.write(&actor, "demo", move |work| entries.iter().try_for_each(|entry| one(work, entry))).wait()?;
        }
        Ok(())
    }
}

fn actor(crm: &Crm, who: Option<Uuid>) -> Actor {
    who.and_then(|user| crm.actor(user, Via::Session)).unwrap_or_else(|| crm.system())
}

fn one(work: &mut Work, entry: &Entry) -> Result<()> {
    match entry {
        Entry::Made(module, id, values) => {
            let new = New { id: Some(*id), values: values.clone(), source: "demo" };
            records::create(work, module, new).map(drop)
        }
        Entry::Changed(module, id, values) => records::update(work, module, *id, values.clone(), None).map(drop),
    }
}
