//! Stages in the bin, and how many records still stand in each stage.

use std::collections::HashMap;

use crm::pipelines::Pipeline;
use crm::records::{ListQuery, list};
use crm::{Result, Work, board};
use meta::{Filter, Key, Op, Path, Record, Value};
use uuid::Uuid;
use words::said;

/// What the page of a pipeline shows.
pub struct Contents {
    /// The pipeline with its stages in order.
    pub pipeline: Pipeline,
    /// Its retired stages.
    pub retired: Vec<Record>,
    /// Records by stage.
    pub counts: HashMap<Uuid, i64>,
}

/// A pipeline with everything the page shows of it.
pub fn contents(work: &mut Work, id: Uuid) -> Result<Contents> {
    let found = work.snapshot.pipelines.iter().find(|pipeline| pipeline.id == id);
    let pipeline = found.cloned().ok_or_else(|| crm::Error::NotFound(said!("missing-pipeline")))?;
    let query = ListQuery {
        filter: Filter::test(Key::of("pipeline"), Op::Eq, Value::Id(id)),
        fields: vec![Path::of(Key::of("name"))],
        bin: true,
        ..ListQuery::default()
    };
    let retired = list(work, "stage", &query)?.records;
    let counts = counts(work, &pipeline)?;
    Ok(Contents { pipeline, retired, counts })
}

fn counts(work: &mut Work, pipeline: &Pipeline) -> Result<HashMap<Uuid, i64>> {
    let Some(module) = work.snapshot.module(&pipeline.module).cloned() else { return Ok(HashMap::new()) };
    let field = module.own_fields().find(|field| matches!(field.kind, meta::FieldType::Stage));
    let Some(field) = field.map(|field| field.key.clone()) else { return Ok(HashMap::new()) };
    let lanes = board::lanes(work, &module.key, &field, None, &Filter::Const(true))?;
    Ok(lanes.into_iter().filter_map(|lane| Some((lane.value.id()?, lane.count))).collect())
}
