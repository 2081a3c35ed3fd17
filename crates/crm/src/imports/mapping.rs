//! Mapping by hand: what a page shows of a file before it is imported, and how the choices made there become a map.

use std::path::Path;

use meta::catalogue::Part;
use meta::{FieldType, Module};
use toml::{Table, Value};
use words::{Language, said};

use super::file::Source;
use super::likeness;
use super::map::{Empty, Map};
use super::plan::{Fillable, REMARKS};
use crate::actor::Actor;
use crate::crm::Crm;
use crate::error::{Error, Result};

/// Rows of which a page shows cells.
const SAMPLES: usize = 3;

/// A file as it would be imported, for a page.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Its columns.
    pub columns: Vec<Column>,
    /// What columns may become.
    pub targets: Vec<Target>,
    /// Fields by which rows may find their record, among those that columns may become.
    pub findable: Vec<Target>,
    /// Fields by which rows find their record.
    pub matching: Vec<String>,
    /// Whether empty cells clear.
    pub clears: bool,
    /// Links whose missing records are made.
    pub creates: Vec<String>,
}

/// A column of a file.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Some of its cells.
    pub samples: Vec<String>,
    /// What it becomes; empty when it is left out, `None` when nothing is decided.
    pub target: Option<String>,
}

/// What a column may become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// As a map names it: `address.city`.
    pub name: String,
    /// As people call it.
    pub label: String,
    /// Whether it leads to records that may be made where they are missing.
    pub link: bool,
}

/// What was chosen on a page.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// By column: its target, or empty to leave it out.
    pub targets: Vec<String>,
    /// Field by which rows find their record; empty when every row makes one.
    pub matching: String,
    /// Whether empty cells clear.
    pub clears: bool,
    /// Links whose missing records are made.
    pub creates: Vec<String>,
}

/// Looks at a file through a map; columns that it leaves open are guessed by likeness.
pub fn mapping(crm: &Crm, actor: &Actor, module: &str, file: &Path, map: &str) -> Result<Mapping> {
    let map = parsed(map)?;
    let snapshot = crm.snapshot().read_in(actor.language);
    let module = snapshot.module(module).filter(|module| actor.rights.may_read(&module.key));
    let module = module.ok_or_else(|| Error::NotFound(said!("missing-the-module")))?;
    let source = Source::open(file, &map.said()?)?;
    let mut samples: Vec<Vec<String>> = vec![Vec::new(); source.header.len()];
    let mut rows = source.rows()?;
    for _ in 0..SAMPLES {
        let Some(row) = rows.next()? else { break };
        for (cells, cell) in samples.iter_mut().zip(&row.cells) {
            cells.push(cell.to_string());
        }
    }
    let fillable = Fillable::new(module, actor);
    let columns = source.header.iter().zip(samples).map(|(name, samples)| {
        let target = decided(name, &map).or_else(|| likeness::target(name, module, &fillable.open));
        Column { name: name.clone(), samples, target }
    });
    let columns = columns.collect();
    let targets = targets(module, &fillable, actor.language);
    let findable = findable(&fillable);
    let creates = map.links.iter().filter(|(_, link)| link.create).map(|(field, _)| field.clone()).collect();
    Ok(Mapping {
        columns,
        targets,
        findable,
        matching: map.matching,
        clears: map.reading.empty == Empty::Clear,
        creates,
    })
}

/// A map with other choices; whatever it says beside them stays.
pub fn chosen(map: &str, header: &[String], choices: &Choices) -> Result<String> {
    parsed(map)?;
    let mut table: Table = toml::from_str(map).map_err(|error| refused(error.to_string()))?;
    let (mut columns, mut ignore) = (Table::new(), Vec::new());
    for (name, target) in header.iter().zip(&choices.targets) {
        match target.as_str() {
            "" => ignore.push(Value::String(name.clone())),
            target => drop(columns.insert(name.clone(), Value::String(target.into()))),
        }
    }
    table.insert("ignore".into(), Value::Array(ignore));
    table.insert("columns".into(), Value::Table(columns));
    match choices.matching.as_str() {
        "" => drop(table.remove("match")),
        field => drop(table.insert("match".into(), Value::String(field.into()))),
    }
    let empty = choices.clears.then(|| Value::String("clear".into()));
    put(&mut table, "reading", "empty", empty);
    let links: Vec<String> =
        table.get("links").and_then(Value::as_table).map_or(Vec::new(), |t| t.keys().cloned().collect());
    for field in links.iter().chain(&choices.creates) {
        let link = table.entry("links").or_insert_with(|| Value::Table(Table::new()));
        let create = choices.creates.contains(field).then_some(Value::Boolean(true));
        if let Some(link) = link.as_table_mut() {
            put(link, field, "create", create);
        }
    }
    toml::to_string_pretty(&table).map_err(|error| refused(error.to_string()))
}

/// Sets or removes a key of a table within a table; a table left without keys goes.
fn put(table: &mut Table, within: &str, key: &str, value: Option<Value>) {
    let inner = table.entry(within).or_insert_with(|| Value::Table(Table::new()));
    let Some(inner) = inner.as_table_mut() else { return };
    match value {
        Some(value) => drop(inner.insert(key.into(), value)),
        None => drop(inner.remove(key)),
    }
    if inner.is_empty() {
        table.remove(within);
    }
}

fn parsed(map: &str) -> Result<Map> {
    Map::parse(map).map_err(refused)
}

fn refused(problem: String) -> Error {
    Error::bad("map", "invalid", problem)
}

fn decided(name: &str, map: &Map) -> Option<String> {
    let plain = likeness::plain(name);
    let mapped = map.columns.iter().find(|(column, _)| likeness::plain(column) == plain);
    let ignored = map.ignore.iter().any(|column| likeness::plain(column) == plain) || REMARKS.contains(&name);
    mapped.map(|(_, target)| target.clone()).or_else(|| ignored.then(String::new))
}

fn targets(module: &Module, fillable: &Fillable, lang: Language) -> Vec<Target> {
    let mut all = Vec::new();
    for field in &fillable.open {
        let link = field.kind.target().is_some() && !matches!(field.kind, FieldType::Stage | FieldType::User)
            || matches!(field.kind, FieldType::Links { .. });
        all.push(Target { name: field.key.to_string(), label: field.label.clone(), link });
        for part in Part::ALL.into_iter().filter(|part| Part::of(&field.kind, part.name()).is_some()) {
            if part != Part::Amount {
                let label = format!("{}: {}", field.label, part.label(lang));
                all.push(Target { name: format!("{}.{}", field.key, part.name()), label, link: false });
            }
        }
    }
    let label = lang.say(said!("imports-id-of", module = module.label.one.to_lowercase()));
    all.push(Target { name: "id".into(), label, link: false });
    all
}

fn findable(fillable: &Fillable) -> Vec<Target> {
    let found = fillable.open.iter().filter(|field| fillable.finds(field));
    let mut all: Vec<Target> =
        found.map(|field| Target { name: field.key.to_string(), label: field.label.clone(), link: false }).collect();
    all.push(Target { name: "id".into(), label: "ID".into(), link: false });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_become_a_map_and_leave_the_rest_of_it_alone() {
        let map = "match = \"code\"\n[columns]\na = \"code\"\n[values.family]\nx = \"y\"\n[links.owner]\nby = \"email\"\ncreate = true";
        let header = ["a".to_string(), "b".to_string(), "c".to_string()];
        let choices = Choices {
            targets: vec!["name".into(), String::new(), "owner".into()],
            clears: true,
            creates: vec!["account".into()],
            ..Choices::default()
        };
        let map = Map::parse(&chosen(map, &header, &choices).unwrap()).unwrap();
        assert!(map.matching.is_empty());
        assert_eq!(map.columns.iter().map(|(a, b)| format!("{a}={b}")).collect::<Vec<_>>(), ["a=name", "c=owner"]);
        assert_eq!(map.ignore, ["b"]);
        assert_eq!(map.values["family"]["x"].0, "y");
        assert_eq!((map.links["owner"].create, map.links["owner"].by.as_deref()), (false, Some("email")));
        assert!(map.links["account"].create);
        assert_eq!(map.reading.empty, Empty::Clear);
    }
}
