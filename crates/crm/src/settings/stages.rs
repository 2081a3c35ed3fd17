//! Pipelines as administrators arrange them: stages added at their place and moved up and down.

use meta::record::Values;
use meta::{Key, Value};
use rust_decimal::Decimal;
use uuid::Uuid;
use words::said;

use super::administrator;
use crate::error::{Error, Result};
use crate::pipelines::{Outcome, Pipeline};
use crate::records::{self, New};
use crate::work::Work;

/// Adds an open stage after the last open one of a pipeline; gives its id.
pub fn add(work: &mut Work, pipeline: Uuid, name: &str) -> Result<Uuid> {
    administrator(work.actor)?;
    let pipeline = find(work, |known| known.id == pipeline)?;
    let name = name.trim();
    let open = pipeline.stages.iter().rposition(|stage| stage.outcome == Outcome::Open);
    let (place, likely) = match open {
        Some(at) => (at + 1, pipeline.stages[at].probability),
        None => (0, Decimal::TEN),
    };
    let values: Values = [
        ("name", Value::Text(name.to_string())),
        ("pipeline", Value::Id(pipeline.id)),
        ("probability", Value::Decimal(likely)),
        ("hue", Value::Int(place as i64 % 12 + 1)),
        ("position", Value::Int(place as i64 + 1)),
    ]
    .into_iter()
    .map(|(key, value)| (Key::of(key), value))
    .collect();
    let made = records::create(work, "stage", New { id: None, values, source: "settings" })?.id;
    let mut order: Vec<Uuid> = pipeline.stages.iter().map(|stage| stage.id).collect();
    order.insert(place, made);
    arrange(work, &order)?;
    Ok(made)
}

/// Moves a stage one place up or down; at the end nothing happens.
pub fn shift(work: &mut Work, stage: Uuid, up: bool) -> Result<()> {
    administrator(work.actor)?;
    let pipeline = find(work, |known| known.stages.iter().any(|known| known.id == stage))?;
    let mut order: Vec<Uuid> = pipeline.stages.iter().map(|stage| stage.id).collect();
    let at = order.iter().position(|id| *id == stage).unwrap_or_default();
    let to = if up { at.saturating_sub(1) } else { (at + 1).min(order.len() - 1) };
    order.swap(at, to);
    arrange(work, &order)
}

fn find<'w>(work: &Work<'w, '_>, which: impl Fn(&&Pipeline) -> bool) -> Result<&'w Pipeline> {
    let found = work.snapshot.pipelines.iter().find(which);
    found.ok_or_else(|| Error::NotFound(said!("missing-pipeline")))
}

/// Numbers stages from 1 in this order.
fn arrange(work: &mut Work, order: &[Uuid]) -> Result<()> {
    for (position, id) in (1..).zip(order) {
        let mut values = Values::new();
        values.set(Key::of("position"), Value::Int(position));
        records::update(work, "stage", *id, values, None)?;
    }
    Ok(())
}

/// Makes a pipeline the one into which new records of its module go, in place of any other.
pub fn make_default(work: &mut Work, pipeline: Uuid) -> Result<()> {
    administrator(work.actor)?;
    let module = &find(work, |known| known.id == pipeline)?.module;
    for known in work.snapshot.pipelines_of(module) {
        if known.is_default != (known.id == pipeline) {
            let mut values = Values::new();
            values.set(Key::of("is_default"), Value::Bool(known.id == pipeline));
            records::update(work, "pipeline", known.id, values, None)?;
        }
    }
    Ok(())
}
