//! An import from beginning to end.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use super::batch::batch;
use super::drive::{Counts, Drive, Feed};
use super::file::{Row, Source};
use super::map::Map;
use super::plan::{self, Plan};
use super::refusals::{Refusals, Refused};
use crate::actor::Actor;
use crate::acts::{self, Act};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::work::Work;

/// Rows that a dry run tries in one transaction.
const TRIED: usize = 20_000;

/// A file that is ready to be imported.
#[derive(Clone)]
pub struct Import {
    /// The file.
    pub source: Source,
    /// How its rows become records.
    pub plan: Arc<Plan>,
    /// How many rows it has.
    pub rows: u64,
}

/// How an import is run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only tried: everything is taken back, the tally is as if it had been done.
    pub dry_run: bool,
    /// Where refused rows are written, to be mended and imported again.
    pub refused: Option<PathBuf>,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows done.
    pub done: u64,
    /// Rows of the file.
    pub total: u64,
}

/// What became of every row.
#[derive(Debug)]
pub struct Tally {
    /// The act, for undoing it; `None` for a dry run.
    pub act: Option<Uuid>,
    /// Records made, changed, and found unchanged.
    pub counts: Counts,
    /// Rows refused.
    pub refused: Refusals,
}

impl Import {
    /// Looks at a file and a map: `matching` stands above what the map says. Refuses what does not fit the module, all
    /// of it at once, before anything is written.
    pub fn open(crm: &Crm, actor: &Actor, module: &str, file: &Path, map: &Map, matching: &[String]) -> Result<Import> {
        crm.refresh()?;
        let snapshot = crm.snapshot();
        let source = Source::open(file, &map.said()?)?;
        let mut plan = plan::plan(&snapshot, actor, module, &source.header, map, matching)?;
        plan.notes.extend(source.described());
        let survey = plan::survey(&source, map, &snapshot.company, &mut plan)?;
        Ok(Import { source, plan: Arc::new(plan), rows: survey.rows })
    }

    /// Imports the rows as one act, in batches that are each done whole or not at all. Refused rows are accounted for
    /// and do not stop the others.
    pub fn run(
        &self,
        crm: &Crm,
        actor: &Actor,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Tally> {
        let mut refused = Refusals::new(&self.source, options.refused.as_deref())?;
        let total = self.rows;
        let mut told = |done| progress(Progress { done, total });
        let (act, counts) = if options.dry_run {
            (None, self.attempt(crm, actor, &mut refused, &mut told)?)
        } else {
            let act = acts::plan(actor, crm.now(), "import");
            let counts = self.write(crm, actor, &act, &mut refused, &mut told)?;
            self.conclude(crm, actor, &act, counts)?;
            (Some(act.id), counts)
        };
        refused.finish()?;
        Ok(Tally { act, counts, refused })
    }

    fn write(
        &self,
        crm: &Crm,
        actor: &Actor,
        act: &Act,
        refused: &mut Refusals,
        told: &mut dyn FnMut(u64),
    ) -> Result<Counts> {
        let header = &self.source.header;
        let drive = Drive {
            plan: &self.plan,
            width: header.len(),
            step: &mut |rows, known, patience| {
                let (plan, rows, known) = (self.plan.clone(), Arc::new(rows), Arc::new(known.clone()));
                let given = rows.clone();
                let part = crm.part(actor, act, move |work| batch(work, &plan, &given, &known, patience));
                let outcome = part.wait()?;
                Ok((Arc::unwrap_or_clone(rows), outcome))
            },
            refuse: &mut |line, cells, errors| refused.add(&Refused::of(line, &self.plan, header, &errors), &cells),
            progress: told,
        };
        drive.run(&mut self.source.rows()?)
    }

    /// Records the act, also when nothing had to be changed, and says what it did.
    fn conclude(&self, crm: &Crm, actor: &Actor, act: &Act, counts: Counts) -> Result<()> {
        let Counts { created, updated, unchanged } = counts;
        let (name, many) = (self.source.name(), self.plan.module.label.many.to_lowercase());
        let summary =
            format!("Imported {many} from {name}: {created} created, {updated} updated, {unchanged} unchanged");
        let done = crm.part(actor, act, move |work| {
            acts::ensure(work)?;
            acts::summarise(work, &summary)
        });
        done.wait()?;
        crm.refresh()?;
        Ok(())
    }

    /// Tries the rows in transactions that are taken back. Up to [`TRIED`] rows see what those before them would do.
    fn attempt(&self, crm: &Crm, actor: &Actor, refused: &mut Refusals, told: &mut dyn FnMut(u64)) -> Result<Counts> {
        let (mut rows, mut counts, mut done) = (self.source.rows()?, Counts::default(), 0);
        loop {
            let mut chunk = Vec::new();
            while let Some(row) = if chunk.len() < TRIED { rows.next()? } else { None } {
                chunk.push(row);
            }
            if chunk.is_empty() {
                return Ok(counts);
            }
            done += chunk.len() as u64;
            let trial = self.try_chunk(crm, actor, chunk)?;
            counts.created += trial.counts.created;
            counts.updated += trial.counts.updated;
            counts.unchanged += trial.counts.unchanged;
            for (refusal, cells) in &trial.refused {
                refused.add(refusal, cells)?;
            }
            told(done);
        }
    }

    fn try_chunk(&self, crm: &Crm, actor: &Actor, chunk: Vec<Row>) -> Result<Trial> {
        let result: Arc<Mutex<Trial>> = Arc::default();
        let (slot, import) = (result.clone(), self.clone());
        let act = acts::plan(actor, crm.now(), "import");
        let rolled_back = crm.part::<(), _>(actor, &act, move |work| {
            let trial = import.try_rows(work, &mut chunk.clone().into_iter())?;
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = trial;
            Err(tried())
        });
        match rolled_back.wait() {
            Err(error) if error == tried() => {
                Ok(std::mem::take(&mut *result.lock().unwrap_or_else(PoisonError::into_inner)))
            }
            Err(error) => Err(error),
            Ok(()) => Err(Error::Conflict("a dry run was kept".into())),
        }
    }

    fn try_rows(&self, work: &mut Work, feed: &mut dyn Feed) -> Result<Trial> {
        let (header, mut refused) = (&self.source.header, Vec::new());
        let drive = Drive {
            plan: &self.plan,
            width: header.len(),
            step: &mut |rows, known, patience| {
                let outcome = batch(work, &self.plan, &rows, known, patience)?;
                Ok((rows, outcome))
            },
            refuse: &mut |line, cells, errors| {
                refused.push((Refused::of(line, &self.plan, header, &errors), cells));
                Ok(())
            },
            progress: &mut |_| {},
        };
        let counts = drive.run(feed)?;
        Ok(Trial { counts, refused })
    }
}

/// What a dry run of some rows came to.
#[derive(Default)]
struct Trial {
    counts: Counts,
    refused: Vec<(Refused, csv::StringRecord)>,
}

/// By which a dry run ends its transaction.
fn tried() -> Error {
    Error::Conflict("this was only tried".into())
}
