//! What a tile shows of a list, and the fields that fit. What the actor does not see fits nothing.

use std::sync::Arc;

use meta::{Field, FieldType, Key, Module};
use words::said;

use super::Tile;
use crate::access::Rights;
use crate::error::{Error, Result};

/// A kind of tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// How many records there are.
    Count,
    /// What a number of theirs adds up to.
    Sum,
    /// The same, month by month of a date.
    Trend,
    /// The same by a stage, an option, a person.
    Chart,
    /// The first of them.
    List,
    /// Lanes with counts and sums.
    Board,
}

impl Kind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Kind; 6] = [Kind::Count, Kind::Sum, Kind::Trend, Kind::Chart, Kind::List, Kind::Board];

    /// The word by which it is kept and sent.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Count => "count",
            Kind::Sum => "sum",
            Kind::Trend => "trend",
            Kind::Chart => "chart",
            Kind::List => "list",
            Kind::Board => "board",
        }
    }

    /// The kind of a word.
    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The fields by which this kind can gather the records of a module.
    pub fn grouped<'m>(self, module: &'m Module, rights: &Rights) -> Vec<&'m Arc<Field>> {
        match self {
            Kind::Trend => dates(module, rights),
            Kind::Chart => grouped(module, rights),
            Kind::Board => lanes(module, rights),
            Kind::Count | Kind::Sum | Kind::List => Vec::new(),
        }
    }

    /// Whether records are gathered by a field.
    pub fn gathers(self) -> bool {
        matches!(self, Kind::Trend | Kind::Chart | Kind::Board)
    }

    /// Whether numbers can be added up.
    pub fn adds(self) -> bool {
        !matches!(self, Kind::Count | Kind::List)
    }
}

/// What a tile shows of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shows {
    /// Its kind.
    pub kind: Kind,
    /// The field by which records are gathered.
    pub grouped: Option<Key>,
    /// The number that is added up; without one records are counted.
    pub summed: Option<Key>,
}

impl Shows {
    /// What a tile shows; `None` for a kind that only a newer program knows.
    pub fn of(tile: &Tile) -> Option<Shows> {
        let kind = Kind::parse(&tile.kind)?;
        Some(Shows { kind, grouped: tile.grouped.clone(), summed: tile.summed.clone() })
    }

    /// The same without what its kind has no use for.
    pub(super) fn tidy(&self) -> Shows {
        let grouped = self.grouped.clone().filter(|_| self.kind.gathers());
        let summed = self.summed.clone().filter(|_| self.kind.adds());
        Shows { kind: self.kind, grouped, summed }
    }

    /// Refuses what the module has no field for, or none that the actor sees.
    pub(super) fn check(&self, module: &Module, rights: &Rights) -> Result<()> {
        let among = |key: &Key, fields: Vec<&Arc<Field>>| fields.iter().any(|field| field.key == *key);
        match &self.grouped {
            Some(key) if among(key, self.kind.grouped(module, rights)) => {}
            None if !self.kind.gathers() => {}
            _ => return Err(Error::invalid("grouped", "invalid", said!("dashboards-no-field"))),
        }
        match &self.summed {
            Some(key) if among(key, numbers(module, rights)) => Ok(()),
            None if self.kind != Kind::Sum => Ok(()),
            _ => Err(Error::invalid("summed", "invalid", said!("dashboards-no-number"))),
        }
    }

    /// Whether the actor sees all that it names.
    pub(super) fn is_seen(&self, module: &Module, rights: &Rights) -> bool {
        let mut named = self.grouped.iter().chain(&self.summed);
        named.all(|key| module.field(key).is_some_and(|field| rights.sees(&module.key, &field.key)))
    }
}

fn fields<'m>(module: &'m Module, rights: &Rights, fits: impl Fn(&Field) -> bool) -> Vec<&'m Arc<Field>> {
    let seen = |field: &&Arc<Field>| rights.sees(&module.key, &field.key) && fits(field);
    module.fields.values().filter(seen).collect()
}

/// The numbers of a module that can be added up.
pub fn numbers<'m>(module: &'m Module, rights: &Rights) -> Vec<&'m Arc<Field>> {
    let is_sum = |field: &Field| {
        let kind = field.kind.shown();
        matches!(
            kind,
            FieldType::Int { .. } | FieldType::Decimal { .. } | FieldType::Money { .. } | FieldType::Duration
        )
    };
    fields(module, rights, |field| !field.system && is_sum(field))
}

/// The dates of a module by whose months records can be gathered.
fn dates<'m>(module: &'m Module, rights: &Rights) -> Vec<&'m Arc<Field>> {
    let mut all = fields(module, rights, |field| matches!(field.kind.shown(), FieldType::Date | FieldType::DateTime));
    // Days are more often asked about than instants, which Kith itself mostly notes.
    all.sort_by_key(|field| *field.kind.shown() != FieldType::Date);
    all
}

/// The fields with few values by which records can be gathered.
fn grouped<'m>(module: &'m Module, rights: &Rights) -> Vec<&'m Arc<Field>> {
    fields(module, rights, |field| {
        let kind = field.kind.shown();
        matches!(
            kind,
            FieldType::Stage | FieldType::Select { .. } | FieldType::User | FieldType::Team | FieldType::Bool
        )
    })
}

/// The fields of a module whose values can be lanes.
fn lanes<'m>(module: &'m Module, rights: &Rights) -> Vec<&'m Arc<Field>> {
    fields(module, rights, |field| matches!(field.kind, FieldType::Stage | FieldType::Select { .. }))
}
