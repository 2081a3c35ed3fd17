//! Which opportunities a report is about. Asking by a field that the actor does not see is refused.

use chrono::NaiveDate;
use meta::{Filter, Key, Module, Op, Path, Value};
use uuid::Uuid;
use words::said;

use crate::error::{Error, Result};
use crate::records;
use crate::reports::named;
use crate::work::Work;

/// The module that reports are about.
pub(super) const MODULE: &str = "opportunity";
/// No report is cut short.
pub(super) const ALL: usize = i64::MAX as usize;

/// What opportunities are asked about; all where nothing is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Which {
    /// Those of one pipeline only.
    pub pipeline: Option<Uuid>,
    /// Those of one owner only.
    pub owner: Option<Uuid>,
    /// Those of one team only.
    pub team: Option<Uuid>,
    /// Closed, or to be closed, on this day or later.
    pub from: Option<NaiveDate>,
    /// Closed, or to be closed, on this day or before.
    pub to: Option<NaiveDate>,
}

impl Which {
    /// What keeps these.
    pub(super) fn filter(&self, work: &mut Work, module: &Module) -> Result<Filter> {
        let mut all = Vec::new();
        if let Some(id) = self.pipeline {
            seen(work, module, "stage")?;
            if work.snapshot.pipelines_of(MODULE).all(|pipeline| pipeline.id != id) {
                return Err(Error::invalid("pipeline", "missing", said!("reports-no-pipeline")));
            }
            let of_it = Filter::test(Key::of("pipeline"), Op::Eq, Value::Id(id));
            all.push(within(named::stages(work, of_it)?));
        }
        for (key, id) in [("owner", self.owner), ("team", self.team)] {
            if let Some(id) = id {
                all.push(Filter::test(seen(work, module, key)?, Op::Eq, Value::Id(id)));
            }
        }
        for (day, op) in [(self.from, Op::Gte), (self.to, Op::Lte)] {
            if let Some(day) = day {
                all.push(Filter::test(seen(work, module, "close_date")?, op, Value::Date(day)));
            }
        }
        Ok(Filter::And(all))
    }
}

/// Keeps what stands in one of some stages.
pub(super) fn within(stages: Vec<Uuid>) -> Filter {
    Filter::any_of(Key::of("stage"), stages.into_iter().map(Value::Id).collect())
}

/// The path of a field the actor sees.
pub(super) fn seen(work: &Work, module: &Module, key: &'static str) -> Result<Path> {
    match module.field(key).filter(|field| work.actor.rights.sees(&module.key, &field.key)) {
        Some(field) => Ok(Path::of(field.key.clone())),
        None => Err(Error::BadRequest(vec![records::unknown(key)])),
    }
}
