//! Looking at definitions without changing them: which modules there are, what was dropped, what is wrong with a file.

use chrono::{DateTime, Utc};
use meta::Key;
use meta::definition::Problem;
use store::definitions;
use uuid::Uuid;

use super::input::{self, File};
use super::roles;
use super::stones::{self, Tombstone};
use super::taken_back;
use crate::catalogue::{self, OVERLAY};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::settings::administrator;
use crate::work::Work;

/// A module in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its key.
    pub key: Key,
    /// What its records are called.
    pub label: String,
    /// `shipped`, `shipped + overlay` or `custom`.
    pub layer: String,
    /// How many fields it has, those of the system left out.
    pub fields: usize,
    /// How many records it has, counted up to [`CAP`].
    pub rows: i64,
}

/// Counting goes no further.
pub const CAP: i64 = 1_000;

/// The modules in force, in their order.
pub fn list(crm: &Crm) -> Result<Vec<Line>> {
    crm.read(&crm.system(), |work| {
        let layers = definitions::current(work.tx)?;
        let snapshot = work.snapshot.clone();
        let mut lines = Vec::new();
        for module in snapshot.schema.catalogue.modules() {
            let of = layers.iter().filter(|layer| *module.key == *layer.module);
            let mut names: Vec<&str> = of.map(|layer| layer.layer.as_str()).collect();
            names.sort_by_key(|name| *name == OVERLAY);
            lines.push(Line {
                key: module.key.clone(),
                label: module.label.many.clone(),
                layer: names.join(" + "),
                fields: module.own_fields().count(),
                rows: store::verify::rows_up_to(work.tx, &module.key, CAP)?,
            });
        }
        Ok(lines)
    })
    .wait()
}

/// What was dropped and is still kept, oldest first.
pub fn dropped(crm: &Crm) -> Result<Vec<Tombstone>> {
    crm.read(&crm.system(), |work| stones::read(work.tx)).wait()
}

/// As [`dropped`], within a piece of work of an administrator.
pub fn dropped_in(work: &mut Work) -> Result<Vec<Tombstone>> {
    administrator(work.actor)?;
    stones::read(work.tx)
}

/// The application that would be taken back.
#[derive(Debug, Clone)]
pub struct Newest {
    /// Its number.
    pub version: i64,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Who made it; `None` for the command line, and for Kith itself.
    pub by: Option<Uuid>,
}

/// The newest application that still counts; for administrators.
pub fn newest_in(work: &mut Work) -> Result<Option<Newest>> {
    administrator(work.actor)?;
    let version = taken_back::newest(work.tx)?;
    Ok(definitions::made(work.tx, version)?.map(|(at, by)| Newest { version, at, by }))
}

/// What is wrong with files laid over what is in force; nothing when all is well.
pub fn check(crm: &Crm, files: Vec<File>) -> Result<Vec<Problem>> {
    let checked = crm.read(&crm.system(), move |work| {
        let current = definitions::current(work.tx)?;
        let given = input::read(&files, &current)?;
        let version = work.snapshot.schema.catalogue.version;
        let built = catalogue::build_texts(version, &input::texts(&current, &given))?;
        match roles::unknown(&given, &built.catalogue, &work.snapshot.roles) {
            unknown if unknown.is_empty() => Ok(()),
            unknown => Err(Error::Definition(unknown)),
        }
    });
    match checked.wait() {
        Ok(()) => Ok(Vec::new()),
        Err(Error::Definition(problems)) => Ok(problems),
        Err(other) => Err(other),
    }
}
