//! The pipeline report: how many opportunities there are, what they are worth, and what may be expected of them, by
//! stage, owner or team.
//!
//! Counted and added up by one statement under the actor's rights. Amounts are in base currency, each at the rate of the
//! record. An amount is weighted by its own record's probability, exactly; only the sum of a row is rounded, half away
//! from zero at four decimal places. Records without an amount count, and add nothing.

mod rows;

use std::collections::HashMap;
use std::sync::Arc;

use meta::types::Money;
use meta::{Filter, Key, Module, Path};
use store::{Param, groups};
use uuid::Uuid;

use super::tally::{self, Tally};
use super::which::{ALL, MODULE, Which, seen};
use crate::error::Result;
use crate::pipelines::Pipeline;
use crate::work::Work;

/// What the rows stand for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum By {
    /// Stages; those of several pipelines with the same key are one.
    #[default]
    Stage,
    /// Owners.
    Owner,
    /// Teams.
    Team,
}

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// About which opportunities.
    pub which: Which,
    /// What the rows stand for.
    pub by: By,
}

/// What a row stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A stage by its key, with the ids it has in the pipelines.
    Stage {
        /// Its key.
        key: String,
        /// One for each pipeline that has it.
        ids: Vec<Uuid>,
        /// Hue 1 to 12; 0 is neutral.
        hue: u8,
    },
    /// An owner; `None` for records without one.
    Owner(Option<Uuid>),
    /// A team; `None` for records without one.
    Team(Option<Uuid>),
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it stands for.
    pub subject: Subject,
    /// What that is called.
    pub label: String,
    /// How many records.
    pub count: i64,
    /// What they are worth, in base currency; `None` when amounts are hidden from the actor.
    pub amount: Option<Money>,
    /// The same, each times its probability; `None` when either is hidden.
    pub weighted: Option<Money>,
}

/// The report. Stages come in their order, those of an asked pipeline or of an active one even without records; owners
/// and teams with the highest amount first.
pub fn report(work: &mut Work, question: &Question) -> Result<Vec<Row>> {
    let module = work.module(MODULE)?;
    let field = match question.by {
        By::Stage => "stage",
        By::Owner => "owner",
        By::Team => "team",
    };
    let filter = question.which.filter(work, &module)?;
    let (by, nothing) = (seen(work, &module, field)?, nothing(work, &module));
    let found = tallies(work, &module, by, &nothing, &filter)?;
    match question.by {
        By::Stage => rows::by_stage(work, &found, &asked(work, question), &nothing),
        By::Owner => rows::by_record(work, found, "user", Subject::Owner),
        By::Team => rows::by_record(work, found, "team", Subject::Team),
    }
}

/// The pipelines whose stages stand in the report in any case.
fn asked<'w>(work: &Work<'w, '_>, question: &Question) -> Vec<&'w Pipeline> {
    let wanted = |pipeline: &&Pipeline| question.which.pipeline.map_or(pipeline.active, |id| id == pipeline.id);
    work.snapshot.pipelines_of(MODULE).filter(wanted).collect()
}

/// The tally of no records, with as much as the actor may see of any.
fn nothing(work: &Work, module: &Module) -> Tally {
    let amount = seen(work, module, "amount").is_ok();
    Tally::nothing(amount, amount && seen(work, module, "probability").is_ok(), tally::scale(module))
}

/// Counts and sums by what the rows stand for, in one statement; the nil id is for records without it. The statement
/// also splits by probability, so that what is weighted stays exact.
fn tallies(
    work: &mut Work,
    module: &Arc<Module>,
    by: Path,
    nothing: &Tally,
    filter: &Filter,
) -> Result<HashMap<Uuid, Tally>> {
    let (amount, probability) = (Path::of(Key::of("amount")), Path::of(Key::of("probability")));
    let by: Vec<groups::By> =
        [Some(by), nothing.has_weighted().then_some(probability)].into_iter().flatten().map(groups::By::from).collect();
    let sums: Vec<Path> = nothing.has_amount().then_some(amount).into_iter().collect();
    let scope = work.scope();
    let mut tallies: HashMap<Uuid, Tally> = HashMap::new();
    let asked = groups::Asked { filter, by: &by, sums: &sums, limit: ALL };
    for group in groups::groups(work.tx, &scope, module, &asked)? {
        let mut keys = group.keys.into_iter();
        let id = if let Some(Param::Uuid(id)) = keys.next() { id } else { Uuid::nil() };
        let probability = if let Some(Param::Int(percent)) = keys.next() { percent } else { 0 };
        let sum = group.sums.first().copied().flatten().unwrap_or_default();
        tallies.entry(id).or_insert_with(|| nothing.clone()).add(group.count, sum, probability);
    }
    Ok(tallies)
}
