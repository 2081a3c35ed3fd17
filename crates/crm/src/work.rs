//! `Work`: one piece of work inside one transaction: who, when, over which definitions, as part of which act.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use meta::filter::Moment;
use meta::types::number::unscaled;
use meta::types::{MONEY_SCALE, Money};
use meta::{Filter, Module};
use store::{Scope, Tx};
use uuid::Uuid;
use words::said;

use crate::actor::Actor;
use crate::acts::{self, Act};
use crate::error::{Error, Result};
use crate::records;
use crate::snapshot::Snapshot;

/// What a verb works with.
pub struct Work<'a, 't> {
    /// The transaction.
    pub tx: &'a mut Tx<'t>,
    /// Who does it.
    pub actor: &'a Actor,
    /// Definitions, company, people.
    pub snapshot: &'a Arc<Snapshot>,
    /// The instant it is done.
    pub now: DateTime<Utc>,
    /// The workspace's key, for cursors.
    pub secret: &'a [u8; 32],
    /// The act it belongs to; nil while only reading.
    pub act: Uuid,
    /// That act while it has no change yet; [`crate::acts::ensure`] records it.
    pub unrecorded: Option<Act>,
    /// Whether it changed what snapshots hold: see [`Work::bump`].
    pub moved: bool,
    /// What records made together share: see [`records::together`].
    pub(crate) together: Option<Box<records::Together>>,
}

impl<'a> Work<'a, '_> {
    /// A module the actor may read.
    pub fn module(&self, key: &str) -> Result<Arc<Module>> {
        match self.snapshot.module(key) {
            Some(module) if self.actor.rights.may_read(&module.key) => Ok(module.clone()),
            _ => Err(Error::NotFound(said!("missing-module", module = key))),
        }
    }

    /// Notes that what snapshots hold has changed: people, company, roles, rates, pipelines or definitions.
    pub fn bump(&mut self) -> Result<()> {
        store::settings::bump(self.tx)?;
        self.moved = true;
        Ok(())
    }

    /// Does a part that may fail alone: an error takes back what the part did, and the work can go on.
    pub fn apart<T>(&mut self, part: impl FnOnce(&mut Work) -> Result<T>) -> Result<T> {
        acts::ensure(self)?;
        let Work { actor, snapshot, now, secret, act, .. } = *self;
        let mut moved = self.moved;
        let done = self.tx.savepoint(|tx| {
            let mut work = Work { tx, actor, snapshot, now, secret, act, unrecorded: None, moved, together: None };
            let done = part(&mut work);
            moved = work.moved;
            done
        });
        self.moved = moved;
        done
    }

    /// Does a part of the work with somebody else's rights: for what everybody may do in one particular way.
    pub fn acting<T>(&mut self, actor: &Actor, part: impl FnOnce(&mut Work) -> Result<T>) -> Result<T> {
        let (now, act, moved) = (self.now, self.act, self.moved);
        let (snapshot, secret, unrecorded) = (self.snapshot, self.secret, self.unrecorded.take());
        let together = self.together.take();
        let mut work = Work { tx: &mut *self.tx, actor, snapshot, now, secret, act, unrecorded, moved, together };
        let done = part(&mut work);
        (self.unrecorded, self.moved, self.together) = (work.unrecorded.take(), work.moved, work.together.take());
        done
    }

    /// For statements under the actor's right to read.
    pub fn scope(&self) -> Scope<'a> {
        Scope::of(&self.snapshot.schema, self.now, &self.actor.rights.read)
    }

    /// For statements of Kith itself, which sees everything.
    pub fn system(&self) -> Scope<'a> {
        Scope::system(&self.snapshot.schema, self.now)
    }

    /// The day it is for the company.
    pub fn today(&self) -> NaiveDate {
        self.snapshot.company.today(self.now)
    }

    /// A filter with periods and people put in for now and the actor.
    pub fn resolve(&self, module: &str, filter: &Filter) -> Filter {
        let company = &self.snapshot.company;
        let people = &self.snapshot.people;
        let me = self.actor.user.unwrap_or(Uuid::nil());
        let (my_team, my_people) = (people.teammates(me), people.subtree(me));
        let today = self.today();
        let to_base = |money: &Money| self.snapshot.rates.to_base(money, today).map(|n| unscaled(n, MONEY_SCALE));
        let moment = Moment {
            today,
            day_start: &|day| company.day_start(day),
            week_start: company.week_start(),
            fiscal_year_start: u32::from(company.fiscal_start),
            me,
            my_team: &my_team,
            my_people: &my_people,
            to_base: &to_base,
            stages: &|key| Some(self.snapshot.stages(key)),
        };
        meta::filter::resolve(filter, &self.snapshot.schema.catalogue, module, &moment)
    }
}
