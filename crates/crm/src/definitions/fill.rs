//! Back-fills: values of new, converted and derived fields for the records there are, in batches, so that memory stays
//! bounded however many there are.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Utc};
use indexmap::IndexMap;
use meta::layout::SortKey;
use meta::types::Money;
use meta::{Catalogue, Field, FieldType, Filter, Key, Module, Path, Record, Value};
use store::page::{self, Bin, Query};
use store::{Schema, Scope, Tx, convert, rollup};
use uuid::Uuid;

use super::conversion;
use crate::error::{Error, Result};
use crate::records::numbered;
use crate::snapshot::Snapshot;

/// Records of a batch.
const BATCH: usize = 1_000;

/// Visits every record of a module, oldest first, the bin included, with these values.
pub(super) fn each(
    tx: &mut Tx,
    snapshot: &Snapshot,
    module: &Arc<Module>,
    paths: &[Path],
    mut visit: impl FnMut(&mut Tx, Vec<Record>) -> Result<()>,
) -> Result<()> {
    let scope = Scope::system(&snapshot.schema, DateTime::UNIX_EPOCH);
    let mut query = Query {
        filter: Filter::Const(true),
        sort: vec![SortKey { path: Path::of(Key::of("id")), descending: false }],
        fields: paths.to_vec(),
        limit: BATCH,
        after: None,
        bin: Bin::Both,
    };
    loop {
        let page = page::page(tx, &scope, module, &query)?;
        visit(tx, page.records)?;
        match page.next {
            Some(next) => query.after = Some(next),
            None => return Ok(()),
        }
    }
}

/// What values are worked out with.
pub(crate) struct Fill<'a> {
    /// The workspace as it shall be.
    pub(crate) snapshot: &'a Snapshot,
    /// The instant it is.
    pub(crate) now: DateTime<Utc>,
}

impl Fill<'_> {
    fn write(&self, tx: &mut Tx, module: &Key, field: &Field, rows: &[(Uuid, Value)]) -> Result<()> {
        let today = self.snapshot.company.today(self.now);
        let to_base = |money: &Money| self.snapshot.rates.to_base(money, today);
        Ok(convert::fill(tx, module, field, rows, &to_base, self.snapshot.schema.catalogue.version)?)
    }

    /// Converts the values kept under a tombstone into the field.
    pub(super) fn converted(&self, tx: &mut Tx, module: &Module, field: &Field, was: Field) -> Result<()> {
        let zone = self.snapshot.company.zone();
        let (narrow, reading) = self.narrowed(module, &was);
        let paths = [Path::of(was.key.clone())];
        each(tx, &reading, &narrow, &paths, |tx, records| {
            let mut rows = Vec::with_capacity(records.len());
            for record in records {
                let value = conversion::convert(record.get(&was.key), &was.kind, &field.kind, zone);
                let lost =
                    || Error::Conflict(format!("a value of {}.{} does not fit any more", module.key, field.key).into());
                rows.push((record.id, value.ok_or_else(lost)?));
            }
            rows.retain(|(_, value)| !value.is_empty());
            self.write(tx, &module.key, field, &rows)
        })
    }

    /// The module with nothing but the system's fields and one more, in a catalogue of its own.
    fn narrowed(&self, module: &Module, field: &Field) -> (Arc<Module>, Snapshot) {
        let mut narrow = module.clone();
        narrow.fields.retain(|_, field| field.system && field.kind.target().is_none());
        narrow.fields.insert(field.key.clone(), Arc::new(field.clone()));
        let narrow = Arc::new(narrow);
        let modules = IndexMap::from([(narrow.key.clone(), narrow.clone())]);
        let catalogue = Catalogue::new(self.snapshot.schema.catalogue.version, modules, Default::default());
        let schema = Schema::new(Arc::new(catalogue), HashMap::new(), self.snapshot.schema.base_currency().to_string());
        (narrow, Snapshot { schema, ..self.snapshot.clone() })
    }

    /// Puts the default, or numbers in the order of making, where a field is empty.
    pub(super) fn empty(&self, tx: &mut Tx, module: &Arc<Module>, field: &Field) -> Result<()> {
        if let FieldType::Autonumber { format } = &field.kind {
            return self.numbers(tx, module, field, format);
        }
        let Some(default) = &field.default else { return Ok(()) };
        let today = self.snapshot.company.today(self.now);
        let to_base = |money: &Money| self.snapshot.rates.to_base(money, today);
        Ok(convert::fill_empty(tx, module, field, default, &to_base)?)
    }

    fn numbers(&self, tx: &mut Tx, module: &Arc<Module>, field: &Field, format: &str) -> Result<()> {
        let counter = format!("{}.{}", module.key, field.key);
        let year = self.snapshot.company.today(self.now).year();
        each(tx, self.snapshot, module, &[], |tx, records| {
            if records.is_empty() {
                return Ok(());
            }
            let last = store::counters::take(tx, &counter, records.len() as i64)?;
            let first = last - records.len() as i64 + 1;
            let rows = records.iter().zip(first..).map(|(r, n)| (r.id, Value::Text(numbered(format, n, year))));
            self.write(tx, &module.key, field, &rows.collect::<Vec<_>>())
        })
    }

    /// Computes a kept formula or rollup for every record.
    pub(super) fn computed(&self, tx: &mut Tx, module: &Arc<Module>, field: &Field) -> Result<()> {
        match &field.kind {
            FieldType::Rollup { .. } => self.rollup(tx, module, field),
            _ => self.formula(tx, module, field),
        }
    }

    fn formula(&self, tx: &mut Tx, module: &Arc<Module>, field: &Field) -> Result<()> {
        let derived = self.snapshot.derivations.module(&module.key);
        let found = derived.and_then(|derived| derived.stored.iter().find(|formula| formula.field == field.key));
        let Some(formula) = found else { return Ok(()) };
        let context = expr::Context { now: self.now, zone: self.snapshot.company.zone() };
        let base = self.snapshot.company.base_currency;
        each(tx, self.snapshot, module, &formula.typed.reads, |tx, records| {
            let value = |record: &Record| {
                let read = |path: &Path| record.at(path).clone();
                (record.id, formula.typed.field_value(&field.kind, &read, &context, base).0)
            };
            let rows: Vec<_> = records.iter().map(value).collect();
            self.clear_sides(tx, module, field, &rows)?;
            self.write(tx, &module.key, field, &rows)
        })
    }

    /// A list that a formula gives is written in place of the one before.
    fn clear_sides(&self, tx: &mut Tx, module: &Module, field: &Field, rows: &[(Uuid, Value)]) -> Result<()> {
        if store::columns::side(&field.kind).is_some() {
            for (id, _) in rows {
                store::rows::clear_side(tx, module, field, *id)?;
            }
        }
        Ok(())
    }

    fn rollup(&self, tx: &mut Tx, module: &Arc<Module>, field: &Field) -> Result<()> {
        let catalogue = &self.snapshot.schema.catalogue;
        let derived = self.snapshot.derivations.module(&module.key);
        let found = derived.and_then(|derived| derived.rollups.iter().find(|rollup| rollup.field == field.key));
        let Some(kept) = found else { return Ok(()) };
        let (relation, target) = (catalogue.relation(&module.key, &kept.relation), catalogue.module(&kept.target));
        let (Some(relation), Some(target)) = (relation, target) else { return Ok(()) };
        let asked = rollup::Rollup {
            holder: module,
            relation,
            target,
            function: kept.function,
            of: kept.of.as_ref(),
            filter: kept.filter.as_deref(),
            result: &field.kind,
            base_currency: self.snapshot.company.base_currency,
        };
        let scope = Scope::system(&self.snapshot.schema, self.now);
        each(tx, self.snapshot, module, &[], |tx, records| {
            let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
            let rows = rollup::values(tx, &scope, &asked, &ids)?;
            self.write(tx, &module.key, field, &rows)
        })
    }

    /// Writes what records are called.
    pub(super) fn titles(&self, tx: &mut Tx, module: &Arc<Module>) -> Result<()> {
        let Some(field) = module.field(&module.title) else { return Ok(()) };
        let version = self.snapshot.schema.catalogue.version;
        each(tx, self.snapshot, module, &[Path::of(field.key.clone())], |tx, records| {
            let title = |record: &Record| (record.id, crate::records::title_of(field, record.get(&field.key)));
            let rows: Vec<_> = records.iter().map(title).collect();
            Ok(convert::titles(tx, &module.key, &rows, version)?)
        })
    }

    /// Writes the words by which records are found.
    pub(crate) fn search(&self, tx: &mut Tx, module: &Arc<Module>) -> Result<()> {
        let catalogue = &self.snapshot.schema.catalogue;
        let found = |path: &Path| catalogue.resolve(&module.key, path).map(|end| end.field.clone());
        let fields: Vec<(Path, Arc<Field>)> =
            module.search.iter().filter_map(|path| Some((path.clone(), found(path)?))).collect();
        each(tx, self.snapshot, module, &module.search, |tx, records| {
            let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
            let numbers = convert::row_numbers(tx, &module.key, &ids)?;
            for record in &records {
                let Some(rid) = numbers.get(&record.id) else { continue };
                let texts = fields.iter().map(|(path, field)| field.kind.show(record.at(path)));
                let text = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" \n");
                store::search::index(tx, module, *rid, &text)?;
            }
            Ok(())
        })
    }
}
