//! What tests of imports share: files of rows, imports in one line, what is there afterwards.

use std::path::PathBuf;

use crm::exports::{self, Format, Order};
use crm::imports::{Import, Map, Options, Refused};
use crm::records::{self, ListQuery};
use crm::{Actor, Crm, Error};
use meta::{Path, Record};
use serde_json::Value as Json;
use tempfile::TempDir;
use uuid::Uuid;

/// A file that is there as long as this is.
pub struct File {
    folder: TempDir,
}

impl File {
    /// With these bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> File {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("rows.csv"), bytes).unwrap();
        File { folder }
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("rows.csv")
    }

    /// Another file beside it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// What became of an import.
#[derive(Debug)]
pub struct Done {
    pub act: Option<Uuid>,
    /// Created, updated, unchanged.
    pub counts: (u64, u64, u64),
    pub refused: Vec<Refused>,
}

impl Done {
    /// Line and column of each refused row.
    pub fn refused_at(&self) -> Vec<(u64, &str)> {
        self.refused.iter().map(|row| (row.line, row.column.as_str())).collect()
    }
}

/// Imports a text with a map, in somebody's name.
pub fn import_as(
    crm: &Crm,
    actor: &Actor,
    module: &str,
    rows: &str,
    map: &str,
    options: &Options,
) -> crm::Result<Done> {
    import_file(crm, actor, module, &File::of(rows), map, options)
}

/// Imports a file with a map, in somebody's name.
pub fn import_file(
    crm: &Crm,
    actor: &Actor,
    module: &str,
    file: &File,
    map: &str,
    options: &Options,
) -> crm::Result<Done> {
    let map = Map::parse(map).map_err(|problem| Error::Conflict(problem.into()))?;
    let import = Import::open(crm, actor, module, &file.path(), &map, &[])?;
    let mut tally = import.run(crm, actor, options, &mut |_| {})?;
    let mut refused = Vec::new();
    tally.refused.each(|row| {
        refused.push(row);
        Ok(())
    })?;
    assert_eq!(tally.refused.count(), refused.len() as u64);
    let counts = (tally.counts.created, tally.counts.updated, tally.counts.unchanged);
    Ok(Done { act: tally.act, counts, refused })
}

/// Imports a text with a map as Kith itself.
pub fn import(crm: &Crm, module: &str, rows: &str, map: &str) -> Done {
    import_as(crm, &crm.system(), module, rows, map, &Options::default()).unwrap()
}

/// Why an import is refused as a whole: field and words of each reason.
pub fn refused_whole(crm: &Crm, module: &str, rows: &str, map: &str) -> Vec<(String, String)> {
    match import_as(crm, &crm.system(), module, rows, map, &Options::default()) {
        Err(Error::BadRequest(errors)) => {
            errors.into_iter().map(|error| (error.field, error.detail.english())).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// All records of a module outside the bin, oldest first, with these fields.
pub fn all(crm: &Crm, actor: &Actor, module: &'static str, fields: &[&str]) -> Vec<Record> {
    let query = ListQuery {
        fields: fields.iter().map(|field| Path::parse(field).unwrap()).collect(),
        sort: vec![meta::layout::SortKey::parse("id").unwrap()],
        limit: 10_000,
        ..ListQuery::default()
    };
    crm.read(actor, move |work| records::list(work, module, &query)).wait().unwrap().records
}

/// One field of all records, as the API writes it.
pub fn column(crm: &Crm, module: &'static str, field: &str) -> Vec<Json> {
    let records = all(crm, &crm.system(), module, &[field]);
    records.iter().map(|record| meta::json::write(record.get(field))).collect()
}

/// What the links of one field of all records are called.
pub fn titles(crm: &Crm, module: &'static str, field: &str) -> Vec<String> {
    let title = |record: &Record| match record.link_title(field) {
        Some(meta::record::LinkTitle::Open(title)) => title.clone(),
        other => format!("{other:?}"),
    };
    all(crm, &crm.system(), module, &[field]).iter().map(title).collect()
}

/// An export as text.
pub fn export(crm: &Crm, actor: &Actor, module: &str, format: Format, pairs: &[(&str, &str)]) -> crm::Result<Vec<u8>> {
    let pairs = pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let mut out = Vec::new();
    exports::export(crm, actor, &Order { module: module.into(), format, pairs, find: None }, &mut out)?;
    Ok(out)
}
