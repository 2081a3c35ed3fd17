//! Exports: records of a module as a file, under the rights of whoever exports, in constant memory.
//!
//! What a field holds is written so that an import reads it back the same: links by title where that leads back to the
//! same record, else by id; amounts with their currency beside them. Links to records one may not see are left out: an
//! import keeps them. Every export is told in the audit trail before its first row.

mod columns;
mod csv;
mod json;
mod names;
#[cfg(test)]
mod tests;
mod xlsx;

use std::io::Write;
use std::sync::Arc;

use meta::layout::SortKey;
use meta::{Field, Filter, Key, Module, Path, Record};
use serde_json::json;
use store::audit::Action;

use crate::actor::Actor;
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::records::{self, ListQuery, lines};
use crate::trail;
use crate::work::Work;
use columns::columns;
use words::said;

/// How a text begins that a spreadsheet would run as a formula.
pub const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Records read in one transaction.
const PAGE: usize = 500;
/// The same of records with lines: as many as surely have no more lines than are read together.
const LINED: usize = lines::MAX_TOGETHER / lines::MAX;

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Commas, UTF-8, formulas made harmless.
    Csv,
    /// A workbook of one sheet; at most 1,048,575 records.
    Xlsx,
    /// A list of records as the API writes them.
    Json,
}

impl Format {
    /// The name, which is the ending of files too.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Json => "json",
        }
    }

    /// By its name.
    pub fn parse(name: &str) -> Option<Format> {
        [Format::Csv, Format::Xlsx, Format::Json].into_iter().find(|format| format.name() == name)
    }
}

/// What is exported.
#[derive(Debug, Clone)]
pub struct Order {
    /// The module.
    pub module: String,
    /// As what.
    pub format: Format,
    /// Which records: the pairs of a query string, as lists of the API take them.
    pub pairs: Vec<(String, String)>,
    /// Words by which full text search must find them; of very many found, the newest thousand.
    pub find: Option<String>,
}

/// A file in the making.
trait Sheet {
    /// Adds a record; `texts` holds its links as text, by field.
    fn add(&mut self, record: &Record, texts: &names::Texts) -> Result<()>;
    /// Ends it.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// Writes the records of an order, oldest first; gives how many.
pub fn export(crm: &Crm, actor: &Actor, order: &Order, out: &mut (dyn Write + Send)) -> Result<u64> {
    crm.refresh()?;
    let snapshot = crm.snapshot();
    let module = snapshot.module(&order.module).filter(|module| actor.rights.may_read(&module.key)).cloned();
    let module = module.ok_or_else(|| Error::NotFound(said!("missing-module", module = order.module.as_str())))?;
    let filter = filter(crm, actor, order)?;
    let columns = columns(&module, actor);
    let mut fields = columns::fields(&columns);
    let lines = if order.format == Format::Json { columns::lines(&module, actor) } else { Vec::new() };
    let limit = if lines.is_empty() { PAGE } else { LINED };
    fields.extend(lines);
    note(crm, actor, order, &module)?;
    let mut sheet: Box<dyn Sheet + '_> = match order.format {
        Format::Csv => Box::new(csv::Csv::new(&columns, out)?),
        Format::Json => Box::new(json::Json::new(&module, out)),
        Format::Xlsx => Box::new(xlsx::Xlsx::new(&module, columns, out)?),
    };
    let query = ListQuery {
        filter,
        find: order.find.clone(),
        sort: vec![SortKey { path: Path::of(Key::of("id")), descending: false }],
        fields: fields.iter().map(|field| Path::of(field.key.clone())).collect(),
        limit,
        ..ListQuery::default()
    };
    let named = order.format != Format::Json;
    let (mut cursor, mut count) = (None, 0);
    loop {
        let (module, fields) = (module.clone(), fields.clone());
        let query = ListQuery { cursor: cursor.take(), ..query.clone() };
        let read = crm.read(actor, move |work| page(work, &module, &fields, &query, named));
        let (records, texts, next) = read.wait()?;
        for record in &records {
            sheet.add(record, &texts)?;
        }
        count += records.len() as u64;
        cursor = next;
        if cursor.is_none() {
            sheet.finish()?;
            return Ok(count);
        }
    }
}

type Page = (Vec<Record>, names::Texts, Option<String>);

fn page(work: &mut Work, module: &Arc<Module>, fields: &[Arc<Field>], query: &ListQuery, named: bool) -> Result<Page> {
    let page = records::list(work, &module.key, query)?;
    let texts = if named { names::texts(work, module, fields, &page.records)? } else { names::Texts::default() };
    Ok((page.records, texts, page.next))
}

fn filter(crm: &Crm, actor: &Actor, order: &Order) -> Result<Filter> {
    let snapshot = crm.snapshot();
    let pairs = order.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Ok(snapshot.reader(&actor.rights, |reader| reader.query(&order.module, pairs))?)
}

/// Tells the trail who takes out what, before anything is given.
fn note(crm: &Crm, actor: &Actor, order: &Order, module: &Module) -> Result<()> {
    let changes =
        json!({ "export": [null, { "format": order.format.name(), "filter": order.pairs, "find": order.find }] });
    let key = module.key.clone();
    let subject = trail::subject("module", &key);
    crm.write(actor, "export", move |work| trail::note(work, Action::Access, &key, subject, &changes)).wait()
}

/// The error of a file that cannot be written.
fn unwritable(error: &dyn std::fmt::Display) -> Error {
    Error::Conflict(said!("exports-unwritable", error = error.to_string()))
}
