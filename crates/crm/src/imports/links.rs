//! Links of a batch: the texts of its rows become ids, one statement for each field that leads somewhere.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use meta::fold::fold;
use meta::record::Values;
use meta::types::Reading;
use meta::{FieldType, Key, Module, Record, Value};
use uuid::Uuid;
use words::{Said, said};

use super::lookup;
use super::plan::{Plan, Recipe, Rule};
use super::prepare::{Given, Prepared};
use super::stages::Stages;
use crate::error::{Error, Result};
use crate::records::{self, New};
use crate::work::Work;

/// Ids that earlier batches found, by recipe and folded text.
pub type Known = HashMap<(usize, String), Uuid>;

/// Most ids that are remembered from batch to batch.
const REMEMBERED: usize = 100_000;

/// What a text leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// This record.
    To(Uuid),
    /// Several records are called so.
    Ambiguous,
    /// No record.
    Nowhere,
}

/// Where the texts of a batch lead.
pub struct Links<'a> {
    plan: &'a Plan,
    known: &'a Known,
    found: HashMap<(usize, String), Lead>,
    stages: Option<Stages>,
}

impl<'a> Links<'a> {
    /// Looks up all texts of these rows that are not known yet.
    pub fn of(work: &mut Work, plan: &'a Plan, rows: &[Prepared], known: &'a Known) -> Result<Links<'a>> {
        let mut links = Links { plan, known, found: HashMap::new(), stages: None };
        for (at, recipe) in plan.recipes.iter().enumerate() {
            let Some(rule) = &recipe.link else { continue };
            if matches!(recipe.field.kind, FieldType::Stage) {
                links.stages = Some(Stages::of(work.snapshot, &plan.module.key));
                continue;
            }
            let mut sought_in: HashMap<(Key, Key), HashMap<String, String>> = HashMap::new();
            for text in rows.iter().flat_map(|row| texts(&row.given[at])) {
                let key = (at, fold(text));
                if known.contains_key(&key) || links.found.contains_key(&key) {
                    continue;
                }
                if let Some((module, by, name)) = sought(work, recipe, rule, text) {
                    sought_in.entry((module, by)).or_default().insert(key.1, name);
                }
            }
            for ((module, by), names) in sought_in {
                links.look(work, at, &module, &by, &names)?;
            }
        }
        Ok(links)
    }

    fn look(
        &mut self,
        work: &mut Work,
        at: usize,
        module: &Key,
        by: &Key,
        names: &HashMap<String, String>,
    ) -> Result<()> {
        let Some(module) = work.snapshot.module(module).filter(|m| work.actor.rights.may_read(&m.key)).cloned() else {
            return Ok(());
        };
        let by = [by.clone()];
        let wanted: Vec<(&String, Value)> =
            names.iter().filter_map(|(key, name)| Some((key, operand(&module, &by[0], name)?))).collect();
        let values: Vec<Vec<Value>> = wanted.iter().map(|(_, value)| vec![value.clone()]).collect();
        let found = lookup::find(work, &module, &by, &values, &[])?;
        for (key, value) in wanted {
            let lead = match found.get(&lookup::mark(&module, &by, &[value])).map(Vec::as_slice) {
                None | Some([]) => Lead::Nowhere,
                Some([one]) => Lead::To(one.id),
                Some(_) => Lead::Ambiguous,
            };
            self.found.insert((at, key.clone()), lead);
        }
        Ok(())
    }

    /// Where a text of a recipe leads.
    pub fn lead(&self, at: usize, text: &str) -> Lead {
        let recipe = &self.plan.recipes[at];
        if let (Some(stages), Some(rule)) = (&self.stages, &recipe.link)
            && matches!(recipe.field.kind, FieldType::Stage)
        {
            return stages.lead(text, rule.pipeline.as_deref());
        }
        if let Some(id) = own_id(recipe, text) {
            return Lead::To(id);
        }
        let key = (at, fold(text));
        match self.known.get(&key) {
            Some(id) => Lead::To(*id),
            None => self.found.get(&key).copied().unwrap_or(Lead::Nowhere),
        }
    }

    /// The records that rows will lead to, by field.
    pub fn leads(&self, rows: &[Prepared]) -> HashMap<Key, HashSet<(Key, Uuid)>> {
        let mut leads: HashMap<Key, HashSet<(Key, Uuid)>> = HashMap::new();
        for (at, recipe) in self.plan.recipes.iter().enumerate().filter(|(_, recipe)| recipe.link.is_some()) {
            let kind = &recipe.field.kind;
            let one = |text| match value(kind, std::slice::from_ref(text), |text| self.lead(at, text)) {
                Value::Id(id) => Some((Key::new(kind.target()?).ok()?, id)),
                Value::Ref(module, id) => Some((module, id)),
                Value::Ids(ids) => Some((Key::new(&target(kind)?).ok()?, *ids.first()?)),
                _ => None,
            };
            let led = rows.iter().flat_map(|row| texts(&row.given[at])).filter_map(one);
            leads.entry(recipe.field.key.clone()).or_default().extend(led);
        }
        leads
    }

    /// Notes what a text leads to since a record was made.
    pub fn learn(&mut self, at: usize, text: &str, id: Uuid) {
        self.found.insert((at, fold(text)), Lead::To(id));
    }

    /// Takes back what was noted, because the record was not made after all.
    pub fn forget(&mut self, at: usize, text: &str) {
        self.found.insert((at, fold(text)), Lead::Nowhere);
    }

    /// Notes that a record of the module itself was made or changed, for rows that refer to it.
    pub fn learn_own(&mut self, record: &Record) {
        for (at, recipe) in self.plan.recipes.iter().enumerate() {
            if !self.plan.refers_to_itself(recipe) {
                continue;
            }
            let by = [by_of(recipe, &self.plan.module)];
            for mark in lookup::marks_of(&self.plan.module, &by, record) {
                let lead = match self.found.get(&(at, mark.clone())) {
                    None | Some(Lead::Nowhere) => Lead::To(record.id),
                    Some(Lead::To(id)) if *id == record.id => Lead::To(record.id),
                    Some(_) => Lead::Ambiguous,
                };
                self.found.insert((at, mark), lead);
            }
        }
    }

    /// What later batches need not look up again. Records that this file itself makes are always looked up.
    pub fn learned(self) -> Vec<((usize, String), Uuid)> {
        let plan = self.plan;
        let kept = self.found.into_iter().filter_map(|(key, lead)| match lead {
            Lead::To(id) if !plan.refers_to_itself(&plan.recipes[key.0]) => Some((key, id)),
            _ => None,
        });
        kept.collect()
    }
}

/// Adds what a batch learned to what is known, within bounds.
pub fn remember(known: &mut Known, learned: Vec<((usize, String), Uuid)>) {
    if known.len() + learned.len() > REMEMBERED {
        known.clear();
    }
    known.extend(learned.into_iter().take(REMEMBERED));
}

/// Makes the record that a text names, as the map allows.
pub fn make(work: &mut Work, recipe: &Recipe, text: &str) -> Result<Uuid> {
    let target = target(&recipe.field.kind).unwrap_or_default();
    let module = work.module(&target)?;
    let by = by_of(recipe, &module);
    let field = module
        .field(&by)
        .ok_or_else(|| Error::NotFound(said!("missing-field", field = by.as_str(), module = module.key.as_str())))?;
    let reading = Reading::plain(work.snapshot.company.base_currency);
    let value = field.kind.parse(text, &reading).map_err(|fault| Error::invalid(&by, fault.code, fault.detail))?;
    let values: Values = [(by, value)].into_iter().collect();
    Ok(records::create(work, &module.key, New { id: None, values, source: "import" })?.id)
}

impl Plan {
    /// Whether a recipe leads to records of the module itself which this file may bring.
    pub fn refers_to_itself(&self, recipe: &Recipe) -> bool {
        let here = target(&recipe.field.kind).as_deref() == Some(self.module.key.as_str());
        here && recipe.link.is_some() && {
            let by = by_of(recipe, &self.module);
            self.recipes.iter().any(|recipe| recipe.field.key == by)
        }
    }
}

/// Why a text leads nowhere, in words.
pub fn nowhere(recipe: &Recipe, text: &str) -> Said {
    let (module, name) = match &recipe.field.kind {
        FieldType::Parent { .. } => match text.split_once('/') {
            Some((module, name)) => (Some(module.trim().to_string()), name.trim()),
            None => return said!("imports-needs-module", text = text),
        },
        kind => (target(kind), text),
    };
    let module = module.unwrap_or_default();
    match recipe.link.as_ref().and_then(|rule| rule.by.as_ref()) {
        Some(by) => said!("imports-none-by", module = module, field = by.as_str(), name = name),
        None => said!("imports-none-called", module = module, name = name),
    }
}

/// What texts that lead to records make the value of a link field.
pub fn value(kind: &FieldType, texts: &[String], lead: impl Fn(&str) -> Lead) -> Value {
    let ids = texts.iter().filter_map(|text| match lead(text) {
        Lead::To(id) => Some((text, id)),
        _ => None,
    });
    match kind {
        FieldType::Links { .. } => Value::Ids(ids.map(|(_, id)| id).collect()),
        FieldType::Parent { .. } => {
            let mut refs =
                ids.filter_map(|(text, id)| Some(Value::Ref(Key::new(text.split_once('/')?.0.trim()).ok()?, id)));
            refs.next().unwrap_or_default()
        }
        _ => ids.map(|(_, id)| Value::Id(id)).next().unwrap_or_default(),
    }
}

fn texts(given: &Given) -> &[String] {
    match given {
        Given::Links(texts) => texts,
        _ => &[],
    }
}

/// The module a link leads to; `None` where it leads to several.
fn target(kind: &FieldType) -> Option<String> {
    match kind {
        FieldType::Links { to, .. } => Some(to.to_string()),
        kind => kind.target().map(str::to_string),
    }
}

fn by_of(recipe: &Recipe, module: &Module) -> Key {
    recipe.link.as_ref().and_then(|rule| rule.by.clone()).unwrap_or_else(|| module.title.clone())
}

/// The id that a text says outright.
fn own_id(recipe: &Recipe, text: &str) -> Option<Uuid> {
    let by_id = recipe.link.as_ref().is_some_and(|rule| rule.by.is_none());
    let text = match recipe.field.kind {
        FieldType::Parent { .. } => text.split_once('/')?.1,
        _ => text,
    };
    Uuid::try_parse(text.trim()).ok().filter(|_| by_id)
}

/// In which module and field a text is looked up, and as what; `None` for ids and texts that name no module.
fn sought(work: &Work, recipe: &Recipe, rule: &Rule, text: &str) -> Option<(Key, Key, String)> {
    if own_id(recipe, text).is_some() {
        return None;
    }
    let (module, name) = match &recipe.field.kind {
        FieldType::Parent { .. } => {
            let (module, name) = text.split_once('/')?;
            (module.trim().to_string(), name.trim())
        }
        kind => (target(kind)?, text),
    };
    let module = work.snapshot.module(&module)?;
    let by = match &rule.by {
        Some(by) => by.clone(),
        None if module.key == "user" && name.contains('@') => Key::of("email"),
        None => module.title.clone(),
    };
    Some((module.key.clone(), by, name.to_string()))
}

fn operand(module: &Arc<Module>, by: &Key, name: &str) -> Option<Value> {
    let field = module.field(by)?;
    let kind = field.kind.operand(meta::Op::Eq);
    kind.parse(name, &Reading::plain(meta::types::Currency::NONE)).ok().filter(|value| *value != Value::Null)
}
