//! `Schema`: what the store must know of a workspace's modules to read and write them: the catalogue, and which derived
//! fields are computed in the statement instead of kept in a column.

use std::collections::HashMap;
use std::sync::Arc;

use chrono_tz::Tz;
use expr::Typed;
use meta::{Catalogue, Field, FieldType, Key, Module, Path};

use crate::Error;
use crate::tuning::Tuned;

/// The catalogue with the formulas that statements compute.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// All modules.
    pub catalogue: Arc<Catalogue>,
    /// Indexes that the workspace made by itself.
    pub tuned: Arc<Vec<Tuned>>,
    computed: HashMap<(Key, Key), Arc<Typed>>,
    base_currency: String,
    zone: Tz,
}

/// Where the value of a field comes from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// Columns or a side table of its own.
    Stored,
    /// Another field, through links.
    Path(Path),
    /// An expression evaluated in the statement.
    Computed(Arc<Typed>),
}

impl Schema {
    /// Puts the catalogue together with the formulas, by module and field, that cannot be kept in a column, and the
    /// code of the currency that sums are made in.
    pub fn new(catalogue: Arc<Catalogue>, computed: HashMap<(Key, Key), Arc<Typed>>, base_currency: String) -> Schema {
        Schema { catalogue, tuned: Arc::default(), computed, base_currency, zone: Tz::UTC }
    }

    /// The same for a company in a time zone; without it, days are those of UTC.
    pub fn in_zone(self, zone: Tz) -> Schema {
        Schema { zone, ..self }
    }

    /// The same with the indexes that a workspace made by itself.
    pub fn tuned_by(self, tuned: Vec<Tuned>) -> Schema {
        Schema { tuned: Arc::new(tuned), ..self }
    }

    /// The same with other names for people.
    pub fn called(&self, catalogue: Arc<Catalogue>) -> Schema {
        Schema { catalogue, ..self.clone() }
    }

    /// The company's time zone, in which an instant has its day.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The formulas that statements compute, by module and field.
    pub fn computed(&self) -> &HashMap<(Key, Key), Arc<Typed>> {
        &self.computed
    }

    /// The currency of computed amounts.
    pub fn base_currency(&self) -> &str {
        &self.base_currency
    }

    /// A module by key, or an error that says it is not there.
    pub fn module(&self, key: &str) -> Result<&Arc<Module>, Error> {
        self.catalogue.module(key).ok_or_else(|| Error::Missing(format!("module {key}")))
    }

    /// Where the value of a field comes from.
    pub fn origin(&self, module: &Key, field: &Field) -> Origin {
        if let FieldType::Lookup { path, .. } = &field.kind {
            return Origin::Path(path.clone());
        }
        match self.computed.get(&(module.clone(), field.key.clone())) {
            Some(typed) => Origin::Computed(typed.clone()),
            None => Origin::Stored,
        }
    }
}
