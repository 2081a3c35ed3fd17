//! A few records of every module in memory, and what somebody sees of them: the plain meaning that statements must keep.

use std::collections::{BTreeMap, HashSet};

use expr::{Context, Type, Typed};
use meta::filter::Source;
use meta::record::Values;
use meta::relation::RelationKind;
use meta::types::Money;
use meta::value::Line;
use meta::{Field, FieldType, Key, Module, Path, Value};
use rust_decimal::Decimal;
use store::shares::Share;
use uuid::Uuid;

use crate::fixture::{FIXTURE, ZONE, base, catalogue, module, now, to_base};

/// The records of a workspace by module and id, in the order of their making.
#[derive(Debug, Clone, Default)]
pub struct World {
    records: BTreeMap<Key, BTreeMap<Uuid, Values>>,
    pub shares: Vec<(Key, Uuid, Share)>,
}

impl World {
    /// Adds a record.
    pub fn add(&mut self, module: &str, id: Uuid, values: Values) {
        self.records.entry(Key::new(module).unwrap()).or_default().insert(id, values);
    }

    /// All records.
    pub fn records(&self) -> impl Iterator<Item = (&Key, Uuid, &Values)> {
        self.records.iter().flat_map(|(key, records)| records.iter().map(move |(id, values)| (key, *id, values)))
    }

    /// The ids of a module's records, in order.
    pub fn ids(&self, module: &str) -> Vec<Uuid> {
        self.records.get(module).into_iter().flatten().map(|(id, _)| *id).collect()
    }

    fn get(&self, module: &str, id: Uuid) -> Option<&Values> {
        self.records.get(module)?.get(&id)
    }

    /// Computes the formulas that are kept in columns.
    pub fn derive(&mut self) {
        let everybody = Eyes::all();
        let mut kept = Vec::new();
        for ((owner, field), typed) in FIXTURE.formulas.iter().filter(|((_, field), _)| field.starts_with("kept_")) {
            let kind = &module(owner).field(field).unwrap().kind;
            for id in self.ids(owner) {
                let record = Seen { world: self, eyes: &everybody, module: module(owner), id };
                let (value, _) = typed.field_value(kind, &|path: &Path| record.held(path), &context(), base());
                kept.push((owner.clone(), id, field.clone(), value));
            }
        }
        for (owner, id, field, value) in kept {
            self.records.get_mut(&owner).unwrap().get_mut(&id).unwrap().set(field, value);
        }
    }
}

pub fn context() -> Context {
    Context { now: now(), zone: ZONE }
}

/// Which records somebody sees.
#[derive(Debug, Clone, Default)]
pub struct Eyes {
    /// `None` for all.
    pub seen: Option<HashSet<(Key, Uuid)>>,
}

impl Eyes {
    pub fn all() -> Eyes {
        Eyes::default()
    }

    /// Whether a record is seen.
    pub fn see(&self, module: &Key, id: Uuid) -> bool {
        self.seen.as_ref().is_none_or(|seen| seen.contains(&(module.clone(), id)))
    }
}

/// A record as somebody sees it.
#[derive(Clone, Copy)]
pub struct Seen<'w> {
    pub world: &'w World,
    pub eyes: &'w Eyes,
    pub module: &'static Module,
    pub id: Uuid,
}

impl<'w> Seen<'w> {
    pub fn of(world: &'w World, eyes: &'w Eyes, key: &str, id: Uuid) -> Seen<'w> {
        Seen { world, eyes, module: module(key), id }
    }

    fn stored(&self, key: &str) -> Value {
        match key {
            "id" => Value::Id(self.id),
            key => self
                .world
                .get(&self.module.key, self.id)
                .and_then(|values| values.get(key))
                .cloned()
                .unwrap_or_default(),
        }
    }

    fn field(&self, key: &str) -> &'static Field {
        self.module.field(key).unwrap()
    }

    /// The record behind a link, if it is there and seen.
    fn behind(&self, link: &str) -> Option<Seen<'w>> {
        let target = module(self.field(link).kind.target()?);
        let id = self.stored(link).id()?;
        self.world.get(&target.key, id)?;
        self.eyes.see(&target.key, id).then_some(Seen { module: target, id, ..*self })
    }

    /// The value of a field, whatever it comes from.
    pub fn get(&self, key: &str) -> Value {
        let field = self.field(key);
        match &field.kind {
            FieldType::Lookup { path, .. } => self.held(path),
            FieldType::Formula { .. } => {
                match FIXTURE.schema.computed().get(&(self.module.key.clone(), field.key.clone())) {
                    Some(typed) => self.compute(typed, &field.kind),
                    None => self.stored(key),
                }
            }
            FieldType::Children { to, by } => {
                let lines = self.others(to).filter(|line| line.stored(by) == Value::Id(self.id));
                let lines: Vec<Line> = lines.map(|line| Line { id: Some(line.id), values: Values::new() }).collect();
                if lines.is_empty() { Value::Null } else { Value::Lines(lines) }
            }
            _ => self.stored(key),
        }
    }

    /// The value at the end of a path, null where it cannot be followed. Parts are left to whoever asks.
    pub fn held(&self, path: &Path) -> Value {
        let [first, rest @ ..] = path.steps() else { return Value::Null };
        match rest {
            [] => self.get(first),
            rest => self.behind(first).map_or(Value::Null, |next| next.held(&Path::join(rest))),
        }
    }

    /// A formula that gives money reads every amount in base currency.
    pub fn compute(&self, typed: &Typed, kind: &FieldType) -> Value {
        let in_base = *typed.ty() == Type::Money;
        let read = |path: &Path| match self.held(path) {
            Value::Money(money) if in_base => {
                to_base(&money).map_or(Value::Null, |amount| Value::Money(Money { amount, currency: base() }))
            }
            value => value,
        };
        typed.field_value(kind, &read, &context(), base()).0
    }

    /// The records of a module that are seen and outside the bin.
    fn others(&self, key: &Key) -> impl Iterator<Item = Seen<'w>> + use<'w> {
        let (this, target) = (*self, module(key));
        let ids = self.world.ids(key).into_iter();
        let all = ids.map(move |id| Seen { module: target, id, ..this });
        all.filter(move |other| this.eyes.see(&target.key, other.id) && other.stored("deleted_at").is_empty())
    }
}

impl Source for Seen<'_> {
    fn value(&self, field: &Key) -> Value {
        self.get(field)
    }

    fn base_amount(&self, field: &Key) -> Option<Decimal> {
        match self.get(field) {
            Value::Money(money) => to_base(&money),
            _ => None,
        }
    }

    fn follow(&self, link: &Key) -> Option<Box<dyn Source + '_>> {
        self.behind(link).map(|next| Box::new(next) as Box<dyn Source>)
    }

    fn related(&self, name: &Key) -> Vec<Box<dyn Source + '_>> {
        let relation = catalogue().relation(&self.module.key, name).unwrap();
        let holds = |ids: Value, id: Uuid| matches!(ids, Value::Ids(ids) if ids.contains(&id));
        let others = self.others(&relation.target).filter(|other| match &relation.kind {
            RelationKind::Inverse { field } | RelationKind::Children { by: field, .. } => {
                other.stored(field) == Value::Id(self.id)
            }
            RelationKind::ParentInverse { field } => {
                other.stored(field) == Value::Ref(self.module.key.clone(), self.id)
            }
            RelationKind::Links { field } => holds(self.stored(field), other.id),
            RelationKind::LinksInverse { field } => holds(other.stored(field), self.id),
        });
        others.map(|other| Box::new(other) as Box<dyn Source>).collect()
    }
}
