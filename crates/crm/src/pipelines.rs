//! Pipelines and their stages, as boards, forms and stage bars need them: all at once, in order.

use meta::layout::SortKey;
use meta::{Filter, Key, Op, Path, Record, Value};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::records;
use crate::work::Work;

pub use store::stages::Stay;

/// A pipeline with its stages.
#[derive(Debug, Clone, PartialEq)]
pub struct Pipeline {
    /// Identity.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The module whose records run through it.
    pub module: String,
    /// Offered to new records.
    pub active: bool,
    /// Taken for new records when nothing is said.
    pub is_default: bool,
    /// In order.
    pub stages: Vec<Stage>,
}

/// How records in a stage stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Still running.
    Open,
    /// Ended well.
    Won,
    /// Ended badly.
    Lost,
}

/// A stage of a pipeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Identity.
    pub id: Uuid,
    /// Its key in the API.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How records in it stand.
    pub outcome: Outcome,
    /// Hue 1 to 12; 0 is neutral.
    pub hue: u8,
    /// 0 to 100.
    pub probability: Decimal,
    /// Days after which a record in it rots.
    pub rot_days: Option<i64>,
}

/// Most stages that are read.
pub(crate) const MOST: usize = 500;

/// The pipelines made for a module, in order, with their stages: two statements.
pub fn of(work: &mut Work, module: &str) -> Result<Vec<Pipeline>> {
    Ok(all(work)?.into_iter().filter(|pipeline| pipeline.module == module).collect())
}

/// All pipelines, in order, with their stages: two statements.
pub fn all(work: &mut Work) -> Result<Vec<Pipeline>> {
    let by_position = |first: &'static str| vec![ascending("position"), ascending(first)];
    let fields = ["name", "module", "active", "is_default"];
    let pipelines = read(work, "pipeline", &fields, by_position("name"))?;
    let fields = ["name", "key", "pipeline", "outcome", "hue", "probability", "rot_days"];
    let stages = read(work, "stage", &fields, by_position("name"))?;
    let of = |id: Uuid| stages.iter().filter(move |stage| stage.get("pipeline").id() == Some(id)).map(stage);
    Ok(pipelines.iter().map(|record| Pipeline { stages: of(record.id).collect(), ..pipeline(record) }).collect())
}

/// How long a record the actor sees stood in each stage of a field, oldest first.
pub fn stays(work: &mut Work, module: &str, id: Uuid, field: &Key) -> Result<Vec<Stay>> {
    let module = work.module(module)?;
    if !work.actor.rights.sees(&module.key, field) {
        return Err(Error::BadRequest(vec![records::unknown(field)]));
    }
    records::get(work, &module.key, id, &[Path::of(Key::of("id"))])?;
    Ok(store::stages::stays(work.tx, id, field)?)
}

fn ascending(key: &'static str) -> SortKey {
    SortKey { path: Path::of(Key::of(key)), descending: false }
}

/// Read by Kith itself: what a stage is called is no secret from who sees a record in it.
fn read(work: &mut Work, module: &str, fields: &[&'static str], sort: Vec<SortKey>) -> Result<Vec<Record>> {
    let Some(module) = work.snapshot.module(module).cloned() else { return Ok(Vec::new()) };
    let fields: Vec<Path> = fields.iter().map(|key| Path::of(Key::of(key))).collect();
    let scope = work.system();
    let everything = Filter::test(Key::of("id"), Op::Empty, Value::Bool(false));
    records::sorted(work, &scope, &module, everything, &fields, sort, MOST)
}

fn pipeline(record: &Record) -> Pipeline {
    Pipeline {
        id: record.id,
        name: record.title.clone(),
        module: text(record, "module"),
        active: *record.get("active") != Value::Bool(false),
        is_default: *record.get("is_default") == Value::Bool(true),
        stages: Vec::new(),
    }
}

fn stage(record: &Record) -> Stage {
    let number = |key: &str| if let Value::Int(number) = record.get(key) { Some(*number) } else { None };
    Stage {
        id: record.id,
        key: text(record, "key"),
        name: record.title.clone(),
        outcome: match record.get("outcome").text() {
            Some("won") => Outcome::Won,
            Some("lost") => Outcome::Lost,
            _ => Outcome::Open,
        },
        hue: number("hue").and_then(|hue| u8::try_from(hue).ok()).unwrap_or_default(),
        probability: if let Value::Decimal(percent) = record.get("probability") { *percent } else { Decimal::ZERO },
        rot_days: number("rot_days"),
    }
}

fn text(record: &Record, key: &str) -> String {
    record.get(key).text().unwrap_or_default().to_string()
}
