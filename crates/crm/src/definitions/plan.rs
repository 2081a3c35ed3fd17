//! `Plan`: what a change of definitions will do, shown before it is done: steps with how many records each concerns, or
//! why it is refused.

use std::collections::BTreeMap;
use std::fmt;

use meta::Key;
use meta::definition::Problem;
use store::verify::Hold;
use store::{Tx, definitions};
use words::said;

use super::diff::diff;
use super::hints::Hints;
use super::input::{self, File, Given};
use super::measure::Measure;
use super::roles;
use super::side::Side;
use super::step::Step;
use super::stones;
use super::taken_back;
use crate::catalogue;
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::snapshot::Snapshot;

/// What shall change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    /// These files shall be in force.
    Files(Vec<File>),
    /// The newest application that still counts shall be taken back.
    Rollback,
    /// The definitions that come with this program shall be in force.
    Shipped,
}

/// What a change of definitions will do.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub(super) task: Task,
    /// Steps with how many records each concerns.
    steps: Vec<(Step, i64)>,
    /// Why it is refused; empty when it is not.
    problems: Vec<Problem>,
    /// Whether any text changes at all.
    changed: bool,
    version: i64,
}

impl Plan {
    /// The steps, in the order in which they are done.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().map(|(step, _)| step)
    }

    /// The steps with how many records each concerns.
    pub fn counted(&self) -> impl Iterator<Item = (&Step, i64)> {
        self.steps.iter().map(|(step, rows)| (step, *rows))
    }

    /// The steps, and whether each takes away something that is there.
    fn taking(&self) -> impl Iterator<Item = (&Step, bool)> {
        self.steps.iter().map(|(step, rows)| (step, *rows > 0 && step.is_destructive()))
    }

    /// What tells this plan from another: what it is made of, what it does, and what of it takes something away.
    pub fn mark(&self) -> String {
        let steps: Vec<(&Step, bool)> = self.taking().collect();
        let steps = serde_json::to_string(&steps).unwrap_or_default();
        let files: Vec<&str> = match &self.task {
            Task::Files(files) => files.iter().map(|file| file.text.as_str()).collect(),
            Task::Rollback | Task::Shipped => Vec::new(),
        };
        let told = format!("{}\n{steps}\n{}", self.version, files.join("\n"));
        blake3::hash(told.as_bytes()).to_hex()[..32].to_owned()
    }

    /// The steps in words.
    pub fn lines(&self) -> Vec<String> {
        self.steps.iter().map(|(step, rows)| step.words(*rows)).collect()
    }

    /// Whether it takes something away of what there is: a module with records, a field with values, the type of values.
    pub fn is_destructive(&self) -> bool {
        self.taking().any(|(_, takes)| takes)
    }

    /// Why it is refused, each with its place in the file; empty when it is not.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        !self.changed
    }

    /// The number the application will have.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// One line for the audit trail.
    pub(super) fn summary(&self) -> String {
        let count = self.steps.len();
        let first = self.steps.first().map(|(step, rows)| step.words(*rows)).unwrap_or_default();
        if count > 1 { format!("{first}, and {} more", count - 1) } else { first }
    }

    pub(super) fn refusal(&self) -> Result<()> {
        if self.problems.is_empty() { Ok(()) } else { Err(Error::Definition(self.problems.clone())) }
    }

    /// Whether the same is done and the same is taken away, whatever the counts otherwise.
    pub(super) fn same_steps(&self, other: &Plan) -> bool {
        self.version == other.version && self.taking().eq(other.taking())
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return writeln!(f, "nothing to do");
        }
        self.lines().iter().try_for_each(|line| writeln!(f, "- {line}"))?;
        self.problems.iter().try_for_each(|problem| writeln!(f, "{problem}"))
    }
}

/// A plan with all that is needed to do it.
pub(crate) struct Worked {
    pub(super) plan: Plan,
    pub(super) given: Vec<Given>,
    pub(super) before: Side,
    pub(super) after: Side,
    pub(super) hints: Hints,
    pub(super) version: i64,
}

impl Worked {
    /// The modules that steps touch, by their keys before, and how much of them.
    pub(super) fn holds(&self) -> BTreeMap<Key, Hold> {
        let mut holds = BTreeMap::new();
        for step in self.plan.steps() {
            let Some(hold) = step.hold() else { continue };
            let key = match step {
                Step::DropIndex { module, .. } | Step::DropModule { module, .. } => module,
                other => self.hints.module(other.module()),
            };
            if self.before.catalogue().module(key).is_some() {
                let held = holds.entry(key.clone()).or_insert(hold);
                *held = hold.max(*held);
            }
        }
        holds
    }

    /// The modules that are there before and after, by both keys.
    pub(super) fn survivors(&self) -> Vec<(Key, Key)> {
        let had = |key: &Key| self.before.catalogue().module(self.hints.module(key)).map(|had| had.key.clone());
        let mut pairs: Vec<(Key, Key)> = self
            .after
            .catalogue()
            .modules()
            .filter_map(|module| Some((had(&module.key)?, module.key.clone())))
            .collect();
        pairs.sort();
        pairs
    }
}

/// What these files would change.
pub fn plan(crm: &Crm, files: Vec<File>) -> Result<Plan> {
    look(crm, Task::Files(files))
}

/// What taking the newest application back would change; those that were taken back before are passed by, so that twice
/// goes two steps back.
pub fn rollback(crm: &Crm) -> Result<Plan> {
    look(crm, Task::Rollback)
}

fn look(crm: &Crm, task: Task) -> Result<Plan> {
    let system = crm.system();
    crm.read(&system, move |work| Ok(work_out(work.tx, work.snapshot, &task)?.plan)).wait()
}

/// Works a task out, inside a transaction.
pub(crate) fn work_out(tx: &mut Tx, snapshot: &Snapshot, task: &Task) -> Result<Worked> {
    let current = definitions::current(tx)?;
    let version = definitions::version(tx)? + 1;
    let (given, steps) = match task {
        Task::Files(files) => (input::read(files, &current)?, None),
        Task::Shipped => (input::shipped(&current), None),
        Task::Rollback => {
            let taken = taken_back::newest(tx)?;
            let (given, steps) = before(tx, taken)?;
            (given, Some(steps))
        }
    };
    let before = Side { snapshot: snapshot.clone() };
    let built = catalogue::build_texts(version as u64, &input::texts(&current, &given))?;
    let after = Side::with(snapshot, built);
    let hints = match &steps {
        Some(steps) => Hints::undoing(steps),
        None => Hints::by_was(before.catalogue(), after.catalogue()),
    };
    let found = diff(&before, &after, &hints, version);
    let measure = Measure { before: &before, after: &after, hints: &hints };
    let mut problems = found.problems;
    if let Task::Files(_) = task {
        problems.extend(roles::unknown(&given, after.catalogue(), &snapshot.roles));
    }
    for ask in &found.asks {
        problems.extend(measure.refusal(tx, ask)?);
    }
    let mut counted = Vec::with_capacity(found.steps.len());
    for step in found.steps {
        let rows = measure.rows(tx, &step)?;
        counted.push((step, rows));
    }
    let plan = Plan { task: task.clone(), steps: counted, problems, changed: !given.is_empty(), version };
    Ok(Worked { plan, given, before, after, hints, version })
}

/// The layers as they were before an application, and what it did.
fn before(tx: &mut Tx, version: i64) -> Result<(Vec<Given>, Vec<Step>)> {
    let (mut given, mut steps) = (Vec::new(), Vec::new());
    for applied in definitions::of_version(tx, version)? {
        steps.extend(stones::parse(&applied.steps)?);
        let before = definitions::before(tx, &applied.module, &applied.layer, version)?;
        if applied.layer == catalogue::SHIPPED_LAYER {
            return Err(Error::Conflict(said!("modules-nothing-applied")));
        }
        let (module, layer) = (applied.module.clone(), applied.layer.clone());
        given.push(Given { file: format!("{module}.toml"), module, layer, body: before.unwrap_or_default() });
    }
    Ok((given, steps))
}
