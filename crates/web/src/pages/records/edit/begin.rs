//! How forms begin: empty, from a record, or again after they were refused.

use std::collections::HashMap;

use crm::records::{self, Shape};
use crm::{FieldError, Result, Work};
use meta::record::Values;
use meta::{FieldType, Key, Record, Value};
use uuid::Uuid;
use words::said;

use super::given::{Given, control_name, sentence};
use super::sheet::{Meanwhile, Sheet};
use crate::components::fields::links::FIRST;
use crate::components::fields::{self, Offer, Offers};
use crate::guard::local;
use crate::pages::records::show::line_links;
use crate::pages::records::{Scene, options as choices};
use crate::pairs::Pairs;

/// Why a form comes again.
#[derive(Clone)]
pub enum Trouble {
    /// Values were refused.
    Errors(Vec<FieldError>),
    /// Others changed the same fields.
    Clash(Meanwhile),
}

/// An empty form with the usual values; the address fills fields, or names a record to copy.
pub fn new(work: &mut Work, module: &str, pairs: &Pairs) -> Result<Sheet> {
    let scene = Scene::set(work, module)?;
    if !scene.rights.may_create(&scene.module.key) {
        return Err(crm::Error::Forbidden(said!("form-may-not-create", modules = scene.many())));
    }
    let mut values = usual(work, &scene);
    if let Ok(copied) = Uuid::try_parse(pairs.text("copy")) {
        for (key, value) in copy(work, &scene, copied)? {
            values.set(key, value);
        }
    }
    let given = Given::read(&scene, pairs).values;
    for (key, value) in given.into_iter().chain(called(&scene, pairs.text("_called"))) {
        values.set(key, value);
    }
    let shape = records::shape_of(work, module, None, &values)?;
    let typed = typed(&scene, values.iter().map(|(key, value)| (key.clone(), value.clone())));
    let back = local(pairs.text("back")).unwrap_or_default().to_string();
    finish(work, scene, None, typed, shape, back)
}

/// The values of a new record when nothing is said.
fn usual(work: &Work, scene: &Scene) -> Values {
    let mut values = Values::new();
    for field in scene.module.fields.values().filter(|field| scene.sets(field)) {
        if let Some(value) = &field.default {
            values.set(field.key.clone(), value.clone());
        }
        if field.kind == FieldType::Stage && field.required {
            let mine = || scene.pipelines().filter(|one| one.active);
            let pipeline = mine().find(|one| one.is_default).or_else(|| mine().next());
            if let Some(stage) = pipeline.and_then(|one| one.stages.first()) {
                values.set(field.key.clone(), Value::Id(stage.id));
            }
        }
    }
    if let Some(user) = work.actor.user {
        values.set(Key::of("owner"), Value::Id(user));
    }
    values
}

/// What a record that somebody wants to be called so has in its title field.
fn called(scene: &Scene, name: &str) -> Option<(Key, Value)> {
    let field = scene.module.field(&scene.module.title).filter(|field| !name.is_empty() && scene.sets(field))?;
    let value = field.kind.parse(name, &scene.formats.reading()).ok()?;
    Some((field.key.clone(), value))
}

/// The values of another record that a copy takes over: not what must be unique, nor the identity of its lines.
fn copy(work: &mut Work, scene: &Scene, id: Uuid) -> Result<Values> {
    let record = records::get(work, &scene.module.key, id, &[])?;
    let mut values = Values::new();
    for field in scene.module.own_fields().filter(|field| scene.sets(field) && !field.unique) {
        let mut value = record.get(&field.key).clone();
        if let Value::Lines(lines) = &mut value {
            lines.iter_mut().for_each(|line| line.id = None);
        }
        values.set(field.key.clone(), value);
    }
    Ok(values)
}

/// The form of a record as it is.
pub fn edit(work: &mut Work, module: &str, id: Uuid, back: &str) -> Result<Sheet> {
    let scene = Scene::set(work, module)?;
    let record = records::get(work, module, id, &[])?;
    if !record.get("deleted_at").is_empty() {
        return Err(crm::Error::Conflict(said!("form-in-bin")));
    }
    if !records::allowed(work, module, id)?.edit {
        return Err(crm::Error::Forbidden(said!("form-may-not-change", module = scene.one())));
    }
    let shape = records::shape(work, module, id)?;
    let values = scene.module.fields.keys().map(|key| (key.clone(), record.get(key).clone()));
    let typed = typed(&scene, values.collect::<Vec<_>>().into_iter());
    let back = local(back).unwrap_or_default().to_string();
    finish(work, scene, Some(record), typed, shape, back)
}

/// A form as it was sent, with what is wrong with it.
pub fn again(work: &mut Work, module: &str, id: Option<Uuid>, pairs: &Pairs, trouble: Trouble) -> Result<Sheet> {
    let scene = Scene::set(work, module)?;
    let record = match id {
        Some(id) => Some(records::get(work, module, id, &[])?),
        None => None,
    };
    let given = Given::read(&scene, pairs);
    let shape = records::shape_of(work, module, id, &given.values)?;
    let back = local(pairs.text("_back")).unwrap_or_default().to_string();
    let mut sheet = finish(work, scene, record, pairs.clone(), shape, back)?;
    sheet.version = pairs.text("_version").parse().unwrap_or(sheet.version);
    match trouble {
        Trouble::Errors(errors) => sheet.mark(errors),
        Trouble::Clash(meanwhile) => sheet.catch_up(meanwhile),
    }
    Ok(sheet)
}

impl Sheet {
    /// Puts errors beside their controls.
    fn mark(&mut self, errors: Vec<FieldError>) {
        for error in errors {
            let key = error.field.split(['.', '[']).next().unwrap_or_default();
            let field = self.scene.module.field(key);
            let words = sentence(field.map(|field| &**field), &error, self.scene.lang());
            let name = field.map_or(String::new(), |_| control_name(&self.scene, &self.typed, &error.field));
            self.by_name.entry(name.clone()).or_insert_with(|| words.clone());
            self.errors.push((name, words));
        }
    }
}

impl Sheet {
    /// Goes on from what others did: their values stand where only they changed something.
    fn catch_up(&mut self, meanwhile: Meanwhile) {
        let (Some(record), scene) = (&self.record, &self.scene) else { return };
        for key in &meanwhile.theirs {
            let Some(field) = scene.module.field(key) else { continue };
            let inside = format!("{key}[");
            let mut typed = self.typed.keeping(|name, _| name != key.as_str() && !name.starts_with(&inside));
            typed.extend(fields::typed(field, key, record.get(key), scene.look()));
            self.typed = typed;
        }
        (self.clashes, self.version) = (meanwhile.clashes, meanwhile.version);
    }
}

/// What somebody would have typed for values.
fn typed(scene: &Scene, values: impl Iterator<Item = (Key, Value)>) -> Pairs {
    let mut pairs = Pairs::default();
    for (key, value) in values {
        if let Some(field) = scene.module.field(&key).filter(|field| scene.sets(field)) {
            pairs.extend(fields::typed(field, &key, &value, scene.look()));
        }
    }
    pairs
}

fn finish(
    work: &mut Work,
    mut scene: Scene,
    record: Option<Record>,
    typed: Pairs,
    shape: Shape,
    back: String,
) -> Result<Sheet> {
    let offers = offers(work, &mut scene, &typed)?;
    let lines = record.as_ref().map(|record| line_links(&scene, record)).unwrap_or_default();
    scene.name(work, &lines)?;
    let version = record.as_ref().map_or(0, |record| record.version);
    let (errors, by_name, clashes) = (Vec::new(), HashMap::new(), Vec::new());
    Ok(Sheet { scene, record, version, typed, errors, by_name, clashes, shape, offers, back })
}

/// What link controls offer and what chosen records are called: at most two statements a module linked to.
pub fn offers(work: &mut Work, scene: &mut Scene, typed: &Pairs) -> Result<Offers> {
    let mut wanted: HashMap<Key, Vec<Uuid>> = HashMap::new();
    let mut fields: Vec<(Key, Key, Key)> = Vec::new();
    for field in scene.module.fields.values().filter(|field| scene.sets(field)) {
        collect(scene, &scene.module.key, field, &mut fields);
        if let FieldType::Children { to, .. } = &field.kind {
            let inner = scene.snapshot.module(to).cloned();
            inner
                .iter()
                .flat_map(|module| module.own_fields())
                .for_each(|field| collect(scene, to, field, &mut fields));
        }
    }
    for (name, value) in typed.iter().filter(|(_, value)| !value.is_empty()) {
        let key = name.trim_end_matches(']').rsplit('[').next().unwrap_or(name);
        let target = fields.iter().find(|(_, field, _)| *field == *key).map(|(_, _, target)| target.clone());
        let (target, id) = match value.split_once('/') {
            Some((module, id)) => (Key::new(module).ok(), id),
            None => (target, value),
        };
        if let (Some(target), Ok(id)) = (target, Uuid::try_parse(id)) {
            wanted.entry(target).or_default().push(id);
        }
    }
    scene.name(work, &wanted)?;
    let mut offers = Offers::default();
    for (module, ids) in &wanted {
        for id in ids {
            if let Some(name) = scene.names.get(id) {
                offers.chosen.insert(id.to_string(), name.clone());
                offers.chosen.insert(format!("{module}/{id}"), name.clone());
            }
        }
    }
    let mut first: HashMap<Key, Vec<Offer>> = HashMap::new();
    for (module, field, target) in fields {
        if !first.contains_key(&target) {
            let found = options(work, &target)?;
            first.insert(target.clone(), found);
        }
        offers.first.insert((module, field), first[&target].clone());
    }
    Ok(offers)
}

fn collect(scene: &Scene, module: &Key, field: &meta::Field, fields: &mut Vec<(Key, Key, Key)>) {
    if matches!(field.kind, FieldType::Stage) {
        return;
    }
    let target = fields::links::target(&field.kind).and_then(|target| Key::new(target).ok());
    if let Some(target) = target.filter(|target| scene.rights.may_read(target)) {
        fields.push((module.clone(), field.key.clone(), target));
    }
}

/// The records of a module that one is offered first, or the active people.
fn options(work: &mut Work, target: &Key) -> Result<Vec<Offer>> {
    if *target == "user" {
        let mut people: Vec<_> = work.snapshot.people.iter().filter(|person| person.active).collect();
        people.sort_by(|a, b| a.name.cmp(&b.name));
        let offer = |person: &crm::people::Person| Offer { value: person.id.to_string(), text: person.name.clone() };
        return Ok(people.into_iter().map(offer).take(200).collect());
    }
    let found = choices::first(work, target, FIRST)?;
    Ok(found.into_iter().map(|hit| Offer { value: hit.id.to_string(), text: hit.title }).collect())
}
