//! One batch of rows in one transaction: records are found, made or changed; a row that is refused fails alone.

use std::collections::HashMap;

use meta::catalogue::Part;
use meta::record::Values;
use meta::types::{Address, PersonName};
use meta::{FieldType, Key, Record, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use words::said;

use super::links::{self, Known, Lead, Links};
use super::lookup;
use super::plan::{By, Plan, Recipe};
use super::prepare::{Given, Prepared};
use super::refusals::Refused;
use crate::error::{Error, FieldError, Result};
use crate::records::{self, New};
use crate::work::Work;

/// Whether rows that refer to records not there yet may wait for later ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Patience {
    /// They wait.
    #[default]
    Wait,
    /// They are refused.
    Refuse,
}

/// What became of the rows of a batch.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// How many records were made.
    pub created: u64,
    /// How many were changed.
    pub updated: u64,
    /// How many held everything already.
    pub unchanged: u64,
    /// Rows that were refused, with the reasons.
    pub refused: Vec<(usize, Refused)>,
    /// Rows that refer to records of this file which are not there yet.
    pub waiting: Vec<usize>,
    /// Where links led, for later batches.
    #[serde(skip)]
    pub learned: Vec<((usize, String), Uuid)>,
}

/// What became of one row.
enum Fate {
    Created(Box<Record>),
    Updated(Box<Record>),
    Unchanged,
    Waiting,
    /// Nothing of it was written, for these reasons.
    Refused(Vec<FieldError>),
}

/// On what the rows of a batch are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// All on one, which is quick; a record that is refused in the midst of being written ends the batch.
    Shared,
    /// Each row on its own, so that a refused one fails alone. A savepoint a row costs SQLite a third of the time, and
    /// PostgreSQL two round trips.
    Apart,
}

/// Writes a batch in one go, and where a record is refused in the midst of it, which must take all of it back, with
/// each row apart.
pub fn at_once(mut write: impl FnMut(Ground) -> Result<Outcome>) -> Result<Outcome> {
    write(Ground::Shared).or_else(|error| {
        refusal(error)?;
        write(Ground::Apart)
    })
}

/// Writes the rows of a batch; on shared ground within a transaction or part that an error takes back.
pub fn batch(
    work: &mut Work,
    plan: &Plan,
    rows: &[Prepared],
    known: &Known,
    patience: Patience,
    ground: Ground,
) -> Result<Outcome> {
    let write = |work: &mut Work| -> Result<Outcome> {
        let mut links = Links::of(work, plan, rows, known)?;
        records::foresee(work, &plan.module, links.leads(rows))?;
        let mut matches = Matches::of(work, plan, &links, rows)?;
        let mut outcome = Outcome::default();
        for (at, row) in rows.iter().enumerate() {
            match one(work, plan, row, &mut links, &matches, patience, ground)? {
                Fate::Created(record) => {
                    outcome.created += 1;
                    links.learn_own(&record);
                    matches.note(plan, &links, row, *record);
                }
                Fate::Updated(record) => {
                    outcome.updated += 1;
                    links.learn_own(&record);
                    matches.note(plan, &links, row, *record);
                }
                Fate::Unchanged => outcome.unchanged += 1,
                Fate::Waiting => outcome.waiting.push(at),
                Fate::Refused(errors) => outcome.refused.push((at, Refused::of(row.line, plan, &errors))),
            }
        }
        outcome.learned = links.learned();
        Ok(outcome)
    };
    match ground {
        Ground::Shared => records::together(work, &plan.module.key, write),
        Ground::Apart => write(work),
    }
}

/// The reasons of a refusal; an error of the machine stays an error and ends the import.
fn refusal(error: Error) -> Result<Vec<FieldError>> {
    match error {
        Error::Invalid(errors) | Error::BadRequest(errors) => Ok(errors),
        Error::NotFound(_) | Error::Forbidden(_) | Error::Stale { .. } | Error::Conflict(_) => {
            Ok(vec![FieldError::new("", "refused", error.said())])
        }
        Error::Store(store::Error::Unique { .. } | store::Error::ForeignKey) => {
            Ok(vec![FieldError::new("", "refused", error.said())])
        }
        other => Err(other),
    }
}

impl Ground {
    fn write(self, work: &mut Work, write: impl FnOnce(&mut Work) -> Result<Fate>) -> Result<Fate> {
        match self {
            Ground::Shared => write(work),
            Ground::Apart => work.apart(write).or_else(refused),
        }
    }
}

/// A row of which nothing was written.
fn refused(error: Error) -> Result<Fate> {
    refusal(error).map(Fate::Refused)
}

fn one(
    work: &mut Work,
    plan: &Plan,
    row: &Prepared,
    links: &mut Links,
    matches: &Matches,
    patience: Patience,
    ground: Ground,
) -> Result<Fate> {
    let wanting = wanting(plan, row, links)?;
    if patience == Patience::Wait && !wanting.later.is_empty() {
        return Ok(Fate::Waiting);
    }
    if !wanting.refused.is_empty() || !wanting.later.is_empty() {
        return refused(Error::Invalid(wanting.refused.into_iter().chain(wanting.later).collect()));
    }
    let current = match matches.current(plan, links, row) {
        Ok(current) => current,
        Err(error) => return refused(error),
    };
    if wanting.to_make.is_empty() {
        let values = values(plan, row, links, current);
        let differing = |(key, value): &(Key, Value)| current.is_none_or(|record| differs(record.get(key), value));
        let values: Values = values.into_iter().filter(differing).collect();
        if current.is_some() && values.is_empty() {
            return Ok(Fate::Unchanged);
        }
        return ground.write(work, |work| write(work, plan, row, current, values));
    }
    let mut made = Vec::new();
    let fate = ground.write(work, |work| {
        for (at, text) in &wanting.to_make {
            let id =
                links::make(work, &plan.recipes[*at], text).map_err(|error| at_field(error, &plan.recipes[*at]))?;
            made.push((*at, text.clone(), id));
            links.learn(*at, text, id);
        }
        let values = values(plan, row, links, current).into_iter().collect();
        write(work, plan, row, current, values)
    });
    if matches!(fate, Err(_) | Ok(Fate::Refused(_))) {
        made.iter().for_each(|(at, text, _)| links.forget(*at, text));
    }
    fate
}

/// Puts a refusal of a record that a link should make under the link's own field.
fn at_field(error: Error, recipe: &Recipe) -> Error {
    match error {
        Error::Invalid(errors) => {
            let under = |e: FieldError| FieldError {
                detail: said!("imports-cannot-be-made", field = e.field.as_str(), wrong = e.detail),
                field: recipe.field.key.to_string(),
                ..e
            };
            Error::Invalid(errors.into_iter().map(under).collect())
        }
        other => other,
    }
}

fn write(work: &mut Work, plan: &Plan, row: &Prepared, current: Option<&Record>, values: Values) -> Result<Fate> {
    let module = &plan.module.key;
    match current {
        None => {
            let made = records::create(work, module, New { id: row.id, values, source: "import" })?;
            Ok(Fate::Created(Box::new(made)))
        }
        Some(record) => {
            let changed = records::update(work, module, record.id, values, None)?;
            match changed.version == record.version {
                true => Ok(Fate::Unchanged),
                false => Ok(Fate::Updated(Box::new(changed))),
            }
        }
    }
}

/// The links of a row that lead nowhere yet.
#[derive(Default)]
struct Wanting {
    /// Texts whose records the map allows to make, by recipe.
    to_make: Vec<(usize, String)>,
    /// Those that a later row of the file may bring.
    later: Vec<FieldError>,
    refused: Vec<FieldError>,
}

fn wanting(plan: &Plan, row: &Prepared, links: &Links) -> Result<Wanting> {
    let mut wanting = Wanting::default();
    for (at, given) in row.given.iter().enumerate() {
        let Given::Links(texts) = given else { continue };
        let recipe = &plan.recipes[at];
        let create = recipe.link.as_ref().is_some_and(|rule| rule.create);
        for text in texts {
            match links.lead(at, text) {
                Lead::To(_) => {}
                Lead::Ambiguous => wanting.refused.push(FieldError::new(
                    &recipe.field.key,
                    "ambiguous",
                    said!("imports-ambiguous", text = text.as_str()),
                )),
                Lead::Nowhere if create => wanting.to_make.push((at, text.clone())),
                Lead::Nowhere => {
                    let error = FieldError::new(&recipe.field.key, "not_found", links::nowhere(recipe, text));
                    match plan.refers_to_itself(recipe) {
                        true => wanting.later.push(error),
                        false => wanting.refused.push(error),
                    }
                }
            }
        }
    }
    Ok(wanting)
}

/// The values a row gives, links found, parts put into what the record holds.
fn values(plan: &Plan, row: &Prepared, links: &Links, current: Option<&Record>) -> Vec<(Key, Value)> {
    let mut values = Vec::new();
    for (at, given) in row.given.iter().enumerate() {
        let field = &plan.recipes[at].field;
        let value = match given {
            Given::Keep => continue,
            Given::Value(value) => value.clone(),
            Given::Parts(parts) => merged(&field.kind, current.map(|record| record.get(&field.key)), parts),
            Given::Links(texts) => links::value(&field.kind, texts, |text| links.lead(at, text)),
        };
        values.push((field.key.clone(), value));
    }
    values
}

/// Parts put into a name or an address; the others stay.
fn merged(kind: &FieldType, held: Option<&Value>, parts: &[(Part, Value)]) -> Value {
    let text = |value: &Value| value.text().unwrap_or_default().to_string();
    match (kind, held) {
        (FieldType::PersonName, held) => {
            let mut name = if let Some(Value::Name(name)) = held { name.clone() } else { PersonName::default() };
            for (part, value) in parts {
                match part {
                    Part::Given => name.given = text(value),
                    _ => name.family = text(value),
                }
            }
            Value::Name(name)
        }
        (_, held) => {
            let mut address =
                if let Some(Value::Address(address)) = held { *address.clone() } else { Address::default() };
            for (part, value) in parts {
                match part {
                    Part::Street => address.street = text(value),
                    Part::PostalCode => address.postal_code = text(value),
                    Part::City => address.city = text(value),
                    Part::Region => address.region = text(value),
                    _ => address.country = text(value),
                }
            }
            Value::Address(Box::new(address))
        }
    }
}

fn differs(held: &Value, given: &Value) -> bool {
    !(held.is_empty() && given.is_empty()) && held != given
}

/// The records that the rows of a batch find.
struct Matches {
    by: Vec<Key>,
    found: HashMap<String, Vec<Record>>,
}

impl Matches {
    fn of(work: &mut Work, plan: &Plan, links: &Links, rows: &[Prepared]) -> Result<Matches> {
        let key = |by: &By| match by {
            By::Id => Key::of("id"),
            By::Recipe(at) => plan.recipes[*at].field.key.clone(),
        };
        let by: Vec<Key> = plan.matching.iter().map(key).collect();
        let wanted: Vec<Vec<Value>> = match by.is_empty() {
            true => Vec::new(),
            false => rows.iter().filter_map(|row| sought(plan, links, row).ok()).collect(),
        };
        let module = work.module(&plan.module.key)?;
        let found = lookup::find(work, &module, &by, &wanted, &plan.paths())?;
        Ok(Matches { by, found })
    }

    /// The record a row updates. Refused when its values are missing or find several.
    fn current<'m>(&'m self, plan: &Plan, links: &Links, row: &Prepared) -> Result<Option<&'m Record>> {
        if self.by.is_empty() {
            return Ok(None);
        }
        let mark = lookup::mark(&plan.module, &self.by, &sought(plan, links, row)?);
        match self.found.get(&mark).map(Vec::as_slice) {
            None | Some([]) => Ok(None),
            Some([one]) => Ok(Some(one)),
            Some(several) => {
                let what = plan.module.label.many.to_lowercase();
                let detail = said!("imports-matches-several", count = several.len(), modules = what);
                Err(Error::invalid(&self.by[0], "ambiguous", detail))
            }
        }
    }

    /// Notes a record just made or changed, for later rows of the batch.
    fn note(&mut self, plan: &Plan, links: &Links, row: &Prepared, record: Record) {
        let Ok(values) = sought(plan, links, row) else { return };
        if !self.by.is_empty() {
            let all = self.found.entry(lookup::mark(&plan.module, &self.by, &values)).or_default();
            all.retain(|other| other.id != record.id);
            all.push(record);
        }
    }
}

/// The values by which a row finds its record.
fn sought(plan: &Plan, links: &Links, row: &Prepared) -> Result<Vec<Value>> {
    let value = |by: &By| {
        let (key, value) = match by {
            By::Id => (Key::of("id"), row.id.map(Value::Id)),
            By::Recipe(at) => {
                let recipe = &plan.recipes[*at];
                let given = match &row.given[*at] {
                    Given::Value(value) => Some(value.clone()),
                    Given::Links(texts) => Some(links::value(&recipe.field.kind, texts, |text| links.lead(*at, text))),
                    Given::Parts(parts) => Some(merged(&recipe.field.kind, None, parts)),
                    Given::Keep => None,
                };
                let operand = given.and_then(|value| lookup::operand(&recipe.field.kind, &value));
                (recipe.field.key.clone(), operand)
            }
        };
        value.ok_or_else(|| Error::invalid(&key, "required", said!("imports-needs-value")))
    };
    plan.matching.iter().map(value).collect()
}
