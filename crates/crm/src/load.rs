//! Loading: a workspace's tables made or brought up to the shipped definitions, and its snapshot read.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use meta::Key;
use store::definitions::{self, Applied};
use store::{Schema, Scope, Store, Tx};
use words::Language;

use crate::catalogue;
use crate::company::Company;
use crate::definitions::Names;
use crate::error::{Error, Result};
use crate::people::{People, Person};
use crate::pipelines;
use crate::rates::Rates;
use crate::settings::preferences::Preferences;
use crate::snapshot::{Snapshot, Translated};

/// The setting that holds the company's settings.
pub const COMPANY: &str = "company";

/// Makes the tables of an empty workspace, or brings those of an older one up to the shipped definitions.
pub fn prepare(store: &Store, now: DateTime<Utc>) -> Result<()> {
    store
        .alone(move |tx| {
            if definitions::version(tx)? == 0 {
                // Of two that find it empty at once, the second waits here and then finds it founded.
                store::settings::bump(tx)?;
                if definitions::version(tx)? == 0 {
                    found(tx, now)?;
                }
            }
            store::company::ship_roles(tx)?;
            Ok(())
        })
        .wait()
}

/// Founds a workspace on the shipped definitions.
fn found(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    let built = catalogue::shipped()?;
    let schema = Schema::new(Arc::new(built.catalogue), built.computed, Company::default().base_currency.to_string());
    for module in schema.catalogue.modules() {
        store::tables::create(tx, &schema, module)?;
    }
    store::summary::restore(tx, schema.catalogue.modules())?;
    for (module, body) in catalogue::shipped_texts() {
        let applied = Applied { version: 1, module, layer: "shipped".into(), body: body.into(), steps: "[]".into() };
        definitions::record(tx, &applied, now, None)?;
    }
    Ok(())
}

/// Reads what rarely changes.
pub fn snapshot(store: &Store, now: DateTime<Utc>) -> Result<Snapshot> {
    store.read(move |tx| read(tx, None, now)).wait()
}

/// The snapshot to work with in a transaction: the one at hand, or a fresh one if the workspace's version moved.
pub fn current(tx: &mut Tx, at_hand: &Arc<Snapshot>, now: DateTime<Utc>) -> Result<Arc<Snapshot>> {
    if store::settings::version(tx)? == at_hand.version {
        return Ok(at_hand.clone());
    }
    Ok(Arc::new(read(tx, Some(at_hand), now)?))
}

/// Reads a snapshot; definitions that did not change are taken over.
pub fn read(tx: &mut Tx, known: Option<&Arc<Snapshot>>, now: DateTime<Utc>) -> Result<Snapshot> {
    let version = store::settings::version(tx)?;
    let company: Company = match store::settings::get(tx, COMPANY)? {
        None => Company::default(),
        Some(text) => serde_json::from_str(&text)
            .map_err(|e| store::Error::Damaged(format!("the company's settings cannot be read: {e}")))?,
    };
    let definitions_version = definitions::version(tx)? as u64;
    let same = known.filter(|known| known.schema.catalogue.version == definitions_version);
    let names = match same {
        Some(known) => known.names.clone(),
        None => Arc::new(Names::read(tx)?),
    };
    let (catalogue, computed, derivations) = match same {
        Some(known) => (known.schema.catalogue.clone(), known.schema.computed().clone(), known.derivations.clone()),
        None => {
            let built = catalogue::build(definitions_version, &definitions::current(tx)?)?;
            (Arc::new(built.catalogue), built.computed, built.derivations)
        }
    };
    let roles = store::company::roles(tx)?;
    let catalogue = catalogue::offer_roles(catalogue, roles.iter());
    let rates = store::company::rates(tx)?;
    let schema = Schema::new(catalogue, computed, company.base_currency.to_string()).in_zone(company.zone());
    let schema = schema.tuned_by(store::tuning::all(tx)?);
    let pipelines = pipelines::read(tx, &Scope::system(&schema, now))?;
    Ok(Snapshot {
        version,
        schema,
        pipelines,
        derivations,
        names,
        rates: Rates::new(company.base_currency, rates),
        company,
        people: people(tx)?,
        roles: roles.into_iter().map(|role| (role.key.clone(), role)).collect(),
        role_rights: store::company::role_rights(tx)?.into_iter().collect(),
        role_fields: role_fields(tx)?,
        labels: crate::settings::labels::Given::read(tx)?,
        translated: Translated::default(),
    })
}

fn people(tx: &mut Tx) -> Result<People> {
    let rows = store::people::all(tx)?;
    Ok(People::new(rows.into_iter().filter_map(|row| {
        let [date_format, number_format] = row.formats;
        Some(Person {
            id: row.id,
            name: row.name,
            email: row.email,
            role: Key::new(&row.role).ok()?,
            team: row.team,
            manager: row.manager,
            active: row.active,
            preferences: Preferences {
                language: row.language.and_then(|code| Language::of(&code)).unwrap_or_default(),
                time_zone: row.time_zone,
                date_format,
                number_format,
            },
        })
    })))
}

type Levels = HashMap<Key, HashMap<(Key, Key), meta::FieldLevel>>;

fn role_fields(tx: &mut Tx) -> Result<Levels> {
    let mut levels = Levels::new();
    for (role, field, level) in store::company::role_fields(tx)? {
        levels.entry(role).or_default().insert(field, level);
    }
    Ok(levels)
}

impl From<Vec<meta::definition::Problem>> for Error {
    fn from(problems: Vec<meta::definition::Problem>) -> Error {
        Error::Definition(problems)
    }
}
