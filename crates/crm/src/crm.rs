//! `Crm`: the door to the business. Runs a verb for somebody inside one transaction and keeps the snapshot fresh.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use arc_swap::ArcSwap;
use chrono::{DateTime, SubsecRound, Utc};
use meta::Key;
use store::{Pending, Store, Tx};
use uuid::Uuid;
use words::Language;

use crate::access::{self, Rights};
use crate::actor::{Actor, Via};
use crate::acts::Act;
use crate::error::{Error, Result};
use crate::snapshot::Snapshot;
use crate::tuning::Wishes;
use crate::work::Work;
use crate::{acts, definitions, load, signin, summaries};

/// A workspace with its business. Cheap to clone.
#[derive(Clone)]
pub struct Crm {
    inner: Arc<Inner>,
}

/// Compiled rights by user and role, of the snapshot with this version.
type Compiled = (i64, HashMap<(Option<Uuid>, Key), Arc<Rights>>);

struct Inner {
    store: Store,
    snapshot: ArcSwap<Snapshot>,
    rights: Mutex<Compiled>,
    /// A write of this process may have moved the workspace's version since the snapshot was read.
    moved: AtomicBool,
    clock: Box<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    secret: [u8; 32],
    node: Uuid,
    signins: signin::State,
    wishes: Wishes,
    statements: AtomicU64,
}

impl Crm {
    /// Opens the business over a store, making the shipped modules' tables in an empty workspace. `secret` is the
    /// workspace's key.
    pub fn open(store: Store, secret: [u8; 32]) -> Result<Crm> {
        Crm::open_at(store, secret, Utc::now)
    }

    /// Opens with a clock of the caller's, for tests.
    pub fn open_at(
        store: Store,
        secret: [u8; 32],
        clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
    ) -> Result<Crm> {
        load::prepare(&store, clock())?;
        let snapshot = load::snapshot(&store, clock())?;
        let inner = Inner {
            store,
            snapshot: ArcSwap::from_pointee(snapshot),
            rights: Mutex::default(),
            moved: AtomicBool::new(false),
            clock: Box::new(clock),
            secret,
            node: Uuid::new_v4(),
            signins: signin::State::default(),
            wishes: Wishes::default(),
            statements: AtomicU64::new(0),
        };
        let crm = Crm { inner: Arc::new(inner) };
        summaries::complete(&crm)?;
        if crm.inner.store.read(definitions::is_due).wait()? {
            crm.alone(&crm.system(), "upgrade", definitions::upgrade).wait()?;
            crm.refresh()?;
        }
        Ok(crm)
    }

    /// Definitions, company, people as last read.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.inner.snapshot.load_full()
    }

    /// The store beneath.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Whether the database answers.
    pub fn ready(&self) -> Pending<(), Error> {
        self.inner.store.read(|tx| Ok(store::settings::version(tx).map(drop)?))
    }

    /// The workspace's key, for seals and cursors.
    pub fn secret(&self) -> &[u8; 32] {
        &self.inner.secret
    }

    /// This process among those that serve the workspace, as the holder of leases.
    pub fn node(&self) -> Uuid {
        self.inner.node
    }

    /// What this process remembers of signing in.
    pub fn signins(&self) -> &signin::State {
        &self.inner.signins
    }

    /// The instant it is, as exactly as the store keeps instants.
    pub fn now(&self) -> DateTime<Utc> {
        (self.inner.clock)().trunc_subsecs(6)
    }

    /// Reads what rarely changes again if the workspace's version moved; says whether it did.
    pub fn refresh(&self) -> Result<bool> {
        let version = self.inner.store.read(store::settings::version).wait()?;
        if version == self.snapshot().version {
            return Ok(false);
        }
        let snapshot = load::snapshot(&self.inner.store, self.now())?;
        self.inner.snapshot.store(Arc::new(snapshot));
        self.inner.moved.store(false, Ordering::Release);
        Ok(true)
    }

    /// Reads what a request shows of whoever makes it, and with it what rarely changes if that moved: nothing is believed
    /// that any process ended or changed before.
    pub(crate) fn attest<T: Send + 'static>(
        &self,
        read: impl Fn(&mut Tx) -> store::Result<T> + Send + 'static,
    ) -> Pending<T, Error> {
        let crm = self.clone();
        self.inner.store.read(move |tx| {
            crm.current(tx)?;
            Ok(read(tx)?)
        })
    }

    /// A user as an actor; `None` when unknown or deactivated.
    pub fn actor(&self, user: Uuid, via: Via) -> Option<Actor> {
        if self.inner.moved.load(Ordering::Acquire) {
            // A failed refresh leaves the mark, as does one before the write commits: the next caller tries again.
            self.refresh().ok();
        }
        let snapshot = self.snapshot();
        let person = snapshot.people.get(user).filter(|person| person.active)?;
        Some(Actor {
            user: Some(user),
            name: person.name.clone(),
            role: person.role.clone(),
            team: person.team,
            via,
            impersonator: None,
            language: if via == Via::Session { person.preferences.language } else { Language::En },
            rights: self.rights(&snapshot, &person.role, Some(user), person.team),
        })
    }

    /// Kith itself.
    pub fn system(&self) -> Actor {
        let role = Key::of("administrator");
        let snapshot = self.snapshot();
        Actor {
            user: None,
            name: "Kith".into(),
            rights: self.rights(&snapshot, &role, None, None),
            role,
            team: None,
            via: Via::System,
            impersonator: None,
            language: Language::En,
        }
    }

    fn rights(&self, snapshot: &Snapshot, role: &Key, user: Option<Uuid>, team: Option<Uuid>) -> Arc<Rights> {
        let compiled = || Arc::new(access::rights(snapshot, role, user, team));
        let mut cache = self.inner.rights.lock().unwrap_or_else(|e| e.into_inner());
        match snapshot.version.cmp(&cache.0) {
            // Somebody still holds a snapshot that was replaced meanwhile.
            std::cmp::Ordering::Less => return compiled(),
            std::cmp::Ordering::Greater => *cache = (snapshot.version, HashMap::new()),
            std::cmp::Ordering::Equal => {}
        }
        cache.1.entry((user, role.clone())).or_insert_with(compiled).clone()
    }

    /// Indexes that reading missed.
    pub(crate) fn wishes(&self) -> &Wishes {
        &self.inner.wishes
    }

    /// How many statements verbs have run since the start, those of undone tries included.
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    fn count(&self, tx: &Tx) {
        self.inner.statements.fetch_add(tx.statements().into(), Ordering::Relaxed);
    }

    /// Runs a verb that only reads, in one snapshot of the database.
    pub fn read<T, F>(&self, actor: &Actor, verb: F) -> Pending<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Work) -> Result<T> + Send + 'static,
    {
        let (crm, actor, now) = (self.clone(), actor.clone(), self.now());
        let tries = Tries::default();
        self.inner.store.read(move |tx| {
            let snapshot = crm.current(tx)?;
            let actor = crm.actual(&actor, &snapshot);
            let (secret, act) = (crm.secret(), Uuid::nil());
            let (actor, snapshot) = (&*actor, &snapshot.read_in(actor.language));
            let mut work =
                Work { tx, actor, snapshot, now, secret, act, unrecorded: None, moved: false, together: None };
            let done = verb(&mut work);
            crm.wishes().note(work.tx.take_wishes());
            crm.count(work.tx);
            tries.settle(work.tx, done)
        })
    }

    /// Runs a verb that writes, as one act of its own in one transaction. `kind` names the act: `create`, `import`…
    pub fn write<T, F>(&self, actor: &Actor, kind: &'static str, verb: F) -> Pending<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Work) -> Result<T> + Send + 'static,
    {
        self.part(actor, &acts::plan(actor, self.now(), kind), verb)
    }

    /// Runs a verb that writes, as a part of a longer act in a transaction of its own: see [`acts::plan`].
    pub fn part<T, F>(&self, actor: &Actor, act: &Act, verb: F) -> Pending<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Work) -> Result<T> + Send + 'static,
    {
        self.inner.store.write(self.changing(actor, act, verb))
    }

    /// Runs a verb that changes tables, as one act of its own in a transaction that is committed with no other.
    pub(crate) fn alone<T, F>(&self, actor: &Actor, kind: &'static str, verb: F) -> Pending<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Work) -> Result<T> + Send + 'static,
    {
        // Definitions are compared as they are written, not as somebody reads them.
        let actor = Actor { language: Language::En, ..actor.clone() };
        self.inner.store.alone(self.changing(&actor, &acts::plan(&actor, self.now(), kind), verb))
    }

    fn changing<T, F>(&self, actor: &Actor, act: &Act, verb: F) -> impl Fn(&mut Tx) -> Result<T> + Send + 'static
    where
        T: Send + 'static,
        F: Fn(&mut Work) -> Result<T> + Send + 'static,
    {
        let (crm, actor, now, whole) = (self.clone(), actor.clone(), self.now(), act.clone());
        let tries = Tries::default();
        move |tx| {
            let snapshot = load::current(tx, &crm.snapshot(), now)?;
            let actor = crm.actual(&actor, &snapshot);
            let (secret, act, unrecorded) = (crm.secret(), whole.id, Some(whole.clone()));
            let (actor, snapshot) = (&*actor, &snapshot.read_in(actor.language));
            let mut work = Work { tx, actor, snapshot, now, secret, act, unrecorded, moved: false, together: None };
            let done = verb(&mut work).and_then(|done| unchanged(&mut work).map(|()| done));
            let moved = work.moved;
            crm.count(work.tx);
            let done = tries.settle(work.tx, done)?;
            if moved {
                crm.inner.moved.store(true, Ordering::Release);
            }
            Ok(done)
        }
    }

    /// The actor with rights for the definitions of a transaction, which may be newer than those they came with.
    fn actual<'a>(&self, actor: &'a Actor, snapshot: &Arc<Snapshot>) -> Cow<'a, Actor> {
        if actor.rights.version == snapshot.version {
            return Cow::Borrowed(actor);
        }
        let person = actor.user.and_then(|user| snapshot.people.get(user));
        let (role, team) = person.map_or((&actor.role, actor.team), |person| (&person.role, person.team));
        // What a transaction alone has seen may never be committed: no cache for that.
        let rights = match Arc::ptr_eq(snapshot, &self.snapshot()) {
            true => self.rights(snapshot, role, actor.user, team),
            false => Arc::new(access::rights(snapshot, role, actor.user, team)),
        };
        Cow::Owned(Actor { role: role.clone(), team, rights, ..actor.clone() })
    }

    /// The snapshot for a transaction that reads; a newer one than is at hand serves whoever comes next too.
    fn current(&self, tx: &mut Tx) -> Result<Arc<Snapshot>> {
        let at_hand = self.snapshot();
        let current = load::current(tx, &at_hand, self.now())?;
        if current.version > at_hand.version {
            self.inner.snapshot.rcu(|held| if held.version < current.version { current.clone() } else { held.clone() });
        }
        Ok(current)
    }
}

/// On PostgreSQL tables may change between the reading of definitions and a statement: whoever was that far when they
/// changed has written by the old ones. On SQLite a transaction sees one moment.
fn unchanged(work: &mut Work) -> Result<()> {
    let known = work.snapshot.schema.catalogue.version;
    let alone = work.tx.dialect().is_sqlite() || work.moved;
    if alone || store::definitions::version(work.tx)? as u64 == known { Ok(()) } else { Err(Error::Outdated) }
}

/// How often a closure met tables that changed under it.
#[derive(Default)]
struct Tries(AtomicU32);

impl Tries {
    /// More is not bad luck but a wrong statement.
    const MOST: u32 = 3;

    /// An outcome, or one more try in a fresh transaction when tables or definitions changed meanwhile.
    fn settle<T>(&self, tx: &mut Tx, done: Result<T>) -> Result<T> {
        let changed = match &done {
            Err(Error::Outdated) => true,
            Err(Error::Store(error)) => error.is_missing_table(),
            _ => false,
        };
        if changed && self.0.fetch_add(1, Ordering::Relaxed) < Self::MOST {
            tx.run_again();
        }
        done
    }
}
