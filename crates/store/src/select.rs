//! Which columns a statement reads for the fields that were asked for, and how its rows become records.
//!
//! What links are called comes in the same statement: a join for each link, a gathered list for fields with several
//! ids. A title the reader may not see never leaves the database.

use std::sync::Arc;

use meta::catalogue::Part;
use meta::record::{LinkTitle, Values};
use meta::{Field, FieldType, Key, Module, Path, Record};

use crate::columns::{DELETED_ACT, RID, SideKind, TITLE, side};
use crate::scope::Scope;
use crate::{Error, Row, Sql, decode, formula, gather, links, value};

/// What was asked for, with the column it starts at.
struct Wanted {
    path: Path,
    field: Arc<Field>,
    part: Option<Part>,
    /// First column in the row.
    at: usize,
    /// How a single link is named.
    named: Option<Named>,
}

/// Where a row says what a single link is called.
enum Named {
    /// In three columns from this one: title, whether binned, whether visible.
    Joined(usize),
    /// In one column, for links behind others.
    Gathered(usize),
}

/// The columns of a statement over one module.
pub struct Select {
    module: Key,
    wanted: Vec<Wanted>,
    /// How many of them are links.
    named: usize,
    /// Columns written so far.
    width: usize,
    list: Sql,
    joins: Sql,
}

/// Columns every select starts with: rid, id, version, title, the act that binned it.
pub const HEAD: usize = 5;

impl Select {
    /// Plans the reading of these paths for the records at `alias`.
    pub fn new(q: &Sql, scope: &Scope, module: &Arc<Module>, alias: &str, paths: &[Path]) -> Result<Select, Error> {
        let mut list = q.fresh();
        list.column(alias, RID).push(", ").column(alias, "id").push(", ").column(alias, "version");
        list.push(", ").column(alias, TITLE).push(", ").column(alias, DELETED_ACT);
        let mut select =
            Select { module: module.key.clone(), wanted: Vec::new(), named: 0, width: HEAD, list, joins: q.fresh() };
        for path in paths {
            if select.wanted.iter().all(|wanted| wanted.path != *path) {
                select.want(scope, module, alias, path)?;
            }
        }
        Ok(select)
    }

    /// The column after the last.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Writes the select list.
    pub fn write_list(&self, q: &mut Sql) {
        q.append(&self.list);
    }

    /// Writes the joins that name links.
    pub fn write_joins(&self, q: &mut Sql) {
        q.append(&self.joins);
    }

    fn want(&mut self, scope: &Scope, module: &Arc<Module>, alias: &str, path: &Path) -> Result<(), Error> {
        let found = scope
            .schema
            .catalogue
            .resolve(&module.key, path)
            .ok_or_else(|| Error::Missing(format!("field {}.{path}", module.key)))?;
        let (at, field) = (self.width, found.field.clone());
        let columns = reading(&field, found.part).len();
        for index in 0..columns {
            self.list.push(", ");
            read(&mut self.list, scope, module, alias, path, index)?;
        }
        self.width += columns;
        let mut named = None;
        if found.part.is_none() && field.kind.shown().target().is_some() {
            if found.hops.is_empty() {
                named = Some(Named::Joined(self.width));
                self.name(scope, module, alias, &field)?;
            } else {
                named = Some(Named::Gathered(self.width));
                self.list.push(", ");
                value::at(&mut self.list, scope, module, alias, path, &mut |q, end| gather::link_title(q, scope, end))?;
                self.width += 1;
            }
        }
        self.named += usize::from(named.is_some());
        self.wanted.push(Wanted { path: path.clone(), field, part: found.part, at, named });
        Ok(())
    }

    /// Joins the record behind a link and reads what it is called.
    fn name(&mut self, scope: &Scope, module: &Arc<Module>, alias: &str, field: &Field) -> Result<(), Error> {
        let Some(target) = links::targets(scope.schema, &field.kind).first().copied() else {
            self.list.push(", NULL, FALSE, FALSE");
            self.width += 3;
            return Ok(());
        };
        let there = scope.alias();
        self.joins.push(" LEFT JOIN ").table(&target.key).push(" ").ident(&there);
        self.joins.push(" ON ").column(&there, "id").push(" = ");
        value::scalar(&mut self.joins, scope, module, alias, &Path::of(field.key.clone()))?;
        // A record that is gone is told like one that may not be seen.
        let mut visible = self.list.fresh();
        visible.push("(").column(&there, "id").push(" IS NOT NULL AND ");
        scope.visible(&mut visible, target, &there)?;
        visible.push(")");
        self.list.push(", CASE WHEN ").append(&visible).push(" THEN ").column(&there, TITLE).push(" END, ");
        self.list.column(&there, "deleted_at").push(" IS NOT NULL, ").append(&visible);
        self.width += 3;
        Ok(())
    }

    /// Makes the record of a row.
    pub fn record(&self, row: &Row) -> Result<Record, Error> {
        let mut record = Record {
            module: self.module.clone(),
            id: row.uuid(1)?,
            version: row.int(2)?,
            title: row.opt_text(3)?.unwrap_or_default(),
            values: Values::with_capacity(self.wanted.len()),
            joined: Vec::new(),
            titles: Vec::with_capacity(self.named),
        };
        for wanted in &self.wanted {
            let (value, titles) = decode::value(row, wanted.at, &wanted.field, wanted.part)?;
            let titles = match wanted.named.as_ref().filter(|_| value.id().is_some()) {
                Some(Named::Joined(at)) => vec![title(row, *at)?],
                Some(Named::Gathered(at)) => vec![decode::named(row, *at)?],
                None => titles,
            };
            if !titles.is_empty() {
                record.titles.push((wanted.path.clone(), titles));
            }
            match wanted.path.single() {
                Some(key) => record.values.append(key.clone(), value),
                None => record.joined.push((wanted.path.clone(), value)),
            }
        }
        Ok(record)
    }
}

fn title(row: &Row, at: usize) -> Result<LinkTitle, Error> {
    if !row.opt_bool(at + 2)?.unwrap_or(false) {
        return Ok(LinkTitle::Restricted);
    }
    let title = row.opt_text(at)?.unwrap_or_default();
    Ok(if row.bool(at + 1)? { LinkTitle::Binned(title) } else { LinkTitle::Open(title) })
}

/// The physical columns read for a field or a part of it; for lists and computed values one expression without a column.
fn reading(field: &Field, part: Option<Part>) -> Vec<String> {
    let key = &field.key;
    let named = |suffixes: &[&str]| suffixes.iter().map(|suffix| format!("{key}{suffix}")).collect();
    match (part, field.kind.shown()) {
        (Some(Part::Amount), _) => named(&[""]),
        (Some(part), _) => vec![format!("{key}__{}", part.name())],
        (None, FieldType::Money { .. }) => named(&["", "__currency"]),
        (None, FieldType::Parent { .. }) => named(&["", "__module", ""]),
        (None, FieldType::Geo) => named(&["__lat", "__lon"]),
        (None, FieldType::PersonName) => named(&["__prefix", "__given", "__family", "__suffix"]),
        (None, FieldType::Address) => named(&["__street", "__postal_code", "__city", "__region", "__country"]),
        // Lines are records of their own, read by a statement of their own.
        (None, FieldType::Children { .. }) => Vec::new(),
        _ => named(&[""]),
    }
}

/// Writes one of the reading columns of the field at the end of a path.
fn read(q: &mut Sql, scope: &Scope, module: &Arc<Module>, alias: &str, path: &Path, index: usize) -> Result<(), Error> {
    value::at(q, scope, module, alias, path, &mut |q, end| {
        let field = end.field;
        match (end.computed, end.part, side(&field.kind)) {
            (Some(_), Some(_), _) => value::compared(q, scope, end).map(drop)?,
            (Some(typed), None, _) if index == 0 => {
                formula::value(q, scope, end.module, end.alias, typed, &field.kind)?
            }
            (Some(_), None, _) => {
                q.bind(scope.schema.base_currency());
            }
            (None, _, Some(SideKind::Links)) => gather::links(q, scope, end.module, end.alias, field)?,
            (None, _, Some(kind)) => gather::elements(q, end.module, end.alias, field, kind),
            (None, ..) if index == 2 && matches!(field.kind, FieldType::Parent { .. }) => {
                gather::parent_title(q, scope, end.alias, field)?;
            }
            (None, part, None) => {
                q.column(end.alias, &reading(field, part)[index]);
            }
        }
        Ok(())
    })
}
