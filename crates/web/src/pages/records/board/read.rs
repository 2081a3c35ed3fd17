//! What a board shows, read.

use std::collections::HashSet;

use crm::board as sums;
use crm::pipelines::{Pipeline, Stage};
use crm::records::{self, ListQuery};
use crm::{Error, Result, Work, search};
use meta::{FieldType, Filter, Key, Path, Record, Value};
use uuid::Uuid;
use words::{Language, said};

use super::super::Scene;
use super::super::list::ask::Ask;
use super::folded::Folded;
use crate::pages::records::list::chips;

/// Cards of a lane at once.
const CARDS: usize = 7;

/// A lane of a board.
#[derive(Clone)]
pub struct Lane {
    /// What a card in it holds.
    pub value: Value,
    /// The same, as it is sent.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Hue 1 to 12; 0 is neutral.
    pub hue: u8,
    /// Its stage, where it is one.
    pub stage: Option<Stage>,
    /// How many records stand in it.
    pub count: i64,
    /// What they add up to.
    pub total: Value,
    /// The first of them.
    pub cards: Vec<Record>,
    /// Where the next ones begin.
    pub next: Option<String>,
    /// How many records are meant to stand in it at most.
    pub limit: Option<i64>,
    /// Only its head is shown.
    pub folded: bool,
}

impl Lane {
    /// By what an address and a view name it: a stage's key, so that it is read by people too.
    pub fn name(&self) -> &str {
        self.stage.as_ref().map_or(&self.key, |stage| if stage.key.is_empty() { &self.key } else { &stage.key })
    }

    /// How many more records stand in it than are meant to.
    pub fn over(&self) -> i64 {
        self.limit.map_or(0, |limit| (self.count - limit).max(0))
    }
}

/// The lanes of a board without cards.
pub struct Frame {
    /// The field whose values the lanes are.
    pub field: Key,
    /// The pipeline whose stages the lanes are.
    pub pipeline: Option<Pipeline>,
    /// In order.
    pub lanes: Vec<Lane>,
    /// The cards that the reader may move.
    pub movable: HashSet<Uuid>,
    filter: Filter,
}

/// A board.
pub struct Board {
    /// Module, formats.
    pub scene: Scene,
    /// The address.
    pub ask: Ask,
    /// Lanes, with cards.
    pub frame: Frame,
}

/// Reads a board with the first cards of each lane that is not folded.
pub fn read(work: &mut Work, mut scene: Scene, ask: Ask, folded: &Folded) -> Result<Board> {
    let mut frame = frame(work, &scene, &ask)?;
    let mut lanes = std::mem::take(&mut frame.lanes);
    for lane in &mut lanes {
        lane.folded = folded.has(&frame.field, &lane.key);
        if lane.count > 0 && !lane.folded {
            cards(work, &scene, &ask, &frame, lane, None)?;
        }
    }
    frame.lanes = lanes;
    movable(work, &scene, &mut frame)?;
    let wanted = chips::records(&scene, &ask);
    scene.name(work, &wanted)?;
    Ok(Board { scene, ask, frame })
}

/// Reads the lanes with their counts and sums.
pub fn frame(work: &mut Work, scene: &Scene, ask: &Ask) -> Result<Frame> {
    let field = ask.view.lanes.clone().filter(|field| super::has_lanes(scene, field));
    let field = field.ok_or_else(|| Error::NotFound(said!("board-field")))?;
    let pipeline = pipeline(scene, ask).cloned();
    let filter = ask.whole_filter().and(search::filter(work, &scene.module.key, &ask.find)?);
    let total = ask.view.total.clone().filter(|total| scene.sees(total));
    let counted = sums::lanes(work, &scene.module.key, &field, total.as_ref(), &filter)?;
    let mut lanes = lanes(scene, &field, pipeline.as_ref());
    let known: Vec<Value> = lanes.iter().map(|lane| lane.value.clone()).collect();
    for one in counted {
        let at = known.iter().position(|value| *value == one.value);
        match at {
            Some(at) => (lanes[at].count, lanes[at].total) = (one.count, one.total),
            None if one.value.is_empty() => lanes.insert(0, none(one, scene.lang())),
            // Of another pipeline, or a choice that is no more offered.
            None => {}
        }
    }
    for lane in &mut lanes {
        lane.limit = limit(ask, lane);
    }
    Ok(Frame { field, pipeline, lanes, filter, movable: HashSet::new() })
}

/// How many records are meant to stand in a lane, as the address says.
fn limit(ask: &Ask, lane: &Lane) -> Option<i64> {
    ask.pairs.text(&format!("limit[{}]", lane.name())).parse().ok().filter(|limit| *limit > 0)
}

/// Learns which of the cards the reader may move: one statement at most.
pub fn movable(work: &mut Work, scene: &Scene, frame: &mut Frame) -> Result<()> {
    if scene.module.field(&frame.field).is_some_and(|field| scene.sets(field)) {
        let ids: Vec<Uuid> = frame.lanes.iter().flat_map(|lane| &lane.cards).map(|card| card.id).collect();
        frame.movable = records::editable(work, &scene.module.key, &ids)?;
    }
    Ok(())
}

fn none(one: sums::Lane, lang: Language) -> Lane {
    let (count, total) = (one.count, one.total);
    Lane { count, total, ..empty(Value::Null, "none", lang.text("board-without-value"), 0, None) }
}

fn empty(value: Value, key: &str, label: &str, hue: u8, stage: Option<Stage>) -> Lane {
    let (key, label) = (key.to_string(), label.to_string());
    let (total, cards, next, limit) = (Value::Null, Vec::new(), None, None);
    Lane { value, key, label, hue, stage, count: 0, total, cards, next, limit, folded: false }
}

/// The pipeline the address names, else the usual one.
fn pipeline<'s>(scene: &'s Scene, ask: &Ask) -> Option<&'s Pipeline> {
    let named = ask.pairs.text("pipeline");
    let mine: Vec<&Pipeline> = scene.pipelines().collect();
    let chosen = mine.iter().find(|pipeline| pipeline.id.to_string() == named);
    let usual = mine.iter().find(|pipeline| pipeline.active && pipeline.is_default);
    chosen.or(usual).or_else(|| mine.iter().find(|pipeline| pipeline.active)).or(mine.first()).copied()
}

fn lanes(scene: &Scene, field: &Key, pipeline: Option<&Pipeline>) -> Vec<Lane> {
    match scene.module.field(field).map(|field| &field.kind) {
        Some(FieldType::Select { options }) => options
            .iter()
            .filter(|choice| !choice.retired)
            .map(|choice| empty(Value::Text(choice.key.clone()), &choice.key, &choice.label, choice.hue, None))
            .collect(),
        _ => pipeline
            .iter()
            .flat_map(|pipeline| &pipeline.stages)
            .map(|stage| empty(Value::Id(stage.id), &stage.id.to_string(), &stage.name, stage.hue, Some(stage.clone())))
            .collect(),
    }
}

/// Reads cards of a lane, newest first.
pub fn cards(
    work: &mut Work,
    scene: &Scene,
    ask: &Ask,
    frame: &Frame,
    lane: &mut Lane,
    cursor: Option<&str>,
) -> Result<()> {
    let here = sums::holding(&frame.field, &lane.value);
    let since = since(scene, &frame.field).map(Path::of);
    let fields = ask.view.card.iter().cloned().chain(ask.view.total.clone().map(Path::of)).chain(since);
    let mut fields: Vec<Path> = fields.chain([Path::of(Key::of("owner"))]).collect();
    fields.sort();
    fields.dedup();
    let query = ListQuery {
        filter: frame.filter.clone().and(here),
        fields,
        limit: CARDS,
        cursor: cursor.map(str::to_string),
        ..ListQuery::default()
    };
    let page = records::list(work, &scene.module.key, &query)?;
    (lane.cards, lane.next) = (page.records, page.next);
    Ok(())
}

/// The field that says since when a record stands in its lane.
pub fn since(scene: &Scene, lanes: &Key) -> Option<Key> {
    let key = Key::new(&format!("{lanes}_since")).ok()?;
    let field = scene.module.field(&key).filter(|field| field.kind == FieldType::DateTime)?;
    scene.sees(&field.key).then_some(key)
}
