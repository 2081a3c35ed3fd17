//! Tallies become rows: named, ordered, and merged where stages share a key.

use std::collections::HashMap;

use meta::{Record, Value};
use uuid::Uuid;

use super::{Row, Subject};
use crate::error::Result;
use crate::pipelines::{Outcome, Pipeline, Stage};
use crate::reports::named;
use crate::reports::tally::Tally;
use crate::work::Work;

/// A stage of the report before it has a row.
struct Lane {
    key: String,
    label: String,
    ids: Vec<Uuid>,
    hue: u8,
    /// Open before won before lost, each in the order of the pipelines; what is retired comes last.
    order: (u8, usize),
    tally: Tally,
}

/// Rows by stage, also of stages without records.
pub fn by_stage(
    work: &mut Work,
    found: &HashMap<Uuid, Tally>,
    pipelines: &[&Pipeline],
    nothing: &Tally,
) -> Result<Vec<Row>> {
    let mut lanes: Vec<Lane> = Vec::new();
    for pipeline in pipelines {
        let stages = pipeline.stages.iter().enumerate();
        stages.for_each(|(position, stage)| merge(&mut lanes, of(stage, position, nothing)));
    }
    for lane in others(work, found, &lanes, nothing)? {
        merge(&mut lanes, lane);
    }
    for lane in &mut lanes {
        lane.ids.iter().filter_map(|id| found.get(id)).for_each(|tally| lane.tally.join(tally));
    }
    lanes.sort_by_key(|lane| lane.order);
    let row = |lane: Lane| {
        let subject = Subject::Stage { key: lane.key, ids: lane.ids, hue: lane.hue };
        row(work, subject, lane.label, &lane.tally)
    };
    Ok(lanes.into_iter().map(row).collect())
}

fn of(stage: &Stage, position: usize, nothing: &Tally) -> Lane {
    let outcome = match stage.outcome {
        Outcome::Open => 0,
        Outcome::Won => 1,
        Outcome::Lost => 2,
    };
    Lane {
        key: stage.key.clone(),
        label: stage.name.clone(),
        ids: vec![stage.id],
        hue: stage.hue,
        order: (outcome, position),
        tally: nothing.clone(),
    }
}

/// Stages with records that no asked pipeline has: of retired pipelines, or retired themselves.
fn others(work: &mut Work, found: &HashMap<Uuid, Tally>, lanes: &[Lane], nothing: &Tally) -> Result<Vec<Lane>> {
    let known = |id: &Uuid| lanes.iter().any(|lane| lane.ids.contains(id));
    let missing: Vec<Uuid> = found.keys().copied().filter(|id| !known(id)).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let (scope, lang) = (work.system(), work.actor.language);
    let records = named::records(work, &scope, "stage", missing.iter().copied(), &["key", "hue"])?;
    let lane = |id: &Uuid| {
        let record = records.get(id);
        Lane {
            key: record.and_then(|record| record.get("key").text()).unwrap_or_default().to_string(),
            label: record.map_or(lang.text("reports-no-stage").into(), |record| record.title.clone()),
            ids: vec![*id],
            hue: record.map_or(0, hue),
            order: (3, 0),
            tally: nothing.clone(),
        }
    };
    Ok(missing.iter().map(lane).collect())
}

fn hue(record: &Record) -> u8 {
    if let Value::Int(hue) = record.get("hue") { u8::try_from(*hue).unwrap_or_default() } else { 0 }
}

/// Stages with the same key are one: the first names it, the latest place is its own.
fn merge(lanes: &mut Vec<Lane>, lane: Lane) {
    match lanes.iter_mut().find(|known| known.key == lane.key && !lane.key.is_empty()) {
        None => lanes.push(lane),
        Some(known) => {
            known.ids.extend(lane.ids);
            if lane.order.0 == known.order.0 {
                known.order = known.order.max(lane.order);
            }
        }
    }
}

/// Rows by owner or team, the highest amount first.
pub fn by_record(
    work: &mut Work,
    found: HashMap<Uuid, Tally>,
    module: &str,
    subject: fn(Option<Uuid>) -> Subject,
) -> Result<Vec<Row>> {
    let named = named::ranked(work, found, module, Tally::rank)?;
    Ok(named.into_iter().map(|(label, id, tally)| row(work, subject(id), label, &tally)).collect())
}

fn row(work: &Work, subject: Subject, label: String, tally: &Tally) -> Row {
    let base = work.snapshot.company.base_currency;
    Row { subject, label, count: tally.count, amount: tally.amount(base), weighted: tally.weighted(base) }
}
